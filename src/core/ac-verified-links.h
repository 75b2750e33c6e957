/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Addresses that an account shows as its own, and whether its service, or we, have verified that.
 * We never ask the addresses themselves. */
typedef struct
{
  char *url;
  gboolean verified;
} AcVerifiedLink;

GPtrArray *ac_verified_links_new (void) G_GNUC_WARN_UNUSED_RESULT; /* of AcVerifiedLink */
void ac_verified_links_add (GPtrArray *self, const char *url, gboolean verified);
gboolean ac_verified_links_equal (GPtrArray *self, GPtrArray *other); /* (nullable) */
/* The member `verified_links`; NULL without error: it is missing. AC_ERROR_BAD_REPLY. */
gboolean ac_verified_links_read (JsonObject *object, GPtrArray **links, GError **error);
void ac_verified_links_write (JsonObject *object, GPtrArray *self); /* (nullable) */

G_END_DECLS
