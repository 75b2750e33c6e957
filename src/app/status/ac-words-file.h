/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-drafts.h"

G_BEGIN_DECLS

/* What the backend can't be told now: a file for each draft that nobody else may read, in a folder
 * for each backend. All of it is done in a thread, one thing after the other. */

/* AC_ERROR_STORAGE_FULL, AC_ERROR_STORAGE. */
void ac_words_file_write (AcClient *client,
                          AcDraft *draft,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean ac_words_file_write_finish (GAsyncResult *result, GError **error);
void ac_words_file_remove (AcClient *client, const char *draft_id);
/* Those that are there; what isn't understood is left alone. */
void ac_words_file_read (AcClient *client, GAsyncReadyCallback callback, gpointer user_data);
GListModel *
ac_words_file_read_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT; /* of AcDraft */
/* Waits until all that was asked for is done, at the end of the program. */
void ac_words_file_end (void);

G_END_DECLS
