/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-link-card.h"
#include "ac-text.h"

G_BEGIN_DECLS

/* The most characters of a content note, and the most bytes of a language. */
#define AC_REMARKS_MAX_NOTE 200
#define AC_REMARKS_MAX_LANGUAGE 35

/* What is said of a text beside it. It never changes. */
#define AC_TYPE_REMARKS (ac_remarks_get_type ())
G_DECLARE_FINAL_TYPE (AcRemarks, ac_remarks, AC, REMARKS, GObject)

/* Each may be NULL; an empty note or language is none, and breaks in a note become spaces. */
AcRemarks *
ac_remarks_new (const char *note, const char *language, AcLinkCard *card) G_GNUC_WARN_UNUSED_RESULT;
/* The members `note`, `language` and `card` of a status or a draft, which may all be missing.
 * AC_ERROR_TOO_LONG, AC_ERROR_INVALID. */
AcRemarks *ac_remarks_read (JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a noun, whose note may have breaks: AC_ERROR_BAD_REPLY. */
AcRemarks *ac_remarks_from_json (JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_remarks_write (AcRemarks *self, JsonObject *object);
gboolean ac_remarks_equal (AcRemarks *self, AcRemarks *other);

const char *ac_remarks_get_note (AcRemarks *self);     /* (nullable): one line */
const char *ac_remarks_get_language (AcRemarks *self); /* (nullable): BCP 47 */
AcLinkCard *ac_remarks_get_card (AcRemarks *self);     /* (nullable) */

/* Whether tag is made as BCP 47 has it. */
gboolean ac_language_is_valid (const char *tag);
/* The person's own, as their environment says it; NULL: it doesn't. */
char *ac_language_dup_usual (void) G_GNUC_WARN_UNUSED_RESULT;

/* How a text with a content note is posted: where notes are a thing of their own beside it, and
 * else as its beginning. */
typedef struct
{
  char *text;
  char *note;          /* (nullable): that stands beside it */
  gboolean sensitive;  /* a note was given, wherever it stands */
  AcTextLimits limits; /* that are left for the text */
} AcWording;

void ac_wording_init (AcWording *self,
                      const char *note,
                      const char *text,
                      gboolean notes,
                      const AcTextLimits *limits);
void ac_wording_clear (AcWording *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcWording, ac_wording_clear)

G_END_DECLS
