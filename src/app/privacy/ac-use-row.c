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

/* Translators of all that follow: %s is a time. */
static char *
describe_off (const AcUseChoiceFacts *facts)
{
  g_autofree char *changed = facts != NULL ? ac_words_time (facts->changed_at) : NULL;
  g_autofree char *until = facts != NULL ? ac_words_time (facts->until) : NULL;

  if (facts == NULL)
    return g_strdup (_("Off: you never said yes"));

  switch (facts->consent)
    {
    case AC_CONSENT_REFUSED:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Off since %s: you said no"), changed);
    case AC_CONSENT_WITHDRAWN:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Off since %s: you took it back"), changed);
    case AC_CONSENT_REVOKED:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Off since %s: they ended it"), changed);
    case AC_CONSENT_INVALIDATED:
      return g_strdup (_("Off: a backup came back, and nobody knows what you said since"));
    case AC_CONSENT_GIVEN:
    case AC_CONSENT_RENEWED:
    case AC_CONSENT_EXPIRED:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Off since %s: your yes ended"), until);
    case AC_CONSENT_UNKNOWN:
    case AC_CONSENT_REQUESTED:
    case AC_CONSENT_REQUEST_DEFERRED:
    default:
      return g_strdup (_("Off: you never said yes"));
    }
}

static char *
describe_agreed (const AcUseChoiceFacts *facts)
{
  g_autofree char *what = ac_use_words_categories (facts->agreed);
  g_autofree char *since = ac_words_time (facts->changed_at);
  g_autofree char *until = ac_words_time (facts->until);

  /* Translators: a list of data, and two times */
  return g_strdup_printf (_("%s\nYou said yes: %s. It ends: %s"), what, since, until);
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
describe_reason (AcUseCell *cell)
{
  const AcUseFacts *facts = ac_use_cell_get_facts (cell);
  g_autofree char *until = NULL;

  if (facts->unavailable != AC_UNAVAILABLE_NOT)
    return NULL;
  if (!facts->known)
    return g_strdup (ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  if (!ac_use_cell_ends_soon (cell))
    return NULL;

  until = ac_words_time (ac_use_choice_get_facts (ac_use_cell_get_choice (cell))->until);
  /* Translators: %s is a time */
  return g_strdup_printf (_("Your yes ends: %s. If you do nothing, it is off from then on"), until);
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
  if (!said)
    ac_row_set_button (AC_ROW (self), _("Say No"), "use.say-no", NULL);
  else if (state == AC_ROW_ATTENTION && facts->unavailable == AC_UNAVAILABLE_NOT)
    ac_row_set_button (AC_ROW (self), _("Answer…"), "use.answer", NULL);
  else
    ac_row_set_button (AC_ROW (self), NULL, NULL, NULL);
  ac_row_set_icon_name (AC_ROW (self),
                        state == AC_ROW_ATTENTION ? "dialog-warning-symbolic" : NULL);
  ac_row_set_state (AC_ROW (self), state);
}

static void
say_no_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcUseRow *self = AC_USE_ROW (widget);

  ac_use_table_say (self->table, self->cell, FALSE, 0);
}

static void
answer_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcUseRow *self = AC_USE_ROW (widget);

  AdwDialog *dialog = ac_consent_dialog_new (self->table, self->cell);

  /* Whatever was answered, the switch shows what is true. */
  g_signal_connect_object (dialog, "response", G_CALLBACK (ac_row_refresh), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
switched_cb (AcUseRow *self, gboolean on)
{
  if (ac_use_table_take_back (self->table, self->cell))
    return;

  if (!on)
    {
      ac_use_table_say (self->table, self->cell, FALSE, 0);
      return;
    }

  answer_action (GTK_WIDGET (self), NULL, NULL);
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
  update (self);
  return GTK_WIDGET (self);
}
