/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-practice-tokens.h"

const char *const ac_practice_services[] = { "whatsapp", "instagram", "facebook", "threads", NULL };

static const struct
{
  AcPracticeTokens kind;
  const char *name;
} kinds[] = {
  { AC_PRACTICE_SHORT, "short" },
  { AC_PRACTICE_LONG, "long" },
  { AC_PRACTICE_PAGE, "page" },
  { AC_PRACTICE_SYSTEM, "system" },
};

char *
ac_practice_hash (const char *secret)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

char *
ac_practice_hmac (const char *key, gconstpointer data, gsize size)
{
  return g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), data,
                                  size);
}

gboolean
ac_practice_array_holds (JsonArray *array, const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_node_get_string (json_array_get_element (array, i)), text) == 0)
      return TRUE;
  return FALSE;
}

/* WhatsApp gives a business its token in the settings, not by a sign-in. */
static void
add_business (AcPracticeState *state, JsonObject *app)
{
  g_autofree char *number = ac_practice_state_new_id (state);
  g_autofree char *business = ac_practice_state_new_id (state);
  const AcPracticeGrant grant = { .service = "whatsapp", .person = business };
  g_autofree char *token = ac_practice_tokens_give (state, AC_PRACTICE_SYSTEM, &grant, 0);

  json_object_set_string_member (app, "phone_number_id", number);
  json_object_set_string_member (app, "business_id", business);
  json_object_set_string_member (app, "token", token);
}

void
ac_practice_apps_ensure (AcPracticeState *state)
{
  for (const char *const *service = ac_practice_services; *service != NULL; service++)
    {
      JsonObject *app = NULL;
      g_autofree char *id = NULL;
      g_autofree char *random = ac_random_token (32);
      g_autofree char *secret = ac_practice_hash (random);

      if (ac_practice_state_find (state, "apps", *service) != NULL)
        continue;
      app = ac_practice_state_add (state, "apps", *service);
      id = ac_practice_state_new_id (state);
      secret[32] = '\0';
      json_object_set_string_member (app, "id", id);
      json_object_set_string_member (app, "secret", secret);
      json_object_set_string_member (app, "name", "Accounts Center");
      json_object_set_boolean_member (app, "needs_proof", FALSE);
      if (g_str_equal (*service, "whatsapp"))
        add_business (state, app);
    }
}

JsonObject *
ac_practice_apps_get (AcPracticeState *state, const char *service)
{
  return ac_practice_state_find (state, "apps", service);
}

JsonObject *
ac_practice_apps_describe (AcPracticeState *state)
{
  static const char *const told[] = { "id", "secret", "phone_number_id", "business_id", "token" };
  JsonObject *apps = json_object_new ();

  for (const char *const *service = ac_practice_services; *service != NULL; service++)
    {
      JsonObject *app = ac_practice_apps_get (state, *service);
      JsonObject *keys = json_object_new ();

      for (guint i = 0; i < G_N_ELEMENTS (told); i++)
        ac_json_set_string (keys, told[i], ac_json_get_string (app, told[i]));
      if (g_str_equal (*service, "whatsapp"))
        {
          json_object_set_string_member (keys, "template", AC_PRACTICE_TEMPLATE);
          json_object_set_string_member (keys, "language", "en_US");
        }
      json_object_set_object_member (apps, *service, keys);
    }
  return apps;
}

gboolean
ac_practice_apps_check_secret (AcPracticeCall *call, const char *service)
{
  JsonObject *app = ac_practice_apps_get (call->state, service);
  const char *id = ac_practice_call_get (call, "client_id");

  /* Only the exchange of a token that says itself whose it is goes without. */
  if (id != NULL && g_strcmp0 (id, ac_json_get_string (app, "id")) != 0)
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_APP, NULL), FALSE;
  if (g_strcmp0 (ac_practice_call_get (call, "client_secret"),
                 ac_json_get_string (app, "secret")) != 0)
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_SECRET, NULL), FALSE;
  call->app = app;
  call->service = service;
  return TRUE;
}

AcPracticeGrant
ac_practice_tokens_get_grant (JsonObject *record)
{
  return (AcPracticeGrant) {
    .service = ac_json_get_string (record, "service"),
    .person = ac_json_get_string (record, "person"),
    .page = ac_json_get_string (record, "page"),
    .permissions = ac_json_get_array (record, "permissions"),
    .pages = ac_json_get_array (record, "pages"),
  };
}

