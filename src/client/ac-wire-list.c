/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-http.h"
#include "ac-json.h"
#include "ac-wire.h"

#define PAGE "limit=200"

typedef struct
{
  AcWire *wire;
  char *path;
  GType type;
  AcNounFunc from_json;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_object_unref (self->wire);
  g_free (self->path);
  g_free (self);
}

static gboolean
add_items (Listing *listing, GListStore *items, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr(GObject) item = listing->from_json (json_array_get_element (array, i), NULL);

      if (item == NULL)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "An item is not as agreed");
          return FALSE;
        }
      g_list_store_append (items, item);
    }

  return TRUE;
}

static DexFuture *
list_fiber (gpointer user_data)
{
  Listing *listing = user_data;
  g_autoptr(GListStore) items = g_list_store_new (listing->type);
  g_autofree char *next = NULL;

  do
    {
      g_autofree char *cursor = next != NULL ? g_uri_escape_string (next, NULL, FALSE) : NULL;
      g_autoptr(AcHttpRequest) request = ac_wire_request (
          listing->wire, "GET", "%s%c" PAGE "%s%s", listing->path,
          strchr (listing->path, '?') != NULL ? '&' : '?', cursor != NULL ? "&cursor=" : "",
          cursor != NULL ? cursor : "");
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = dex_await_boxed (ac_wire_send (listing->wire, request), &error);
      JsonArray *array = node != NULL ? ac_wire_read_page (node, &next, &error) : NULL;

      if (array == NULL || !add_items (listing, items, array, &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  while (next != NULL);

  return dex_future_new_take_object (g_steal_pointer (&items));
}

DexFuture *
ac_wire_list (AcWire *self, const char *path, GType type, AcNounFunc from_json)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->wire = g_object_ref (self);
  listing->path = g_strdup (path);
  listing->type = type;
  listing->from_json = from_json;
  return dex_scheduler_spawn (NULL, 0, list_fiber, listing, listing_free);
}
