/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-status.h"
#include "ac-wire.h"

G_BEGIN_DECLS

/* A GListModel of AcStatus, newest first, that asks for its next page when an item near its end is
 * read. Properties: loading. */
#define AC_TYPE_STATUS_LIST (ac_status_list_get_type ())
G_DECLARE_FINAL_TYPE (AcStatusList, ac_status_list, AC, STATUS_LIST, GObject)

AcStatusList *ac_status_list_new (AcWire *wire) G_GNUC_WARN_UNUSED_RESULT;
/* The same for some of them; state and search as the API takes them, or NULL. Only its owner tells
 * it when to look again. */
AcStatusList *ac_status_list_new_of (AcWire *wire,
                                     const char *state,
                                     const char *search) G_GNUC_WARN_UNUSED_RESULT;
/* Asks anew for all that is loaded (at least the first page). Resolves to TRUE. */
DexFuture *ac_status_list_reload (AcStatusList *self) G_GNUC_WARN_UNUSED_RESULT;
/* What is known now of one status: updates the one of the same id, or puts it at its place. One
 * that is older than all that is loaded waits for its page. Returns: (transfer full): the status
 * that stands in the list, or status itself */
AcStatus *ac_status_list_put (AcStatusList *self, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;
void ac_status_list_remove (AcStatusList *self, const char *id);
/* Returns: (transfer none) (nullable) */
AcStatus *ac_status_list_find (AcStatusList *self, const char *id);
gboolean ac_status_list_get_loading (AcStatusList *self);

G_END_DECLS
