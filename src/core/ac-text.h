/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How long a text is by a service's own rule. A limit of 0 is no limit. */
typedef struct
{
  guint max_graphemes;     /* user-perceived characters (UAX #29), by u8_grapheme_breaks */
  guint max_bytes;         /* UTF-8 bytes */
  guint url_weight;        /* what any web address counts as, 0: its own length */
  gboolean local_mentions; /* @user@host counts as @user */
} AcTextLimits;

#define AC_TYPE_TEXT_LIMITS (ac_text_limits_get_type ())
GType ac_text_limits_get_type (void);
AcTextLimits *ac_text_limits_copy (const AcTextLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_text_limits_equal (const AcTextLimits *a, const AcTextLimits *b);

typedef struct
{
  guint graphemes;
  guint bytes;
  int left; /* of the tightest limit; negative when too long */
} AcTextMeasure;

AcTextMeasure ac_text_measure (const char *text, const AcTextLimits *limits);
gboolean ac_text_fits (const char *text, const AcTextLimits *limits);

/* A byte range that counts as so many characters, whatever its own length. */
typedef struct
{
  gsize start;
  gsize end;
  guint weight;
} AcTextWeight;

GArray *ac_text_list_weights (const char *text,
                              const AcTextLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

/* Calls back for each http(s) address in text with its byte range. */
typedef void (*AcTextLinkFunc) (const char *text, gsize start, gsize end, gpointer user_data);
void ac_text_foreach_link (const char *text, AcTextLinkFunc func, gpointer user_data);

/* The same for each hashtag, without its sign: a letter at least, and letters, digits and low
 * lines. */
void ac_text_foreach_tag (const char *text, AcTextLinkFunc func, gpointer user_data);

/* The same for each mention, @user or @user@host, with its signs. */
void ac_text_foreach_mention (const char *text, AcTextLinkFunc func, gpointer user_data);

G_END_DECLS
