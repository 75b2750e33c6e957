/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-pages.h"

#define TOPIC "ac-help-topic"

static const AcHelpPage pages[] = {
  { "why", N_ ("Why Link Accounts"), ac_help_why },
  { "shared", N_ ("What Is Shared, and with Whom"), ac_help_shared },
  { "automatic", N_ ("Sharing Automatically"), ac_help_automatic },
  { "uses", N_ ("Who May Use My Data"), ac_help_uses },
  { "data", N_ ("Taking My Data Away"), ac_help_data },
  { "stop", N_ ("How to Stop Everything"), ac_help_stop },
  { "keyring", N_ ("When the Keyring Is Locked"), ac_help_keyring },
  { "server", N_ ("Signing In to a Server"), ac_help_server },
  { "practice", N_ ("Practising First"), ac_help_practice },
  { "mastodon", N_ ("Setting Up Mastodon"), ac_help_mastodon },
  { "bluesky", N_ ("Setting Up Bluesky"), ac_help_bluesky },
  { "whatsapp", N_ ("Setting Up WhatsApp"), ac_help_whatsapp },
  { "instagram", N_ ("Setting Up Instagram"), ac_help_instagram },
  { "facebook", N_ ("Setting Up Facebook"), ac_help_facebook },
  { "threads", N_ ("Setting Up Threads"), ac_help_threads },
  { "whatsapp-keys", N_ ("Getting Keys for WhatsApp"), ac_help_whatsapp_keys },
  { "instagram-keys", N_ ("Getting Keys for Instagram"), ac_help_instagram_keys },
  { "facebook-keys", N_ ("Getting Keys for Facebook"), ac_help_facebook_keys },
  { "threads-keys", N_ ("Getting Keys for Threads"), ac_help_threads_keys },
};

static const struct
{
  const char *pane;
  const char *page;
} topics[] = {
  { "overview", "stop" }, { "accounts", "why" },  { "security", "keyring" },
  { "privacy", "uses" },  { "status", "shared" }, { "backend", "server" },
};

const AcHelpPage *
ac_help_get (gsize position)
{
  return position < G_N_ELEMENTS (pages) ? &pages[position] : NULL;
}

const AcHelpPage *
ac_help_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].id, id) == 0)
        return &pages[i];
    }

  return NULL;
}

const char *
ac_help_find_pane_topic (const char *pane)
{
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      if (g_str_equal (topics[i].pane, pane))
        return topics[i].page;
    }

  return "";
}

/* A dialog lets no key through to the window. */
static void
add_key (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, 0), gtk_named_action_new ("win.help")));
  gtk_widget_add_controller (widget, controller);
}

void
ac_help_set_topic (GtkWidget *widget, const char *id)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (ADW_IS_DIALOG (widget) && g_object_get_data (G_OBJECT (widget), TOPIC) == NULL)
    add_key (widget);
  g_object_set_data_full (G_OBJECT (widget), TOPIC, g_strdup (id), g_free);
}

const char *
ac_help_find_topic (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *id = g_object_get_data (G_OBJECT (widget), TOPIC);

      if (id != NULL)
        return id;
    }

  return "";
}
