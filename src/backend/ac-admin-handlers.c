/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-token-doorman.h"

/* Here `id` of a request is a person's, and `person` is nobody: the administrator asks. */

static JsonNode *
person_to_json (gpointer item)
{
  return ac_person_to_json (item);
}

static const char *
person_id (gpointer item)
{
  return ac_person_get_id (item);
}

static GObject *
list_people (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) people =
                ac_store_list_people (store, request->cursor, request->limit + 1, error);

  return people != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (people), request->limit,
                                                       person_to_json, person_id))
                        : NULL;
}

AcReply *
ac_handle_list_people (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_people, error);
}

static GObject *
get_person (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcPerson) person = ac_store_get_person (store, request->id, error);

  return person != NULL ? G_OBJECT (ac_reply_new_json (200, ac_person_to_json (person))) : NULL;
}

AcReply *
ac_handle_get_person (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_person, error);
}

AcReply *
ac_handle_find_person (AcRequest *request, GError **error)
{
  request->id = ac_token_doorman_name_person (request->context->config->issuer,
                                              ac_json_get_string (request->body, "subject"));
  return ac_request_run (request, get_person, error);
}

static gboolean
read_quota (JsonObject *body, const char *name, guint *quota, GError **error)
{
  gint64 wanted = ac_json_get_integer (body, name);

  if (!json_object_has_member (body, name))
    return TRUE;

  if (wanted < 0 || wanted > G_MAXINT)
    {
      g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s must be a number, or 0 for none", name);
      return FALSE;
    }

  *quota = wanted;
  return TRUE;
}

/* Nothing is sent any more for somebody who is let in no more; what they take back is. */
static gboolean
rule (AcStore *store, const AcPersonFacts *facts, GError **error)
{
  return ac_store_rule_person (store, facts, error) &&
         (!facts->blocked || ac_store_set_sharing_stopped (store, facts->id, TRUE, error));
}

static GObject *
rule_person (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcPerson) person = ac_store_get_person (store, request->id, error);
  g_autoptr(AcPerson) ruled = NULL;
  AcPersonFacts facts;

  if (person == NULL)
    return NULL;

  facts = *ac_person_get_facts (person);
  if (json_object_has_member (request->body, "blocked"))
    facts.blocked = ac_json_get_boolean (request->body, "blocked");
  if (!read_quota (request->body, "max_accounts", &facts.max_accounts, error) ||
      !read_quota (request->body, "max_statuses_per_day", &facts.max_statuses_per_day, error) ||
      !rule (store, &facts, error))
    return NULL;

  ruled = ac_person_new (&facts);
  return G_OBJECT (ac_reply_new_json (200, ac_person_to_json (ruled)));
}

AcReply *
ac_handle_rule_person (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, rule_person, error);

  if (reply == NULL)
    return NULL;

  /* Who still is let in opens their stream again. */
  ac_sessions_forget (request->context->sessions);
  ac_event_hub_end_person (request->context->hub, request->id);
  return reply;
}

static GObject *
turn_service (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_turn_service (store, ac_json_get_string (request->body, "service"),
                                ac_json_get_boolean (request->body, "on"), error)
             ? G_OBJECT (ac_reply_new (SOUP_STATUS_NO_CONTENT))
             : NULL;
}

AcReply *
ac_handle_turn_service (AcRequest *request, GError **error)
{
  AcReply *reply = NULL;

  if (ac_connectors_get (request->context->connectors,
                         ac_json_get_string (request->body, "service")) == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such service");
      return NULL;
    }

  reply = ac_request_run (request, turn_service, error);
  if (reply != NULL)
    ac_context_watch_gate (request->context, ac_gate_settle (request->context->gate));
  return reply;
}
