/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Something a person can say they live in. Properties: code (ISO 3166-1 alpha-2, NULL for "not
 * told"), name (in the person's language). */
#define AC_TYPE_COUNTRY (ac_country_get_type ())
G_DECLARE_FINAL_TYPE (AcCountry, ac_country, AC, COUNTRY, GObject)

const char *ac_country_get_code (AcCountry *self); /* (nullable) */
const char *ac_country_get_name (AcCountry *self);

/* All that this computer knows, by name, the one without a code first: of iso-codes, with its
 * translations, or else of tzdata. Blocks for a moment; made once. */
GListModel *ac_countries_get (void);
/* The country's name, or the code where nobody knows it. */
const char *ac_countries_name (const char *code);

G_END_DECLS
