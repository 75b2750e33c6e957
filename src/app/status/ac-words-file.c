/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-paths.h"
#include "ac-words-file.h"

typedef struct
{
  GTaskThreadFunc run;
  char *folder;
  char *name; /* (nullable): of one file */
  char *text; /* (nullable): what is written */
} Job;

/* Of one thread, so that what is asked for last is done last. */
static GThreadPool *pool;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->folder);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

static void
run_job (gpointer data, gpointer user_data)
{
  g_autoptr(GTask) task = data;
  Job *job = g_task_get_task_data (task);

  job->run (task, NULL, job, NULL);
}

/* Each backend has its own: what was written for one is no other's business. */
static char *
find_folder (AcClient *client)
{
  g_autofree char *state = ac_paths_get_state_folder ();
  AcSession *session = ac_client_get_session (client);
  const char *name = session != NULL                   ? ac_session_get_id (session)
                     : ac_client_get_practice (client) ? "practice"
                                                       : "here";

  return g_build_filename (state, "words", name, NULL);
}

static void
start (AcClient *client,
       GTaskThreadFunc run,
       const char *name,
       char *text,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->folder = find_folder (client);
  job->name = g_strdup (name);
  job->text = text;
  g_task_set_task_data (task, job, job_free);
  if (pool == NULL)
    pool = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
  g_thread_pool_push (pool, task, NULL);
}

/* Of the pictures those that the backend has. */
static void
name_given (AcDraft *draft, JsonObject *object)
{
  GListModel *pictures = ac_draft_get_pictures (draft);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(JsonNode) node = ac_picture_to_json (picture);

      if (ac_client_get_given (picture) == NULL)
        continue;
      json_object_set_string_member (json_node_get_object (node), "id",
                                     ac_client_get_given (picture));
      json_array_add_element (array, g_steal_pointer (&node));
    }
  json_object_set_array_member (object, "pictures", array);
}

static char *
describe (AcDraft *draft)
{
  g_autoptr(JsonNode) node = ac_draft_to_json (draft);

  name_given (draft, json_node_get_object (node));
  ac_json_set_time (json_node_get_object (node), "updated_at", ac_clock_now_ms ());
  return json_to_string (node, FALSE);
}

/* A file that is on the disk has a name there when its folder is, too. */
static void
sync_folder (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  (void) g_fsync (fd);
  (void) g_close (fd, NULL);
}

static void
make_folder (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  make_folder (parent);
  (void) g_mkdir (path, 0700);
  sync_folder (parent);
}

static void
write_file (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *path = g_build_filename (job->folder, job->name, NULL);
  g_autoptr(GError) error = NULL;
  gboolean full = FALSE;

  make_folder (job->folder);
  if (g_file_set_contents_full (path, job->text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    {
      sync_folder (job->folder);
      g_task_return_boolean (task, TRUE);
      return;
    }

  full = g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_info ("The last words could not be kept: %s", error->message);
  g_task_return_new_error_literal (task, AC_ERROR, full ? AC_ERROR_STORAGE_FULL : AC_ERROR_STORAGE,
                                   "The last words could not be kept");
}

void
ac_words_file_write (AcClient *client,
                     AcDraft *draft,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (AC_IS_CLIENT (client));
  g_return_if_fail (AC_IS_DRAFT (draft));

  start (client, write_file, ac_draft_get_id (draft), describe (draft), callback, user_data);
}

gboolean
ac_words_file_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remove_file (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *path = g_build_filename (job->folder, job->name, NULL);

  if (g_unlink (path) == 0)
    sync_folder (job->folder);
  g_task_return_boolean (task, TRUE);
}

void
ac_words_file_remove (AcClient *client, const char *draft_id)
{
  g_return_if_fail (AC_IS_CLIENT (client));
  g_return_if_fail (draft_id != NULL);

  start (client, remove_file, draft_id, NULL, NULL, NULL);
}

static AcDraft *
read_draft (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize size = 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (!ac_id_is_valid (name) || !g_file_get_contents (path, &text, &size, NULL))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL);
  return node != NULL ? ac_draft_from_json (node, NULL) : NULL;
}

static void
read_files (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GListStore) drafts = g_list_store_new (AC_TYPE_DRAFT);
  g_autoptr(GDir) directory = g_dir_open (job->folder, 0, NULL);
  const char *name = NULL;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autoptr(AcDraft) draft = read_draft (job->folder, name);

      if (draft != NULL && g_str_equal (ac_draft_get_id (draft), name))
        g_list_store_append (drafts, draft);
    }
  g_task_return_pointer (task, g_steal_pointer (&drafts), g_object_unref);
}

void
ac_words_file_read (AcClient *client, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (AC_IS_CLIENT (client));

  start (client, read_files, NULL, NULL, callback, user_data);
}

GListModel *
ac_words_file_read_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
ac_words_file_end (void)
{
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);
  pool = NULL;
}
