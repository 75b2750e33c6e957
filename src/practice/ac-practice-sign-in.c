/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-practice-html.h"
#include "ac-practice-sign-in.h"
#include "ac-practice-tokens.h"

#define CODE_MS AC_PRACTICE_HOUR_MS

typedef struct
{
  const char *name;
  const char *words;
  gboolean required; /* the service lets nobody tick it off */
} Permission;

typedef struct
{
  const char *host;
  const char *service;
  const char *name;
  const char *ending; /* what the service hangs on the address that it sends people back to */
  Permission permissions[5];
} Dialog;

static const Dialog dialogs[] = {
  { "www.instagram.com",
    "instagram",
    "Instagram",
    "#_",
    { { "instagram_business_basic", N_ ("See your profile and what you posted"), TRUE },
      { "instagram_business_content_publish", N_ ("Post and share stories for you"), FALSE } } },
  { "www.facebook.com",
    "facebook",
    "Facebook",
    "#_=_",
    { { "public_profile", N_ ("See your name"), TRUE },
      { "pages_show_list", N_ ("See which Pages you manage"), FALSE },
      { "pages_read_engagement", N_ ("Read what these Pages posted"), FALSE },
      { "pages_manage_posts", N_ ("Post on these Pages, and delete posts there"), FALSE } } },
  { "threads.net",
    "threads",
    "Threads",
    "#_",
    { { "threads_basic", N_ ("See your profile and your posts"), TRUE },
      { "threads_content_publish", N_ ("Post for you"), FALSE },
      { "threads_delete", N_ ("Delete your posts"), FALSE },
      { "threads_read_replies", N_ ("See replies to your posts, and your own"), FALSE } } },
};

/* Those that a service asks back come with their form; a name that isn't its own is never looked
 * at.
 */
#define ASKED                                                                                      \
  { "client_id", AC_PRACTICE_ID, TRUE }, { "redirect_uri", AC_PRACTICE_ADDRESS, TRUE },            \
      { "response_type", AC_PRACTICE_CHOICE, TRUE, 0, "code" },                                    \
      { "scope", AC_PRACTICE_TEXT, TRUE }, { "state", AC_PRACTICE_TEXT, TRUE },                    \
      { "force_reauth", AC_PRACTICE_SWITCH },                                                      \
  {                                                                                                \
    "auth_type", AC_PRACTICE_TEXT                                                                  \
  }

static const AcPracticeParameter dialog_parameters[] = { ASKED, { NULL } };

static const AcPracticeParameter form_parameters[] = {
  ASKED,
  { "account", AC_PRACTICE_ID },
  { "answer", AC_PRACTICE_CHOICE, TRUE, 0, "allow|deny" },
  { "may.instagram_business_basic", AC_PRACTICE_TEXT },
  { "may.instagram_business_content_publish", AC_PRACTICE_TEXT },
  { "may.public_profile", AC_PRACTICE_TEXT },
  { "may.pages_show_list", AC_PRACTICE_TEXT },
  { "may.pages_read_engagement", AC_PRACTICE_TEXT },
  { "may.pages_manage_posts", AC_PRACTICE_TEXT },
  { "may.threads_basic", AC_PRACTICE_TEXT },
  { "may.threads_content_publish", AC_PRACTICE_TEXT },
  { "may.threads_delete", AC_PRACTICE_TEXT },
  { "may.threads_read_replies", AC_PRACTICE_TEXT },
  { "page.61550000000000401", AC_PRACTICE_TEXT },
  { "page.61550000000000402", AC_PRACTICE_TEXT },
  { NULL },
};

static const Dialog *
find_dialog (AcPracticeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    if (g_str_equal (dialogs[i].host, call->host))
      return &dialogs[i];
  g_assert_not_reached ();
}

static const Permission *
find_permission (const Dialog *dialog, const char *name)
{
  for (const Permission *each = dialog->permissions; each->name != NULL; each++)
    if (g_str_equal (each->name, name))
      return each;
  return NULL;
}

static GStrv
split_scope (AcPracticeCall *call)
{
  return g_strsplit_set (ac_practice_call_get (call, "scope"), ", ", 20);
}

