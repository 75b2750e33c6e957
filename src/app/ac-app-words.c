/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-app-words.h"

/**
 * ac_words_error:
 *
 * Returns: (transfer full): what happened and what to do now
 */
char *
ac_words_error (AcError code)
{
  /* Translators: first what happened, then what the person can do. Both are sentences. */
  return g_strdup_printf (C_ ("error", "%s %s"), ac_words_error_title (code),
                             ac_words_error_advice (code));
}

/**
 * ac_words_code:
 * @error: (nullable): an error of any domain
 *
 * Returns: its code, or %AC_ERROR_FAILED for an error of a library
 */
AcError
ac_words_code (const GError *error)
{
  if (error == NULL || error->domain != AC_ERROR || error->code < 0 ||
      error->code > (int) AC_ERROR_LAST)
    return AC_ERROR_FAILED;

  return error->code;
}

/**
 * ac_words_gerror:
 *
 * Returns: (transfer full): as ac_words_error(); the message of a library is never shown
 */
char *
ac_words_gerror (const GError *error)
{
  return ac_words_error (ac_words_code (error));
}

const char *
ac_words_row_state (AcRowState state)
{
  switch (state)
    {
    case AC_ROW_OFF:
      return C_ ("row state", "Off");
    case AC_ROW_ON:
      return C_ ("row state", "On");
    case AC_ROW_PAUSED:
      return C_ ("row state", "Paused");
    case AC_ROW_PENDING_OFF:
      return C_ ("row state", "Being turned off");
    case AC_ROW_PENDING_ON:
      return C_ ("row state", "Being turned on");
    case AC_ROW_ATTENTION:
      return C_ ("row state", "Needs attention");
    case AC_ROW_UNAVAILABLE:
      return C_ ("row state", "Not available");
    case AC_ROW_LOADING:
      return C_ ("row state", "Loading");
    case AC_ROW_ERROR:
    default:
      return C_ ("row state", "Could not be loaded");
    }
}

const char *
ac_words_unavailable (AcUnavailable why)
{
  switch (why)
    {
    case AC_UNAVAILABLE_REGION:
      return _("Not available where you are");
    case AC_UNAVAILABLE_ROLLOUT:
      return _("Not yet available to you");
    case AC_UNAVAILABLE_ACCOUNT:
      return _("Not available for this kind of account");
    case AC_UNAVAILABLE_CONNECTOR:
      return _("Only the service itself can change this");
    case AC_UNAVAILABLE_ADMINISTRATOR:
      return _("Turned off by your administrator");
    case AC_UNAVAILABLE_VERSION:
      return _("Not in this version of Accounts Center");
    case AC_UNAVAILABLE_REGION_UNKNOWN:
      return _("Depends on where you are");
    case AC_UNAVAILABLE_AGE:
      return _("Not available at your age");
    case AC_UNAVAILABLE_AGE_UNKNOWN:
      return _("Depends on how old you are");
    case AC_UNAVAILABLE_POLICY:
      return _("Not known to be available");
    case AC_UNAVAILABLE_APP_KEYS:
      return _("Needs keys of a developer app");
    case AC_UNAVAILABLE_NOT:
    default:
      return _("Not available");
    }
}

const char *
ac_words_unavailable_detail (AcUnavailable why)
{
  switch (why)
    {
    case AC_UNAVAILABLE_REGION:
      return _("The service offers this in some countries only. Nothing you can do here changes "
               "that.");
    case AC_UNAVAILABLE_ROLLOUT:
      return _("The service gives this to more people step by step. It is shown here as soon as "
               "you have it.");
    case AC_UNAVAILABLE_ACCOUNT:
      return _("The service offers this to other kinds of accounts, such as professional ones.");
    case AC_UNAVAILABLE_CONNECTOR:
      return _("The service lets no other app change this, so there is no switch for it here.");
    case AC_UNAVAILABLE_ADMINISTRATOR:
      return _("Ask the person who looks after this server or computer.");
    case AC_UNAVAILABLE_VERSION:
      return _("It comes with a later version of Accounts Center.");
    case AC_UNAVAILABLE_REGION_UNKNOWN:
      return _("Choose your country in Data & Backend. It is kept there, and never guessed.");
    case AC_UNAVAILABLE_AGE:
      return _("It is for people who are older than you said you are in Data & Backend.");
    case AC_UNAVAILABLE_AGE_UNKNOWN:
      return _("Say how old you are in Data & Backend. It is kept there, and shown to nobody.");
    case AC_UNAVAILABLE_POLICY:
      return _("Accounts Center opens nothing new without a good policy that says who may have it. "
               "What you have stays as it is.");
    case AC_UNAVAILABLE_APP_KEYS:
      return _("The service lets in only programs with keys of a developer app. They are set once, "
               "by you or by whoever looks after the server.");
    case AC_UNAVAILABLE_NOT:
    default:
      return "";
    }
}

