/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-service.h"

G_BEGIN_DECLS

/* What becomes of a post that a rule looks at. */
typedef enum
{
  AC_POST_VERDICT_SHARE,
  AC_POST_VERDICT_BEFORE,   /* older than the rule, or than it was turned on */
  AC_POST_VERDICT_COPIED,   /* looked at already */
  AC_POST_VERDICT_OURS,     /* shared from here */
  AC_POST_VERDICT_WORDS,    /* the same words were shared from here lately */
  AC_POST_VERDICT_BRIDGED,  /* another program copied it */
  AC_POST_VERDICT_NO_SHARE, /* it says so: #noshare */
  AC_POST_VERDICT_AUDIENCE, /* fewer people see it than the rule wants, or than would see the copy
                             */
  AC_POST_VERDICT_WARNED,   /* it has a warning, which a copy would lose */
  AC_POST_VERDICT_BOOST,
  AC_POST_VERDICT_REPLY,
  AC_POST_VERDICT_MEDIA,
  AC_POST_VERDICT_TAG,
  AC_POST_VERDICT_LANGUAGE,
  AC_POST_VERDICT_EMPTY,
  AC_POST_VERDICT_LIMIT,    /* one more than the rule may share in an hour */
  AC_POST_VERDICT_REPEATED, /* one more with the same words than it may share in an hour */
  AC_POST_VERDICT_REFUSED   /* it can't be shared there */
} AcPostVerdict;

const char *ac_post_verdict_to_slug (AcPostVerdict verdict);

/* What is known of it. */
typedef struct
{
  char *uri;   /* the same for ever */
  char *url;   /* (nullable): where people see it */
  char *place; /* (nullable): what asks for those before it */
  char *text;
  gint64 created_at; /* ms */
  AcAudience audience;
  gboolean boost; /* of somebody's post, whose address is url */
  gboolean reply;
  gboolean media;  /* more than words */
  gboolean warned; /* people are asked before they see it */
  char *program;   /* (nullable): that it was written with */
  GStrv languages; /* (nullable) */
} AcPostFacts;

/* A post that stands at a service, whoever put it there. */
#define AC_TYPE_POST (ac_post_get_type ())
G_DECLARE_FINAL_TYPE (AcPost, ac_post, AC, POST, GObject)

AcPost *ac_post_new (const AcPostFacts *facts) G_GNUC_WARN_UNUSED_RESULT; /* copies */
const AcPostFacts *ac_post_get_facts (AcPost *self);
AcPostVerdict ac_post_get_verdict (AcPost *self);
void ac_post_set_verdict (AcPost *self, AcPostVerdict verdict);

/* What the API says of it: address, words, time, verdict, and whether there is more than words. */
AcPost *ac_post_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_post_to_json (AcPost *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
