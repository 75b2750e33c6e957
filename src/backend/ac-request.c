/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-request.h"

AcRequest *
ac_request_new (AcContext *context)
{
  AcRequest *self = g_atomic_rc_box_new0 (AcRequest);

  self->context = context;
  self->limit = 50;
  self->scope = g_cancellable_new ();
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

AcRequest *
ac_request_ref (AcRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_request (gpointer data)
{
  AcRequest *self = data;

  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_object (&self->scope);
}

void
ac_request_unref (AcRequest *self)
{
  g_atomic_rc_box_release_full (self, clear_request);
}

void
ac_request_refuse_for_now (AcRequest *self, guint seconds, const char *why, GError **error)
{
  self->retry_seconds = seconds;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED, why);
}

const char *
ac_request_get_query (AcRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

gboolean
ac_request_read_word (AcRequest *self, AcWord *word, GError **error)
{
  gint64 version = ac_json_get_integer (self->body, "words_version");

  if (version < 1 || version > G_MAXINT)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There are no such words");
      return FALSE;
    }

  *word = (AcWord) { self->person, self->program, version };
  return TRUE;
}

AcReply *
ac_request_run (AcRequest *self, AcStoreFunc func, GError **error)
{
  return dex_await_object (ac_store_run (self->context->store, func, ac_request_ref (self),
                                         (GDestroyNotify) ac_request_unref),
                           error);
}

static GObject *
check_rules (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcHostedConfig *config = request->context->config;
  const char *service = ac_json_get_string (request->body, "service");
  gboolean again = ac_json_get_string (request->body, "account_id") != NULL;

  /* What is no service is refused by whoever looks for it. */
  if ((ac_connectors_get (request->context->connectors, service) == NULL ||
       ac_gate_admit (request->context->gate, store, request->person, service, error)) &&
      config != NULL && !again)
    ac_store_check_accounts (store, request->person, config->accounts_per_person, error);
  return NULL;
}

gboolean
ac_request_may_add_account (AcRequest *self, GError **error)
{
  return ac_await (ac_store_run (self->context->store, check_rules, ac_request_ref (self),
                                 (GDestroyNotify) ac_request_unref),
                   error);
}
