/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What went over the wire for some requests, for whoever asked for them: how much, and nothing of
 * what it was. Written by the thread that sends; read once all of them have ended. */
typedef struct
{
  guint requests; /* of which a byte left */
  guint status;   /* of the answer to the last of them; 0: none came */
  guint64 sent;   /* bytes, with their heads and without what TLS adds */
  guint64 received;
} AcHttpTally;

AcHttpTally *ac_http_tally_new (void) G_GNUC_WARN_UNUSED_RESULT;
AcHttpTally *ac_http_tally_ref (AcHttpTally *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_http_tally_unref (AcHttpTally *self);

G_END_DECLS
