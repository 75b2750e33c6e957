/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

#include <string.h>

#define MAX_DID 2048
#define MAX_HANDLE 253

static const AcJsonField document_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_DID },
  { "alsoKnownAs", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 64 },
  { "service", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static const AcJsonField service_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { "type", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "serviceEndpoint", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { NULL },
};

static const AcJsonField resolve_fields[] = { { "did", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_DID },
                                              { NULL } };

static const AcJsonField resource_fields[] = {
  { "resource", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "authorization_servers", AC_JSON_ARRAY, AC_JSON_REQUIRED, 16 },
  { NULL },
};

void
ac_bluesky_identity_free (AcBlueskyIdentity *self)
{
  g_free (self->did);
  g_free (self->handle);
  g_free (self->pds);
  g_free (self);
}

/* The two methods of atproto.com/specs/did; did:web only for whole hosts. */
gboolean
ac_bluesky_is_did (const char *text)
{
  const char *rest = NULL;

  if (text == NULL || strlen (text) > MAX_DID)
    return FALSE;
  if (g_str_has_prefix (text, "did:plc:"))
    {
      rest = text + strlen ("did:plc:");
      return strlen (rest) == 24 && strspn (rest, "abcdefghijklmnopqrstuvwxyz234567") == 24;
    }
  if (!g_str_has_prefix (text, "did:web:"))
    return FALSE;
  rest = text + strlen ("did:web:");
  return *rest != '\0' &&
         strspn (rest, "abcdefghijklmnopqrstuvwxyzABCDEF0123456789.-%") == strlen (rest);
}

/* A host name of two labels or more whose last one begins with a letter (atproto.com/specs/handle).
 */
gboolean
ac_bluesky_is_handle (const char *text)
{
  g_auto(GStrv) labels = NULL;
  guint n = 0;

  if (text == NULL || strlen (text) > MAX_HANDLE)
    return FALSE;
  labels = g_strsplit (text, ".", -1);
  n = g_strv_length (labels);
  for (guint i = 0; i < n; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
      for (gsize j = 0; j < length; j++)
        if (!g_ascii_isalnum (labels[i][j]) && labels[i][j] != '-')
          return FALSE;
    }
  return n >= 2 && g_ascii_isalpha (labels[n - 1][0]);
}

static char *
read_origin (AcHttp *http, const char *address, GError **error)
{
  g_autoptr(GUri) uri = ac_http_parse_address (http, address, error);

  return uri != NULL ? ac_http_origin (uri) : NULL;
}

static char *
make_document_uri (AcCall *call, const char *did)
{
  g_autofree char *host = NULL;

  if (g_str_has_prefix (did, "did:plc:"))
    return g_strdup_printf ("%s/%s", call->directory, did);
  host = g_uri_unescape_string (did + strlen ("did:web:"), "/");
  return g_strdup_printf ("https://%s/.well-known/did.json", host != NULL ? host : "");
}

static char *
read_pds (AcCall *call, JsonArray *services, GError **error)
{
  for (guint i = 0; i < json_array_get_length (services); i++)
    {
      JsonNode *node = json_array_get_element (services, i);
      JsonObject *service = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (service != NULL && ac_json_check (service, service_fields, AC_JSON_OPEN, NULL) &&
          g_str_has_suffix (ac_json_get_string (service, "id"), "#atproto_pds") &&
          g_str_equal (ac_json_get_string (service, "type"), "AtprotoPersonalDataServer"))
        return read_origin (call->http, ac_json_get_string (service, "serviceEndpoint"), error);
    }
  g_set_error (error, AC_ERROR, AC_ERROR_NOT_FOUND, "The account has no server");
  return NULL;
}

/* The first at:// name counts. */
static char *
read_handle (JsonArray *names)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (name != NULL && g_str_has_prefix (name, "at://") && ac_bluesky_is_handle (name + 5))
        return g_ascii_strdown (name + 5, -1);
    }
  return NULL;
}

