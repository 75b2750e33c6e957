/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-paths.h"
#include "ac-session-index.h"

#define LOCK_PAUSE_MS 50
#define LOCK_SECONDS 60
#define MAX_SESSIONS 100

static const AcJsonField index_fields[] = {
  { "sign_ins", AC_JSON_ARRAY, AC_JSON_REQUIRED, MAX_SESSIONS },
  { NULL },
};

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_STORAGE, "The list of sign-ins %s", what);
  return FALSE;
}

char *
ac_session_index_get_path (void)
{
  g_autofree char *folder = ac_paths_get_state_folder ();

  return g_build_filename (folder, "sign-ins.json", NULL);
}

static gboolean
read_sessions (AcHttp *http, GBytes *bytes, GPtrArray *sessions)
{
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, index_fields, AC_JSON_CLOSED, NULL);
  JsonArray *array = object != NULL ? ac_json_get_array (object, "sign_ins") : NULL;

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      AcSession *session = JSON_NODE_HOLDS_OBJECT (node)
                               ? ac_session_new_for_json (http, json_node_get_object (node), NULL)
                               : NULL;

      if (session == NULL)
        return FALSE;
      g_ptr_array_add (sessions, session);
    }

  return TRUE;
}

GPtrArray *
ac_session_index_read (AcHttp *http, GError **error)
{
  g_autofree char *path = ac_session_index_get_path ();
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) failure = NULL;

  if (!g_file_get_contents (path, &text, &length, &failure))
    {
      if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&sessions);
      return fail (error, "can't be read"), NULL;
    }

  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  if (!read_sessions (http, bytes, sessions))
    return fail (error, "is not readable"), NULL;

  return g_steal_pointer (&sessions);
}

typedef gboolean (*Matches) (AcSession *session, const char *text);

static gboolean
is_called (AcSession *session, const char *name)
{
  return g_ascii_strcasecmp (ac_session_get_name (session), name) == 0 ||
         g_ascii_strcasecmp (ac_session_get_address (session), name) == 0;
}

static gboolean
has_id (AcSession *session, const char *id)
{
  return g_str_equal (ac_session_get_id (session), id);
}

static AcSession *
find (AcHttp *http, Matches matches, const char *text, GError **error)
{
  g_autoptr(GPtrArray) sessions = ac_session_index_read (http, error);
  AcSession *found = NULL;

  if (sessions == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++)
    {
      AcSession *session = g_ptr_array_index (sessions, i);

      if (matches (session, text) && (found == NULL || ac_session_get_signing_out (found)))
        found = session;
    }

  if (found == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such sign-in");
  return found != NULL ? g_object_ref (found) : NULL;
}

AcSession *
ac_session_index_find (AcHttp *http, const char *name, GError **error)
{
  return find (http, is_called, name, error);
}

AcSession *
ac_session_index_get (AcHttp *http, const char *id, GError **error)
{
  return find (http, has_id, id, error);
}

static gboolean
write_sessions (GPtrArray *sessions, GError **error)
{
  g_autofree char *path = ac_session_index_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) failure = NULL;

  for (guint i = 0; i < sessions->len; i++)
    json_array_add_element (array, ac_session_to_json (g_ptr_array_index (sessions, i)));
  json_object_set_array_member (object, "sign_ins", array);
  json_node_take_object (node, object);
  bytes = ac_json_to_bytes (node);

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &failure))
    return fail (error, "can't be written");

  return TRUE;
}

/* Reads, changes and writes while no other process does. What is known keeps its place. */
static gboolean
change (AcSession *session, gboolean add, GError **error)
{
  g_autofd int lock = ac_session_lock ("sign-ins", error);
  g_autoptr(GPtrArray) sessions = NULL;
  guint place = 0;

  if (lock < 0 || !(sessions = ac_session_index_read (ac_session_get_http (session), error)))
    return FALSE;

  while (place < sessions->len &&
         !has_id (g_ptr_array_index (sessions, place), ac_session_get_id (session)))
    place++;
  if (place < sessions->len)
    g_ptr_array_remove_index (sessions, place);
  if (add && sessions->len >= MAX_SESSIONS)
    return fail (error, "is full");
  if (add)
    g_ptr_array_insert (sessions, place, g_object_ref (session));

  return write_sessions (sessions, error);
}

gboolean
ac_session_index_add (AcSession *session, GError **error)
{
  return change (session, TRUE, error);
}

gboolean
ac_session_index_remove (AcSession *session, GError **error)
{
  return change (session, FALSE, error);
}

int
ac_session_lock (const char *name, GError **error)
{
  g_autofree char *folder = ac_paths_get_runtime_folder ();
  g_autofree char *file = g_strconcat (name, ".lock", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  const gint64 end = g_get_monotonic_time () + LOCK_SECONDS * G_USEC_PER_SEC;
  g_autofd int lock = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      (lock = open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    return fail (error, "can't be locked"), -1;

  while (flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return fail (error, "can't be locked"), -1;
      if (g_get_monotonic_time () > end)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_TIMED_OUT, "Another program holds it");
          return -1;
        }
      if (!ac_await (ac_future_delay (LOCK_PAUSE_MS), error))
        return -1;
    }

  return g_steal_fd (&lock);
}
