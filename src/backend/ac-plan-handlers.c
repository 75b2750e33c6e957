/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-store-drafts.h"

static gboolean
read_life (JsonObject *body, AcStatus *status, GError **error)
{
  const char *slug = ac_json_get_string (body, "life");
  AcLife life = AC_LIFE_KEEP;

  if (slug != NULL && !ac_life_from_slug (slug, &life))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such life"), FALSE;

  ac_status_set_life (status, life);
  return TRUE;
}

/* 0: it isn't said. */
static gboolean
read_coming (JsonObject *body, const char *member, gint64 *time, GError **error)
{
  const char *text = ac_json_get_string (body, member);
  gint64 now = ac_clock_now_ms ();

  *time = 0;
  if (text == NULL)
    return TRUE;
  if (ac_clock_parse (text, time) && *time >= now && *time <= now + AC_SHARE_AHEAD_MS)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                       "The time must be in RFC 3339 with its zone, and within a year from now");
  return FALSE;
}

static gboolean
read_share_at (JsonObject *body, gint64 *share_at, GError **error)
{
  return read_coming (body, "share_at", share_at, error);
}

gboolean
ac_request_read_pause (
    JsonObject *body, const char *paused, const char *member, gint64 *until, GError **error)
{
  if (!read_coming (body, member, until, error))
    return FALSE;
  if (*until == 0 || ac_json_get_boolean (body, paused))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "Only what is paused has an end");
  return FALSE;
}

gboolean
ac_request_read_times (AcRequest *self, AcStatus *status, GError **error)
{
  gint64 share_at = 0;

  if (!read_life (self->body, status, error) || !read_share_at (self->body, &share_at, error))
    return FALSE;

  ac_status_set_share_at (status, share_at);
  return TRUE;
}

gboolean
ac_request_read_undo_seconds (JsonObject *body, guint *seconds, GError **error)
{
  const gint64 wanted = ac_json_get_integer (body, "undo_seconds");

  *seconds = wanted;
  if (wanted >= 0 && wanted <= AC_UNDO_MAX)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "Undo takes 0 to 60 seconds");
  return FALSE;
}

gboolean
ac_request_settle_plan (AcRequest *self, AcStore *store, const char *status_id, GError **error)
{
  const char *draft = ac_json_get_string (self->body, "draft");
  guint seconds = 0;

  return ac_request_read_undo_seconds (self->body, &seconds, error) &&
         (draft == NULL || ac_store_delete_draft (store, self->person, draft, error)) &&
         (seconds == 0 || ac_store_delay_status (store, self->person, status_id, seconds, error));
}

static GObject *
plan_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStatus) status = NULL;
  gint64 share_at = 0;

  if (!(status = ac_store_get_status (store, request->person, request->id, error)))
    return NULL;
  g_clear_object (&status);
  if (!read_share_at (request->body, &share_at, error) ||
      !ac_store_reschedule (store, request->person, request->id, share_at, error) ||
      !(status = ac_store_get_status (store, request->person, request->id, error)))
    return NULL;

  return G_OBJECT (ac_reply_new_json (200, ac_status_to_json (status)));
}

AcReply *
ac_handle_plan_status (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, plan_status, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}
