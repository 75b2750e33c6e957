/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-use-cell.h"

#define SOON_MS (30 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _AcUseCell
{
  GObject parent_instance;
  AcAccount *account;
  char *who;
  AcUsePurpose purpose;
  AcUseChoice *choice;
  AcUseFacts facts;
  gboolean wished;
  AcUseWish wish;
};

G_DEFINE_FINAL_TYPE (AcUseCell, ac_use_cell, G_TYPE_OBJECT)

static guint changed_signal;

static void
ac_use_cell_finalize (GObject *object)
{
  AcUseCell *self = AC_USE_CELL (object);

  g_object_unref (self->account);
  g_clear_object (&self->choice);
  g_free (self->who);

  G_OBJECT_CLASS (ac_use_cell_parent_class)->finalize (object);
}

static void
ac_use_cell_class_init (AcUseCellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_use_cell_finalize;

  changed_signal = g_signal_new ("changed", AC_TYPE_USE_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
ac_use_cell_init (AcUseCell *self)
{
}

AcUseCell *
ac_use_cell_new (AcAccount *account, const char *who, AcUsePurpose purpose)
{
  AcUseCell *self = g_object_new (AC_TYPE_USE_CELL, NULL);

  self->account = g_object_ref (account);
  self->who = g_strdup (who);
  self->purpose = purpose;
  return self;
}

AcAccount *
ac_use_cell_get_account (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return self->account;
}

const char *
ac_use_cell_get_who (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return self->who;
}

AcUsePurpose
ac_use_cell_get_purpose (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), AC_USE_PROVIDE);

  return self->purpose;
}

AcUseChoice *
ac_use_cell_get_choice (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return self->choice;
}

const AcUseFacts *
ac_use_cell_get_facts (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return &self->facts;
}

void
ac_use_cell_update (AcUseCell *self, AcUseChoice *choice, const AcUseFacts *facts)
{
  g_return_if_fail (AC_IS_USE_CELL (self));

  g_set_object (&self->choice, choice);
  self->facts = *facts;
  g_signal_emit (self, changed_signal, 0);
}

void
ac_use_cell_set_wish (AcUseCell *self, const AcUseWish *wish)
{
  g_return_if_fail (AC_IS_USE_CELL (self));

  self->wished = TRUE;
  self->wish = *wish;
  g_signal_emit (self, changed_signal, 0);
}

void
ac_use_cell_drop_wish (AcUseCell *self)
{
  g_return_if_fail (AC_IS_USE_CELL (self));

  self->wished = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

const AcUseWish *
ac_use_cell_get_wish (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return self->wished ? &self->wish : NULL;
}

static AcConsent
get_consent (AcUseCell *self)
{
  return self->choice != NULL ? ac_use_choice_get_facts (self->choice)->consent
                              : AC_CONSENT_UNKNOWN;
}

gboolean
ac_use_cell_is_agreed (AcUseCell *self)
{
  const AcConsent consent = get_consent (self);

  g_return_val_if_fail (AC_IS_USE_CELL (self), FALSE);

  return (consent == AC_CONSENT_GIVEN || consent == AC_CONSENT_RENEWED) &&
         ac_use_choice_get_facts (self->choice)->until > ac_clock_now_ms ();
}

/* As the backend decides it: a no holds for every purpose. */
gboolean
ac_use_cell_is_needed (AcUseCell *self)
{
  const AcConsent consent = get_consent (self);

  g_return_val_if_fail (AC_IS_USE_CELL (self), FALSE);

  if (consent == AC_CONSENT_REFUSED || consent == AC_CONSENT_WITHDRAWN ||
      consent == AC_CONSENT_REVOKED || consent == AC_CONSENT_INVALIDATED)
    return FALSE;

  return self->purpose == AC_USE_COUNT_PEOPLE ||
         (self->facts.linked &&
          (self->purpose == AC_USE_PROVIDE || self->purpose == AC_USE_KEEP_SAFE));
}

gboolean
ac_use_cell_ends_soon (AcUseCell *self)
{
  return ac_use_cell_is_agreed (self) && !ac_use_cell_is_needed (self) &&
         ac_use_choice_get_facts (self->choice)->until - ac_clock_now_ms () < SOON_MS;
}

/* What needs no yes isn't widened by one. */
const AcTerms *
ac_use_cell_get_wider (AcUseCell *self)
{
  const gboolean needs_yes = self->purpose != AC_USE_PROVIDE && self->purpose != AC_USE_KEEP_SAFE &&
                             self->purpose != AC_USE_COUNT_PEOPLE;

  g_return_val_if_fail (AC_IS_USE_CELL (self), NULL);

  return needs_yes && ac_use_cell_is_agreed (self) &&
                 ac_use_choice_get_facts (self->choice)->wider.version != 0
             ? &ac_use_choice_get_facts (self->choice)->wider
             : NULL;
}

gboolean
ac_use_cell_is_in_effect (AcUseCell *self)
{
  return ac_use_cell_is_agreed (self) && ac_use_cell_get_wider (self) == NULL;
}

gboolean
ac_use_cell_can_undo (AcUseCell *self)
{
  g_return_val_if_fail (AC_IS_USE_CELL (self), FALSE);

  return !self->wished && self->choice != NULL && ac_use_choice_get_facts (self->choice)->can_undo;
}

static gboolean
is_paused (AcUseCell *self)
{
  return self->facts.stopped || (self->facts.separate && self->purpose != AC_USE_COUNT_PEOPLE &&
                                 self->purpose != AC_USE_KEEP_SAFE);
}

AcRowState
ac_use_cell_get_state (AcUseCell *self)
{
  AcRowFacts facts = { 0 };

  g_return_val_if_fail (AC_IS_USE_CELL (self), AC_ROW_ERROR);

  facts.cached = self->facts.known;
  facts.failed = self->facts.failed;
  facts.on = ac_use_cell_is_agreed (self) || ac_use_cell_is_needed (self);
  facts.paused = facts.on && is_paused (self);
  facts.pending = self->wished;
  facts.pending_on = self->wish.value;
  /* What the person is asked to look at: never what they said no to. */
  facts.attention = !self->wished && !facts.paused &&
                    (ac_use_cell_ends_soon (self) || ac_use_cell_get_wider (self) != NULL);
  facts.unavailable = self->facts.unavailable;
  return ac_row_state_resolve (&facts);
}
