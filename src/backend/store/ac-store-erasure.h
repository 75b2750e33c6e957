/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"

G_BEGIN_DECLS

/* Everything of a person on its way out: first each service is told, see AcUndoing; then nothing is
 * left here but a receipt that names nobody. */

/* begun: it is under way; copies is as it was asked for. */
gboolean ac_store_get_erasing (
    AcStore *self, const char *person, gboolean *begun, AcCopies *copies, GError **error);
gboolean ac_store_set_erasing (AcStore *self, const char *person, AcCopies copies, GError **error);
/* The people whose erasure is under way. */
GStrv ac_store_list_erasing (AcStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far the services were told. */
typedef enum
{
  AC_TOLD_ALL,  /* nothing goes on any more */
  AC_TOLD_ONCE, /* each was tried, and some are tried again */
  AC_TOLD_SOME,
} AcTold;
gboolean ac_store_judge_told (AcStore *self, const char *person, AcTold *told, GError **error);

/* Erases, whoever was told. The receipt's id; `words_version` of word is of the words that were
 * shown. */
char *
ac_store_erase_all (AcStore *self, const AcWord *word, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* That of the last erasure; NULL without error: there was none. */
char *
ac_store_find_erasure (AcStore *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
