/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-account.h"

G_BEGIN_DECLS

/* The audiences that a row has to choose from, those that fewer people are in first. */
typedef struct
{
  AdwComboRow *row; /* its model is a GtkStringList */
  GArray *audiences;
} AcAudienceChoice;

/* As a service itself calls it. */
typedef const char *(*AcAudienceWords) (const char *service, AcAudience audience);

void ac_audience_choice_init (AcAudienceChoice *self, AdwComboRow *row);
void ac_audience_choice_clear (AcAudienceChoice *self);
/* Offers what the account (nullable) does, from least on. Chosen is wanted, or what comes next
 * below it. */
void ac_audience_choice_fill (AcAudienceChoice *self,
                              AcAccount *account,
                              AcAudience least,
                              AcAudience wanted,
                              AcAudienceWords words);
AcAudience ac_audience_choice_get (const AcAudienceChoice *self);

G_END_DECLS
