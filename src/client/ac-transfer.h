/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An export or an import under way: how far it is, and the way to stop it. Properties: done (bytes
 * so far), total (bytes, 0: nobody knows), sent (all bytes are there, and the backend works on
 * them). */
#define AC_TYPE_TRANSFER (ac_transfer_get_type ())
G_DECLARE_FINAL_TYPE (AcTransfer, ac_transfer, AC, TRANSFER, GObject)

AcTransfer *ac_transfer_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing is left of it. */
void ac_transfer_cancel (AcTransfer *self);

guint64 ac_transfer_get_done (AcTransfer *self);
guint64 ac_transfer_get_total (AcTransfer *self);
gboolean ac_transfer_get_sent (AcTransfer *self);

/* For who carries it out. */
GCancellable *ac_transfer_get_scope (AcTransfer *self);
void ac_transfer_set_total (AcTransfer *self, guint64 total);
void ac_transfer_add (AcTransfer *self, guint64 bytes);
void ac_transfer_set_sent (AcTransfer *self);

G_END_DECLS
