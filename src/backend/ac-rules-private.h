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
  AcRules *rules; /* (nullable) */
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
  guint n_shared;
  gint64 share_at;       /* of the post whose turn it is; 0: at once */
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
/* How many of the posts from before it may be shared, which are left. */
GObject *ac_look_choose (AcStore *store, gpointer look, GError **error);
/* When the next post from before it may be shared. */
GObject *ac_look_find_turn (AcStore *store, gpointer look, GError **error);
/* It can't be shared there. */
GObject *ac_look_refuse (AcStore *store, gpointer look, GError **error);
GObject *ac_look_end (AcStore *store, gpointer look, GError **error);
/* What would become of each. */
GObject *ac_look_try (AcStore *store, gpointer look, GError **error);

G_END_DECLS