static const char *
get_kind_name (AcPracticeTokens kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  g_return_val_if_reached ("short");
}

static AcPracticeTokens
get_kind (JsonObject *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, ac_json_get_string (record, "kind")) == 0)
      return kinds[i].kind;
  return 0;
}

static const char *
get_prefix (const char *service)
{
  return g_str_equal (service, "instagram") ? "IGAA"
         : g_str_equal (service, "threads") ? "THAA"
                                            : "EAA";
}

char *
ac_practice_tokens_give (AcPracticeState *state,
                         AcPracticeTokens kind,
                         const AcPracticeGrant *grant,
                         gint64 life_ms)
{
  g_autofree char *random = ac_random_token (96);
  char *token = g_strconcat (get_prefix (grant->service), random, NULL);
  g_autofree char *hash = ac_practice_hash (token);
  JsonObject *record = ac_practice_state_add (state, "tokens", hash);

  json_object_set_string_member (record, "service", grant->service);
  json_object_set_string_member (record, "kind", get_kind_name (kind));
  json_object_set_string_member (record, "person", grant->person);
  json_object_set_int_member (record, "expires_at",
                              life_ms > 0 ? ac_practice_state_now (state) + life_ms : 0);
  ac_json_set_string (record, "page", grant->page);
  if (grant->permissions != NULL)
    json_object_set_array_member (record, "permissions", json_array_ref (grant->permissions));
  if (grant->pages != NULL)
    json_object_set_array_member (record, "pages", json_array_ref (grant->pages));
  return token;
}

void
ac_practice_tokens_end (AcPracticeState *state,
                        const char *service,
                        const char *person,
                        const char *why)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, ac_practice_state_get_table (state, "tokens"));
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *record = json_node_get_object (node);

      if (g_strcmp0 (ac_json_get_string (record, "service"), service) == 0 &&
          g_strcmp0 (ac_json_get_string (record, "person"), person) == 0 &&
          !json_object_has_member (record, "ended"))
        json_object_set_string_member (record, "ended", why);
    }
}

static AcPracticeRefusal
judge_life (AcPracticeState *state, JsonObject *record)
{
  static const struct
  {
    const char *why;
    AcPracticeRefusal refusal;
  } ends[] = {
    { "removed", AC_PRACTICE_TOKEN_REMOVED },       { "password", AC_PRACTICE_TOKEN_PASSWORD },
    { "checkpoint", AC_PRACTICE_TOKEN_CHECKPOINT }, { "invalid", AC_PRACTICE_TOKEN_INVALID },
    { "expired", AC_PRACTICE_TOKEN_EXPIRED },
  };
  const char *ended = ac_json_get_string (record, "ended");
  gint64 expires_at = ac_json_get_integer (record, "expires_at");

  for (guint i = 0; ended != NULL && i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].why, ended))
      return ends[i].refusal;
  return expires_at != 0 && expires_at <= ac_practice_state_now (state) ? AC_PRACTICE_TOKEN_EXPIRED
                                                                        : AC_PRACTICE_OK;
}

gboolean
ac_practice_tokens_is_good (AcPracticeState *state, JsonObject *record)
{
  return judge_life (state, record) == AC_PRACTICE_OK;
}

/* A host takes the tokens of its own service; graph.facebook.com is also WhatsApp's. */
static gboolean
is_service_of (const char *host, const char *service)
{
  if (g_str_has_suffix (host, ".instagram.com"))
    return g_str_equal (service, "instagram");
  if (g_str_equal (host, "graph.threads.net"))
    return g_str_equal (service, "threads");
  return g_str_equal (service, "facebook") || g_str_equal (service, "whatsapp");
}

JsonObject *
ac_practice_tokens_find (AcPracticeCall *call, const char *service, const char *token)
{
  g_autofree char *hash = ac_practice_hash (token != NULL ? token : "");
  JsonObject *record = ac_practice_state_find (call->state, "tokens", hash);
  AcPracticeRefusal refusal = AC_PRACTICE_BAD_TOKEN;

  if (record != NULL && g_strcmp0 (ac_json_get_string (record, "service"), service) == 0)
    refusal = judge_life (call->state, record);
  if (refusal == AC_PRACTICE_OK)
    return record;
  ac_practice_call_refuse (call, refusal, NULL);
  return NULL;
}

