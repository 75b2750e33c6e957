/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-key-words.h"

typedef struct
{
  const char *title;
  const char *hint;
  const char *malformed;
  const char *refused;
  const char *untested;
} Words;

#define ONLY_SIGN_IN N_ ("Only a sign-in shows whether this is right")
#define ONLY_CODE N_ ("Only a code that is sent shows whether this is right")
#define NO_PAIR                                                                                    \
  N_ ("Meta knows no app with this ID and this secret. Compare both with App settings, Basic")

static const Words words_known[] = {
  [AC_APP_KEY_ID] = { N_ ("App ID"), N_ ("In the app’s dashboard, under App settings, Basic"),
                      N_ ("An ID is digits alone, without spaces"), NO_PAIR, ONLY_SIGN_IN },
  [AC_APP_KEY_SECRET] = { N_ ("App Secret"),
                          N_ ("It stands beside the ID; press Show there to see it"),
                          N_ ("A secret is letters and digits, without spaces"), NO_PAIR,
                          ONLY_SIGN_IN },
  [AC_APP_KEY_PHONE_NUMBER_ID] = { N_ ("Phone Number ID"),
                                   N_ ("In WhatsApp, API Setup, below the number that sends. It is "
                                       "not the number itself"),
                                   N_ ("An ID is digits alone, without spaces"),
                                   N_ ("There is no number with this ID that the token may use. "
                                       "Compare it with API Setup"),
                                   N_ ("It can be tested once the token is right") },
  [AC_APP_KEY_TOKEN] = { N_ ("System User Token"),
                         N_ ("In the settings of your business, Users, System users, for this app"),
                         N_ ("A token is letters and digits, without spaces"),
                         N_ ("Meta does not take this token: it has ended, or is of another app. "
                             "Make a new one"),
                         N_ ("It can be tested once the ID of the number is right") },
  [AC_APP_KEY_TEMPLATE] = { N_ ("Template Name"),
                            N_ ("Of a template of the category Authentication that Meta has "
                                "approved"),
                            N_ ("A name is small letters, digits and underscores"), ONLY_CODE,
                            ONLY_CODE },
  [AC_APP_KEY_LANGUAGE] = { N_ ("Template Language"), N_ ("As the template has it, such as en_US"),
                            N_ ("A language is letters, such as en_US"), ONLY_CODE, ONLY_CODE },
  [AC_APP_KEY_REDIRECT_URI] = { N_ ("Redirect Address"),
                                N_ ("Register exactly this address with the app. After you signed "
                                    "in your browser ends there, and you bring the address it "
                                    "shows back here. Nothing needs to be there"),
                                N_ ("An address begins with https:// and has a path, such as "
                                    "https://example.com/, with nothing behind it"),
                                ONLY_SIGN_IN, ONLY_SIGN_IN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (words_known) == AC_APP_N_KEYS);

/* Instagram and Threads give keys of their own, beside those that the app has already. */
static const struct
{
  const char *service;
  AcAppKey key;
  const char *title;
  const char *hint;
} own_words[] = {
  { "instagram", AC_APP_KEY_ID, N_ ("Instagram App ID"),
    N_ ("In the app’s dashboard, under Instagram, API setup with Instagram login. It is another "
        "one than the app’s own ID") },
  { "instagram", AC_APP_KEY_SECRET, N_ ("Instagram App Secret"), NULL },
  { "threads", AC_APP_KEY_ID, N_ ("Threads App ID"),
    N_ ("In the app’s dashboard, under App settings, Basic. It is another one than the app’s own "
        "ID") },
  { "threads", AC_APP_KEY_SECRET, N_ ("Threads App Secret"), NULL },
};

const char *
ac_app_key_words_title (const char *service, AcAppKey key)
{
  g_return_val_if_fail (key < AC_APP_N_KEYS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (own_words); i++)
    if (own_words[i].key == key && g_strcmp0 (own_words[i].service, service) == 0)
      return _(own_words[i].title);
  return _(words_known[key].title);
}

const char *
ac_app_key_words_hint (const char *service, const AcDeveloperKey *key)
{
  g_return_val_if_fail (key != NULL && key->key < AC_APP_N_KEYS, NULL);

  if (key->set && ac_app_key_is_secret (key->key))
    return _("One is kept, and never shown. Leave this empty to keep it");
  for (guint i = 0; i < G_N_ELEMENTS (own_words); i++)
    if (own_words[i].key == key->key && own_words[i].hint != NULL &&
        g_strcmp0 (own_words[i].service, service) == 0)
      return _(own_words[i].hint);
  return _(words_known[key->key].hint);
}

const char *
ac_app_key_words_malformed (AcAppKey key)
{
  g_return_val_if_fail (key < AC_APP_N_KEYS, NULL);

  return _(words_known[key].malformed);
}

char *
ac_app_key_words_verdict (AcAppKey key, const AcVerdict *verdict)
{
  g_autofree char *code = NULL;

  g_return_val_if_fail (key < AC_APP_N_KEYS && verdict != NULL, NULL);

  if (verdict->kind == AC_VERDICT_GOOD)
    return g_strdup (_("Meta says that this is right"));
  if (verdict->kind == AC_VERDICT_UNTESTED)
    return g_strdup (_(words_known[key].untested));
  if (verdict->code == 0)
    return g_strdup (_(words_known[key].refused));

  code = g_strdup_printf ("%" G_GINT64_FORMAT, verdict->code);
  /* Translators: the first %s is what is wrong, the second Meta’s own number for it */
  return g_strdup_printf (_("%s (code %s)"), _(words_known[key].refused), code);
}
