/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

#define AC_LINK_CODE_SECONDS (5 * 60)
#define AC_LINK_CODE_TRIES 5

/* A code of six digits that somebody has to tell. Only its hash stays here. */
typedef struct _AcLinkCode AcLinkCode;

typedef enum
{
  AC_LINK_CODE_RIGHT,
  AC_LINK_CODE_WRONG,
  AC_LINK_CODE_OVER, /* too many tries, or too late: no code is right any more */
} AcLinkCodeAnswer;

/* code: the code itself, for who sends it. now: ac_clock_boot_ms(). */
AcLinkCode *ac_link_code_new (gint64 now, SecretValue **code) G_GNUC_WARN_UNUSED_RESULT;
void ac_link_code_free (AcLinkCode *self);
AcLinkCodeAnswer ac_link_code_try (AcLinkCode *self, gint64 now, const char *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcLinkCode, ac_link_code_free)

G_END_DECLS
