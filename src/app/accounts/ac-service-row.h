/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"
#include "ac-service-item.h"

G_BEGIN_DECLS

/* A service that an account can be added of; where that can't be done, why not and what mends it.
 * Its name is the service's id. */
GtkWidget *ac_service_row_new (AcClient *client, AcServiceItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
