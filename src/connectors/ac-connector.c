/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-connector.h"

#include "ac-sharable.h"

typedef struct
{
  char *authorization_url;
  char *ends_at;
  AcAccess *leftover;
  GPtrArray *choices;
} AcSignInPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (AcSignIn, ac_sign_in, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (AcConnector, ac_connector, G_TYPE_OBJECT)

static void
ac_sign_in_finalize (GObject *object)
{
  AcSignInPrivate *priv = ac_sign_in_get_instance_private (AC_SIGN_IN (object));

  g_free (priv->authorization_url);
  g_free (priv->ends_at);
  g_clear_object (&priv->leftover);
  g_clear_pointer (&priv->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (ac_sign_in_parent_class)->finalize (object);
}

static void
ac_sign_in_class_init (AcSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_sign_in_finalize;
}

static void
ac_sign_in_init (AcSignIn *self)
{
}

const char *
ac_sign_in_get_authorization_url (AcSignIn *self)
{
  AcSignInPrivate *priv = NULL;

  g_return_val_if_fail (AC_IS_SIGN_IN (self), NULL);

  priv = ac_sign_in_get_instance_private (self);
  return priv->authorization_url;
}

void
ac_sign_in_set_authorization_url (AcSignIn *self, const char *url)
{
  AcSignInPrivate *priv = NULL;

  g_return_if_fail (AC_IS_SIGN_IN (self));

  priv = ac_sign_in_get_instance_private (self);
  g_set_str (&priv->authorization_url, url);
}

const char *
ac_sign_in_get_ends_at (AcSignIn *self)
{
  AcSignInPrivate *priv = NULL;

  g_return_val_if_fail (AC_IS_SIGN_IN (self), NULL);

  priv = ac_sign_in_get_instance_private (self);
  return priv->ends_at;
}

void
ac_sign_in_set_ends_at (AcSignIn *self, const char *uri)
{
  AcSignInPrivate *priv = NULL;

  g_return_if_fail (AC_IS_SIGN_IN (self));

  priv = ac_sign_in_get_instance_private (self);
  g_set_str (&priv->ends_at, uri);
}

AcAccess *
ac_sign_in_steal_leftover (AcSignIn *self)
{
  AcSignInPrivate *priv = NULL;

  g_return_val_if_fail (AC_IS_SIGN_IN (self), NULL);

  priv = ac_sign_in_get_instance_private (self);
  return g_steal_pointer (&priv->leftover);
}

void
ac_sign_in_set_leftover (AcSignIn *self, AcAccess *leftover)
{
  AcSignInPrivate *priv = NULL;

  g_return_if_fail (AC_IS_SIGN_IN (self));

  priv = ac_sign_in_get_instance_private (self);
  g_set_object (&priv->leftover, leftover);
}

GPtrArray *
ac_sign_in_get_choices (AcSignIn *self)
{
  AcSignInPrivate *priv = NULL;

  g_return_val_if_fail (AC_IS_SIGN_IN (self), NULL);

  priv = ac_sign_in_get_instance_private (self);
  return priv->choices;
}

void
ac_sign_in_set_choices (AcSignIn *self, GPtrArray *choices)
{
  AcSignInPrivate *priv = NULL;

  g_return_if_fail (AC_IS_SIGN_IN (self) && choices != NULL);

  priv = ac_sign_in_get_instance_private (self);
  g_clear_pointer (&priv->choices, g_ptr_array_unref);
  priv->choices = g_ptr_array_ref (choices);
}

static void
ac_connector_default_init (AcConnectorInterface *iface)
{
}

const AcService *
ac_connector_get_service (AcConnector *self)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->get_service (self);
}

DexFuture *
ac_connector_begin_sign_in (AcConnector *self, const char *server, const char *redirect_uri)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && redirect_uri != NULL, NULL);

  if (!(ac_connector_get_service (self)->sign_in & AC_SIGN_IN_BROWSER))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "This service takes no browser");
  return AC_CONNECTOR_GET_IFACE (self)->begin_sign_in (self, server, redirect_uri);
}

DexFuture *
ac_connector_finish_sign_in (AcConnector *self, AcSignIn *sign_in, const char *response_uri)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_SIGN_IN (sign_in) && response_uri != NULL,
                        NULL);

  return AC_CONNECTOR_GET_IFACE (self)->finish_sign_in (self, sign_in, response_uri);
}

DexFuture *
ac_connector_sign_in_with_password (AcConnector *self,
                                    const char *server,
                                    const char *identifier,
                                    SecretValue *password)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && identifier != NULL && password != NULL, NULL);

  if (!(ac_connector_get_service (self)->sign_in & AC_SIGN_IN_APP_PASSWORD))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "This service takes no app password");
  return AC_CONNECTOR_GET_IFACE (self)->sign_in_with_password (self, server, identifier, password);
}

