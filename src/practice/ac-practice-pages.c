/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-practice-html.h"
#include "ac-practice-posts.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

static const struct
{
  const char *service;
  const char *name;
} names[] = {
  { "whatsapp", "WhatsApp" },
  { "instagram", "Instagram" },
  { "facebook", "Facebook" },
  { "threads", "Threads" },
};

static void
add_link (GString *html, const char *address, const char *text)
{
  g_autofree char *link = g_markup_printf_escaped ("<p><a href=\"%s\">%s</a></p>", address, text);

  g_string_append (html, link);
}

static void
show_start (AcPracticeCall *call)
{
  GString *html = ac_practice_html_new (_ ("Practice services"));

  add_link (html, "/phone", _ ("The practice phone, where codes arrive"));
  add_link (html, "/posts", _ ("What was posted"));
  add_link (html, "/asks", _ ("What services ask for"));
  add_link (html, "/access", _ ("Who may act for these accounts"));
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

/* "Gone in 23 hours" */
static char *
describe_rest (gint64 rest_ms)
{
  gint64 minutes = rest_ms / AC_PRACTICE_MINUTE_MS;

  if (minutes >= 60)
    return g_strdup_printf (ngettext ("Gone in %d hour", "Gone in %d hours", minutes / 60),
                            (int) (minutes / 60));
  return g_strdup_printf (ngettext ("Gone in %d minute", "Gone in %d minutes", minutes),
                          (int) minutes);
}

static const char *
get_owner_name (const char *service, const char *id)
{
  const AcPracticePage *page = ac_practice_people_find_page (id);
  const AcPracticePerson *person = ac_practice_people_find (service, id);

  return page != NULL ? page->name : person != NULL ? person->name : "";
}

static void
add_picture (GString *html, AcPracticeCall *call, JsonObject *record)
{
  const char *picture = ac_json_get_string (record, "picture");
  const char *picture_id = ac_json_get_string (record, "picture_id");

  if (ac_practice_state_find_picture (call->state, picture_id) != NULL)
    {
      g_autofree char *address = g_strconcat ("/pictures/", picture_id, NULL);

      ac_practice_html_add_picture (html, address, ac_json_get_string (record, "alt"));
    }
  else if (picture != NULL)
    {
      gboolean video = g_str_has_prefix (picture, "MP4");
      g_autofree char *line = video ? g_strdup_printf (_ ("Video: %s"), picture)
                                    : g_strdup_printf (_ ("Picture: %s"), picture);

      ac_practice_html_add (html, "p", line);
    }
}

static void
add_pictures (GString *html, AcPracticeCall *call, JsonObject *record)
{
  const char *children = ac_json_get_string (record, "children");
  g_auto(GStrv) ids = g_strsplit (children != NULL ? children : "", ",", -1);

  if (children == NULL)
    add_picture (html, call, record);
  for (gsize i = 0; children != NULL && ids[i] != NULL; i++)
    {
      JsonObject *item = ac_practice_state_find (call->state, "containers", ids[i]);

      if (item != NULL)
        add_picture (html, call, item);
    }
}

static void
add_post (GString *html, AcPracticeCall *call, const char *service, JsonObject *record)
{
  const char *kind = ac_json_get_string (record, "kind");
  const char *text = ac_json_get_string (record, "text");
  gint64 expires_at = ac_json_get_integer (record, "expires_at");

  g_string_append (html, "<article>");
  ac_practice_html_add (html, "h3", get_owner_name (service, ac_json_get_string (record, "owner")));
  ac_practice_html_add (html, "p",
                        g_strcmp0 (kind, "story") == 0 ? _ ("Story")
                                                       : g_strcmp0 (kind, "ghost") == 0
                        ? _ ("Ghost post")
                        : g_strcmp0 (kind, "draft") == 0
                        ? _ ("Not published")
                        : _ ("Post"));
  if (text != NULL)
    ac_practice_html_add (html, "p", text);
  add_pictures (html, call, record);
  if (expires_at != 0)
    {
      g_autofree char *rest = describe_rest (expires_at - ac_practice_state_now (call->state));

      ac_practice_html_add (html, "p", rest);
    }
  g_string_append (html, "</article>");
}

static void
show_posts (AcPracticeCall *call)
{
  GString *html = ac_practice_html_new (_ ("What was posted"));
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GList) ids = ac_practice_posts_list (call->state, names[i].service, NULL, NULL);

      if (ids != NULL)
        ac_practice_html_add (html, "h2", names[i].name);
      for (GList *id = ids; id != NULL; id = id->next, any = TRUE)
        add_post (html, call, names[i].service,
                  ac_practice_state_find (call->state, "posts", id->data));
    }
  if (!any)
    ac_practice_html_add (html, "p", _ ("Nothing yet."));
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
show_post (AcPracticeCall *call)
{
  JsonObject *record = ac_practice_state_find (call->state, "posts", call->id);
  GString *html = NULL;

  if (record == NULL || !ac_practice_posts_is_there (call->state, record))
    {
      html = ac_practice_html_new (_ ("This is not there"));
      ac_practice_html_add (html, "p", _ ("It was deleted, or its time is over."));
      ac_practice_call_answer_page (call, SOUP_STATUS_NOT_FOUND, html);
      return;
    }
  html = ac_practice_html_new (_ ("What was posted"));
  add_post (html, call, ac_json_get_string (record, "service"), record);
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
show_picture (AcPracticeCall *call)
{
  GBytes *bytes = ac_practice_state_find_picture (call->state, call->id);
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;

  if (bytes == NULL)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  call->answer.status = SOUP_STATUS_OK;
  call->answer.content_type = data[0] == 0xff ? "image/jpeg" : "image/png";
  call->answer.body = g_bytes_ref (bytes);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 first = ac_json_get_integer (ac_json_get_object (user_data, a), "at");
  gint64 second = ac_json_get_integer (ac_json_get_object (user_data, b), "at");

  return first < second ? 1 : first > second ? -1 : 0;
}

static void
add_message (GString *html, JsonObject *record)
{
  const char *kind = ac_json_get_string (record, "kind");
  const char *text = ac_json_get_string (record, "text");

  g_string_append (html, "<article>");
  if (g_strcmp0 (kind, "code") == 0)
    {
      ac_practice_html_add (html, "p", _ ("Your code for Accounts Center is"));
      ac_practice_html_add (html, "h3", text);
    }
  else
    {
      ac_practice_html_add (html, "h3",
                            g_strcmp0 (kind, "reply") == 0 ? _ ("You") : "Accounts Center");
      ac_practice_html_add (html, "p", text);
    }
  g_string_append (html, "</article>");
}

static void
add_number (GString *html, AcPracticeCall *call, const AcPracticePerson *person)
{
  JsonObject *records = ac_practice_state_get_table (call->state, "messages");
  g_autoptr(GList) ids =
                g_list_sort_with_data (json_object_get_members (records), compare_times, records);
  g_autofree char *title = g_strdup_printf ("%s, +%s", person->name, person->id);

  g_string_append (html, "<section>");
  ac_practice_html_add (html, "h2", title);
  for (GList *id = ids; id != NULL; id = id->next)
    {
      JsonObject *record = ac_json_get_object (records, id->data);

      if (g_strcmp0 (ac_json_get_string (record, "number"), person->id) == 0)
        add_message (html, record);
    }
  ac_practice_html_open_form (html, "/phone");
  ac_practice_html_add_button (html, "number", person->id, _ ("Write “Hello” to Accounts Center"));
  ac_practice_html_close_form (html);
  g_string_append (html, "</section>");
}

static void
show_phone (AcPracticeCall *call)
{
  GString *html = ac_practice_html_new (_ ("Practice phone"));
  const AcPracticePerson *person = NULL;

  for (guint i = 0; (person = ac_practice_people_get_nth ("whatsapp", i)) != NULL; i++)
    add_number (html, call, person);
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
tell_reply (AcPracticeCall *call, const char *id, const char *number, const char *text)
{
  JsonObject *app = ac_practice_apps_get (call->state, "whatsapp");
  JsonObject *value = json_object_new ();
  JsonObject *metadata = json_object_new ();
  JsonObject *message = json_object_new ();
  JsonObject *body = json_object_new ();
  JsonArray *messages = json_array_new ();
  g_autofree char *time =
      g_strdup_printf ("%" G_GINT64_FORMAT, ac_practice_state_now (call->state) / 1000);

  json_object_set_string_member (metadata, "display_phone_number", "441632960000");
  json_object_set_string_member (metadata, "phone_number_id",
                                 ac_json_get_string (app, "phone_number_id"));
  json_object_set_string_member (body, "body", text);
  json_object_set_string_member (message, "from", number);
  json_object_set_string_member (message, "id", id);
  json_object_set_string_member (message, "timestamp", time);
  json_object_set_string_member (message, "type", "text");
  json_object_set_object_member (message, "text", body);
  json_array_add_object_element (messages, message);
  json_object_set_string_member (value, "messaging_product", "whatsapp");
  json_object_set_object_member (value, "metadata", metadata);
  json_object_set_array_member (value, "messages", messages);
  call->service = "whatsapp";
  ac_practice_webhooks_tell (call, "whatsapp_business_account",
                             ac_json_get_string (app, "business_id"), "messages", value);
}

/* What opens the 24 hours in which a business may write freely. */
static void
reply (AcPracticeCall *call)
{
  const char *number = ac_practice_call_get (call, "number");
  g_autofree char *random = ac_random_token (24);
  g_autofree char *id = g_strconcat ("wamid.", random, NULL);
  const char *text = _ ("Hello");
  JsonObject *record = NULL;

  if (ac_practice_people_find ("whatsapp", number) == NULL)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  record = ac_practice_state_add (call->state, "messages", id);
  json_object_set_string_member (record, "number", number);
  json_object_set_string_member (record, "kind", "reply");
  json_object_set_string_member (record, "text", text);
  call->changed = TRUE;
  tell_reply (call, id, number, text);
  ac_practice_call_answer_redirect (call, "/phone");
}

/* Whether somebody holds a token for this account. */
static gboolean
has_access (AcPracticeCall *call, const char *service, const char *person)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, ac_practice_state_get_table (call->state, "tokens"));
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *record = json_node_get_object (node);

      if (g_strcmp0 (ac_json_get_string (record, "service"), service) == 0 &&
          g_strcmp0 (ac_json_get_string (record, "person"), person) == 0 &&
          ac_practice_tokens_is_good (call->state, record))
        return TRUE;
    }
  return FALSE;
}

