/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "ac-practice-asks.h"
#include "ac-practice-html.h"
#include "ac-practice-services.h"

#define BACKEND "http://localhost"

struct _AcPracticeAsker
{
  AcHttp *http;
  GHashTable *secrets;  /* service → SecretValue */
  GHashTable *outcomes; /* question → words */
};

static const struct
{
  const char *id;
  const char *who;
  const char *service; /* whose accounts */
  const char *purpose;
  const char *category;
  const char *words;
} questions[] = {
  { "facebook-number", "facebook", "whatsapp", "ads", "phone-number",
    N_ ("Facebook asks for your WhatsApp number, to show you ads") },
  { "instagram-name", "instagram", "whatsapp", "personalise", "profile",
    N_ ("Instagram asks for your WhatsApp name, to suggest people to you") },
  { "threads-name", "threads", "facebook", "improve", "profile",
    N_ ("Threads asks for your Facebook name, to improve itself") },
  { "facebook-name", "facebook", "instagram", "train-ai", "profile",
    N_ ("Facebook asks for your Instagram name, to train an AI") },
};

/* What a service says it wants; the second wants more than the first. */
static const struct
{
  const char *id;
  const char *who;
  const char *terms; /* of PUT /v1/terms */
  const char *words;
} statements[] = {
  { "facebook-terms", "facebook",
    "{\"terms\":[{\"purpose\":\"ads\",\"categories\":[\"profile\",\"phone-number\"],\"kept_days\":"
    "30}]}",
    N_ ("Facebook says: to show you ads it wants your name and your number, for 30 days") },
  { "facebook-wants-more", "facebook",
    "{\"terms\":[{\"purpose\":\"ads\",\"categories\":[\"profile\",\"phone-number\",\"usage\"]}]}",
    N_ ("Facebook says: it wants what you do there, too, and does not say for how long") },
};

typedef enum
{
  OUTCOME_GIVEN,
  OUTCOME_REFUSED,
  OUTCOME_UNKNOWN, /* it doesn't know the person */
  OUTCOME_SAID,
  OUTCOME_FAILED,
} Outcome;

static const char *const outcome_words[] = {
  [OUTCOME_GIVEN] = N_ ("It was given."),
  [OUTCOME_REFUSED] = N_ ("It was refused."),
  [OUTCOME_UNKNOWN] = N_ ("This service doesn’t know you: add an account there first."),
  [OUTCOME_SAID] = N_ ("It was said. Whoever had said yes to less is asked anew."),
  [OUTCOME_FAILED] = N_ ("It could not be asked."),
};

static const AcJsonField line_fields[] = {
  { "socket", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "secrets", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { NULL },
};

static const AcJsonField token_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { NULL },
};

static const AcJsonField items_fields[] = {
  { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, 200 },
  { NULL },
};

static void
take_secrets (AcPracticeAsker *self, JsonObject *secrets)
{
  JsonObjectIter iter;
  const char *service = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, secrets);
  while (json_object_iter_next (&iter, &service, &node))
    if (json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_insert (self->secrets, g_strdup (service),
                           secret_value_new (json_node_get_string (node), -1, "text/plain"));
}

AcPracticeAsker *
ac_practice_asker_new (const char *line)
{
  g_autoptr(GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, line_fields, AC_JSON_CLOSED, NULL);
  AcPracticeAsker *self = NULL;

  if (object == NULL)
    return NULL;

  self = g_new0 (AcPracticeAsker, 1);
  self->http = ac_http_new_for_socket (ac_json_get_string (object, "socket"));
  self->secrets =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_value_unref);
  self->outcomes = g_hash_table_new (g_str_hash, g_str_equal);
  take_secrets (self, ac_json_get_object (object, "secrets"));
  return self;
}

void
ac_practice_asker_free (AcPracticeAsker *self)
{
  g_clear_object (&self->http);
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_free (self);
}

static AcHttpResponse *
send (AcPracticeAsker *self, AcHttpRequest *request)
{
  g_autoptr(GError) error = NULL;
  AcHttpResponse *response = dex_await_object (ac_http_send (self->http, request), &error);

  if (response == NULL)
    g_message ("The backend can't be asked: %s", error->message);
  return response;
}

/* RFC 6749 §2.3.1; neither part has anything to be encoded. */
static SecretValue *
join_credentials (const char *service, SecretValue *secret)
{
  g_autofree char *both = g_strdup_printf ("%s:%s", service, secret_value_get_text (secret));
  g_autofree char *basic = g_base64_encode ((const guchar *) both, strlen (both));
  SecretValue *joined = secret_value_new (basic, -1, "text/plain");

  sodium_memzero (both, strlen (both));
  sodium_memzero (basic, strlen (basic));
  return joined;
}

static SecretValue *
get_token (AcPracticeAsker *self, const char *service)
{
  SecretValue *secret = g_hash_table_lookup (self->secrets, service);
  g_autoptr(SecretValue) credentials = secret != NULL ? join_credentials (service, secret) : NULL;
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", BACKEND "/oauth/token");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;

  if (credentials == NULL)
    return NULL;

  ac_http_request_set_authorization (request, "Basic", credentials);
  ac_http_request_set_form (request, "grant_type", "client_credentials", NULL);
  response = send (self, request);
  if (response == NULL || !ac_http_response_is_success (response) ||
      !(object = ac_json_parse_object (ac_http_response_get_body (response), token_fields,
                                       AC_JSON_OPEN, NULL)))
    return NULL;

  return secret_value_new (ac_json_get_string (object, "access_token"), -1, "text/plain");
}

