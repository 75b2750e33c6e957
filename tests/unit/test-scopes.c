/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-connectors.h"

/* All that any sign-in asks for, as it asks for it. What isn't in this list is asked for nowhere:
 * neither messages, nor calls, nor contacts. */
static const char *const allowed[] = {
  "atproto",
  "blob:image/*",
  "blob:video/mp4",
  "instagram_business_basic",
  "instagram_business_content_publish",
  "pages_manage_posts",
  "pages_read_engagement",
  "pages_show_list",
  "public_profile",
  "read:accounts",
  "read:statuses",
  "repo:app.bsky.feed.post?action=create&action=update&action=delete",
  "threads_basic",
  "threads_content_publish",
  "threads_delete",
  "threads_read_replies",
  "transition:generic", /* which is less than messages: those are `transition:chat.bsky` */
  "write:media",
  "write:statuses",
  NULL,
};

static const char *const forbidden[] = {
  "message", "chat", "direct",    "dm",   "call",   "contact",
  "phone",   "book", "messenger", "mail", "follow", "friend",
};

static void
check_connector (AcConnector *connector)
{
  g_auto(GStrv) scopes = g_strsplit (ac_connector_get_scopes (connector), " ", -1);

  g_test_message ("%s: %s", ac_connector_get_service (connector)->id,
                  ac_connector_get_scopes (connector));
  for (guint i = 0; scopes[i] != NULL && *scopes[i] != '\0'; i++)
    {
      g_assert_true (g_strv_contains (allowed, scopes[i]));
      for (guint j = 0; j < G_N_ELEMENTS (forbidden); j++)
        g_assert_null (strstr (scopes[i], forbidden[j]));
    }
}

static void
test_scopes (void)
{
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_LOOPBACK);
  g_autoptr(AcConnectors) connectors = ac_connectors_new (http, NULL, "http://127.0.0.1:1");

  g_assert_cmpuint (ac_connectors_get_n (connectors), >=, 5);
  for (guint i = 0; i < ac_connectors_get_n (connectors); i++)
    check_connector (ac_connectors_get_nth (connectors, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/scopes/all", test_scopes);
  return g_test_run ();
}