/* Whether the app may ask for this at all; FALSE: refused. */
static gboolean
check_asked (AcPracticeCall *call, const Dialog *dialog)
{
  JsonObject *app = ac_practice_apps_get (call->state, dialog->service);
  g_auto(GStrv) asked = split_scope (call);

  if (g_strcmp0 (ac_practice_call_get (call, "client_id"), ac_json_get_string (app, "id")) != 0)
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_APP, NULL), FALSE;
  if (ac_json_get_string (app, "redirect_uri") != NULL &&
      g_strcmp0 (ac_practice_call_get (call, "redirect_uri"),
                 ac_json_get_string (app, "redirect_uri")) != 0)
    return ac_practice_call_refuse (call, AC_PRACTICE_BLOCKED_REDIRECT, NULL), FALSE;
  for (char **name = asked; *name != NULL; name++)
    if (find_permission (dialog, *name) == NULL)
      return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, *name), FALSE;
  return TRUE;
}

static void
add_people (GString *html, const Dialog *dialog)
{
  const AcPracticePerson *person = NULL;

  g_string_append (html, "<fieldset>");
  ac_practice_html_add (html, "legend", _ ("Who are you?"));
  for (guint i = 0; (person = ac_practice_people_get_nth (dialog->service, i)) != NULL; i++)
    {
      g_autofree char *label =
          person->kind != NULL ? g_strdup_printf ("%s (@%s, %s)", person->name, person->username,
                                                  g_strcmp0 (person->kind, "PERSONAL") == 0
                                                  ? _ ("a personal account")
                                                  : _ ("a professional account"))
                                                  : g_strdup (person->name);

      ac_practice_html_add_choice (html, "radio", "account", person->id, label, i == 0);
    }
  g_string_append (html, "</fieldset>");
}

static void
add_permissions (GString *html, AcPracticeCall *call, const Dialog *dialog)
{
  g_auto(GStrv) asked = split_scope (call);

  g_string_append (html, "<fieldset>");
  ac_practice_html_add (html, "legend", _ ("What it may do"));
  for (char **name = asked; *name != NULL; name++)
    {
      const Permission *permission = find_permission (dialog, *name);
      g_autofree char *field = g_strconcat ("may.", *name, NULL);

      if (permission == NULL)
        continue;
      if (permission->required)
        ac_practice_html_add (html, "p", _ (permission->words));
      else
        ac_practice_html_add_choice (html, "checkbox", field, "on", _ (permission->words), TRUE);
    }
  g_string_append (html, "</fieldset>");
}

static void
add_pages (GString *html, const Dialog *dialog)
{
  const AcPracticePerson *person = NULL;
  const AcPracticePage *page = NULL;

  g_string_append (html, "<fieldset>");
  ac_practice_html_add (html, "legend", _ ("For which of your Pages?"));
  for (guint i = 0; (person = ac_practice_people_get_nth (dialog->service, i)) != NULL; i++)
    for (guint j = 0; (page = ac_practice_people_get_nth_page (person->id, j)) != NULL; j++)
      {
        g_autofree char *field = g_strconcat ("page.", page->id, NULL);
        g_autofree char *label = g_strdup_printf ("%s (%s)", page->name, person->name);

        ac_practice_html_add_choice (html, "checkbox", field, "on", label, TRUE);
      }
  g_string_append (html, "</fieldset>");
}

