/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AC_FRAMING_MAX_HEAD (32 * 1024)

/* A stricter reading of HTTP/1.1 (RFC 9112) than an HTTP library's: what two programs could read in
 * two ways is refused, so that nobody smuggles a request past a proxy. */

/* Looks for the end of a head in what has arrived; scanned remembers how far it was looked at.
 * Gives the size of the head, or 0 when more is needed. AC_ERROR_INVALID for a line that ends in LF
 * alone, a control character, or more than AC_FRAMING_MAX_HEAD bytes. */
gsize ac_framing_find_end (const char *data, gsize size, gsize *scanned, GError **error);

typedef struct
{
  guint64 body_size; /* bytes that follow the head */
  gboolean expects;  /* the body only comes when it was asked for (RFC 9110 §10.1.1) */
  guint status;      /* to refuse it with */
} AcFraming;

/* Judges a whole head. hosts: the only values of `Host`, in lower case. AC_ERROR_INVALID (status
 * 400, or 411 for a body whose length isn't said) and AC_ERROR_TOO_LARGE (413). */
gboolean ac_framing_check (const char *head,
                           gsize size,
                           const char *const *hosts,
                           guint64 max_body,
                           AcFraming *found,
                           GError **error);

G_END_DECLS
