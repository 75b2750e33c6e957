/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AcEventParser AcEventParser;

/* id, type and data of one event; each is good until the callback returns. last_id may be NULL. */
typedef void (*AcEventFunc) (const char *type,
                             const char *data,
                             const char *last_id,
                             gpointer user_data);

/* Server-sent events (WHATWG HTML §9.2), fed as the bytes come. */
AcEventParser *ac_event_parser_new (AcEventFunc func, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void ac_event_parser_free (AcEventParser *self);
/* AC_ERROR_BAD_REPLY when a line or an event is over 64 KiB or the text is not UTF-8; the parser is
 * then of no more use. */
gboolean ac_event_parser_feed (AcEventParser *self, const char *data, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcEventParser, ac_event_parser_free)

G_END_DECLS
