/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-shelf.h"

#include <string.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-loopback.h"
#include "ac-reply.h"

#define PATH "/pictures"
#define NAME_BYTES 24
#define NAME_LENGTH 32 /* of so many bytes in base64url */
/* Should nobody come back to take it off. */
#define LONGEST_MS (10 * 60 * 1000)

struct _AcPictureShelf
{
  GObject parent_instance;
  AcStore *store;
  char *origin;         /* (nullable) */
  AcLimits *limits;     /* (nullable) */
  AcLoopback *loopback; /* (nullable): while something is on it */
  guint n_users;
};

G_DEFINE_FINAL_TYPE (AcPictureShelf, ac_picture_shelf, G_TYPE_OBJECT)

/* What the store's thread is given. */
typedef struct
{
  char *person;
  char *bounds; /* (nullable) */
  GPtrArray *ids;
  GPtrArray *names;
  gint64 until;
} Move;

static void
move_free (gpointer data)
{
  Move *self = data;

  g_free (self->person);
  g_free (self->bounds);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static Move *
move_new (const char *person, const char *bounds)
{
  Move *self = g_new0 (Move, 1);

  self->person = g_strdup (person);
  self->bounds = g_strdup (bounds);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->until = ac_clock_now_ms () + LONGEST_MS;
  return self;
}

typedef struct
{
  AcPictureShelf *shelf;
  SoupServerMessage *message;
  char *name;
  gulong finished;
  gboolean gone; /* nobody waits for the answer any more */
} Serving;

static void
serving_free (gpointer data)
{
  Serving *self = data;

  g_clear_signal_handler (&self->finished, self->message);
  g_clear_object (&self->shelf);
  g_clear_object (&self->message);
  g_free (self->name);
  g_free (self);
}

static void
finished_cb (SoupServerMessage *message, Serving *serving)
{
  serving->gone = TRUE;
}

static GObject *
find (AcStore *store, gpointer user_data, GError **error)
{
  return (GObject *) ac_store_find_shelved (store, user_data, error);
}

static void
refuse (AcPictureShelf *self, SoupServerMessage *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcReply) reply = NULL;

  if (self->limits == NULL || ac_limits_admit_stranger (self->limits, message, &error))
    error = g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such picture");
  reply = ac_reply_new_problem (error, 0);
  ac_reply_write (reply, message);
}

static void
show (SoupServerMessage *message, AcPicture *picture)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GBytes *bytes = ac_picture_get_bytes (picture);

  soup_message_headers_replace (headers, "Content-Type",
                                ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)));
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

static DexFuture *
serve_fiber (gpointer user_data)
{
  Serving *serving = user_data;
  g_autoptr(AcPicture) picture = NULL;

  picture = dex_await_object (
      ac_store_run (serving->shelf->store, find, g_strdup (serving->name), g_free), NULL);
  if (serving->gone)
    return dex_future_new_true ();

  if (picture != NULL)
    show (serving->message, picture);
  else
    refuse (serving->shelf, serving->message);
  soup_server_message_unpause (serving->message);
  return dex_future_new_true ();
}

static gboolean
is_name (const char *text)
{
  return strlen (text) == NAME_LENGTH &&
         strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == NAME_LENGTH;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AcPictureShelf *self = AC_PICTURE_SHELF (user_data);
  const char *name = path + strlen (PATH "/");
  Serving *serving = NULL;

  if (soup_server_message_get_method (message) != SOUP_METHOD_GET ||
      !g_str_has_prefix (path, PATH "/") || !is_name (name))
    {
      refuse (self, message);
      return;
    }

  serving = g_new0 (Serving, 1);
  serving->shelf = g_object_ref (self);
  serving->message = g_object_ref (message);
  serving->name = g_strdup (name);
  serving->finished = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), serving);
  soup_server_message_pause (message);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, serve_fiber, serving, serving_free));
}

