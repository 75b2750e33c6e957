/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bridges copy what people post from one network to another. They are told by their names alone:
 * nobody is asked. */

/* A part of what a program calls itself. */
gboolean ac_bridge_is_program (const char *name);
/* The handle of one, or of an account that one made; also as it stands in a text. */
gboolean ac_bridge_is_handle (const char *handle);
gboolean ac_bridge_is_address (const char *uri);
/* Whether one of these is mentioned, which is how many are asked to begin. */
gboolean ac_bridge_is_mentioned (const char *text);

G_END_DECLS
