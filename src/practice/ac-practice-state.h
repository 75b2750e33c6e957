/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-json.h"

G_BEGIN_DECLS

#define AC_PRACTICE_MINUTE_MS G_GINT64_CONSTANT (60000)
#define AC_PRACTICE_HOUR_MS (60 * AC_PRACTICE_MINUTE_MS)
#define AC_PRACTICE_DAY_MS (24 * AC_PRACTICE_HOUR_MS)

/* All that the practice services remember, in one JSON file that is theirs alone. It is a few
 * tables, each an object of records by their id; a record is an object with a member "at", the time
 * it was made (Unix ms by the state's own clock). */
typedef struct _AcPracticeState AcPracticeState;

/* path (nullable): nothing is kept then. A file that isn't there yet is an empty state.
 * AC_ERROR_STORAGE when it can't be read or is no such file. */
AcPracticeState *ac_practice_state_open (const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_practice_state_free (AcPracticeState *self);

/* (transfer none): the records of "apps", "tokens", "codes", "containers", "posts", "messages",
 * "subscriptions" or "deeds". */
JsonObject *ac_practice_state_get_table (AcPracticeState *self, const char *name);
/* (transfer none): a new record with its time, under this id. */
JsonObject *ac_practice_state_add (AcPracticeState *self, const char *table, const char *id);
/* (transfer none) (nullable) */
JsonObject *ac_practice_state_find (AcPracticeState *self, const char *table, const char *id);
void ac_practice_state_remove (AcPracticeState *self, const char *table, const char *id);
/* A number as the services give: none is given twice. */
char *ac_practice_state_new_id (AcPracticeState *self) G_GNUC_WARN_UNUSED_RESULT;

/* Pictures to show, by an id that comes with each: the last ones, until the practice services end.
 */
char *ac_practice_state_keep_picture (AcPracticeState *self,
                                      GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable) */
GBytes *ac_practice_state_find_picture (AcPracticeState *self, const char *id);

/* Where it was listened last, for links of then; 0: nowhere yet. */
guint16 ac_practice_state_get_port (AcPracticeState *self);
void ac_practice_state_set_port (AcPracticeState *self, guint16 port);

/* Unix ms; ahead of the computer's clock when it was advanced. */
gint64 ac_practice_state_now (AcPracticeState *self);
void ac_practice_state_advance (AcPracticeState *self, gint64 ms);

/* Writes the file whole, readable by this user alone. AC_ERROR_STORAGE, AC_ERROR_STORAGE_FULL. */
gboolean ac_practice_state_save (AcPracticeState *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcPracticeState, ac_practice_state_free)

G_END_DECLS
