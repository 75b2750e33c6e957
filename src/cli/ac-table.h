/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows whose cells stand below each other. The last cell of a row may be as long as it likes. */
typedef struct _AcTable AcTable;

AcTable *ac_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* The cells, up to a NULL; each is copied, and shown without what could steer a terminal. */
void ac_table_add (AcTable *self, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* On standard output, in terminal columns, not bytes. */
void ac_table_print (AcTable *self);
void ac_table_free (AcTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcTable, ac_table_free)

G_END_DECLS
