/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-json.h"
#include "ac-reply.h"
#include "ac-resource.h"

#define PATH "/.well-known/oauth-protected-resource"

/* `client_id` is ours: the RFC leaves it open which client people's programs are. */
static AcReply *
describe (AcHostedConfig *config)
{
  const char *const servers[] = { config->issuer, NULL };
  const char *const scopes[] = { "openid", "offline_access", NULL };
  const char *const methods[] = { "header", NULL };
  const char *const algorithms[] = { "ES256", NULL };
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  ac_json_set_string (object, "resource", config->audience);
  ac_json_set_strings (object, "authorization_servers", servers);
  ac_json_set_strings (object, "scopes_supported", scopes);
  ac_json_set_strings (object, "bearer_methods_supported", methods);
  ac_json_set_strings (object, "dpop_signing_alg_values_supported", algorithms);
  json_object_set_boolean_member (object, "dpop_bound_access_tokens_required",
                                  config->dpop == AC_DPOP_REQUIRED);
  ac_json_set_string (object, "client_id", config->client_id);
  json_object_unref (object);
  return ac_reply_new_json (SOUP_STATUS_OK, node);
}

static AcReply *
refuse (guint status)
{
  g_autoptr(GError) error = NULL;

  error = status == SOUP_STATUS_NOT_FOUND
              ? g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such path")
              : g_error_new_literal (AC_ERROR, AC_ERROR_INVALID, "This cannot be done here");
  return ac_reply_new_problem (error, status);
}

static void
describe_cb (SoupServer *server,
             SoupServerMessage *message,
             const char *path,
             GHashTable *query,
             gpointer user_data)
{
  g_autoptr(AcReply) reply = NULL;

  if (!g_str_equal (path, PATH))
    reply = refuse (SOUP_STATUS_NOT_FOUND);
  else if (!g_str_equal (soup_server_message_get_method (message), "GET"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    "GET");
      reply = refuse (SOUP_STATUS_METHOD_NOT_ALLOWED);
    }
  else
    reply = describe (user_data);

  ac_reply_write (reply, message);
}

char *
ac_resource_get_address (AcHostedConfig *config)
{
  return g_strconcat (config->audience, PATH, NULL);
}

void
ac_resource_attach (AcHostedConfig *config, SoupServer *server)
{
  soup_server_add_handler (server, PATH, describe_cb, ac_hosted_config_ref (config),
                           (GDestroyNotify) ac_hosted_config_unref);
}