AcBlueskyIdentity *
ac_bluesky_identity_load (AcCall *call, const char *did, GError **error)
{
  g_autoptr(AcBlueskyIdentity) self = g_new0 (AcBlueskyIdentity, 1);
  g_autofree char *uri = NULL;
  g_autoptr(JsonObject) document = NULL;

  if (!ac_bluesky_is_did (did))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "That is no DID of this network"),
           NULL;
  uri = make_document_uri (call, did);
  if (!(document =
            ac_call_get_object (call->http, uri, document_fields, AC_ERROR_NOT_FOUND, error)))
    return NULL;
  if (!g_str_equal (ac_json_get_string (document, "id"), did))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The DID document is another one's"),
           NULL;

  self->did = g_strdup (did);
  self->handle = read_handle (ac_json_get_array (document, "alsoKnownAs"));
  if (!(self->pds = read_pds (call, ac_json_get_array (document, "service"), error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* The handle's own host says it in a small text file. */
static char *
ask_host (AcCall *call, const char *handle)
{
  g_autofree char *uri = g_strdup_printf ("https://%s/.well-known/atproto-did", handle);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autofree char *did = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *body = NULL;

  ac_http_request_set_max_size (request, MAX_DID);
  ac_http_request_set_deadline (request, 10);
  if (!(response = ac_call_send (call->http, request, &error)) ||
      ac_http_response_get_status (response) != 200)
    return NULL;
  body = ac_http_response_get_body (response);
  did = g_strstrip (g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)));
  return ac_bluesky_is_did (did) ? g_steal_pointer (&did) : NULL;
}

static char *
ask_server (AcCall *call, const char *server, const char *handle, GError **error)
{
  g_autofree char *uri =
      g_strdup_printf ("%s/xrpc/com.atproto.identity.resolveHandle?handle=%s", server, handle);
  g_autoptr(JsonObject) answer =
                ac_call_get_object (call->http, uri, resolve_fields, AC_ERROR_NOT_FOUND, error);

  return answer != NULL ? g_strdup (ac_json_get_string (answer, "did")) : NULL;
}

/* Handles proven by DNS only are asked for at a server that looks them up. */
static char *
ask_default_server (AcCall *call, const char *handle, GError **error)
{
  return ask_server (call, ac_bluesky_service.default_server, handle, error);
}

gboolean
ac_bluesky_verify_handle (AcCall *call, const AcBlueskyIdentity *identity)
{
  g_autofree char *did = ask_server (call, identity->pds, identity->handle, NULL);

  return g_strcmp0 (did, identity->did) == 0;
}

AcBlueskyIdentity *
ac_bluesky_identity_load_handle (AcCall *call, const char *handle, GError **error)
{
  g_autofree char *folded = g_ascii_strdown (handle, -1);
  g_autofree char *did = ask_host (call, folded);
  g_autoptr(AcBlueskyIdentity) self = NULL;

  if (did == NULL && !(did = ask_default_server (call, folded, error)))
    return NULL;
  if (!(self = ac_bluesky_identity_load (call, did, error)))
    return NULL;
  if (g_strcmp0 (self->handle, folded) != 0)
    return g_set_error (error, AC_ERROR, AC_ERROR_NOT_FOUND,
                        "The account does not carry that handle"),
           NULL;
  return g_steal_pointer (&self);
}

static gboolean
names_default_server (const char *typed)
{
  return *typed == '\0' ||
         g_ascii_strcasecmp (typed, ac_bluesky_service.default_server + strlen ("https://")) == 0;
}

char *
ac_bluesky_find_server (AcCall *call,
                        const char *typed,
                        AcBlueskyIdentity **identity,
                        GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  const char *name = *text == '@' ? text + 1 : text;
  g_autoptr(GError) failure = NULL;

  if (names_default_server (name))
    return g_strdup (ac_bluesky_service.default_server);
  if (ac_bluesky_is_did (name))
    *identity = ac_bluesky_identity_load (call, name, &failure);
  else if (ac_bluesky_is_handle (name))
    *identity = ac_bluesky_identity_load_handle (call, name, &failure);
  else
    return read_origin (call->http, name, error);

  if (*identity != NULL)
    return g_strdup ((*identity)->pds);
  /* A server's name without https:// looks like a handle too. */
  if (*text != '@' && g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND) &&
      ac_bluesky_is_handle (name))
    return read_origin (call->http, name, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* RFC 9728. A server for sign-ins only has no such document: then it answers for itself. */
char *
ac_bluesky_find_issuer (AcCall *call, const char *pds, GError **error)
{
  g_autofree char *uri = g_strconcat (pds, "/.well-known/oauth-protected-resource", NULL);
  g_autoptr(JsonObject) resource = NULL;
  g_autofree char *origin = NULL;
  g_autoptr(GError) failure = NULL;
  JsonArray *servers = NULL;
  const char *issuer = NULL;

  if (!(resource =
            ac_call_get_object (call->http, uri, resource_fields, AC_ERROR_NOT_FOUND, &failure)))
    {
      if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
        return g_strdup (pds);
      return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
    }

  servers = ac_json_get_array (resource, "authorization_servers");
  if (json_array_get_length (servers) == 1 &&
      JSON_NODE_HOLDS_VALUE (json_array_get_element (servers, 0)))
    issuer = json_array_get_string_element (servers, 0);
  if (!(origin = read_origin (call->http, ac_json_get_string (resource, "resource"), error)))
    return NULL;
  if (issuer == NULL || !g_str_equal (origin, pds))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                        "The server does not say who signs in for it"),
           NULL;
  return g_strdup (issuer);
}