DexFuture *
ac_connector_send_code (AcConnector *self, const char *number, SecretValue *code)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && number != NULL && code != NULL, NULL);

  if (!(ac_connector_get_service (self)->sign_in & AC_SIGN_IN_CODE))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "This service sends no codes");
  return AC_CONNECTOR_GET_IFACE (self)->send_code (self, number, code);
}

DexFuture *
ac_connector_identify (AcConnector *self, AcAccess *access)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->identify (self, access);
}

AcRepeat
ac_connector_get_repeat (AcConnector *self, AcAccess *access)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), AC_REPEAT_BLIND);

  return AC_CONNECTOR_GET_IFACE (self)->get_repeat (self, access);
}

guint
ac_connector_get_settle_ms (AcConnector *self, AcAccess *access)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), 0);

  return AC_CONNECTOR_GET_IFACE (self)->get_settle_ms (self, access);
}

static gboolean
check_words (AcAccount *account,
             const AcContents *contents,
             const AcTextLimits *limits,
             GError **error)
{
  gboolean pictured =
      contents->pictures != NULL && g_list_model_get_n_items (contents->pictures) > 0;

  if ((*contents->text == '\0' && !pictured) || !g_utf8_validate (contents->text, -1, NULL))
    return g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The text is empty or not UTF-8"), FALSE;
  if (contents->form != AC_FORM_STORY && !ac_text_fits (contents->text, limits))
    return g_set_error (error, AC_ERROR, AC_ERROR_TOO_LONG,
                        "The text is too long for this account"),
           FALSE;
  if (!(ac_account_get_audiences (account) & (1u << contents->audience)))
    return g_set_error (error, AC_ERROR, AC_ERROR_INVALID,
                        "This account does not offer that audience"),
           FALSE;
  return TRUE;
}

AcParcel *
ac_connector_render (AcConnector *self,
                     AcAccount *account,
                     const char *delivery_id,
                     const AcContents *contents,
                     GError **error)
{
  const AcService *service = NULL;
  g_auto(AcWording) wording = { 0 };
  AcContents worded = { 0 };
  AcParcel *parcel = NULL;

  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (delivery_id != NULL && contents != NULL && contents->text != NULL, NULL);

  service = ac_connector_get_service (self);
  ac_wording_init (&wording, contents->note, contents->text, service->notes,
                   ac_account_get_limits (account));
  worded = *contents;
  worded.text = wording.text;
  worded.note = wording.note;
  worded.sensitive = contents->sensitive || wording.sensitive;
  if (!ac_sharable_check_pictures (service, account, contents->form, contents->pictures, error) ||
      !check_words (account, &worded, &wording.limits, error))
    return NULL;

  parcel = AC_CONNECTOR_GET_IFACE (self)->render (self, account, delivery_id, &worded, error);
  if (parcel != NULL)
    parcel->form = contents->form;
  return parcel;
}

DexFuture *
ac_connector_publish (AcConnector *self, AcAccess *access, AcParcel *parcel)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access) && parcel != NULL, NULL);

  return AC_CONNECTOR_GET_IFACE (self)->publish (self, access, parcel);
}

DexFuture *
ac_connector_find (AcConnector *self, AcAccess *access, AcParcel *parcel)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access) && parcel != NULL, NULL);

  return AC_CONNECTOR_GET_IFACE (self)->find (self, access, parcel);
}

DexFuture *
ac_connector_remove (AcConnector *self, AcAccess *access, AcParcel *parcel)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access) && parcel != NULL, NULL);

  return AC_CONNECTOR_GET_IFACE (self)->remove (self, access, parcel);
}

DexFuture *
ac_connector_edit (AcConnector *self, AcAccess *access, AcParcel *parcel)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access) && parcel != NULL, NULL);

  if (!ac_connector_get_service (self)->edits)
    return dex_future_new_take_object (
        ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0));
  return AC_CONNECTOR_GET_IFACE (self)->edit (self, access, parcel);
}

DexFuture *
ac_connector_list_posts (AcConnector *self, AcAccess *access, const char *before)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), NULL);
  g_return_val_if_fail (ac_connector_get_service (self)->lists_posts, NULL);

  return AC_CONNECTOR_GET_IFACE (self)->list_posts (self, access, before);
}

DexFuture *
ac_connector_locate (AcConnector *self, AcAccess *access, AcParcel *parcel, const char *address)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), NULL);
  g_return_val_if_fail (parcel != NULL && address != NULL, NULL);
  g_return_val_if_fail (ac_connector_get_service (self)->lists_posts, NULL);

  return AC_CONNECTOR_GET_IFACE (self)->locate (self, access, parcel, address);
}

DexFuture *
ac_connector_revoke (AcConnector *self, AcAccess *access)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->revoke (self, access);
}

gboolean
ac_connector_shares_grants (AcConnector *self)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self), FALSE);

  return AC_CONNECTOR_GET_IFACE (self)->dup_grant != NULL;
}

char *
ac_connector_dup_grant (AcConnector *self, AcAccount *account)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (ac_connector_shares_grants (self), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->dup_grant (self, account);
}

const char *
ac_connector_get_scopes (AcConnector *self)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->get_scopes (self);
}
