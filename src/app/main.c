/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <signal.h>

#include "ac-application.h"
#include "ac-core-files.h"
#include "ac-http.h"
#include "ac-wire.h"

int
main (int argc, char *argv[])
{
  g_autoptr(AcApplication) application = NULL;

  /* A limit on files is a full disk, told in words; not the end of the window with what is in it.
   */
  signal (SIGXFSZ, SIG_IGN);
  ac_core_files_forbid ();
  ac_http_set_up ();
  dex_init ();
  ac_wire_set_program (AC_PROGRAM_WINDOW);
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = ac_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
