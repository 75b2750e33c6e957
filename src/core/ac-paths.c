/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-paths.h"

char *
ac_paths_get_runtime_folder (void)
{
  const char *flatpak_id = g_getenv ("FLATPAK_ID");
  const char *runtime_dir = g_get_user_runtime_dir ();

  /* Window and backend are two sandboxes there; this is the one folder of the runtime directory
   * that they share. */
  if (flatpak_id != NULL)
    return g_build_filename (runtime_dir, "app", flatpak_id, "accounts-center", NULL);

  return g_build_filename (runtime_dir, "accounts-center", NULL);
}

char *
ac_paths_get_state_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "accounts-center", NULL);
}

char *
ac_paths_get_ledger_heads (void)
{
  g_autofree char *folder = ac_paths_get_state_folder ();

  return g_build_filename (folder, "ledger-heads", NULL);
}

char *
ac_paths_get_data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "accounts-center", NULL);
}

char *
ac_paths_get_socket (void)
{
  g_autofree char *folder = ac_paths_get_runtime_folder ();

  return g_build_filename (folder, "backend.sock", NULL);
}

char *
ac_paths_get_practice_socket (void)
{
  g_autofree char *folder = ac_paths_get_runtime_folder ();

  return g_build_filename (folder, "practice.sock", NULL);
}

char *
ac_paths_get_practice_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "accounts-center-practice", NULL);
}
