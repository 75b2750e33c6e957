/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-use.h"
#include "ac-wire.h"

G_BEGIN_DECLS

/* Which uses; NULL: whichever. */
typedef struct
{
  char *account_id;
  char *recipient;
  char *purpose;
  char *outcome; /* "allowed" or "refused" */
  char *search;
} AcUseFilter;

/* Further members of a query, each behind a "&". */
char *ac_use_filter_write (const AcUseFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

/* Uses as a GListModel of AcUse, newest first: a window over them that moves as its ends are read,
 * so it needs the same little memory however many there are. What it shows never changes: uses that
 * come later are seen when it is loaded again. Properties: loading, failed. */
#define AC_TYPE_USE_LIST (ac_use_list_get_type ())
G_DECLARE_FINAL_TYPE (AcUseList, ac_use_list, AC, USE_LIST, GObject)

/* So many are in memory at most. */
#define AC_USE_LIST_MOST 800

/* Nothing is loaded before ac_use_list_load(). */
AcUseList *ac_use_list_new (AcWire *wire) G_GNUC_WARN_UNUSED_RESULT;
/* From the newest on; what is shown stays until they are there. filter is copied. */
void ac_use_list_load (AcUseList *self, const AcUseFilter *filter);
/* What could not be loaded is asked for again. */
void ac_use_list_try_again (AcUseList *self);

gboolean ac_use_list_get_loading (AcUseList *self);
/* The last load did not end well. */
gboolean ac_use_list_get_failed (AcUseList *self);

G_END_DECLS