static void
add_access (GString *html, const char *service, const char *name, const AcPracticePerson *person)
{
  g_autofree char *title = g_strdup_printf ("%s, %s", name, person->name);

  g_string_append (html, "<article>");
  ac_practice_html_add (html, "h3", title);
  ac_practice_html_add (html, "p", _ ("Accounts Center may act for this account."));
  ac_practice_html_open_form (html, "/access");
  ac_practice_html_add_hidden (html, "service", service);
  ac_practice_html_add_button (html, "person", person->id, _ ("Remove Access"));
  ac_practice_html_close_form (html);
  g_string_append (html, "</article>");
}

static void
show_access (AcPracticeCall *call)
{
  GString *html = ac_practice_html_new (_ ("Who may act for these accounts"));
  const AcPracticePerson *person = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; (person = ac_practice_people_get_nth (names[i].service, j)) != NULL; j++)
      if (has_access (call, names[i].service, person->id))
        {
          add_access (html, names[i].service, names[i].name, person);
          any = TRUE;
        }
  if (!any)
    ac_practice_html_add (html, "p", _ ("Nobody."));
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
remove_access (AcPracticeCall *call)
{
  ac_practice_tokens_end (call->state, ac_practice_call_get (call, "service"),
                          ac_practice_call_get (call, "person"), "removed");
  call->changed = TRUE;
  ac_practice_call_answer_redirect (call, "/access");
}

