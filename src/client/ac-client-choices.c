/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-choices.h"
#include "ac-client-private.h"
#include "ac-future.h"

DexFuture *
ac_client_list_choices (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_future_scope (
      ac_future_keep (ac_wire_list (self->wire, "/v1/choices", AC_TYPE_USE_CHOICE,
                                    (AcNounFunc) ac_use_choice_from_json)),
      self->scope);
}

GListModel *
ac_client_get_choices (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->choices_wanted && self->state == AC_CLIENT_ONLINE)
    ac_client_mark_due (self, AC_DUE_CHOICES, NULL);
  self->choices_wanted = TRUE;
  return G_LIST_MODEL (self->choices);
}

gboolean
ac_client_knows_choices (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), FALSE);

  return self->choices_known;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const AcUseChoiceFacts *one = ac_use_choice_get_facts ((gpointer) a);
  const AcUseChoiceFacts *other = ac_use_choice_get_facts ((gpointer) b);

  return g_str_equal (one->id, other->id) && one->consent == other->consent &&
         one->changed_at == other->changed_at && one->can_undo == other->can_undo &&
         one->wider.version == other->wider.version &&
         g_str_equal (one->receipt_id, other->receipt_id);
}

static guint
count_same (GListModel *known, GListModel *items)
{
  guint same = 0;

  for (;; same++)
    {
      g_autoptr(AcUseChoice) one = g_list_model_get_item (known, same);
      g_autoptr(AcUseChoice) other = g_list_model_get_item (items, same);

      if (one == NULL || other == NULL || !is_same (one, other))
        return same;
    }
}

void
ac_client_take_choices (AcClient *self, GListModel *items)
{
  const guint same = count_same (G_LIST_MODEL (self->choices), items);
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = same; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (rest, g_list_model_get_item (items, i));
  self->choices_known = TRUE;
  /* That there are none is known now, too: whoever waits for them is told, whatever changed. */
  g_list_store_splice (self->choices, same,
                       g_list_model_get_n_items (G_LIST_MODEL (self->choices)) - same, rest->pdata,
                       rest->len);
}

/* It takes the place of what was said before it. */
static GObject *
take_choice (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcUseChoice) choice = ac_use_choice_from_json (node, error);
  GListModel *known = G_LIST_MODEL (self->choices);
  guint position = g_list_model_get_n_items (known);

  if (choice == NULL || !self->choices_wanted)
    return G_OBJECT (g_steal_pointer (&choice));

  ac_find (known, (AcGetId) ac_use_choice_get_id, ac_use_choice_get_id (choice), &position);
  g_list_store_splice (self->choices, position, position < g_list_model_get_n_items (known),
                       (gpointer *) &choice, 1);
  return G_OBJECT (g_steal_pointer (&choice));
}

DexFuture *
ac_client_set_choice (AcClient *self,
                      const char *account_id,
                      const char *recipient,
                      const char *purpose,
                      gboolean value,
                      const char *const *categories,
                      guint terms_version,
                      guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  ac_json_set_string (object, "account_id", account_id);
  ac_json_set_string (object, "recipient", recipient);
  ac_json_set_string (object, "purpose", purpose);
  json_object_set_boolean_member (object, "value", value);
  if (value)
    ac_json_set_strings (object, "categories", categories);
  if (value && terms_version != 0)
    json_object_set_int_member (object, "terms_version", terms_version);
  json_object_set_int_member (object, "words_version", words_version);
  request = ac_wire_request (self->wire, "PUT", "/v1/choices");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_choice, TRUE);
}

DexFuture *
ac_client_list_recipients (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_future_scope (ac_future_keep (ac_wire_list (self->wire, "/v1/recipients", AC_TYPE_PARTY,
                                                        (AcNounFunc) ac_party_from_json)),
                          self->scope);
}

DexFuture *
ac_client_list_answers (AcClient *self, const char *choice_id)
{
  g_autofree char *path = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (choice_id != NULL);

  path = g_strdup_printf ("/v1/choices/%s/history", choice_id);
  return ac_future_scope (ac_future_keep (ac_wire_list (self->wire, path, AC_TYPE_RECEIPT,
                                                        (AcNounFunc) ac_receipt_from_json)),
                          self->scope);
}

DexFuture *
ac_client_undo_choice (AcClient *self, AcUseChoice *choice, guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_USE_CHOICE (choice));

  object = json_object_new ();
  ac_json_set_string (object, "receipt_id", ac_use_choice_get_facts (choice)->receipt_id);
  json_object_set_int_member (object, "words_version", words_version);
  request =
      ac_wire_request (self->wire, "POST", "/v1/choices/%s/undo", ac_use_choice_get_id (choice));
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_choice, TRUE);
}

GObject *
ac_client_take_privacy (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcPrivacy) privacy = ac_privacy_from_json (node, error);

  if (privacy != NULL && g_set_object (&self->privacy, privacy))
    g_object_notify (G_OBJECT (self), "privacy");
  return G_OBJECT (g_steal_pointer (&privacy));
}

AcPrivacy *
ac_client_get_privacy (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->privacy_wanted && self->state == AC_CLIENT_ONLINE)
    ac_client_mark_due (self, AC_DUE_PRIVACY, NULL);
  self->privacy_wanted = TRUE;
  return self->privacy;
}

DexFuture *
ac_client_load_privacy (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask (self, ac_wire_request (self->wire, "GET", "/v1/privacy"),
                        ac_client_take_privacy, TRUE);
}

DexFuture *
ac_client_set_privacy (AcClient *self, AcSetting setting, gboolean on, guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  json_object_set_boolean_member (object, ac_setting_get_member (setting), on);
  json_object_set_int_member (object, "words_version", words_version);
  request = ac_wire_request (self->wire, "PATCH", "/v1/privacy");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_privacy, TRUE);
}
