/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-bus-export.h"
#include "ac-error.h"
#include "ac-share-service.h"
#include "ac-status.h"

#define OBJECT_PATH "/org/accountscenter/AccountsCenter/Share"
#define INTERFACE "org.accountscenter.AccountsCenter.Share1"
#define XML "/org/accountscenter/AccountsCenter/dbus/" INTERFACE ".xml"
#define MAX_URIS 10
#define MAX_URI 8000

struct _AcShareService
{
  GObject parent_instance;
  GApplication *application; /* not owned: it owns this */
  AcBusExport exported;
};

G_DEFINE_FINAL_TYPE (AcShareService, ac_share_service, G_TYPE_OBJECT)

static gboolean
refuse (GError **error, AcError code, const char *words)
{
  g_set_error_literal (error, AC_ERROR, code, words);
  return FALSE;
}

static gboolean
is_known (const char *uri)
{
  static const char *const schemes[] = { "file", "http", "https", NULL };
  g_autoptr(GUri) parsed = strnlen (uri, MAX_URI + 1) <= MAX_URI
                               ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL)
                               : NULL;

  return parsed != NULL && g_strv_contains (schemes, g_uri_get_scheme (parsed));
}

gboolean
ac_share_service_check (const char *text, const char *const *uris, GError **error)
{
  gsize n = 0;

  g_return_val_if_fail (text != NULL && uris != NULL, FALSE);

  if (g_utf8_strlen (text, -1) > AC_STATUS_MAX_TEXT)
    return refuse (error, AC_ERROR_TOO_LONG, "The text has more than 100,000 characters");
  for (n = 0; uris[n] != NULL; n++)
    if (!is_known (uris[n]))
      return refuse (error, AC_ERROR_INVALID, "Only files and links to the web can be shared");
  if (n > MAX_URIS)
    return refuse (error, AC_ERROR_INVALID, "There are more than ten files and links");

  return TRUE;
}

/* (nullable): the activation token; AC_ERROR_INVALID for what isn't known. */
static gboolean
read_options (GVariant *options, const char **token, GError **error)
{
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  *token = "";
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      const gboolean known = g_str_equal (name, "activation-token") &&
                             g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);

      if (known)
        *token = g_variant_get_string (value, NULL);
      g_variant_unref (value);
      if (!known)
        return refuse (error, AC_ERROR_INVALID, "There is no such option");
    }

  return TRUE;
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  AcShareService *self = user_data;
  g_autofree const char **uris = NULL;
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GError) error = NULL;
  const char *text = NULL;
  const char *token = NULL;

  g_variant_get (parameters, "(&s^a&s@a{sv})", &text, &uris, &options);
  if (!ac_share_service_check (text, uris, &error) || !read_options (options, &token, &error))
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return;
    }

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "compose-with",
                                  g_variant_new ("(s^ass)", text, uris, token));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
ac_share_service_dispose (GObject *object)
{
  ac_share_service_unexport (AC_SHARE_SERVICE (object));

  G_OBJECT_CLASS (ac_share_service_parent_class)->dispose (object);
}

static void
ac_share_service_class_init (AcShareServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_share_service_dispose;
}

static void
ac_share_service_init (AcShareService *self)
{
}

AcShareService *
ac_share_service_new (GApplication *application)
{
  AcShareService *self = g_object_new (AC_TYPE_SHARE_SERVICE, NULL);

  self->application = application;
  return self;
}

gboolean
ac_share_service_export (AcShareService *self, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable vtable = { method_call_cb, NULL, NULL };
  g_autoptr(GBytes) xml = g_resources_lookup_data (XML, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  g_return_val_if_fail (AC_IS_SHARE_SERVICE (self), FALSE);

  return xml != NULL && ac_bus_export (&self->exported, connection, OBJECT_PATH,
                                       g_bytes_get_data (xml, NULL), &vtable, self, error);
}

void
ac_share_service_unexport (AcShareService *self)
{
  g_return_if_fail (AC_IS_SHARE_SERVICE (self));

  ac_bus_unexport (&self->exported);
}
