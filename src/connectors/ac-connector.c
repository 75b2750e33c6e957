/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-connector.h"

typedef struct
{
  char *authorization_url;
} AcSignInPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (AcSignIn, ac_sign_in, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (AcConnector, ac_connector, G_TYPE_OBJECT)

static void
ac_sign_in_finalize (GObject *object)
{
  AcSignInPrivate *priv = ac_sign_in_get_instance_private (AC_SIGN_IN (object));

  g_free (priv->authorization_url);
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

AcParcel *
ac_connector_render (AcConnector *self,
                     AcAccount *account,
                     const char *delivery_id,
                     const char *text,
                     AcAudience audience,
                     GError **error)
{
  const AcTextLimits *limits = NULL;

  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (delivery_id != NULL && text != NULL, NULL);

  limits = ac_account_get_limits (account);
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The text is empty or not UTF-8"), NULL;
  if (!ac_text_fits (text, limits))
    return g_set_error (error, AC_ERROR, AC_ERROR_TOO_LONG,
                        "The text is too long for this account"),
           NULL;
  if (!(ac_account_get_audiences (account) & (1u << audience)))
    return g_set_error (error, AC_ERROR, AC_ERROR_INVALID,
                        "This account does not offer that audience"),
           NULL;
  return AC_CONNECTOR_GET_IFACE (self)->render (self, account, delivery_id, text, audience, error);
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
ac_connector_revoke (AcConnector *self, AcAccess *access)
{
  g_return_val_if_fail (AC_IS_CONNECTOR (self) && AC_IS_ACCESS (access), NULL);

  return AC_CONNECTOR_GET_IFACE (self)->revoke (self, access);
}
