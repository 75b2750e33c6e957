/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *tag;        /* without its sign */
  char *account_id; /* where it was used */
  guint times;
  gint64 last_used_at; /* Unix ms */
} AcSuggestionFacts;

/* A hashtag that the person used lately. */
#define AC_TYPE_SUGGESTION (ac_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (AcSuggestion, ac_suggestion, AC, SUGGESTION, GObject)

AcSuggestion *ac_suggestion_new (const AcSuggestionFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcSuggestion *ac_suggestion_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_suggestion_to_json (AcSuggestion *self) G_GNUC_WARN_UNUSED_RESULT;
const AcSuggestionFacts *ac_suggestion_get_facts (AcSuggestion *self);

G_END_DECLS
