/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-rules.h"

G_BEGIN_DECLS

/* One look at what was posted, by a rule. Its functions run on the store's thread while its fiber
 * waits, one transaction each. */
typedef struct
{
  AcContext *context;
  AcRules *rules;     /* (nullable) */
  AcRequest *request; /* (nullable): that earlier posts are shared by */
  char *person;
  char *rule_id;
  AcShareRule *rule; /* as it was when the look began */
  gboolean dry;      /* of a rule that may stand nowhere yet */
  guint n_earlier;   /* so many posts from before the rule are wanted; 0: it looks for new ones */
  gboolean told;     /* the ledger says of this look already */
  GPtrArray *posts;  /* of AcPost, newest first */
  guint n_sifted;    /* of them */
  guint n_fresh;     /* of those that were sifted last */
  guint n_new;       /* of all that were sifted */
  AcPost *post;      /* whose turn it is */
  gboolean shared;   /* whether it was */
  guint n_shared;
  gint64 share_at;       /* of the post whose turn it is; 0: at once */
  gint64 last_at;        /* of the last one that was shared; 0: there is none */
  gboolean over;         /* the rule is off by now, or all sharing is stopped */
  const GError *trouble; /* (nullable) */
} AcLook;

AcLook *
ac_look_new (AcContext *context, const char *person, AcShareRule *rule) G_GNUC_WARN_UNUSED_RESULT;
AcLook *ac_look_ref (AcLook *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_look_unref (AcLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcLook, ac_look_unref)

/* Whether it may look; the ledger says so, of looks that find nothing once a day. A rule whose time
 * is over, or whose link doesn't share any more, is turned off. */
GObject *ac_look_begin (AcStore *store, gpointer look, GError **error);
/* Which posts are old, or were looked at before. */
GObject *ac_look_sift (AcStore *store, gpointer look, GError **error);
/* The post is shared, or why it isn't is kept. */
GObject *ac_look_share (AcStore *store, gpointer look, GError **error);
/* It can't be shared there. */
GObject *ac_look_refuse (AcStore *store, gpointer look, GError **error);
GObject *ac_look_end (AcStore *store, gpointer look, GError **error);
/* What would become of each. */
GObject *ac_look_try (AcStore *store, gpointer look, GError **error);

/* Of those from before the rule: which may be shared, as n_fresh. */
GObject *ac_look_sift_earlier (AcStore *store, gpointer look, GError **error);
/* Which ones are; the others are left out. */
GObject *ac_look_choose (AcStore *store, gpointer look, GError **error);
/* All of them, each when its turn is, with the answer under the request's key, which it gives: one
 * transaction. When it fails, post is the one that could not be. */
GObject *ac_look_share_earlier (AcStore *store, gpointer look, GError **error);
/* AC_ERROR_CONFLICT */
gboolean ac_look_refuse_over (GError **error);

/* What the rule asks for, what the store knows of a post, and the one decision, for dry and real
 * runs; text is set when it is to be shared. */
AcShareRuleFacts ac_look_get_choices (AcLook *look, AcShareRule *rule);
gboolean ac_look_know (AcStore *store,
                       AcLook *look,
                       const AcShareRuleFacts *facts,
                       const AcPostFacts *post,
                       AcPostKnown *known,
                       GError **error);
gboolean ac_look_judge (AcStore *store,
                        AcLook *look,
                        const AcShareRuleFacts *facts,
                        const AcPostFacts *post,
                        const AcPostKnown *known,
                        AcPostVerdict *verdict,
                        char **text,
                        GError **error);

G_END_DECLS
