/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-consent-dialog.h"
#include "ac-use-row.h"
#include "ac-use-words.h"

struct _AcUseRow
{
  AcRow parent_instance;
  AcUseTable *table;
  AcUseCell *cell;
};

G_DEFINE_FINAL_TYPE (AcUseRow, ac_use_row, AC_TYPE_ROW)

static const char *
describe_needed (AcUsePurpose purpose)
{
  switch (purpose)
    {
    case AC_USE_COUNT_PEOPLE:
      return _("Only in numbers about many people");
    case AC_USE_KEEP_SAFE:
      return _("Your device and how you use the account");
    case AC_USE_PROVIDE:
    case AC_USE_PERSONALISE:
    case AC_USE_IMPROVE:
    case AC_USE_ADS:
    case AC_USE_ACROSS_APPS:
    case AC_USE_TRAIN_AI:
    default:
      return _("Name, picture and what you share, because you linked them");
    }
}

static char *
describe_off (const AcUseChoiceFacts *facts)
{
  const char *how = facts != NULL ? ac_use_words_how (facts->how) : NULL;
  g_autofree char *changed = facts != NULL ? ac_words_time (facts->changed_at) : NULL;
  g_autofree char *until = facts != NULL ? ac_words_time (facts->until) : NULL;

  if (facts == NULL)
    return g_strdup (_("You never said yes"));

  switch (facts->consent)
    {
    case AC_CONSENT_REFUSED:
      /* Translators: a time, and with what it was said, such as “in a terminal” */
      return g_strdup_printf (_("You said no: %s, %s"), changed, how);
    case AC_CONSENT_WITHDRAWN:
      /* Translators: a time, and with what it was said, such as “in a terminal” */
      return g_strdup_printf (_("You took it back: %s, %s"), changed, how);
    case AC_CONSENT_REVOKED:
      /* Translators: %s is a time */
      return g_strdup_printf (_("They ended it: %s"), changed);
    case AC_CONSENT_INVALIDATED:
      return g_strdup (_("A backup came back, and nobody knows what you said since"));
    case AC_CONSENT_GIVEN:
    case AC_CONSENT_RENEWED:
    case AC_CONSENT_EXPIRED:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Your yes ended: %s"), until);
    case AC_CONSENT_UNKNOWN:
    case AC_CONSENT_REQUESTED:
    case AC_CONSENT_REQUEST_DEFERRED:
    default:
      return g_strdup (_("You never said yes"));
    }
}

static char *
describe_agreed (const AcUseChoiceFacts *facts)
{
  g_autofree char *what = ac_use_words_categories (facts->agreed);
  g_autofree char *since = ac_words_time (facts->changed_at);
  g_autofree char *until = ac_words_time (facts->until);

  /* Translators: a list of data, a time, with what it was said, such as “in a terminal”, a time */
  return g_strdup_printf (_("Allowed: %s\nYou said yes: %s, %s. It ends: %s"), what, since,
                            ac_use_words_how (facts->how), until);
}

static char *
describe (AcUseCell *cell)
{
  AcUseChoice *choice = ac_use_cell_get_choice (cell);
  const AcUseChoiceFacts *facts = choice != NULL ? ac_use_choice_get_facts (choice) : NULL;

  if (ac_use_cell_is_agreed (cell))
    return describe_agreed (facts);
  if (ac_use_cell_is_needed (cell))
    return g_strdup (describe_needed (ac_use_cell_get_purpose (cell)));

  return describe_off (facts);
}

static char *
describe_wider (AcUseCell *cell, const AcTerms *wider)
{
  g_autofree char *who = ac_use_words_who (ac_use_cell_get_who (cell));
  g_autofree char *what = ac_use_words_wider (wider);

  /* Translators: a service or an app, and what is new, which begins with “More than you allowed” or
   * “Longer” */
  return g_strdup_printf (_("%s wants more now and gets nothing until you answer.\n%s"), who, what);
}