static void
show (AcPracticeCall *call, const Dialog *dialog, const char *complaint)
{
  JsonObject *app = ac_practice_apps_get (call->state, dialog->service);
  g_autofree char *title = g_strdup_printf (_ ("Practice %s"), dialog->name);
  g_autofree char *question =
      g_strdup_printf (_ ("%s would like to act for you."), ac_json_get_string (app, "name"));
  g_autofree char *action =
      g_strconcat ("?", g_uri_get_query (soup_server_message_get_uri (call->message)), NULL);
  GString *html = ac_practice_html_new (title);

  if (complaint != NULL)
    {
      g_string_append (html, "<div role=\"alert\" class=\"note\">");
      ac_practice_html_add (html, "p", complaint);
      g_string_append (html, "</div>");
    }
  ac_practice_html_add (html, "p", question);
  ac_practice_html_open_form (html, action);
  add_people (html, dialog);
  add_permissions (html, call, dialog);
  if (g_str_equal (dialog->service, "facebook"))
    add_pages (html, dialog);
  ac_practice_html_add_button (html, "answer", "allow", _ ("Allow"));
  ac_practice_html_add_button (html, "answer", "deny", _ ("Don’t Allow"));
  ac_practice_html_close_form (html);
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
show_dialog (AcPracticeCall *call)
{
  const Dialog *dialog = find_dialog (call);

  if (check_asked (call, dialog))
    show (call, dialog, NULL);
}

static void
send_back (AcPracticeCall *call, const Dialog *dialog, const char *answer)
{
  const char *redirect = ac_practice_call_get (call, "redirect_uri");
  g_autofree char *state = g_uri_escape_string (ac_practice_call_get (call, "state"), NULL, FALSE);
  g_autofree char *location = g_strconcat (redirect, strchr (redirect, '?') != NULL ? "&" : "?",
                                           answer, "&state=", state, dialog->ending, NULL);

  ac_practice_call_answer_redirect (call, location);
}

static JsonArray *
read_permissions (AcPracticeCall *call, const Dialog *dialog)
{
  JsonArray *permissions = json_array_new ();
  g_auto(GStrv) asked = split_scope (call);

  for (char **name = asked; *name != NULL; name++)
    {
      const Permission *permission = find_permission (dialog, *name);
      g_autofree char *field = g_strconcat ("may.", *name, NULL);

      if ((permission != NULL && permission->required) ||
          ac_practice_call_get (call, field) != NULL)
        json_array_add_string_element (permissions, *name);
    }
  return permissions;
}

static JsonArray *
read_pages (AcPracticeCall *call, const AcPracticePerson *person)
{
  JsonArray *pages = json_array_new ();
  const AcPracticePage *page = NULL;

  for (guint i = 0; (page = ac_practice_people_get_nth_page (person->id, i)) != NULL; i++)
    {
      g_autofree char *field = g_strconcat ("page.", page->id, NULL);

      if (ac_practice_call_get (call, field) != NULL)
        json_array_add_string_element (pages, page->id);
    }
  return pages;
}

static void
give_code (AcPracticeCall *call, const Dialog *dialog, const AcPracticePerson *person)
{
  g_autofree char *code = ac_random_token (64);
  g_autofree char *hash = ac_practice_hash (code);
  g_autofree char *answer = g_strconcat ("code=", code, NULL);
  JsonObject *record = ac_practice_state_add (call->state, "codes", hash);

  json_object_set_string_member (record, "service", dialog->service);
  json_object_set_string_member (record, "person", person->id);
  json_object_set_string_member (record, "redirect_uri",
                                 ac_practice_call_get (call, "redirect_uri"));
  json_object_set_array_member (record, "permissions", read_permissions (call, dialog));
  json_object_set_array_member (record, "pages", read_pages (call, person));
  call->changed = TRUE;
  send_back (call, dialog, answer);
}

static void
take_form (AcPracticeCall *call)
{
  const Dialog *dialog = find_dialog (call);
  const AcPracticePerson *person =
      ac_practice_people_find (dialog->service, ac_practice_call_get (call, "account"));

  if (!check_asked (call, dialog))
    return;
  if (g_str_equal (ac_practice_call_get (call, "answer"), "deny"))
    send_back (call, dialog,
               "error=access_denied&error_reason=user_denied"
               "&error_description=The+user+denied+your+request");
  else if (person == NULL)
    show (call, dialog, _ ("Please choose an account."));
  else if (g_strcmp0 (person->kind, "PERSONAL") == 0)
    show (call, dialog,
          _ ("Apps can’t act for a personal account at Instagram. It would have to become a "
             "professional account first."));
  else
    give_code (call, dialog, person);
}

/* The record of the code, which is used up by this; NULL: refused. */
static JsonObject *
take_code (AcPracticeCall *call, const char *service)
{
  g_autofree char *hash = ac_practice_hash (ac_practice_call_get (call, "code"));
  JsonObject *record = ac_practice_state_find (call->state, "codes", hash);
  AcPracticeRefusal refusal = AC_PRACTICE_OK;

  if (record == NULL || g_strcmp0 (ac_json_get_string (record, "service"), service) != 0)
    refusal = AC_PRACTICE_BAD_CODE;
  else if (ac_json_get_boolean (record, "used"))
    refusal = AC_PRACTICE_CODE_USED;
  else if (ac_json_get_integer (record, "at") + CODE_MS < ac_practice_state_now (call->state))
    refusal = AC_PRACTICE_CODE_EXPIRED;
  else if (g_strcmp0 (ac_json_get_string (record, "redirect_uri"),
                      ac_practice_call_get (call, "redirect_uri")) != 0)
    refusal = AC_PRACTICE_OTHER_REDIRECT;
  if (refusal != AC_PRACTICE_OK)
    return ac_practice_call_refuse (call, refusal, NULL), NULL;

  json_object_set_boolean_member (record, "used", TRUE);
  call->changed = TRUE;
  return record;
}

static JsonObject *
give_token (AcPracticeCall *call, AcPracticeTokens kind, JsonObject *record, gint64 life_ms)
{
  AcPracticeGrant grant = ac_practice_tokens_get_grant (record);
  g_autofree char *token = ac_practice_tokens_give (call->state, kind, &grant, life_ms);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "access_token", token);
  if (kind == AC_PRACTICE_LONG || g_str_equal (grant.service, "facebook"))
    {
      json_object_set_string_member (object, "token_type", "bearer");
      json_object_set_int_member (object, "expires_in", life_ms / 1000);
    }
  call->changed = TRUE;
  return object;
}

