/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-service.h"

G_BEGIN_DECLS

/* A service as a line of a list model. Properties: id, name. */
#define AC_TYPE_SERVICE_ITEM (ac_service_item_get_type ())
G_DECLARE_FINAL_TYPE (AcServiceItem, ac_service_item, AC, SERVICE_ITEM, GObject)

/* Takes service, which is of ac_service_from_json(). */
AcServiceItem *ac_service_item_new (AcService *service) G_GNUC_WARN_UNUSED_RESULT;
const AcService *ac_service_item_get_service (AcServiceItem *self);
const char *ac_service_item_get_id (AcServiceItem *self);
const char *ac_service_item_get_name (AcServiceItem *self);

G_END_DECLS
