/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-row.h"
#include "ac-app-words.h"

typedef struct
{
  AcRowState state;
  gboolean offline;
  gboolean has_switch;
  gboolean refreshing;
  char *detail;
  char *reason;
  char *badge_text;
  GtkImage *icon;
  GtkLabel *badge;
  GtkWidget *spinner;
  GtkButton *button;
  GtkSwitch *switch_;
} AcRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (AcRow, ac_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_OFFLINE,
  PROP_DETAIL,
  PROP_REASON,
  PROP_BADGE,
  PROP_ICON_NAME,
  PROP_HAS_SWITCH,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_SWITCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
shows_reason (AcRowState state)
{
  return state == AC_ROW_ATTENTION || state == AC_ROW_UNAVAILABLE || state == AC_ROW_ERROR;
}

static gboolean
shows_on (AcRowState state)
{
  return state == AC_ROW_ON || state == AC_ROW_PENDING_ON || state == AC_ROW_ATTENTION ||
         state == AC_ROW_PAUSED;
}

static char *
make_subtitle (AcRowPrivate *priv)
{
  gboolean pending = priv->state == AC_ROW_PENDING_ON || priv->state == AC_ROW_PENDING_OFF;

  if (shows_reason (priv->state) && priv->reason != NULL)
    return g_strdup (priv->reason);

  if (priv->state == AC_ROW_LOADING)
    return g_strdup (_("Loading…"));

  if (priv->offline && pending)
    return g_strdup (_("Waiting for connection"));

  return g_strdup (priv->detail != NULL ? priv->detail : "");
}

static void
update_switch (AcRowPrivate *priv)
{
  gboolean switchable = priv->state != AC_ROW_UNAVAILABLE && priv->state != AC_ROW_LOADING &&
                        priv->state != AC_ROW_ERROR;

  priv->refreshing = TRUE;
  gtk_switch_set_active (priv->switch_, shows_on (priv->state));
  gtk_switch_set_state (priv->switch_, priv->state == AC_ROW_ON);
  priv->refreshing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (priv->switch_), priv->has_switch && switchable);
}

static void
update_accessible (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  g_autofree char *subtitle = make_subtitle (priv);
  g_autoptr(GString) words = g_string_new (ac_words_row_state (priv->state));

  if (priv->badge_text != NULL && *priv->badge_text != '\0')
    g_string_append_printf (words, ". %s", priv->badge_text);
  if (*subtitle != '\0')
    g_string_append_printf (words, ". %s", subtitle);
  if (priv->offline)
    g_string_append_printf (words, ". %s", _("Not connected: this is what was last known"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               priv->state == AC_ROW_LOADING, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->switch_), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
update_style (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_remove_css_class (widget, "ac-attention");
  gtk_widget_remove_css_class (widget, "ac-error");
  gtk_widget_remove_css_class (widget, "ac-offline");

  if (priv->state == AC_ROW_ATTENTION)
    gtk_widget_add_css_class (widget, "ac-attention");
  if (priv->state == AC_ROW_ERROR)
    gtk_widget_add_css_class (widget, "ac-error");
  if (priv->offline)
    gtk_widget_add_css_class (widget, "ac-offline");
}

static gboolean
switch_state_set_cb (AcRow *self, gboolean on, GtkSwitch *widget)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  if (!priv->refreshing)
    g_signal_emit (self, signals[SIGNAL_SWITCHED], 0, on);

  /* The state follows when the change is true, not when it was asked for. */
  return !priv->refreshing;
}

static void
activate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate (GTK_WIDGET (user_data));
}

static void
ac_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_ROW);

  G_OBJECT_CLASS (ac_row_parent_class)->dispose (object);
}

static void
ac_row_finalize (GObject *object)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (object));

  g_free (priv->detail);
  g_free (priv->reason);
  g_free (priv->badge_text);

  G_OBJECT_CLASS (ac_row_parent_class)->finalize (object);
}

static void
ac_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (object));

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, priv->state);
      break;
    case PROP_OFFLINE:
      g_value_set_boolean (value, priv->offline);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, priv->detail);
      break;
    case PROP_REASON:
      g_value_set_string (value, priv->reason);
      break;
    case PROP_BADGE:
      g_value_set_string (value, priv->badge_text);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (priv->icon));
      break;
    case PROP_HAS_SWITCH:
      g_value_set_boolean (value, priv->has_switch);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (priv->button));
      break;
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (priv->button)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AcRow *self = AC_ROW (object);
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_STATE:
      ac_row_set_state (self, g_value_get_enum (value));
      break;
    case PROP_OFFLINE:
      ac_row_set_offline (self, g_value_get_boolean (value));
      break;
    case PROP_DETAIL:
      ac_row_set_detail (self, g_value_get_string (value));
      break;
    case PROP_REASON:
      ac_row_set_reason (self, g_value_get_string (value));
      break;
    case PROP_BADGE:
      ac_row_set_badge (self, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      ac_row_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_HAS_SWITCH:
      ac_row_set_has_switch (self, g_value_get_boolean (value));
      break;
    case PROP_BUTTON_LABEL:
      if (g_value_get_string (value) != NULL)
        gtk_button_set_label (priv->button, g_value_get_string (value));
      ac_row_refresh (self);
      break;
    case PROP_BUTTON_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->button), g_value_get_string (value));
      ac_row_refresh (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
string_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
boolean_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                   G_PARAM_STATIC_STRINGS);
}