static void
exchange_code_at_threads (AcPracticeCall *call)
{
  JsonObject *record = NULL;
  JsonObject *object = NULL;

  if (!ac_practice_apps_check_secret (call, "threads") || !(record = take_code (call, "threads")))
    return;
  object = give_token (call, AC_PRACTICE_SHORT, record, AC_PRACTICE_HOUR_MS);
  json_object_set_int_member (object, "user_id",
                              g_ascii_strtoll (ac_json_get_string (record, "person"), NULL, 10));
  ac_practice_call_answer (call, object);
}

/* Its errors have a form of their own. */
static void
refuse_at_instagram (AcPracticeCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error_type", "OAuthException");
  json_object_set_int_member (object, "code", 400);
  json_object_set_string_member (object, "error_message",
                                 "Invalid platform app, secret, code or redirect_uri");
  ac_practice_call_answer (call, object);
  call->answer.status = SOUP_STATUS_BAD_REQUEST;
}

static void
exchange_code_at_instagram (AcPracticeCall *call)
{
  JsonObject *record = NULL;
  JsonObject *object = NULL;
  JsonObject *whole = NULL;
  JsonArray *data = NULL;
  g_autoptr(GString) names = g_string_new (NULL);

  if (!ac_practice_apps_check_secret (call, "instagram") ||
      !(record = take_code (call, "instagram")))
    {
      refuse_at_instagram (call);
      return;
    }

  object = give_token (call, AC_PRACTICE_SHORT, record, AC_PRACTICE_HOUR_MS);
  for (guint i = 0; i < json_array_get_length (ac_json_get_array (record, "permissions")); i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? "," : "",
        json_array_get_string_element (ac_json_get_array (record, "permissions"), i));
  json_object_set_string_member (object, "user_id", ac_json_get_string (record, "person"));
  json_object_set_string_member (object, "permissions", names->str);
  data = json_array_new ();
  json_array_add_object_element (data, object);
  whole = json_object_new ();
  json_object_set_array_member (whole, "data", data);
  ac_practice_call_answer (call, whole);
}

/* A long token for a short one. */
static void
lengthen (AcPracticeCall *call)
{
  if (!ac_practice_apps_check_secret (call, call->service))
    return;
  if (g_strcmp0 (ac_json_get_string (call->token, "kind"), "short") != 0)
    ac_practice_call_refuse (call, AC_PRACTICE_NOT_EXCHANGED, NULL);
  else
    ac_practice_call_answer (
        call, give_token (call, AC_PRACTICE_LONG, call->token, 60 * AC_PRACTICE_DAY_MS));
}

/* The token that was renewed stays good for as long as it was. */
static void
renew (AcPracticeCall *call)
{
  if (ac_json_get_integer (call->token, "at") + AC_PRACTICE_DAY_MS >
      ac_practice_state_now (call->state))
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER,
                             "a token must be 24 hours old to be refreshed");
  else
    ac_practice_call_answer (
        call, give_token (call, AC_PRACTICE_LONG, call->token, 60 * AC_PRACTICE_DAY_MS));
}

