/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-connectors.h"
#include "ac-recipients.h"

G_BEGIN_DECLS

/* The practice services as a child of this process: they end with it, whatever becomes of it. Emits
 * "ended" when they have ended by themselves. */
#define AC_TYPE_PRACTICE_CHILD (ac_practice_child_get_type ())
G_DECLARE_FINAL_TYPE (AcPracticeChild, ac_practice_child, AC, PRACTICE_CHILD, GObject)

/* Blocks until they listen, ten seconds at most. They remember what happens in a file of folder.
 * AC_ERROR_FAILED, AC_ERROR_STORAGE. */
AcPracticeChild *ac_practice_child_new (const char *folder,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* http://127.0.0.1:PORT */
const char *ac_practice_child_get_base (AcPracticeChild *self);

/* Deletes the folder of a practice that is over, with all files in it. */
void ac_practice_child_erase (const char *folder);

/* Each service becomes one of recipients, with a secret that it is told, and where to ask. */
void ac_practice_child_introduce (AcPracticeChild *self,
                                  const char *socket_path,
                                  AcConnectors *connectors,
                                  AcRecipients *recipients);

G_END_DECLS
