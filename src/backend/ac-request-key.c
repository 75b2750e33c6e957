/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-request-key.h"

#define MIN_LENGTH 16
#define MAX_LENGTH 128

typedef struct
{
  AcRequest *request;
  char *hash;
  AcReply *reply;
  gboolean running;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_pointer (&self->request, ac_request_unref);
  g_clear_pointer (&self->hash, g_free);
  g_clear_object (&self->reply);
  g_free (self);
}

gboolean
ac_request_key_is_valid (const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length < MIN_LENGTH || length > MAX_LENGTH)
    return FALSE;

  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;

  return TRUE;
}

/* What makes two requests the same wish. A password is left out: not even its hash may reach the
 * store. */
static char *
hash_request (AcRequest *request, const char *method, const char *path)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GList) names = request->body != NULL ? json_object_get_members (request->body) : NULL;

  g_checksum_update (checksum, (const guchar *) method, -1);
  g_checksum_update (checksum, (const guchar *) path, -1);

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *value = NULL;

      if (g_str_equal (l->data, "password"))
        continue;
      value = json_to_string (json_object_get_member (request->body, l->data), FALSE);
      g_checksum_update (checksum, l->data, -1);
      g_checksum_update (checksum, (const guchar *) "\0", 1);
      g_checksum_update (checksum, (const guchar *) value, -1);
    }

  if (request->picture != NULL)
    g_checksum_update (checksum, g_bytes_get_data (request->picture, NULL),
                       g_bytes_get_size (request->picture));
  return g_strdup (g_checksum_get_string (checksum));
}

static GObject *
claim_key (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;
  AcKeyState state = AC_KEY_FRESH;
  guint status = 0;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *location = NULL;
  AcReply *reply = NULL;

  if (!ac_store_claim_key (store, job->request->person, job->request->key, job->hash, &state,
                           &status, &body, &location, error))
    return NULL;

  switch (state)
    {
    case AC_KEY_RUNNING:
      /* A full disk may have kept a request that failed from letting go of its key. */
      if (job->running)
        g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "The same request still runs");
      return NULL;

    case AC_KEY_RUNNING_ELSEWHERE:
      g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "The same request still runs");
      return NULL;

    case AC_KEY_OTHER_BODY:
      g_set_error_literal (error, AC_ERROR, AC_ERROR_KEY_REUSED,
                           "The key was used for another request");
      return NULL;

    case AC_KEY_DONE:
      reply = ac_reply_new_bytes (status, body);
      ac_reply_set_location (reply, location);
      ac_reply_set_replayed (reply);
      return G_OBJECT (reply);

    case AC_KEY_FRESH:
    default:
      return NULL;
    }
}

static DexFuture *
run_job (AcStore *store, AcStoreFunc func, Job *job)
{
  return ac_store_run (store, func, job, job_free);
}

/* Two people may use the same key. */
static char *
make_place (AcRequest *request)
{
  return g_strconcat (request->person, "/", request->key, NULL);
}

AcReply *
ac_request_key_claim (AcRequest *request, const char *method, const char *path, GError **error)
{
  GHashTable *running = request->context->running_keys;
  g_autofree char *place = make_place (request);
  Job *job = g_new0 (Job, 1);
  g_autoptr(DexFuture) future = NULL;
  const GValue *value = NULL;

  job->request = ac_request_ref (request);
  job->hash = hash_request (request, method, path);
  job->running = !g_hash_table_add (running, g_steal_pointer (&place));
  request->key_running = !job->running;
  future = run_job (request->context->store, claim_key, job);

  if (!ac_await (dex_ref (future), error))
    return NULL;

  value = dex_future_get_value (future, error);
  return value != NULL && G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value) : NULL;
}

void
ac_request_key_leave (AcRequest *request)
{
  g_autofree char *place = request->key_running ? make_place (request) : NULL;

  if (place != NULL)
    g_hash_table_remove (request->context->running_keys, place);
  request->key_running = FALSE;
}

gboolean
ac_request_key_store (AcRequest *request, AcStore *store, AcReply *reply, GError **error)
{
  request->key_stored = TRUE;
  return ac_store_finish_key (store, request->person, request->key, ac_reply_get_status (reply),
                              ac_reply_get_body (reply), ac_reply_get_location (reply), error);
}

static GObject *
settle_key (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;

  if (job->reply != NULL)
    ac_request_key_store (job->request, store, job->reply, error);
  else
    ac_store_drop_key (store, job->request->person, job->request->key, error);

  return NULL;
}

gboolean
ac_request_key_settle (AcRequest *request, AcReply *reply, GError **error)
{
  Job *job = g_new0 (Job, 1);

  job->request = ac_request_ref (request);
  job->reply = reply != NULL ? g_object_ref (reply) : NULL;
  return ac_await (run_job (request->context->store, settle_key, job), error);
}
