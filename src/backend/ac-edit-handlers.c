/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-hand-over.h"
#include "ac-handlers.h"
#include "ac-status-text.h"
#include "ac-store-edits.h"

static const AcJsonField own_fields[] = {
  { "delivery_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { NULL },
};

/* One change of a status's words, as far as it has come. */
typedef struct
{
  AcRequest *request;
  AcStore *store;
  AcStatus *status;
  const char *text; /* (nullable) */
  JsonArray *own;   /* (nullable): of objects with own_fields */
  GPtrArray *wishes;
} Editing;

static gboolean
refuse (GError **error, AcError code, const char *why)
{
  g_set_error_literal (error, AC_ERROR, code, why);
  return FALSE;
}

static const char *
find_own (Editing *self, const char *delivery_id)
{
  for (guint i = 0; self->own != NULL && i < json_array_get_length (self->own); i++)
    {
      JsonObject *object = json_array_get_object_element (self->own, i);

      if (g_str_equal (ac_json_get_string (object, "delivery_id"), delivery_id))
        return ac_json_get_string (object, "text");
    }

  return NULL;
}

static gboolean
check_words (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    return refuse (error, AC_ERROR_INVALID, "A change needs a text");
  if (g_utf8_strlen (text, -1) > AC_STATUS_MAX_TEXT)
    return refuse (error, AC_ERROR_TOO_LONG, "The text is too long");
  return TRUE;
}

static gboolean
is_named_before (Editing *self, guint nth, const char *delivery_id)
{
  for (guint i = 0; i < nth; i++)
    if (g_str_equal (
            ac_json_get_string (json_array_get_object_element (self->own, i), "delivery_id"),
            delivery_id))
      return TRUE;

  return FALSE;
}

static gboolean
check_own (Editing *self, guint nth, GError **error)
{
  JsonNode *node = json_array_get_element (self->own, nth);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(AcDelivery) delivery = NULL;

  if (object == NULL || !ac_json_check (object, own_fields, AC_JSON_CLOSED, NULL))
    return refuse (error, AC_ERROR_INVALID, "A text is not understood");
  if (is_named_before (self, nth, ac_json_get_string (object, "delivery_id")))
    return refuse (error, AC_ERROR_INVALID, "A delivery is named twice");

  delivery = ac_status_find_delivery (self->status, ac_json_get_string (object, "delivery_id"));
  if (delivery == NULL || ac_delivery_get_text (delivery) == NULL)
    return refuse (error, AC_ERROR_INVALID, "No such delivery has a text of its own");
  return check_words (ac_json_get_string (object, "text"), error);
}

static gboolean
check_texts (Editing *self, GError **error)
{
  if (self->text == NULL && (self->own == NULL || json_array_get_length (self->own) == 0))
    return refuse (error, AC_ERROR_INVALID, "There is no time and no text");
  if (self->text != NULL && !check_words (self->text, error))
    return FALSE;
  for (guint i = 0; self->own != NULL && i < json_array_get_length (self->own); i++)
    if (!check_own (self, i, error))
      return FALSE;

  return TRUE;
}

/* The words that a delivery has by now are those that are asked for. */
static gboolean
is_as_asked (Editing *self)
{
  for (guint i = 0; self->own != NULL && i < json_array_get_length (self->own); i++)
    {
      JsonObject *object = json_array_get_object_element (self->own, i);
      g_autoptr(AcDelivery) delivery = ac_status_find_delivery (
          self->status, ac_json_get_string (object, "delivery_id"));

      if (g_strcmp0 (ac_delivery_get_text (delivery), ac_json_get_string (object, "text")) != 0)
        return FALSE;
    }

  return self->text == NULL || g_str_equal (self->text, ac_status_get_text (self->status));
}

/* Who asks again, because the answer was lost, has seen the revision before. */
static gboolean
check_revision (Editing *self, gboolean *again, GError **error)
{
  const gint64 seen = ac_json_get_integer (self->request->body, "revision");
  const gint64 now = ac_status_get_revision (self->status);

  if (!json_object_has_member (self->request->body, "revision"))
    return refuse (error, AC_ERROR_INVALID, "Say which revision was seen");
  *again = seen + 1 == now && is_as_asked (self);
  if (*again)
    return TRUE;
  if (seen != now)
    return refuse (error, AC_ERROR_CONFLICT, "The status was changed meanwhile");
  return !ac_status_get_removed (self->status) ||
         refuse (error, AC_ERROR_CONFLICT, "The status was taken back");
}

/* What is sent later is frozen with what its pictures are; a copy that is there has them. */
static GListModel *
find_pictures (Editing *self, const AcEditWish *wish, GError **error)
{
  if (wish->editable != AC_EDITABLE_BEFORE)
    return g_object_ref (ac_status_get_pictures (self->status));
  return ac_store_load_pictures_of (self->store, self->request->person, wish->delivery_id, error);
}

/* What shared it there may have been turned off since, or can't be had here any more. account
 * (nullable): the person shares it themselves. */
static gboolean
check_sharing (
    Editing *self, AcDelivery *delivery, AcAccount *account, gboolean *on, GError **error)
{
  AcRequest *request = self->request;
  g_autoptr(GError) failure = NULL;

  *on = TRUE;
  if (account == NULL)
    return TRUE;
  if (!ac_store_check_link_of (self->store, request->person, ac_delivery_get_id (delivery), on,
                               error))
    return FALSE;
  if (!*on || ac_gate_admit_account (request->context->gate, self->store, request->person, account,
                                     &failure))
    return TRUE;

  *on = FALSE;
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_AVAILABLE))
    return TRUE;
  return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
}

