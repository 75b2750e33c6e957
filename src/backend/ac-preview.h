/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-link-preview.h"
#include "ac-link.h"
#include "ac-receipt.h"

G_BEGIN_DECLS

/* All that is known of two accounts. */
typedef struct
{
  AcAccount *accounts[2];
  gboolean unproved[2];
  AcLink *link; /* (nullable) */
  /* The last words about each switch, the newest first; NULL where there are fewer. */
  AcReceipt *last[AC_N_PURPOSES][2];
} AcPreviewKnown;

/* What answers would change. Pure: it depends on nothing else, and changes nothing. */
AcLinkPreview *ac_preview_make (const AcPreviewKnown *known,
                                const AcAnswers *answers,
                                gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
