/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-iso-codes.h"

G_BEGIN_DECLS

/* What a person can say they live in, by its code of ISO 3166-1: "Not told", then all that this
 * computer knows, by name: of iso-codes, with its translations, or else of tzdata. Blocks for a
 * moment; made once. */
GListModel *ac_countries_get (void); /* (transfer none): of AcIsoEntry */
/* The country's name, or the code where nobody knows it. */
const char *ac_countries_name (const char *code);

G_END_DECLS
