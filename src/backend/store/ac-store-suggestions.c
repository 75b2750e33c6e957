/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement-private.h"
#include "ac-clock.h"
#include "ac-text.h"

#define LATELY_MS (30 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MOST_TEXTS 1000

/* Where a tag was used, with how often. */
typedef struct
{
  GHashTable *found; /* folded tag and account → AcSuggestionFacts */
  const char *account_id;
  gint64 at;
} Count;

static void
free_facts (gpointer data)
{
  AcSuggestionFacts *facts = data;

  g_free (facts->tag);
  g_free (facts->account_id);
  g_free (facts);
}

static void
count_tag (const char *text, gsize start, gsize end, gpointer user_data)
{
  Count *count = user_data;
  g_autofree char *tag = g_strndup (text + start, end - start);
  g_autofree char *folded = g_utf8_casefold (tag, -1);
  g_autofree char *key = g_strjoin (" ", folded, count->account_id, NULL);
  AcSuggestionFacts *facts = g_hash_table_lookup (count->found, key);

  if (facts == NULL)
    {
      facts = g_new0 (AcSuggestionFacts, 1);
      facts->tag = g_steal_pointer (&tag);
      facts->account_id = g_strdup (count->account_id);
      facts->last_used_at = count->at;
      g_hash_table_insert (count->found, g_steal_pointer (&key), facts);
    }
  facts->times++;
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const AcSuggestionFacts *one = *(AcSuggestionFacts *const *) a;
  const AcSuggestionFacts *other = *(AcSuggestionFacts *const *) b;

  if (one->times != other->times)
    return one->times > other->times ? -1 : 1;
  if (one->last_used_at != other->last_used_at)
    return one->last_used_at > other->last_used_at ? -1 : 1;
  return strcmp (one->tag, other->tag);
}

static GListStore *
sort_facts (GHashTable *found, guint limit)
{
  GListStore *suggestions = g_list_store_new (AC_TYPE_SUGGESTION);
  g_autoptr(GPtrArray) all = g_hash_table_get_values_as_ptr_array (found);

  g_ptr_array_sort (all, compare_facts);
  for (guint i = 0; i < MIN (all->len, limit); i++)
    {
      g_autoptr(AcSuggestion) suggestion = ac_suggestion_new (g_ptr_array_index (all, i));

      g_list_store_append (suggestions, suggestion);
    }

  return suggestions;
}

/* The only way to what was used elsewhere is through the switch. */
GListStore *
ac_store_list_suggestions (
    AcStore *self, const char *person, const char *account_id, guint limit, GError **error)
{
  g_autofree char *since = ac_id_first_at (ac_clock_now_ms () - LATELY_MS);
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_facts);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT COALESCE(delivery.copy_text, delivery.text, status.text), delivery.account_id, "
      "status.created_at"
      " FROM status CROSS JOIN delivery WHERE status.person_id = $1 AND status.id >= $2"
      " AND status.removed = 0 AND delivery.person_id = status.person_id"
      " AND delivery.status_id = status.id AND delivery.wanted = 1"
      " AND (delivery.first_armed_at > 0 OR delivery.part > 1)"
      " AND (delivery.account_id = $3 OR EXISTS (SELECT link.id FROM link JOIN link_switch"
      " ON link_switch.person_id = link.person_id AND link_switch.link_id = link.id"
      " WHERE link.person_id = status.person_id AND link_switch.purpose = $4"
      " AND link_switch.value = 1"
      " AND ((link.low_id = $3 AND link.high_id = delivery.account_id)"
      " OR (link.high_id = $3 AND link.low_id = delivery.account_id))))"
      " ORDER BY status.id DESC LIMIT $5",
      "ssssi", person, since, account_id, ac_purpose_to_slug (AC_PURPOSE_PERSONALISE),
      AC_INT (MOST_TEXTS));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      Count count = { found, ac_rows_text (rows, 1), ac_rows_int (rows, 2) };

      ac_text_foreach_tag (ac_rows_text (rows, 0), count_tag, &count);
    }

  return sort_facts (found, limit);
}
