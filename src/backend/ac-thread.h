/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"

G_BEGIN_DECLS

/* ac_connector_render(), and where the text is too long and the person wants a thread, a parcel for
 * each of its parts: the first one has the pictures, the one with its link the card, and each the
 * note that stands beside a text. AC_ERROR_INVALID where the service has no threads, or the form is
 * none that could be part of one. */
AcParcel *ac_thread_render (AcConnector *connector,
                            AcAccount *account,
                            const char *delivery_id,
                            const AcContents *contents,
                            AcLongText long_text,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
