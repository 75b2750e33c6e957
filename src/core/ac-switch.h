/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Something that a person turns on and off, with what proves it: the schema Switch of the API. */
typedef struct
{
  gboolean on;
  gint64 since;     /* Unix ms, 0: it has always been off */
  char *receipt_id; /* (nullable): what allowed or ended it */
} AcSwitch;

void ac_switch_set (AcSwitch *self, gboolean on, gint64 since, const char *receipt_id);
void ac_switch_clear (AcSwitch *self);

/* The member name of object. AC_ERROR_BAD_REPLY when it isn't exactly the schema. */
gboolean ac_switch_read (AcSwitch *self, JsonObject *object, const char *name, GError **error);
void ac_switch_write (const AcSwitch *self, JsonObject *object, const char *name);

G_END_DECLS
