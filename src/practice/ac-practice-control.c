/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "ac-practice-posts.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

/* Copies a record, without its secret parts, with the id that it has. */
static JsonObject *
copy_record (const char *id, JsonObject *record)
{
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, record);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
  json_object_set_string_member (object, "id", id);
  return object;
}

static JsonArray *
list_table (AcPracticeCall *call, const char *table)
{
  JsonArray *array = json_array_new ();
  JsonObjectIter iter;
  const char *id = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, ac_practice_state_get_table (call->state, table));
  while (json_object_iter_next (&iter, &id, &node))
    {
      JsonObject *record = json_node_get_object (node);

      if (g_str_equal (table, "tokens") && (!ac_practice_tokens_is_good (call->state, record) ||
                                            json_object_has_member (record, "ended")))
        continue;
      if (g_str_equal (table, "posts") && !ac_practice_posts_is_there (call->state, record))
        continue;
      json_array_add_object_element (array, copy_record (id, record));
    }
  return array;
}

/* The token of a business is in its settings, whoever is signed in. */
static void
get_held (AcPracticeCall *call)
{
  static const char *const shown[] = { "tokens", "subscriptions", "posts", "messages" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    json_object_set_array_member (object, shown[i], list_table (call, shown[i]));
  ac_practice_call_answer (call, object);
}

static void
advance_clock (AcPracticeCall *call)
{
  ac_practice_state_advance (call->state,
                             g_ascii_strtoll (ac_practice_call_get (call, "ms"), NULL, 10));
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

static void
end_tokens (AcPracticeCall *call)
{
  ac_practice_tokens_end (call->state, ac_practice_call_get (call, "service"),
                          ac_practice_call_get (call, "person"),
                          ac_practice_call_get (call, "why"));
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

/* How strict the service is with the app. */
static void
set_app (AcPracticeCall *call)
{
  JsonObject *app = ac_practice_apps_get (call->state, ac_practice_call_get (call, "service"));

  if (ac_practice_call_get (call, "needs_proof") != NULL)
    json_object_set_boolean_member (app, "needs_proof",
                                    ac_practice_call_is_on (call, "needs_proof"));
  ac_json_set_string (app, "redirect_uri", ac_practice_call_get (call, "redirect_uri"));
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

/* As if so much had been done today. */
static void
add_deeds (AcPracticeCall *call)
{
  guint n = atoi (ac_practice_call_get (call, "count"));

  for (guint i = 0; i < MIN (n, 1000); i++)
    ac_practice_call_note (call, ac_practice_call_get (call, "deed"),
                           ac_practice_call_get (call, "subject"));
  ac_practice_call_answer_success (call);
}

static void
add_faults (AcPracticeCall *call)
{
  JsonObject *object = call->json != NULL ? json_node_get_object (call->json) : NULL;
  JsonArray *faults = ac_json_get_array (object, "faults");
  g_autoptr(GError) error = NULL;

  ac_practice_faults_clear (call->faults);
  for (guint i = 0; faults != NULL && i < json_array_get_length (faults); i++)
    {
      JsonNode *node = json_array_get_element (faults, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !ac_practice_faults_add (call->faults, json_node_get_object (node), &error))
        {
          ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER,
                                   error != NULL ? error->message : "no object");
          return;
        }
    }
  ac_practice_call_answer_success (call);
}

#define SERVICES "whatsapp|instagram|facebook|threads"

static const AcPracticeParameter none[] = { { NULL } };
static const AcPracticeParameter clock_parameters[] = {
  { "ms", AC_PRACTICE_NUMBER, TRUE },
  { NULL },
};
static const AcPracticeParameter end_parameters[] = {
  { "service", AC_PRACTICE_CHOICE, TRUE, 0, SERVICES },
  { "person", AC_PRACTICE_ID, TRUE },
  { "why", AC_PRACTICE_CHOICE, TRUE, 0, "removed|password|checkpoint|invalid|expired" },
  { NULL },
};
static const AcPracticeParameter app_parameters[] = {
  { "service", AC_PRACTICE_CHOICE, TRUE, 0, SERVICES },
  { "needs_proof", AC_PRACTICE_SWITCH },
  { "redirect_uri", AC_PRACTICE_ADDRESS },
  { NULL },
};

static const AcPracticeParameter deed_parameters[] = {
  { "deed", AC_PRACTICE_CHOICE, TRUE, 0, "publish|reply|delete|container" },
  { "subject", AC_PRACTICE_ID, TRUE },
  { "count", AC_PRACTICE_NUMBER, TRUE },
  { NULL },
};

const AcPracticeRoute ac_practice_control_routes[] = {
  { "", "POST", "control/deeds", add_deeds, deed_parameters },
  { "", "GET", "control/held", get_held, none },
  { "", "POST", "control/clock", advance_clock, clock_parameters },
  { "", "POST", "control/tokens", end_tokens, end_parameters },
  { "", "POST", "control/apps", set_app, app_parameters },
  { "", "PUT", "control/faults", add_faults, NULL },
  { NULL },
};
