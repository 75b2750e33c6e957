/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-service.h"

G_BEGIN_DECLS

/* Where a service has a page of its own on which a person shares a text themselves: what can be
 * done without an API, without keys and without an account here. Nothing is ever sent there by us,
 * and nobody but the person knows what became of it. */
typedef struct
{
  const char *service;
  const char *name;
  AcAudience audience; /* the widest that it can get */
  AcTextLimits limits;
  const char *page; /* the text follows, escaped */
} AcSharePage;

/* (nullable): when it has none that is documented. */
const AcSharePage *ac_share_page_find (const char *service);
char *ac_share_page_make_link (const AcSharePage *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
