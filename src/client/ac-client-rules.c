/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-backfill.h"
#include "ac-client-private.h"
#include "ac-client-rules.h"
#include "ac-clock.h"

#define BACKFILL_DEADLINE 300 /* pages of a service that is slow */

static const AcJsonField posts_fields[] = {
  { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_SHARE_RULE_TRIED },
  { NULL },
};

static const AcKind rules = { (AcGetId) ac_share_rule_get_id,
                              (void (*) (gpointer, gpointer)) ac_share_rule_update };

/* Who follows none has none kept. */
static GObject *
take_rule (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcShareRule) rule = ac_share_rule_from_json (node, error);

  if (rule == NULL || !self->rules_wanted)
    return (GObject *) g_steal_pointer (&rule);
  return ac_kind_put (self->rules, &rules, rule);
}

static GObject *
take_posts (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(GListStore) posts = g_list_store_new (AC_TYPE_POST);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *items = NULL;

  if (object == NULL || !ac_json_check (object, posts_fields, AC_JSON_CLOSED, NULL))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Posts can't be read"), NULL;

  items = ac_json_get_array (object, "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcPost) post = ac_post_from_json (json_array_get_element (items, i), error);

      if (post == NULL)
        return NULL;
      g_list_store_append (posts, post);
    }

  return G_OBJECT (g_steal_pointer (&posts));
}

void
ac_client_take_rules (AcClient *self, GListModel *items)
{
  ac_kind_take (self->rules, &rules, items);
}

GListModel *
ac_client_get_rules (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->rules_wanted)
    {
      self->rules_wanted = TRUE;
      if (self->state == AC_CLIENT_ONLINE)
        ac_client_mark_due (self, AC_DUE_RULES, NULL);
    }
  return G_LIST_MODEL (self->rules);
}

AcShareRule *
ac_client_find_rule (AcClient *self, const char *id)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return ac_find (G_LIST_MODEL (self->rules), (AcGetId) ac_share_rule_get_id, id, NULL);
}

DexFuture *
ac_client_list_rules (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_wire_list (self->wire, "/v1/rules", AC_TYPE_SHARE_RULE,
                       (AcNounFunc) ac_share_rule_from_json);
}

DexFuture *
ac_client_make_rule (AcClient *self,
                     const char *key,
                     const char *link_id,
                     const char *account_id,
                     JsonObject *choices)
{
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (link_id != NULL && account_id != NULL && choices != NULL);

  json_object_set_string_member (choices, "link", link_id);
  json_object_set_string_member (choices, "from", account_id);
  request = ac_wire_request (self->wire, "POST", "/v1/rules");
  ac_client_set_key (request, key);
  ac_client_set_body (request, choices);
  return ac_client_ask (self, request, take_rule, TRUE);
}

DexFuture *
ac_client_change_rule (AcClient *self, const char *rule_id, JsonObject *choices)
{
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (rule_id != NULL && choices != NULL);

  request = ac_wire_request (self->wire, "PATCH", "/v1/rules/%s", rule_id);
  ac_client_set_body (request, choices);
  return ac_client_ask (self, request, take_rule, TRUE);
}

DexFuture *
ac_client_delete_rule (AcClient *self, const char *rule_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "DELETE", "rules", rule_id, "", NULL);
}

DexFuture *
ac_client_try_rule (AcClient *self, const char *rule_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "POST", "rules", rule_id, "/dry-run", take_posts);
}

DexFuture *
ac_client_try_choices (AcClient *self,
                       const char *link_id,
                       const char *account_id,
                       JsonObject *choices,
                       GCancellable *scope)
{
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (link_id != NULL && account_id != NULL && choices != NULL);

  json_object_set_string_member (choices, "link", link_id);
  json_object_set_string_member (choices, "from", account_id);
  request = ac_wire_request (self->wire, "POST", "/v1/rules/dry-run");
  ac_http_request_set_scope (request, scope);
  ac_client_set_body (request, choices);
  return ac_client_ask (self, request, take_posts, TRUE);
}

static GObject *
take_backfill (AcClient *self, JsonNode *node, GError **error)
{
  return (GObject *) ac_backfill_from_json (node, error);
}

DexFuture *
ac_client_backfill_rule (AcClient *self, const char *key, const char *rule_id, guint count)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (!ac_id_is_valid (rule_id))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such rule");

  body = json_object_new ();
  json_object_set_int_member (body, "count", count);
  request = ac_wire_request (self->wire, "POST", "/v1/rules/%s/backfill", rule_id);
  ac_client_set_key (request, key);
  ac_client_set_body (request, body);
  ac_http_request_set_deadline (request, BACKFILL_DEADLINE);
  return ac_client_ask (self, request, take_backfill, TRUE);
}
