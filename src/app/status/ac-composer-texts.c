/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-composer-private.h"

/* Begins with what stands there now; from then on neither changes the other. */
static void
own_text_cb (AcComposer *self, AcTargetRow *row)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  ac_target_row_begin_own_text (row, text);
}

void
ac_composer_follow_target (AcComposer *self, AcTargetRow *row)
{
  g_signal_connect_object (row, "own-text", G_CALLBACK (own_text_cb), self, G_CONNECT_SWAPPED);
}

gboolean
ac_composer_has_own_text (AcComposer *self)
{
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (ac_target_row_get_written_text (row) != NULL)
      return TRUE;

  return ac_draft_get_n_targets (self->homeless) > 0;
}

static gboolean
has_something_for_all (AcComposer *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped != '\0' || g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) > 0;
}

gboolean
ac_composer_is_wordless (AcComposer *self, const char *text)
{
  AcTargetRow *row = NULL;

  if (has_something_for_all (self, text))
    return FALSE;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (ac_target_row_get_chosen (row) && ac_target_row_get_own_text (row) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
ac_composer_says_something (AcComposer *self, const char *text)
{
  AcTargetRow *row = NULL;

  if (has_something_for_all (self, text))
    return TRUE;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (ac_target_row_get_chosen (row) && ac_target_row_get_own_text (row) == NULL)
      return FALSE;

  return TRUE;
}
