/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-life.h"
#include "ac-memory.h"

#define DEFAULT_WIDTH 1000
#define DEFAULT_HEIGHT 700

static char *
find_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "accounts-center", NULL);
}

static int
read_size (GKeyFile *file, const char *key, int fallback)
{
  int size = g_key_file_get_integer (file, "window", key, NULL);

  return size > 0 && size < 16384 ? size : fallback;
}

/**
 * ac_memory_load:
 *
 * Returns: what was remembered, or the defaults where nothing was
 */
AcMemory
ac_memory_load (void)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = find_folder ();
  g_autofree char *path = g_build_filename (folder, "window.ini", NULL);
  AcMemory memory = { 0 };

  /* No file, or one that can't be read, is a first start. */
  (void) g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  memory.here = g_key_file_get_boolean (file, "backend", "this-computer", NULL);
  memory.practice = g_key_file_get_boolean (file, "backend", "practice", NULL);
  memory.background = g_key_file_get_boolean (file, "backend", "background", NULL);
  memory.sign_in = g_key_file_get_string (file, "backend", "sign-in", NULL);
  memory.life =
      MIN ((guint) MAX (g_key_file_get_integer (file, "composer", "life", NULL), 0), AC_LIFE_LAST);
  memory.language = g_key_file_get_string (file, "composer", "language", NULL);
  memory.width = read_size (file, "width", DEFAULT_WIDTH);
  memory.height = read_size (file, "height", DEFAULT_HEIGHT);
  memory.maximized = g_key_file_get_boolean (file, "window", "maximized", NULL);
  return memory;
}

/**
 * ac_memory_save:
 *
 * Writes @memory. A disk that takes nothing costs the window's size, so it is only logged.
 */
void
ac_memory_save (const AcMemory *memory)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = find_folder ();
  g_autofree char *path = g_build_filename (folder, "window.ini", NULL);
  g_autoptr(GError) error = NULL;

  g_return_if_fail (memory != NULL);

  g_key_file_set_boolean (file, "backend", "this-computer", memory->here);
  g_key_file_set_boolean (file, "backend", "practice", memory->practice);
  g_key_file_set_boolean (file, "backend", "background", memory->background);
  if (memory->sign_in != NULL)
    g_key_file_set_string (file, "backend", "sign-in", memory->sign_in);
  g_key_file_set_integer (file, "composer", "life", memory->life);
  if (memory->language != NULL)
    g_key_file_set_string (file, "composer", "language", memory->language);
  g_key_file_set_integer (file, "window", "width", memory->width);
  g_key_file_set_integer (file, "window", "height", memory->height);
  g_key_file_set_boolean (file, "window", "maximized", memory->maximized);
  (void) g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (file, path, &error))
    g_info ("The window's memory could not be written: %s", error->message);
}

void
ac_memory_clear (AcMemory *memory)
{
  g_clear_pointer (&memory->sign_in, g_free);
  g_clear_pointer (&memory->language, g_free);
}
