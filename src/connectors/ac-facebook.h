/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* Facebook, by the Pages API (graph.facebook.com): texts on a Page that a person manages; there is
 * no API for a person's own profile. An account is the person, with the one Page that was chosen:
 * Facebook takes back a person's permission whole, so two Pages of theirs could not be unlinked one
 * by one. */
AcConnector *ac_facebook_new (AcGraph *graph) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