/**
 * ac_words_audience:
 *
 * Returns: (transfer none): the audience as @service itself calls it
 */
const char *
ac_words_audience (const char *service, AcAudience audience)
{
  gboolean mastodon = g_strcmp0 (service, "mastodon") == 0;

  if (g_strcmp0 (service, "whatsapp") == 0)
    return C_ ("audience", "Whom you choose there");
  switch (audience)
    {
    case AC_AUDIENCE_DIRECT:
      return mastodon ? C_ ("audience", "Private mention") : C_ ("audience", "Only you");
    case AC_AUDIENCE_FOLLOWERS:
      return mastodon ? C_ ("audience", "Followers") : C_ ("audience", "Followers only");
    case AC_AUDIENCE_UNLISTED:
      return mastodon ? C_ ("audience", "Quiet public") : C_ ("audience", "Unlisted");
    case AC_AUDIENCE_PUBLIC:
    default:
      return C_ ("audience", "Public");
    }
}

const char *
ac_words_audience_detail (const char *service, AcAudience audience)
{
  if (g_strcmp0 (service, "whatsapp") == 0)
    return _("Nothing is sent: you share it on your phone, with a link that has the text. Pictures you add there");
  switch (audience)
    {
    case AC_AUDIENCE_DIRECT:
      return _("Seen by the people you mention");
    case AC_AUDIENCE_FOLLOWERS:
      return _("Seen by your followers");
    case AC_AUDIENCE_UNLISTED:
      return _("Seen by anyone, left out of search and trends");
    case AC_AUDIENCE_PUBLIC:
    default:
      return _("Seen by anyone, on and off the service");
    }
}

/**
 * ac_words_account:
 *
 * Returns: (transfer full): how the account is doing
 */
char *
ac_words_account (AcAccount *account)
{
  switch (ac_account_get_state (account))
    {
    case AC_ACCOUNT_ATTENTION:
      return ac_words_error (ac_account_get_reason (account));
    case AC_ACCOUNT_REMOVING:
      return g_strdup (_("No longer used. The service is being told"));
    case AC_ACCOUNT_ON:
    default:
      return g_strdup (_("Signed in"));
    }
}

typedef struct
{
  const char *scope;
  const char *words;
} ScopeWords;

static const ScopeWords scope_words[] = {
  { "profile", NC_ ("scope", "See who you are") },
  { "read:accounts", NC_ ("scope", "See who you are") },
  { "read:statuses", NC_ ("scope", "Look whether your posts arrived") },
  { "write:statuses", NC_ ("scope", "Post and delete for you") },
  { "write:media", NC_ ("scope", "Add pictures to what you share") },
  { "blob:image/*", NC_ ("scope", "Add pictures to what you share") },
  { "blob:video/mp4", NC_ ("scope", "Add videos to what you share") },
  { "read", NC_ ("scope", "Read everything in the account") },
  { "write", NC_ ("scope", "Change everything in the account") },
  { "atproto", NC_ ("scope", "See who you are") },
  { "transition:generic", NC_ ("scope", "Post and delete for you, and change the account") },
  { "com.atproto.appPass",
    NC_ ("scope", "Everything an app password allows, without private messages") },
  { "com.atproto.appPassPrivileged",
    NC_ ("scope", "Everything an app password allows, with private messages") },
  { "public_profile", NC_ ("scope", "See who you are") },
  { "pages_show_list", NC_ ("scope", "See which Pages you manage") },
  { "pages_read_engagement", NC_ ("scope", "Read what your Page posted") },
  { "pages_manage_posts", NC_ ("scope", "Post and delete on your Page") },
  { "instagram_business_basic", NC_ ("scope", "See who you are, and what you posted") },
  { "instagram_business_content_publish", NC_ ("scope", "Post and share stories for you") },
  { "threads_basic", NC_ ("scope", "See who you are, and what you posted") },
  { "threads_content_publish", NC_ ("scope", "Post for you") },
  { "threads_delete", NC_ ("scope", "Delete your posts") },
  { "threads_read_replies", NC_ ("scope", "See what you and others replied") },
  { "com.atproto.access", NC_ ("scope", "Everything, as you yourself") },
};

