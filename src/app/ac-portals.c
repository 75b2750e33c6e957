/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-portals.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define CALL_MS 10000
/* A person reads a question before they answer it. */
#define PERSON_SECONDS 300
/* How a portal says that the person changed their mind; 2 is any other end. */
#define DISMISSED 1

typedef struct
{
  GDBusConnection *bus;
  DexPromise *response;
  guint subscription;
} Request;

/* What a portal is asked. */
typedef struct
{
  const char *interface;
  const char *method;
  GVariant *(*describe) (const char *token, gboolean on); /* its parameters */
} Question;

static void
request_clear (Request *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  dex_clear (&self->response);
  g_clear_object (&self->bus);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static void
response_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  DexPromise *response = user_data;

  if (dex_future_is_pending (DEX_FUTURE (response)))
    dex_promise_resolve_variant (response, g_variant_ref (parameters));
}

/* The answer may come before the call has returned, so it is listened for first, at the place where
 * the portal puts a request with this token. */
static void
listen_for (Request *self, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1);
  g_autofree char *path =
      g_strconcat (PORTAL_PATH "/request/", g_strdelimit (sender, ".", '_'), "/", token, NULL);

  self->response = dex_promise_new ();
  self->subscription = g_dbus_connection_signal_subscribe (
      self->bus, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, response_cb, dex_ref (self->response), dex_unref);
}

static GVariant *
describe_background (const char *token, gboolean on)
{
  const char *const command[] = { BACKEND_COMMAND, NULL };
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "reason", "s",
                         _("Statuses are sent and end on time, also with no window open."));
  g_variant_dict_insert (&options, "autostart", "b", on);
  g_variant_dict_insert_value (&options, "commandline", g_variant_new_strv (command, -1));
  return g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options));
}

static GVariant *
describe_screenshot (const char *token, gboolean unused)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "interactive", "b", TRUE);
  return g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options));
}

static const Question background = { "org.freedesktop.portal.Background", "RequestBackground",
                                     describe_background };
static const Question screenshot = { "org.freedesktop.portal.Screenshot", "Screenshot",
                                     describe_screenshot };

/* Runs in a fiber. Gives the portal's response (ua{sv}), or NULL when nobody answers. */
static GVariant *
await_response (const Question *question, gboolean on)
{
  g_auto(Request) request = { 0 };
  g_autofree char *token = g_strdup_printf ("accounts_center_%08x", g_random_int ());
  g_autoptr(GVariant) handle = NULL;
  g_autoptr(GVariant) response = NULL;
  g_autoptr(GError) error = NULL;

  if ((request.bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), &error)) != NULL)
    {
      listen_for (&request, token);
      handle = dex_await_variant (
          dex_dbus_connection_call (request.bus, PORTAL_NAME, PORTAL_PATH, question->interface,
                                    question->method, question->describe (token, on),
                                    G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, CALL_MS),
          &error);
    }
  if (handle != NULL)
    response = dex_await_variant (
        ac_future_deadline (dex_ref (DEX_FUTURE (request.response)), PERSON_SECONDS), &error);
  if (response == NULL)
    g_info ("No portal answers to %s: %s", question->method, error->message);
  return response != NULL && g_variant_is_of_type (response, G_VARIANT_TYPE ("(ua{sv})"))
             ? g_steal_pointer (&response)
             : NULL;
}

static DexFuture *
set_background_fiber (gpointer user_data)
{
  const gboolean on = GPOINTER_TO_INT (user_data);
  g_autoptr(GVariant) response = await_response (&background, on);
  g_autoptr(GVariant) results = NULL;
  guint32 code = 0;
  gboolean allowed = FALSE;
  gboolean autostart = FALSE;

  if (response == NULL)
    return dex_future_new_for_int (AC_PORTAL_MISSING);

  g_variant_get (response, "(u@a{sv})", &code, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  g_variant_lookup (results, "autostart", "b", &autostart);
  return dex_future_new_for_int (code == 0 && allowed && autostart == on ? AC_PORTAL_ALLOWED
                                                                         : AC_PORTAL_REFUSED);
}

static DexFuture *
take_screenshot_fiber (gpointer user_data)
{
  g_autoptr(GVariant) response = await_response (&screenshot, FALSE);
  g_autoptr(GVariant) results = NULL;
  guint32 code = 0;
  char *uri = NULL;

  if (response == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "No portal takes screenshots");

  g_variant_get (response, "(u@a{sv})", &code, &results);
  if (code == 0)
    g_variant_lookup (results, "uri", "s", &uri);
  else if (code != DISMISSED)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_FAILED, "The portal took no screenshot");
  return dex_future_new_take_string (uri);
}

gboolean
ac_portals_are_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

DexFuture *
ac_portals_set_background (gboolean on)
{
  return dex_scheduler_spawn (NULL, 0, set_background_fiber, GINT_TO_POINTER (on), NULL);
}

DexFuture *
ac_portals_take_screenshot (void)
{
  return dex_scheduler_spawn (NULL, 0, take_screenshot_fiber, NULL, NULL);
}
