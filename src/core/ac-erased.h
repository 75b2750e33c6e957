/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What became of a person's copies, or of their permission, at a service when all was erased. */
typedef enum
{
  AC_ERASED_DONE,  /* deleted there, given back, removed here */
  AC_ERASED_KEPT,  /* as the person asked, or because another needs it */
  AC_ERASED_LEFT,  /* it could not be done */
  AC_ERASED_YOURS, /* only the person can, at the service's page */
  AC_ERASED_NONE,  /* there was none */
} AcErasedState;

/* Of an account, by its service alone: a receipt of an erasure names nobody. */
typedef struct
{
  char *service;
  AcErasedState copies;
  AcErasedState permission;
  AcErasedState key;
} AcErased;

void ac_erased_free (AcErased *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcErased, ac_erased_free)

/* Of AcErased; none when the member isn't there. AC_ERROR_BAD_REPLY. */
GPtrArray *
ac_erased_read (JsonObject *object, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_erased_write (JsonObject *object, const char *name, GPtrArray *erased);
/* Independent of erased. */
GPtrArray *ac_erased_copy_all (GPtrArray *erased) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_erased_state_to_slug (AcErasedState state);

G_END_DECLS