static char *
describe_reason (AcUseCell *cell)
{
  const AcUseFacts *facts = ac_use_cell_get_facts (cell);
  const AcTerms *wider = ac_use_cell_get_wider (cell);
  g_autofree char *until = NULL;

  if (facts->unavailable != AC_UNAVAILABLE_NOT)
    return NULL;
  if (!facts->known)
    return g_strdup (ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  if (wider != NULL)
    return describe_wider (cell, wider);
  if (!ac_use_cell_ends_soon (cell))
    return NULL;

  until = ac_words_time (ac_use_choice_get_facts (ac_use_cell_get_choice (cell))->until);
  /* Translators: %s is a time */
  return g_strdup_printf (_("Your yes ends: %s. If you do nothing, it is off from then on"), until);
}

/* One at most, and no answer is put forward by it. */
static void
update_button (AcUseRow *self, AcRowState state, gboolean said)
{
  const gboolean available = ac_use_cell_get_facts (self->cell)->unavailable == AC_UNAVAILABLE_NOT;

  if (!said)
    ac_row_set_button (AC_ROW (self), _("Say No"), "use.say-no", NULL);
  else if (state == AC_ROW_ATTENTION && available)
    ac_row_set_button (AC_ROW (self), _("Answer…"), "use.answer", NULL);
  else if ((state == AC_ROW_ON || state == AC_ROW_OFF) && ac_use_cell_can_undo (self->cell))
    ac_row_set_button (AC_ROW (self), _("Undo"), "use.undo", NULL);
  else
    ac_row_set_button (AC_ROW (self), NULL, NULL, NULL);
}

static void
update (AcUseRow *self)
{
  const AcRowState state = ac_use_cell_get_state (self->cell);
  const AcUseFacts *facts = ac_use_cell_get_facts (self->cell);
  const gboolean pending = state == AC_ROW_PENDING_ON || state == AC_ROW_PENDING_OFF;
  g_autofree char *detail = describe (self->cell);
  g_autofree char *reason = describe_reason (self->cell);
  /* A switch shows what the person said; that they said nothing is no yes. */
  const gboolean said =
      ac_use_cell_is_agreed (self->cell) || !ac_use_cell_is_needed (self->cell) || pending;

  ac_row_set_unavailable (AC_ROW (self), facts->unavailable, NULL, NULL);
  ac_row_set_detail (AC_ROW (self), detail);
  ac_row_set_reason (AC_ROW (self), reason);
  ac_row_set_badge (AC_ROW (self), state == AC_ROW_PAUSED ? C_ ("row state", "Paused") : NULL);
  ac_row_set_has_switch (AC_ROW (self), said);
  update_button (self, state, said);
  ac_row_set_icon_name (AC_ROW (self),
                        state == AC_ROW_ATTENTION ? "dialog-warning-symbolic" : NULL);
  ac_row_set_state (AC_ROW (self), state);
}

static void
say_no (AcUseRow *self)
{
  ac_use_table_say (self->table, self->cell, &(AcUseWish) { .value = FALSE });
}

static void
ask (AcUseRow *self, gboolean again)
{
  AdwDialog *dialog = ac_consent_dialog_new (self->table, self->cell, again);

  /* Whatever was answered, the switch shows what is true. */
  g_signal_connect_object (dialog, "response", G_CALLBACK (ac_row_refresh), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
say_no_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  say_no (AC_USE_ROW (widget));
}

static void
answer_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask (AC_USE_ROW (widget), FALSE);
}

static void
undo_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcUseRow *self = AC_USE_ROW (widget);

  ac_use_table_undo (self->table, self->cell);
}

static void
outdated_cb (AcUseRow *self, AcUseCell *cell)
{
  if (cell == self->cell && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, TRUE);
}

static void
switched_cb (AcUseRow *self, gboolean on)
{
  if (ac_use_table_take_back (self->table, self->cell))
    return;

  if (!on)
    say_no (self);
  else
    ask (self, FALSE);
}

static void
ac_use_row_dispose (GObject *object)
{
  AcUseRow *self = AC_USE_ROW (object);

  g_clear_object (&self->table);
  g_clear_object (&self->cell);

  G_OBJECT_CLASS (ac_use_row_parent_class)->dispose (object);
}

static void
ac_use_row_class_init (AcUseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_use_row_dispose;

  gtk_widget_class_install_action (widget_class, "use.say-no", NULL, say_no_action);
  gtk_widget_class_install_action (widget_class, "use.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "use.undo", NULL, undo_action);
}

static void
ac_use_row_init (AcUseRow *self)
{
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  ac_row_set_neutral (AC_ROW (self));
  g_signal_connect (self, "switched", G_CALLBACK (switched_cb), NULL);
}

GtkWidget *
ac_use_row_new (AcUseTable *table, AcUseCell *cell)
{
  g_autofree char *who = ac_use_words_who (ac_use_cell_get_who (cell));
  AcUseRow *self = g_object_new (AC_TYPE_USE_ROW, "title", who, NULL);

  self->table = g_object_ref (table);
  self->cell = g_object_ref (cell);
  g_signal_connect_object (cell, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "outdated", G_CALLBACK (outdated_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