static void
ac_row_class_init (AcRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_row_dispose;
  object_class->finalize = ac_row_finalize;
  object_class->get_property = ac_row_get_property;
  object_class->set_property = ac_row_set_property;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_ROW_STATE, AC_ROW_OFF,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OFFLINE] = boolean_property ("offline");
  properties[PROP_DETAIL] = string_property ("detail");
  properties[PROP_REASON] = string_property ("reason");
  properties[PROP_BADGE] = string_property ("badge");
  properties[PROP_ICON_NAME] = string_property ("symbol");
  properties[PROP_HAS_SWITCH] = boolean_property ("has-switch");
  properties[PROP_BUTTON_LABEL] = string_property ("button-label");
  properties[PROP_BUTTON_ACTION] = string_property ("button-action");
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SWITCHED] = g_signal_new ("switched", AC_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/accountscenter/AccountsCenter/ac-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, icon);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, badge);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, button);
  gtk_widget_class_bind_template_child_full (widget_class, "switch", FALSE,
                                             AcRow_private_offset +
                                                 G_STRUCT_OFFSET (AcRowPrivate, switch_));
  gtk_widget_class_bind_template_callback (widget_class, switch_state_set_cb);
}

static void
ac_row_init (AcRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (update_accessible), NULL);
  ac_row_expose (GTK_LIST_BOX_ROW (self));
  ac_row_set_icon_name (self, NULL);
  ac_row_refresh (self);
}

GtkWidget *
ac_row_new (const char *title)
{
  return g_object_new (AC_TYPE_ROW, "title", title, NULL);
}

void
ac_row_refresh (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  g_autofree char *subtitle = make_subtitle (priv);
  const char *label = gtk_button_get_label (priv->button);
  gboolean pending = priv->state == AC_ROW_PENDING_ON || priv->state == AC_ROW_PENDING_OFF;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (priv->spinner,
                          priv->state == AC_ROW_LOADING || (pending && !priv->offline));
  gtk_widget_set_visible (GTK_WIDGET (priv->button), label != NULL && *label != '\0');
  gtk_label_set_label (priv->badge, priv->badge_text != NULL ? priv->badge_text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->badge), priv->badge_text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), priv->state != AC_ROW_LOADING);
  update_switch (priv);
  if (priv->has_switch)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (priv->switch_));
  update_style (self);
  update_accessible (self);
}

AcRowState
ac_row_get_state (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_val_if_fail (AC_IS_ROW (self), AC_ROW_ERROR);

  return priv->state;
}

gboolean
ac_row_get_offline (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_val_if_fail (AC_IS_ROW (self), FALSE);

  return priv->offline;
}

void
ac_row_set_state (AcRow *self, AcRowState state)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (priv->state == state)
    return;

  priv->state = state;
  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
ac_row_set_offline (AcRow *self, gboolean offline)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (priv->offline == !!offline)
    return;

  priv->offline = !!offline;
  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFLINE]);
}

void
ac_row_set_detail (AcRow *self, const char *detail)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (!g_set_str (&priv->detail, detail))
    return;

  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
ac_row_set_reason (AcRow *self, const char *reason)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (!g_set_str (&priv->reason, reason))
    return;

  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

void
ac_row_set_badge (AcRow *self, const char *badge)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (!g_set_str (&priv->badge_text, badge))
    return;

  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BADGE]);
}

void
ac_row_set_icon_name (AcRow *self, const char *icon_name)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  gtk_image_set_from_icon_name (priv->icon, icon_name);
  /* The box, too: an empty one would still push the title aside. */
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (priv->icon)), icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

void
ac_row_set_has_switch (AcRow *self, gboolean has_switch)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  if (priv->has_switch == !!has_switch)
    return;

  priv->has_switch = !!has_switch;
  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SWITCH]);
}

void
ac_row_set_button (AcRow *self, const char *label, const char *action_name, GVariant *target)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  /* The name goes first: GTK checks a name against the target that is set. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (priv->button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->button), action_name);
  gtk_button_set_label (priv->button, label != NULL ? label : "");
  ac_row_refresh (self);
}

void
ac_row_expose (GtkListBoxRow *row)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("activate", NULL);

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));

  g_signal_connect_object (action, "activate", G_CALLBACK (activate_action), row, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (row), "row", G_ACTION_GROUP (group));
}
