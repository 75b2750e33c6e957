/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-composer.h"
#include "ac-draft-keeper.h"
#include "ac-plan-group.h"
#include "ac-remarks-group.h"
#include "ac-tag-box.h"
#include "ac-target-row.h"
#include "ac-thread-group.h"

G_BEGIN_DECLS

struct _AcComposer
{
  AdwDialog parent_instance;
  AcClient *client;
  GtkFilterListModel *usable;
  GtkFilterListModel *by_hand; /* services without an account here */
  char *key;                   /* of this one wish; a new one as soon as the wish changes */
  gboolean sharing;
  gboolean following; /* of links, from the row that was turned */
  int left;
  AcDraftKeeper *keeper;
  char *draft_id;
  gboolean begun;    /* there is something to keep */
  guint restoring;   /* what a draft was is being put in place */
  AcDraft *homeless; /* texts of its targets that no row can take now */
  AdwBanner *error_banner;
  AdwBanner *keep_banner;
  GtkTextBuffer *buffer;
  GtkWidget *text_view;
  GtkLabel *counter;
  AcTagBox *tag_box;
  AcRemarksGroup *remarks;
  AcPlanGroup *plan;
  AcThreadGroup *threads;
  GtkWidget *preview_group;
  GtkListBox *previews_list;
  guint fill_id;        /* of the previews */
  GListStore *pictures; /* drafts */
  gboolean capturing;   /* the desktop is asked for a screenshot */
  GCancellable *scope;
  GtkListBox *pictures_list;
  GtkListBox *targets_list;
  GtkWidget *by_hand_group;
  GtkListBox *by_hand_list;
};

/* Accounts first, then what is shared by hand; NULL behind the last. */
AcTargetRow *ac_composer_get_target (AcComposer *self, int position);
/* The emoji chooser of the text, as Ctrl+. opens it. */
void ac_composer_insert_emoji (GtkWidget *widget, const char *action_name, GVariant *parameter);
/* Something of what is written or chosen is another. */
void ac_composer_changed (AcComposer *self);
/* Behind what is written, on a line of its own. */
void ac_composer_append (AcComposer *self, const char *text);
/* Pictures, videos and texts out of files of GFile; says which can't be taken. */
void ac_composer_take_files (AcComposer *self, GPtrArray *files);
/* What was pasted or dropped without a name is the first of several. */
void ac_composer_tell_several (AcComposer *self);
/* Pastes files or a picture, if that is what was copied. */
void ac_composer_paste (AcComposer *self);
/* The same for what is dragged here. */
void ac_composer_accept_drops (AcComposer *self);
/* As long as there is room for one more. */
void ac_composer_offer_pictures (AcComposer *self);
/* Has the desktop take a screenshot, and adds it. */
void ac_composer_take_screenshot (AcComposer *self);
/* Says it when what is written can't be kept. */
void ac_composer_follow_keeper (AcComposer *self);
/* What is written and chosen, with each text of its own, also where it isn't shared now. */
AcDraft *ac_composer_make_draft (AcComposer *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* A row for each of model. The text of one that goes is kept for when it comes back. */
void ac_composer_bind_targets (AcComposer *self,
                               GtkListBox *list,
                               GListModel *model,
                               GtkListBoxCreateWidgetFunc create);
/* Those that a row can take now. */
void ac_composer_restore_homeless (AcComposer *self);
/* Each chosen target is measured by its own rule; then what of it becomes a thread, and what will
 * be posted, is shown. */
void ac_composer_measure (AcComposer *self, const char *text);
void ac_composer_preview (AcComposer *self, const char *text);
/* A text of its own can be written there. */
void ac_composer_follow_target (AcComposer *self, AcTargetRow *row);
/* Of any target, chosen or not. */
gboolean ac_composer_has_own_text (AcComposer *self);
/* Whether each chosen target has something to share: a text of its own, or text, or a picture. */
gboolean ac_composer_says_something (AcComposer *self, const char *text);
/* There is nothing to share but what chosen targets have of their own. */
gboolean ac_composer_is_wordless (AcComposer *self, const char *text);
void ac_composer_say_error (AcComposer *self, const GError *error);

G_END_DECLS