/* (nullable): it isn't there any more. */
static gboolean
find_account (Editing *self, AcDelivery *delivery, AcAccount **account, GError **error)
{
  const char *id = ac_delivery_get_account_id (delivery);
  g_autoptr(GError) failure = NULL;

  *account =
      id != NULL ? ac_store_get_account (self->store, self->request->person, id, &failure) : NULL;
  if (failure == NULL || g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return TRUE;
  return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
}

static gboolean
judge (Editing *self,
       AcDelivery *delivery,
       AcConnector *connector,
       AcAccount *account,
       AcEditWish *wish,
       GError **error)
{
  const AcService *service = connector != NULL ? ac_connector_get_service (connector) : NULL;
  gboolean on = TRUE;

  wish->edits = service != NULL && service->edits;
  wish->editable =
      service != NULL ? ac_editable_judge (delivery, service, account) : AC_EDITABLE_NEVER;
  if (ac_editable_is_possible (wish->editable) &&
      !check_sharing (self, delivery, account, &on, error))
    return FALSE;
  if (!on)
    wish->editable = AC_EDITABLE_OFF;
  return TRUE;
}

/* account (nullable): it is handed to the person. */
static AcParcel *
make_parcel (Editing *self,
             AcDelivery *delivery,
             AcConnector *connector,
             AcAccount *account,
             AcEditWish *wish,
             GError **error)
{
  const AcSharePage *page = ac_share_page_find (ac_delivery_get_service (delivery));
  g_autoptr(GListModel) pictures = find_pictures (self, wish, error);
  AcContents contents = { .text = wish->text,
                          .audience = ac_delivery_get_audience (delivery),
                          .form = ac_delivery_get_form (delivery),
                          .pictures = pictures,
                          .note = ac_remarks_get_note (ac_status_get_remarks (self->status)),
                          .language =
                              ac_remarks_get_language (ac_status_get_remarks (self->status)),
                          .card = ac_remarks_get_card (ac_status_get_remarks (self->status)) };

  if (pictures == NULL)
    return NULL;
  if (account == NULL && page == NULL)
    return refuse (error, AC_ERROR_CONFLICT, "This copy can't be changed"), NULL;
  if (account == NULL)
    return ac_hand_over_render (page, wish->delivery_id, self->status, wish->text, error);
  return ac_connector_render (connector, account, wish->delivery_id, &contents, error);
}

static gboolean
render (Editing *self,
        AcDelivery *delivery,
        AcConnector *connector,
        AcAccount *account,
        AcEditWish *wish,
        GError **error)
{
  g_autoptr(AcParcel) parcel = make_parcel (self, delivery, connector, account, wish, error);

  if (parcel == NULL)
    return FALSE;

  wish->key = g_strdup (parcel->key);
  wish->payload = g_bytes_ref (parcel->payload);
  wish->hand_over = g_strdup (parcel->hand_over);
  return TRUE;
}

/* What has these words, or is getting them, is left alone; what failed, or can be changed by now,
 * is tried again. */
static gboolean
is_settled (Editing *self, AcDelivery *delivery, const AcEditWish *wish)
{
  const char *own = ac_delivery_get_text (delivery);
  const AcEdit edit = ac_delivery_get_edit (delivery);

  return g_str_equal (wish->text, own != NULL ? own : ac_status_get_text (self->status)) &&
         edit != AC_EDIT_FAILED &&
         (edit != AC_EDIT_KEPT || !ac_editable_is_possible (wish->editable));
}

static gboolean
add_wish (Editing *self, AcDelivery *delivery, const char *own, const char *text, GError **error)
{
  AcConnector *connector =
      ac_connectors_get (self->request->context->connectors, ac_delivery_get_service (delivery));
  g_autoptr(AcEditWish) wish = g_new0 (AcEditWish, 1);
  g_autoptr(AcAccount) account = NULL;

  wish->delivery_id = g_strdup (ac_delivery_get_id (delivery));
  wish->own = own;
  wish->text = text;
  if (!find_account (self, delivery, &account, error) ||
      !judge (self, delivery, connector, account, wish, error))
    return FALSE;
  if (is_settled (self, delivery, wish))
    return TRUE;
  if (!ac_editable_is_possible (wish->editable))
    {
      if (own != NULL)
        return refuse (error, AC_ERROR_CONFLICT, "This copy can't be changed");
    }
  else if (!render (self, delivery, connector, account, wish, error))
    return FALSE;

  g_ptr_array_add (self->wishes, g_steal_pointer (&wish));
  return TRUE;
}

static gboolean
add_wishes (Editing *self, GError **error)
{
  GListModel *deliveries = ac_status_get_deliveries (self->status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const char *own = find_own (self, ac_delivery_get_id (delivery));
      const char *shared = ac_delivery_get_text (delivery) == NULL ? self->text : NULL;
      const char *text = own != NULL ? own : shared;

      if (text != NULL && !add_wish (self, delivery, own, text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
changes_anything (Editing *self)
{
  return self->wishes->len > 0 ||
         (self->text != NULL && !g_str_equal (self->text, ac_status_get_text (self->status)));
}

static gboolean
edit (Editing *self, GError **error)
{
  AcRequest *request = self->request;

  return ac_gate_admit (request->context->gate, self->store, request->person,
                        AC_FEATURE_STATUS_SHARING, error) &&
         add_wishes (self, error) &&
         (!changes_anything (self) ||
          ac_store_edit_status (self->store, request->person, self->status, self->text,
                                self->wishes, error));
}

static GObject *
edit_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStatus) status = ac_store_get_status (store, request->person, request->id, error);
  g_autoptr(AcStatus) changed = NULL;
  g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_edit_wish_free);
  Editing self = { request,
                   store,
                   status,
                   ac_json_get_string (request->body, "text"),
                   ac_json_get_array (request->body, "texts"),
                   wishes };
  gboolean again = FALSE;

  if (status == NULL || !check_texts (&self, error) || !check_revision (&self, &again, error))
    return NULL;
  if (!again && !edit (&self, error))
    return NULL;
  if (!(changed = ac_store_get_status (store, request->person, request->id, error)))
    return NULL;

  return G_OBJECT (ac_reply_new_json (200, ac_status_to_json (changed)));
}

AcReply *
ac_handle_change_status (AcRequest *request, GError **error)
{
  AcReply *reply = NULL;
  const gboolean timed = json_object_has_member (request->body, "share_at");

  if (timed && json_object_get_size (request->body) > 1)
    return refuse (error, AC_ERROR_INVALID, "Change the time or the words"), NULL;
  if (timed)
    return ac_handle_plan_status (request, error);

  if ((reply = ac_request_run (request, edit_status, error)))
    ac_outbox_wake (request->context->outbox);
  return reply;
}