static void
exchange_at_facebook (AcPracticeCall *call)
{
  const char *grant = ac_practice_call_get (call, "grant_type");
  JsonObject *record = NULL;

  if (!ac_practice_apps_check_secret (call, "facebook"))
    return;
  if (grant != NULL)
    {
      record = ac_practice_tokens_find (call, "facebook",
                                        ac_practice_call_get (call, "fb_exchange_token"));
      if (record != NULL)
        ac_practice_call_answer (
            call, give_token (call, AC_PRACTICE_LONG, record, 60 * AC_PRACTICE_DAY_MS));
    }
  else if (ac_practice_call_get (call, "code") == NULL ||
           ac_practice_call_get (call, "redirect_uri") == NULL)
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "code and redirect_uri are required");
  else if ((record = take_code (call, "facebook")))
    ac_practice_call_answer (call,
                             give_token (call, AC_PRACTICE_SHORT, record, 2 * AC_PRACTICE_HOUR_MS));
}

static const AcPracticeParameter code_parameters[] = {
  { "client_id", AC_PRACTICE_ID, TRUE },
  { "client_secret", AC_PRACTICE_TEXT, TRUE },
  { "grant_type", AC_PRACTICE_CHOICE, TRUE, 0, "authorization_code" },
  { "redirect_uri", AC_PRACTICE_ADDRESS, TRUE },
  { "code", AC_PRACTICE_TEXT, TRUE },
  { NULL },
};
static const AcPracticeParameter facebook_parameters[] = {
  { "client_id", AC_PRACTICE_ID, TRUE },
  { "client_secret", AC_PRACTICE_TEXT, TRUE },
  { "grant_type", AC_PRACTICE_CHOICE, FALSE, 0, "fb_exchange_token" },
  { "redirect_uri", AC_PRACTICE_ADDRESS },
  { "code", AC_PRACTICE_TEXT },
  { "fb_exchange_token", AC_PRACTICE_TEXT },
  { NULL },
};
static const AcPracticeParameter instagram_lengthen[] = {
  { "grant_type", AC_PRACTICE_CHOICE, TRUE, 0, "ig_exchange_token" },
  { "client_secret", AC_PRACTICE_TEXT, TRUE },
  { NULL },
};
static const AcPracticeParameter threads_lengthen[] = {
  { "grant_type", AC_PRACTICE_CHOICE, TRUE, 0, "th_exchange_token" },
  { "client_secret", AC_PRACTICE_TEXT, TRUE },
  { NULL },
};
static const AcPracticeParameter instagram_renew[] = {
  { "grant_type", AC_PRACTICE_CHOICE, TRUE, 0, "ig_refresh_token" },
  { NULL },
};
static const AcPracticeParameter threads_renew[] = {
  { "grant_type", AC_PRACTICE_CHOICE, TRUE, 0, "th_refresh_token" },
  { NULL },
};

const AcPracticeRoute ac_practice_sign_in_routes[] = {
  { "www.instagram.com", "GET", "oauth/authorize", show_dialog, dialog_parameters, 0, NULL, TRUE },
  { "www.instagram.com", "POST", "oauth/authorize", take_form, form_parameters, 0, NULL, TRUE },
  { "www.facebook.com", "GET", AC_PRACTICE_GRAPH_VERSION "/dialog/oauth", show_dialog,
    dialog_parameters, 0, NULL, TRUE },
  { "www.facebook.com", "POST", AC_PRACTICE_GRAPH_VERSION "/dialog/oauth", take_form,
    form_parameters, 0, NULL, TRUE },
  { "threads.net", "GET", "oauth/authorize", show_dialog, dialog_parameters, 0, NULL, TRUE },
  { "threads.net", "POST", "oauth/authorize", take_form, form_parameters, 0, NULL, TRUE },
  { "api.instagram.com", "POST", "oauth/access_token", exchange_code_at_instagram,
    code_parameters },
  { "graph.threads.net", "POST", "oauth/access_token", exchange_code_at_threads, code_parameters },
  { "graph.facebook.com", "GET", AC_PRACTICE_GRAPH_VERSION "/oauth/access_token",
    exchange_at_facebook, facebook_parameters },
  { "graph.facebook.com", "POST", AC_PRACTICE_GRAPH_VERSION "/oauth/access_token",
    exchange_at_facebook, facebook_parameters },
  { "graph.instagram.com", "GET", "access_token", lengthen, instagram_lengthen,
    AC_PRACTICE_PERSON },
  { "graph.threads.net", "GET", "access_token", lengthen, threads_lengthen, AC_PRACTICE_PERSON },
  { "graph.instagram.com", "GET", "refresh_access_token", renew, instagram_renew,
    AC_PRACTICE_LONG },
  { "graph.threads.net", "GET", "refresh_access_token", renew, threads_renew, AC_PRACTICE_LONG },
  { NULL },
};