static const char *
find_scope_words (const char *scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scope_words); i++)
    {
      if (g_str_equal (scope_words[i].scope, scope))
        return g_dpgettext2 (NULL, "scope", scope_words[i].words);
    }

  if (g_str_has_prefix (scope, "repo:app.bsky.feed.post"))
    return C_ ("scope", "Post and delete for you");

  return scope;
}

GStrv
ac_words_scopes (const char *scopes)
{
  g_auto(GStrv) names = g_strsplit (scopes != NULL ? scopes : "", " ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *words = find_scope_words (names[i]);

      if (*names[i] != '\0' && g_hash_table_add (told, (gpointer) words))
        g_strv_builder_add (builder, words);
    }

  return g_strv_builder_end (builder);
}

/* "read" also allows what "read:accounts" does. */
static gboolean
covers (const char *const *granted, const char *scope)
{
  g_autofree char *whole = g_strndup (scope, strcspn (scope, ":"));

  return g_strv_contains (granted, scope) || g_strv_contains (granted, whole);
}

GStrv
ac_words_scopes_refused (const char *asked, const char *granted)
{
  g_auto(GStrv) names = g_strsplit (asked != NULL ? asked : "", " ", -1);
  g_auto(GStrv) given = g_strsplit (granted != NULL ? granted : "", " ", -1);
  g_auto(GStrv) known = ac_words_scopes (granted);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *words = find_scope_words (names[i]);

      if (!covers ((const char *const *) given, names[i]) &&
          !g_strv_contains ((const char *const *) known, words))
        g_strv_builder_add (builder, words);
    }

  return g_strv_builder_end (builder);
}

/* Proper names, for the moments when the services are not loaded yet, and for those that can't be
 * had. */
static const struct
{
  const char *id;
  const char *name;
} service_names[] = {
  { "mastodon", "Mastodon" },   { "bluesky", "Bluesky" },   { "whatsapp", "WhatsApp" },
  { "instagram", "Instagram" }, { "facebook", "Facebook" }, { "threads", "Threads" },
};

const char *
ac_words_service (const char *service)
{
  for (guint i = 0; i < G_N_ELEMENTS (service_names); i++)
    if (g_strcmp0 (service, service_names[i].id) == 0)
      return service_names[i].name;

  return service != NULL ? service : "";
}

const char *
ac_words_keyring (const char *state)
{
  if (g_strcmp0 (state, "unlocked") == 0)
    return _("Unlocked. Sign-ins are sealed with a key that is kept there");
  if (g_strcmp0 (state, "locked") == 0)
    return _("The keyring is locked. Your accounts are safe, and nothing can be sent until it is unlocked");
  if (g_strcmp0 (state, "missing") == 0)
    return _("There is no keyring on this computer. Install one, such as GNOME Keyring");

  if (g_strcmp0 (state, "silent") == 0)
    return _("The keyring does not answer. Your accounts are safe, and nothing can be sent meanwhile");

  return _("It has not answered yet. Your accounts are safe");
}

/**
 * ac_words_form:
 *
 * Returns: (transfer none): as what something is shared
 */
const char *
ac_words_form (AcForm form)
{
  switch (form)
    {
    case AC_FORM_STORY:
      return C_ ("form", "Story");
    case AC_FORM_GHOST:
      return C_ ("form", "Ghost");
    case AC_FORM_POST:
    default:
      return C_ ("form", "Post");
    }
}