static gboolean
check_proof (AcPracticeCall *self, const char *token)
{
  const char *given = ac_practice_call_get (self, "appsecret_proof");
  g_autofree char *proof = NULL;

  if (given == NULL)
    {
      if (!g_str_equal (self->host, AC_PRACTICE_UPLOADS) &&
          ac_json_get_boolean (self->app, "needs_proof"))
        return ac_practice_call_refuse (self, AC_PRACTICE_NO_PROOF, NULL), FALSE;
      return TRUE;
    }
  proof = ac_practice_hmac (ac_json_get_string (self->app, "secret"), token, strlen (token));
  if (!g_str_equal (proof, given))
    return ac_practice_call_refuse (self, AC_PRACTICE_BAD_PROOF, NULL), FALSE;
  return TRUE;
}

static const char *
read_token (AcPracticeCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  const char *parameter = ac_practice_call_get (self, "access_token");
  const char *scheme = g_str_equal (self->host, AC_PRACTICE_UPLOADS) ? "OAuth " : "Bearer ";

  if (header == NULL)
    return parameter;
  if (parameter != NULL || !g_str_has_prefix (header, scheme))
    return "";
  return header + strlen (scheme);
}

/* "id|secret" */
static gboolean
check_app_token (AcPracticeCall *self, const char *token)
{
  for (const char *const *service = ac_practice_services; *service != NULL; service++)
    {
      JsonObject *app = ac_practice_apps_get (self->state, *service);
      g_autofree char *good = g_strconcat (ac_json_get_string (app, "id"), "|",
                                           ac_json_get_string (app, "secret"), NULL);

      if (!g_str_equal (good, token) || !is_service_of (self->host, *service))
        continue;
      self->app = app;
      self->service = *service;
      if ((self->route->tokens & AC_PRACTICE_APP) != 0)
        return TRUE;
      return ac_practice_call_refuse (self, AC_PRACTICE_WRONG_TOKEN, NULL), FALSE;
    }
  return ac_practice_call_refuse (self, AC_PRACTICE_BAD_TOKEN, NULL), FALSE;
}

static gboolean
check_permission (AcPracticeCall *self)
{
  if (self->route->permission == NULL ||
      ac_practice_array_holds (ac_json_get_array (self->token, "permissions"),
                               self->route->permission))
    return TRUE;
  ac_practice_call_refuse (self,
                           g_str_equal (self->service, "facebook") ? AC_PRACTICE_NO_PAGE_PERMISSION
                                                                   : AC_PRACTICE_NO_PERMISSION,
                           self->route->permission);
  return FALSE;
}

/* "me" is whoever the token is of. */
static void
name_me (AcPracticeCall *self)
{
  const char *page = ac_json_get_string (self->token, "page");

  if (g_strcmp0 (self->id, "me") == 0)
    g_set_str (&self->id, page != NULL ? page : ac_json_get_string (self->token, "person"));
}

gboolean
ac_practice_call_check_token (AcPracticeCall *self)
{
  const char *token = read_token (self);
  g_autofree char *hash = NULL;
  AcPracticeRefusal refusal = AC_PRACTICE_OK;

  if (self->route->tokens == 0)
    return TRUE;
  if (token == NULL)
    return ac_practice_call_refuse (self, AC_PRACTICE_NO_TOKEN, NULL), FALSE;
  if (strchr (token, '|') != NULL)
    return check_app_token (self, token);

  hash = ac_practice_hash (token);
  self->token = ac_practice_state_find (self->state, "tokens", hash);
  if (self->token == NULL ||
      !is_service_of (self->host, ac_json_get_string (self->token, "service")))
    return ac_practice_call_refuse (self, AC_PRACTICE_BAD_TOKEN, NULL), FALSE;
  self->service = ac_json_get_string (self->token, "service");
  self->app = ac_practice_apps_get (self->state, self->service);
  if ((refusal = judge_life (self->state, self->token)) != AC_PRACTICE_OK)
    return ac_practice_call_refuse (self, refusal, NULL), FALSE;
  if ((self->route->tokens & get_kind (self->token)) == 0)
    return ac_practice_call_refuse (self, AC_PRACTICE_WRONG_TOKEN, NULL), FALSE;
  name_me (self);
  return check_proof (self, token) && check_permission (self);
}
