/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  gint64 created_at;   /* Unix ms */
  gint64 last_used_at; /* Unix ms; 0: nobody is signed in */
  guint accounts;
  guint statuses;
  gboolean blocked;           /* let in no more */
  guint max_accounts;         /* 0: as everybody */
  guint max_statuses_per_day; /* 0: as everybody */
} AcPersonFacts;

/* Somebody whom a hosted backend serves, as its administrator sees them: how much there is, and
 * nothing of what it is. The schema Person of the API. Immutable. */
#define AC_TYPE_PERSON (ac_person_get_type ())
G_DECLARE_FINAL_TYPE (AcPerson, ac_person, AC, PERSON, GObject)

AcPerson *ac_person_new (const AcPersonFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
const AcPersonFacts *ac_person_get_facts (AcPerson *self);
const char *ac_person_get_id (AcPerson *self);

/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcPerson *ac_person_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_person_to_json (AcPerson *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