static void
ac_picture_shelf_finalize (GObject *object)
{
  AcPictureShelf *self = AC_PICTURE_SHELF (object);

  g_clear_object (&self->store);
  g_clear_object (&self->limits);
  g_clear_object (&self->loopback);
  g_free (self->origin);

  G_OBJECT_CLASS (ac_picture_shelf_parent_class)->finalize (object);
}

static void
ac_picture_shelf_class_init (AcPictureShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_picture_shelf_finalize;
}

static void
ac_picture_shelf_init (AcPictureShelf *self)
{
}

AcPictureShelf *
ac_picture_shelf_new (AcStore *store, const char *origin, AcLimits *limits)
{
  AcPictureShelf *self = g_object_new (AC_TYPE_PICTURE_SHELF, NULL);

  self->store = g_object_ref (store);
  self->origin = g_strdup (origin);
  self->limits = limits != NULL ? g_object_ref (limits) : NULL;
  return self;
}

void
ac_picture_shelf_attach (AcPictureShelf *self, SoupServer *server)
{
  soup_server_add_handler (server, PATH, handle_cb, self, NULL);
}

/* The port is open for as long as anybody has something on the shelf. */
static gboolean
open_port (AcPictureShelf *self, GError **error)
{
  if (self->origin == NULL && self->loopback == NULL)
    {
      if (!(self->loopback = ac_loopback_new (getuid (), error)))
        return FALSE;
      ac_picture_shelf_attach (self, ac_loopback_get_server (self->loopback));
    }

  self->n_users++;
  return TRUE;
}

static void
close_port (AcPictureShelf *self)
{
  if (--self->n_users == 0 && self->loopback != NULL)
    {
      ac_loopback_close (self->loopback);
      g_clear_object (&self->loopback);
    }
}

static char *
make_address (AcPictureShelf *self, const char *name)
{
  return self->origin != NULL ? g_strconcat (self->origin, PATH "/", name, NULL)
                              : g_strdup_printf ("http://127.0.0.1:%d" PATH "/%s",
                                                 ac_loopback_get_port (self->loopback), name);
}

static GObject *
put (AcStore *store, gpointer user_data, GError **error)
{
  Move *move = user_data;

  for (guint i = 0; i < move->ids->len; i++)
    if (!ac_store_shelve_picture (store, move->person, g_ptr_array_index (move->ids, i),
                                  move->bounds, g_ptr_array_index (move->names, i), move->until,
                                  error))
      break;
  return NULL;
}

gboolean
ac_picture_shelf_put (AcPictureShelf *self,
                      const char *person,
                      const char *bounds,
                      GListModel *pictures,
                      GError **error)
{
  Move *move = NULL;

  if (!open_port (self, error))
    return FALSE;

  move = move_new (person, bounds);
  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      char *name = ac_random_token (NAME_BYTES);
      g_autofree char *address = make_address (self, name);

      ac_picture_set_address (picture, address);
      g_ptr_array_add (move->ids, g_strdup (ac_picture_get_id (picture)));
      g_ptr_array_add (move->names, name);
    }

  if (ac_await (ac_store_run (self->store, put, move, move_free), error))
    return TRUE;
  close_port (self);
  return FALSE;
}

static GObject *
clear (AcStore *store, gpointer user_data, GError **error)
{
  Move *move = user_data;

  for (guint i = 0; i < move->names->len; i++)
    if (!ac_store_unshelve_picture (store, g_ptr_array_index (move->names, i), error))
      break;
  return NULL;
}

void
ac_picture_shelf_clear (AcPictureShelf *self, GListModel *pictures)
{
  Move *move = move_new (NULL, NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      g_ptr_array_add (move->names, g_path_get_basename (ac_picture_get_address (picture)));
      ac_picture_set_address (picture, NULL);
    }

  close_port (self);
  if (!ac_await (ac_store_run (self->store, clear, move, move_free), &error))
    g_message ("A picture stays where a service could fetch it for a while: %s", error->message);
}
