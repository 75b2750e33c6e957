/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-error.h"
#include "ac-service.h"

G_BEGIN_DECLS

#define AC_SHARE_RULE_MAX 50       /* of a person */
#define AC_SHARE_RULE_MAX_WORDS 20 /* tags, and languages */
#define AC_SHARE_RULE_MAX_WORD 100 /* bytes of one */
#define AC_SHARE_RULE_USUAL_PER_HOUR 10
#define AC_SHARE_RULE_MAX_PER_HOUR 500
#define AC_SHARE_RULE_MAX_SAME 3      /* posts with the same words, in an hour */
#define AC_SHARE_RULE_MAX_DAYS 90     /* and what is usual */
#define AC_SHARE_RULE_MAX_EARLIER 100 /* posts that are shared at a time */
#define AC_SHARE_RULE_TRIED 20        /* how many posts a dry run is about */

/* Why a rule is off. */
typedef enum
{
  AC_SHARE_RULE_END_NONE, /* it is on */
  AC_SHARE_RULE_END_PERSON,
  AC_SHARE_RULE_END_LIMIT, /* more than it may share in an hour */
  AC_SHARE_RULE_END_TIME,
  AC_SHARE_RULE_END_LINK,    /* which does not share any more */
  AC_SHARE_RULE_END_REPEATS, /* the same words more often than it may share them in an hour */
} AcShareRuleEnd;

typedef struct
{
  char *id;
  char *link;
  char *from; /* accounts: the two of the link */
  char *to;
  AcAudience audience; /* of the copies */
  AcShareRuleEnd ended;
  AcAudience posts; /* the fewest people who may see a post that is shared */
  gboolean replies;
  gboolean boosts;
  gboolean media;
  GStrv tags;         /* (nullable): one of them is needed */
  GStrv without_tags; /* (nullable): none of them may be there */
  GStrv languages;    /* (nullable): one of them is needed */
  guint per_hour;
  gint64 until;      /* ms */
  gint64 since;      /* ms: nothing older is shared */
  gint64 created_at; /* ms */
  gint64 looked_at;  /* ms: when the ledger last said that it looked; 0: never yet */
  guint shared;      /* posts, since it was made */
  gboolean troubled; /* the posts could not be read last time, because of trouble */
  AcError trouble;
} AcShareRuleFacts;

void ac_share_rule_facts_clear (AcShareRuleFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcShareRuleFacts, ac_share_rule_facts_clear)
void ac_share_rule_facts_copy (const AcShareRuleFacts *from, AcShareRuleFacts *to);

/* What somebody posts at one account by other programs is shared to another, too. */
#define AC_TYPE_SHARE_RULE (ac_share_rule_get_type ())
G_DECLARE_FINAL_TYPE (AcShareRule, ac_share_rule, AC, SHARE_RULE, GObject)

AcShareRule *
ac_share_rule_new (const AcShareRuleFacts *facts) G_GNUC_WARN_UNUSED_RESULT; /* copies */
AcShareRule *ac_share_rule_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_share_rule_to_json (AcShareRule *self) G_GNUC_WARN_UNUSED_RESULT;
const AcShareRuleFacts *ac_share_rule_get_facts (AcShareRule *self);
const char *ac_share_rule_get_id (AcShareRule *self);
/* Takes over what is known of it now. Signal: "changed", when that is something else. */
void ac_share_rule_update (AcShareRule *self, AcShareRule *other);
gboolean ac_share_rule_is_on (AcShareRule *self);
/* It stopped because something went wrong, which the person is to know. */
gboolean ac_share_rule_facts_have_stopped (const AcShareRuleFacts *self);

/* What the person chooses of it, as it stands in body: the rest stays as it is. AC_ERROR_INVALID.
 */
gboolean ac_share_rule_facts_read (AcShareRuleFacts *self, JsonObject *body, GError **error);
/* The same as JSON, into object. */
void ac_share_rule_facts_write (const AcShareRuleFacts *self, JsonObject *object);

G_END_DECLS
