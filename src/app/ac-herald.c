/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-availability-words.h"
#include "ac-herald.h"

static void
tell (const char *feature)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *id = g_strconcat ("feature-", feature, NULL);
  /* Translators: %s is a service, or “Status Sharing” */
  g_autofree char *title =
      g_strdup_printf (_("%s is available to you now"), ac_words_feature (feature));
  g_autoptr(GNotification) notification = g_notification_new (title);

  if (application == NULL)
    return;

  g_notification_set_body (notification, _("You wanted to be told. Nothing was turned on."));
  g_notification_set_default_action_and_target (notification, "app.pane", "s", "accounts");
  g_application_send_notification (application, id, notification);
}

/* Another window may have been quicker, and has told then. */
static void
given_back_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    tell (user_data);
}

static void
look (AcClient *client)
{
  AcAvailability *availability = ac_client_get_availability (client);
  GListModel *features = availability != NULL ? ac_availability_get_features (availability) : NULL;

  for (guint i = 0; features != NULL && i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);
      const char *id = ac_feature_get_id (feature);

      if (ac_feature_get_facts (feature)->wish == AC_WISH_CAME)
        ac_answer_to (ac_client_set_wish (client, id, FALSE), client, given_back_cb, g_strdup (id),
                      g_free);
    }
}

void
ac_herald_follow (AcClient *client)
{
  g_return_if_fail (AC_IS_CLIENT (client));

  g_signal_connect (client, "notify::availability", G_CALLBACK (look), NULL);
  look (client);
}
