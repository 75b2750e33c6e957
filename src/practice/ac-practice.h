/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Services to practise with: WhatsApp, Instagram, Facebook and Threads as far as Accounts Center
 * uses them, on one port of loopback. http://127.0.0.1:PORT/HOST/PATH stands for https://HOST/PATH,
 * for people there are /, /phone, /posts, /asks and /access. */
#define AC_TYPE_PRACTICE (ac_practice_get_type ())
G_DECLARE_FINAL_TYPE (AcPractice, ac_practice, AC, PRACTICE, GObject)

/* state_path (nullable): where everything is remembered. port 0: any. faults: tests may say how
 * answers are to misbehave (/control/…). AC_ERROR_STORAGE, AC_ERROR_CONFLICT when somebody listens
 * at the port. */
AcPractice *ac_practice_new (const char *state_path, guint16 port, gboolean faults, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* One line of JSON for whoever started it: the address and the keys of the developer apps. */
char *ac_practice_describe (AcPractice *self) G_GNUC_WARN_UNUSED_RESULT;
/* Where the backend of whoever practises is asked, and with which secrets: one line of JSON of
 * them. What isn't understood is left. */
void ac_practice_introduce (AcPractice *self, const char *line);

G_END_DECLS