/* NULL: not asked, or refused; `status` says. */
static JsonObject *
ask (AcPracticeAsker *self, SecretValue *token, guint *status, const char *path)
{
  g_autofree char *address = g_strconcat (BACKEND, path, NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_authorization (request, "Bearer", token);
  response = send (self, request);
  *status = response != NULL ? ac_http_response_get_status (response) : 0;
  return response != NULL && ac_http_response_is_success (response)
             ? ac_json_parse_object (ac_http_response_get_body (response), items_fields,
                                     AC_JSON_OPEN, NULL)
             : NULL;
}

/* Only one person practises here. */
static char *
find_person (AcPracticeAsker *self, SecretValue *token, guint *status)
{
  g_autoptr(JsonObject) object = ask (self, token, status, "/v1/people");
  JsonArray *items = object != NULL ? ac_json_get_array (object, "items") : NULL;
  JsonNode *first =
      items != NULL && json_array_get_length (items) > 0 ? json_array_get_element (items, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first)
             ? g_strdup (ac_json_get_string (json_node_get_object (first), "id"))
             : NULL;
}

static Outcome
put_question (AcPracticeAsker *self, guint n)
{
  g_autoptr(SecretValue) token = get_token (self, questions[n].who);
  g_autofree char *person = NULL;
  g_autofree char *path = NULL;
  g_autoptr(JsonObject) answer = NULL;
  guint status = 0;

  if (token == NULL)
    return OUTCOME_FAILED;
  if (!(person = find_person (self, token, &status)))
    return status == SOUP_STATUS_OK ? OUTCOME_UNKNOWN : OUTCOME_FAILED;

  path = g_strdup_printf ("/v1/people/%s/data?purpose=%s&category=%s&service=%s", person,
                          questions[n].purpose, questions[n].category, questions[n].service);
  answer = ask (self, token, &status, path);
  if (answer != NULL)
    return OUTCOME_GIVEN;
  return status == SOUP_STATUS_FORBIDDEN ? OUTCOME_REFUSED : OUTCOME_FAILED;
}

static Outcome
make_statement (AcPracticeAsker *self, guint n)
{
  g_autoptr(SecretValue) token = get_token (self, statements[n].who);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("PUT", BACKEND "/v1/terms");
  g_autoptr(GBytes) body = g_bytes_new_static (statements[n].terms, strlen (statements[n].terms));
  g_autoptr(AcHttpResponse) response = NULL;

  if (token == NULL)
    return OUTCOME_FAILED;

  ac_http_request_set_authorization (request, "Bearer", token);
  ac_http_request_set_body (request, "application/json", body);
  response = send (self, request);
  return response != NULL && ac_http_response_is_success (response) ? OUTCOME_SAID : OUTCOME_FAILED;
}

static void
add_question (
    GString *html, AcPracticeCall *call, const char *id, const char *words, const char *button)
{
  const char *outcome = g_hash_table_lookup (call->asker->outcomes, id);

  g_string_append (html, "<article>");
  ac_practice_html_add (html, "h3", words);
  if (outcome != NULL)
    ac_practice_html_add (html, "p", _ (outcome));
  ac_practice_html_open_form (html, "/asks");
  ac_practice_html_add_button (html, "question", id, button);
  ac_practice_html_close_form (html);
  g_string_append (html, "</article>");
}

static void
show_asks (AcPracticeCall *call)
{
  GString *html = ac_practice_html_new (_ ("What services ask for"));

  ac_practice_html_add (html, "p",
                        _ ("Each question really goes to Accounts Center, which decides by your "
                           "choices and writes it into your ledger."));
  for (guint i = 0; call->asker != NULL && i < G_N_ELEMENTS (questions); i++)
    add_question (html, call, questions[i].id, _ (questions[i].words), _ ("Ask"));
  for (guint i = 0; call->asker != NULL && i < G_N_ELEMENTS (statements); i++)
    add_question (html, call, statements[i].id, _ (statements[i].words), _ ("Say It"));
  ac_practice_call_answer_page (call, SOUP_STATUS_OK, html);
}

static void
ask_now (AcPracticeCall *call)
{
  const char *id = ac_practice_call_get (call, "question");

  for (guint i = 0; call->asker != NULL && i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].id, id))
      g_hash_table_insert (call->asker->outcomes, (gpointer) questions[i].id,
                           (gpointer) outcome_words[put_question (call->asker, i)]);
  for (guint i = 0; call->asker != NULL && i < G_N_ELEMENTS (statements); i++)
    if (g_str_equal (statements[i].id, id))
      g_hash_table_insert (call->asker->outcomes, (gpointer) statements[i].id,
                           (gpointer) outcome_words[make_statement (call->asker, i)]);
  ac_practice_call_answer_redirect (call, "/asks");
}

static const AcPracticeParameter none[] = { { NULL } };
static const AcPracticeParameter ask_parameters[] = {
  { "question", AC_PRACTICE_CHOICE, TRUE, 0,
    "facebook-number|instagram-name|threads-name|facebook-name|facebook-terms|"
    "facebook-wants-more" },
  { NULL },
};

const AcPracticeRoute ac_practice_ask_routes[] = {
  { "", "GET", "asks", show_asks, none, 0, NULL, TRUE },
  { "", "POST", "asks", ask_now, ask_parameters, 0, NULL, TRUE },
  { NULL },
};