/* What a developer would read in the settings of their app. */
static void
get_apps (AcPracticeCall *call)
{
  ac_practice_call_answer (call, ac_practice_apps_describe (call->state));
}

static const AcPracticeParameter none[] = { { NULL } };
static const AcPracticeParameter reply_parameters[] = {
  { "number", AC_PRACTICE_ID, TRUE },
  { NULL },
};
static const AcPracticeParameter remove_parameters[] = {
  { "service", AC_PRACTICE_CHOICE, TRUE, 0, "instagram|facebook|threads" },
  { "person", AC_PRACTICE_ID, TRUE },
  { NULL },
};

const AcPracticeRoute ac_practice_page_routes[] = {
  { "", "GET", "", show_start, none, 0, NULL, TRUE },
  { "", "GET", "apps", get_apps, none },
  { "", "GET", "phone", show_phone, none, 0, NULL, TRUE },
  { "", "POST", "phone", reply, reply_parameters, 0, NULL, TRUE },
  { "", "GET", "posts", show_posts, none, 0, NULL, TRUE },
  { "", "GET", "posts/{id}", show_post, none, 0, NULL, TRUE },
  { "", "GET", "pictures/{id}", show_picture, none, 0, NULL, TRUE },
  { "", "GET", "access", show_access, none, 0, NULL, TRUE },
  { "", "POST", "access", remove_access, remove_parameters, 0, NULL, TRUE },
  { NULL },
};
