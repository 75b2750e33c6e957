/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-practice-child.h"

#define STATE_FILE "practice.json"
#define PATIENCE_MS 10000
#define MAX_LINE 4096
#define SECRET_BYTES 24

struct _AcPracticeChild
{
  GObject parent_instance;
  GSubprocess *process; /* its input stays open as long as we live */
  char *base;
  GCancellable *scope;
};

G_DEFINE_FINAL_TYPE (AcPracticeChild, ac_practice_child, G_TYPE_OBJECT)

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Cancelled: we are gone. */
  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL))
    g_signal_emit (user_data, signals[ENDED], 0);
}

static void
ac_practice_child_dispose (GObject *object)
{
  AcPracticeChild *self = AC_PRACTICE_CHILD (object);

  g_cancellable_cancel (self->scope);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (ac_practice_child_parent_class)->dispose (object);
}

static void
ac_practice_child_finalize (GObject *object)
{
  AcPracticeChild *self = AC_PRACTICE_CHILD (object);

  g_clear_object (&self->scope);
  g_free (self->base);

  G_OBJECT_CLASS (ac_practice_child_parent_class)->finalize (object);
}

static void
ac_practice_child_class_init (AcPracticeChildClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_practice_child_dispose;
  object_class->finalize = ac_practice_child_finalize;

  signals[ENDED] = g_signal_new ("ended", AC_TYPE_PRACTICE_CHILD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
ac_practice_child_init (AcPracticeChild *self)
{
  self->scope = g_cancellable_new ();
}

/* The one line that they print when they listen; NULL: they ended, or take too long. */
static GBytes *
read_line (GInputStream *stream)
{
  g_autoptr(GByteArray) line = g_byte_array_new ();
  struct pollfd ready = { g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (stream)), POLLIN, 0 };
  guint8 byte = 0;

  while (line->len < MAX_LINE && poll (&ready, 1, PATIENCE_MS) == 1 &&
         read (ready.fd, &byte, 1) == 1)
    {
      if (byte == '\n')
        return g_byte_array_free_to_bytes (g_steal_pointer (&line));
      g_byte_array_append (line, &byte, 1);
    }
  return NULL;
}

static gboolean
learn_base (AcPracticeChild *self)
{
  static const AcJsonField fields[] = { { "base", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
                                        { NULL } };
  g_autoptr(GBytes) line = read_line (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr(JsonObject) object =
                line != NULL ? ac_json_parse_object (line, fields, AC_JSON_OPEN, NULL) : NULL;

  if (object != NULL)
    self->base = g_strdup (ac_json_get_string (object, "base"));
  return self->base != NULL;
}

AcPracticeChild *
ac_practice_child_new (const char *folder, GError **error)
{
  g_autoptr(AcPracticeChild) self = g_object_new (AC_TYPE_PRACTICE_CHILD, NULL);
  g_autofree char *state = g_build_filename (folder, STATE_FILE, NULL);
  g_autoptr(GError) cause = NULL;

  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &cause,
                        PRACTICE_PROGRAM, "--end-with-input", "--state", state, NULL);
  if (self->process == NULL || !learn_base (self))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_FAILED, "The practice services don't start: %s",
                   cause != NULL ? cause->message : "they ended");
      return NULL;
    }

  g_subprocess_wait_async (self->process, self->scope, ended_cb, self);
  return g_steal_pointer (&self);
}

const char *
ac_practice_child_get_base (AcPracticeChild *self)
{
  g_return_val_if_fail (AC_IS_PRACTICE_CHILD (self), NULL);

  return self->base;
}

void
ac_practice_child_erase (const char *folder)
{
  g_autoptr(GDir) files = NULL;
  const char *name = NULL;

  g_return_if_fail (folder != NULL);

  files = g_dir_open (folder, 0, NULL);
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0)
        g_message ("%s of the practice could not be deleted", name);
    }
  (void) g_rmdir (folder);
}

/* Through the pipe that keeps it alive: neither an argument nor a file, nor in the environment. */
static void
tell (AcPracticeChild *self, JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  if (!g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line),
                                  NULL, NULL, NULL))
    g_message ("The practice services can't be told how to ask");
  sodium_memzero (line, strlen (line));
  sodium_memzero (text, strlen (text));
}

void
ac_practice_child_introduce (AcPracticeChild *self,
                             const char *socket_path,
                             AcConnectors *connectors,
                             AcRecipients *recipients)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObject *secrets = json_object_new ();

  g_return_if_fail (AC_IS_PRACTICE_CHILD (self));

  for (guint i = 0; i < ac_connectors_get_n (connectors); i++)
    {
      const AcService *service = ac_connector_get_service (ac_connectors_get_nth (connectors, i));
      g_autofree char *random = ac_random_token (SECRET_BYTES);
      g_autoptr(SecretValue) secret = secret_value_new (random, -1, "text/plain");

      ac_recipients_add (recipients, service->id, service->id, AC_RECIPIENT_SERVICE, service->name,
                         secret);
      ac_json_set_string (secrets, service->id, random);
      sodium_memzero (random, strlen (random));
    }
  ac_json_set_string (object, "socket", socket_path);
  json_object_set_object_member (object, "secrets", secrets);
  tell (self, object);
}
