/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"
#include "ac-future.h"

static const AcKind links = { (AcGetId) ac_link_get_id,
                              (void (*) (gpointer, gpointer)) ac_link_update };
static const AcKind undoings = { (AcGetId) ac_undoing_get_id,
                                 (void (*) (gpointer, gpointer)) ac_undoing_update };

void
ac_client_take_links (AcClient *self, GListModel *items)
{
  ac_kind_take (self->links, &links, items);
}

void
ac_client_take_undoings (AcClient *self, GListModel *items)
{
  ac_kind_take (self->undoings, &undoings, items);
}

static GListModel *
want (AcClient *self, GListStore *store, gboolean *wanted, AcDueKind due)
{
  if (!*wanted)
    {
      *wanted = TRUE;
      if (self->state == AC_CLIENT_ONLINE)
        ac_client_mark_due (self, due, NULL);
    }

  return G_LIST_MODEL (store);
}

GListModel *
ac_client_get_links (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return want (self, self->links, &self->links_wanted, AC_DUE_LINKS);
}

GListModel *
ac_client_get_undoings (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return want (self, self->undoings, &self->undoings_wanted, AC_DUE_UNDOINGS);
}

AcLink *
ac_client_find_link (AcClient *self, const char *id)
{
  return ac_find (ac_client_get_links (self), links.get_id, id, NULL);
}

AcUndoing *
ac_client_find_undoing (AcClient *self, const char *id)
{
  return ac_find (ac_client_get_undoings (self), undoings.get_id, id, NULL);
}

/* Who has not asked for the list has nothing to put it in. */
static GObject *
take_link (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcLink) link = ac_link_from_json (node, error);

  if (link == NULL || !self->links_wanted)
    return G_OBJECT (g_steal_pointer (&link));

  return ac_kind_put (self->links, &links, link);
}

/* The link, or the account, that is undone goes on its own event. */
static GObject *
take_undoing (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcUndoing) undoing = ac_undoing_from_json (node, error);

  if (undoing == NULL)
    return NULL;

  if (ac_undoing_get_link_id (undoing) != NULL)
    ac_kind_drop (self->links, &links, ac_undoing_get_link_id (undoing));
  return self->undoings_wanted ? ac_kind_put (self->undoings, &undoings, undoing)
                               : G_OBJECT (g_steal_pointer (&undoing));
}

static GObject *
take_preview (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_link_preview_from_json (node, error));
}

static GObject *
take_receipt (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_receipt_from_json (node, error));
}

static JsonObject *
describe_pair (const char *account_id, const char *other_account_id, const AcAnswers *answers)
{
  const char *accounts[] = { account_id, other_account_id, NULL };
  JsonObject *object = json_object_new ();

  ac_json_set_strings (object, "accounts", accounts);
  json_object_set_member (object, "switches", ac_answers_to_json (answers));
  return object;
}

DexFuture *
ac_client_preview_link (AcClient *self,
                        const char *account_id,
                        const char *other_account_id,
                        const AcAnswers *answers)
{
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL && other_account_id != NULL && answers != NULL);

  request = ac_wire_request (self->wire, "POST", "/v1/link-previews");
  ac_client_set_body (request, describe_pair (account_id, other_account_id, answers));
  return ac_client_ask (self, request, take_preview, TRUE);
}

DexFuture *
ac_client_make_link (AcClient *self,
                     const char *key,
                     const char *account_id,
                     const char *other_account_id,
                     const AcAnswers *answers)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL && other_account_id != NULL && answers != NULL);

  object = describe_pair (account_id, other_account_id, answers);
  json_object_set_int_member (object, "words_version", AC_WORDS_VERSION);
  request = ac_wire_request (self->wire, "POST", "/v1/links");
  ac_client_set_key (request, key);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_link, TRUE);
}

DexFuture *
ac_client_set_link (AcClient *self, const char *link_id, const AcAnswers *answers)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (link_id != NULL && answers != NULL);

  object = json_object_new ();
  json_object_set_member (object, "switches", ac_answers_to_json (answers));
  json_object_set_int_member (object, "words_version", AC_WORDS_VERSION);
  request = ac_wire_request (self->wire, "PATCH", "/v1/links/%s", link_id);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_link, TRUE);
}

static const char *
name_copies (AcCopies copies)
{
  return copies == AC_COPIES_DELETED ? "delete" : "keep";
}

DexFuture *
ac_client_end_link (AcClient *self, const char *link_id, AcCopies copies, const char *removed)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (link_id != NULL);

  return ac_client_ask (self,
                        ac_wire_request (self->wire, "DELETE", "/v1/links/%s?copies=%s%s%s",
                                         link_id, name_copies (copies),
                                         removed != NULL ? "&account=" : "",
                                         removed != NULL ? removed : ""),
                        take_undoing, TRUE);
}

DexFuture *
ac_client_remove_account (AcClient *self, const char *account_id, AcCopies copies)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL);

  return ac_client_ask (self,
                        ac_wire_request (self->wire, "DELETE", "/v1/accounts/%s?copies=%s",
                                         account_id, name_copies (copies)),
                        take_undoing, TRUE);
}

DexFuture *
ac_client_see_undoing (AcClient *self, const char *undoing_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (undoing_id != NULL);

  return ac_client_ask_about (self, "DELETE", "undoings", undoing_id, "", NULL);
}

static DexFuture *
list (AcClient *self, const char *path, GType type, AcNounFunc from_json)
{
  return ac_future_scope (ac_future_keep (ac_wire_list (self->wire, path, type, from_json)),
                          self->scope);
}

DexFuture *
ac_client_list_links (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return list (self, "/v1/links", AC_TYPE_LINK, (AcNounFunc) ac_link_from_json);
}

DexFuture *
ac_client_list_undoings (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return list (self, "/v1/undoings", AC_TYPE_UNDOING, (AcNounFunc) ac_undoing_from_json);
}

DexFuture *
ac_client_list_receipts (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return list (self, "/v1/receipts", AC_TYPE_RECEIPT, (AcNounFunc) ac_receipt_from_json);
}

DexFuture *
ac_client_load_receipt (AcClient *self, const char *receipt_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (receipt_id != NULL);

  return ac_client_ask_about (self, "GET", "receipts", receipt_id, "", take_receipt);
}

DexFuture *
ac_client_list_suggestions (AcClient *self, const char *account_id)
{
  g_autofree char *path = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL);

  path = g_strdup_printf ("/v1/accounts/%s/suggestions", account_id);
  return list (self, path, AC_TYPE_SUGGESTION, (AcNounFunc) ac_suggestion_from_json);
}
