/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-diagnostics.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "ac-app-words.h"

#define LOADING_SECONDS 10

typedef struct
{
  AcRowState state;
  AcUnavailable unavailable;
  gboolean late; /* it was loading for too long, and shows as an error */
  gboolean offline;
  gboolean has_switch;
  gboolean refreshing;
  guint frozen;
  gboolean stale;    /* something changed while it was frozen */
  gboolean practice; /* in the window of who practises */
  gboolean outside;
  gboolean neutral;
  guint late_id;
  GBinding *following; /* of offline to the client's state */
  char *detail;
  char *reason;
  char *badge_text;
  char *manager_uri;
  char *label;
  char *action;
  GVariant *target;
  GtkImage *icon;
  GtkLabel *badge;
  GtkWidget *spinner;
  GtkWidget *offline_icon;
  GtkWidget *copy_button;
  GtkWidget *manager;
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
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_SWITCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static AcRowState
get_shown (AcRowPrivate *priv)
{
  return priv->state == AC_ROW_LOADING && priv->late ? AC_ROW_ERROR : priv->state;
}

/* Only the service can change it: unavailable, or on and so in need of attention. */
static gboolean
is_managed (AcRowPrivate *priv, AcRowState state)
{
  return priv->unavailable == AC_UNAVAILABLE_CONNECTOR &&
         (state == AC_ROW_UNAVAILABLE || state == AC_ROW_ATTENTION);
}

static const char *
find_reason (AcRowPrivate *priv, AcRowState state)
{
  if (priv->reason != NULL)
    return priv->reason;

  if (state == AC_ROW_UNAVAILABLE || priv->unavailable != AC_UNAVAILABLE_NOT)
    return ac_words_unavailable (priv->unavailable);

  return state == AC_ROW_ERROR ? _("It took too long to load") : NULL;
}

static char *
describe (AcRowPrivate *priv)
{
  AcRowState state = get_shown (priv);
  const char *reason = find_reason (priv, state);

  if (reason != NULL &&
      (state == AC_ROW_ATTENTION || state == AC_ROW_UNAVAILABLE || state == AC_ROW_ERROR))
    return g_strdup (reason);

  if (state == AC_ROW_LOADING)
    return g_strdup (_("Loading…"));

  if (priv->offline && ac_row_state_is_pending (state))
    return g_strdup (_("Waiting for connection"));

  return g_strdup (priv->detail != NULL ? priv->detail : "");
}

static char *
make_subtitle (AcRowPrivate *priv)
{
  g_autofree char *words = describe (priv);

  return ac_row_mark_practice (words, priv->practice && !priv->outside);
}

static void
update_switch (AcRowPrivate *priv, AcRowState state)
{
  gboolean switchable = state != AC_ROW_UNAVAILABLE && state != AC_ROW_LOADING &&
                        state != AC_ROW_ERROR && !is_managed (priv, state);

  priv->refreshing = TRUE;
  gtk_switch_set_active (priv->switch_, ac_row_state_shows_on (state));
  gtk_switch_set_state (priv->switch_, ac_row_state_shows_on (state) && state != AC_ROW_PENDING_ON);
  priv->refreshing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (priv->switch_), priv->has_switch && switchable);
}

static void
show_button (AcRow *self, const char *label, const char *action, GVariant *target)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  GtkActionable *button = GTK_ACTIONABLE (priv->button);
  const gboolean focused = gtk_widget_has_focus (GTK_WIDGET (priv->button));

  if (g_strcmp0 (gtk_button_get_label (priv->button), label != NULL ? label : "") == 0 &&
      g_strcmp0 (gtk_actionable_get_action_name (button), action) == 0 && target == NULL &&
      gtk_actionable_get_action_target_value (button) == NULL)
    return;

  /* The name goes first: GTK checks a name against the target that is set. */
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, action);
  gtk_button_set_label (priv->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->button), label != NULL);
  /* A button that goes, or changes, takes the focus with it, and with the focus the keys. */
  if (focused && !gtk_widget_grab_focus (GTK_WIDGET (priv->button)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* What can't be had has a reason to be told, also where it is on. */
static gboolean
has_details (AcRowPrivate *priv, AcRowState state)
{
  return state == AC_ROW_UNAVAILABLE ||
         (state == AC_ROW_ATTENTION && priv->unavailable != AC_UNAVAILABLE_NOT);
}

static void
update_button (AcRow *self, AcRowState state)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  gboolean managed = is_managed (priv, state) && priv->manager_uri != NULL;
  gboolean mends = priv->unavailable == AC_UNAVAILABLE_APP_KEYS && priv->label != NULL;

  gtk_widget_set_visible (priv->copy_button, state == AC_ROW_ERROR);
  gtk_widget_set_visible (priv->manager, managed);
  if (state == AC_ROW_LOADING || managed)
    show_button (self, NULL, NULL, NULL);
  else if (state == AC_ROW_ERROR)
    show_button (self, _("Try Again"), "row.try-again", NULL);
  else if ((state == AC_ROW_UNAVAILABLE && !mends) ||
           (has_details (priv, state) && priv->label == NULL))
    show_button (self, _("Details"), "row.details", NULL);
  else
    show_button (self, priv->label, priv->action, priv->target);
}

/* Assistive technology lists what is enabled. */
static void
update_actions (GtkWidget *widget, AcRowPrivate *priv, AcRowState state)
{
  gtk_widget_action_set_enabled (widget, "row.try-again", state == AC_ROW_ERROR);
  gtk_widget_action_set_enabled (widget, "row.copy-details", state == AC_ROW_ERROR);
  gtk_widget_action_set_enabled (widget, "row.details", has_details (priv, state));
}

/* A row that can't be switched is neither on nor turned off: its value is there. */
static gboolean
says_state (AcRowPrivate *priv, AcRowState state)
{
  return priv->has_switch ||
         !(state == AC_ROW_ON || state == AC_ROW_OFF || ac_row_state_is_pending (state));
}

static void
update_accessible (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  AcRowState state = get_shown (priv);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *subtitle = make_subtitle (priv);
  const char *state_words = says_state (priv, state) ? ac_words_row_state (state) : NULL;
  g_autofree char *description =
      ac_row_join_words (state_words, priv->badge_text, subtitle, priv->offline);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
      state == AC_ROW_LOADING || (ac_row_state_is_pending (state) && !priv->offline), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->switch_), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  /* Of many rows with the same button each one's says whose it is. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->copy_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

/* Whoever doesn't see the spinner end hears what became of it. */
static void
announce_end (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *subtitle = make_subtitle (priv);
  /* Translators: first what a row is about, then what has become of it */
  g_autofree char *words = g_strdup_printf (
      C_ ("announcement", "%s: %s"), title,
         priv->has_switch || *subtitle == '\0' ? ac_words_row_state (get_shown (priv)) : subtitle);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update_style (AcRow *self, AcRowState state)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_remove_css_class (widget, "ac-attention");
  gtk_widget_remove_css_class (widget, "ac-error");
  gtk_widget_remove_css_class (widget, "ac-unavailable");
  gtk_widget_remove_css_class (GTK_WIDGET (priv->button), "suggested-action");

  if (state == AC_ROW_ATTENTION)
    {
      gtk_widget_add_css_class (widget, "ac-attention");
      if (!priv->neutral)
        gtk_widget_add_css_class (GTK_WIDGET (priv->button), "suggested-action");
    }
  else if (state == AC_ROW_ERROR)
    gtk_widget_add_css_class (widget, "ac-error");
  else if (state == AC_ROW_UNAVAILABLE)
    gtk_widget_add_css_class (widget, "ac-unavailable");
}

static gboolean
become_late (gpointer user_data)
{
  AcRow *self = user_data;
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  priv->late_id = 0;
  priv->late = TRUE;
  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  return G_SOURCE_REMOVE;
}

static void
update_late (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  if (priv->state != AC_ROW_LOADING)
    {
      priv->late = FALSE;
      g_clear_handle_id (&priv->late_id, g_source_remove);
    }
  else if (!priv->late && priv->late_id == 0)
    priv->late_id = g_timeout_add_seconds (LOADING_SECONDS, become_late, self);
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
try_again_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (widget));

  priv->late = FALSE;
  ac_row_refresh (AC_ROW (widget));
  gtk_widget_activate_action (widget, "win.try-again", NULL);
}

static void
copy_details_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);
  g_autofree char *diagnostics = client != NULL ? ac_diagnostics_write (client) : g_strdup ("");
  g_autofree char *text =
      g_strdup_printf ("%s: %s\n%s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                       adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), diagnostics);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  ac_toast (widget, _("Details copied"));
}

static void
ac_row_show_details (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);
  AdwDialog *dialog =
      adw_alert_dialog_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), NULL);

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog), "%s\n\n%s",
                                find_reason (priv, AC_ROW_UNAVAILABLE),
                                ac_words_unavailable_detail (priv->unavailable));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
details_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AC_ROW_GET_CLASS (widget)->show_details (AC_ROW (widget));
}

static gboolean
state_to_offline (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, g_value_get_enum (from) == AC_CLIENT_OFFLINE);
  return TRUE;
}

static void
ac_row_root (GtkWidget *widget)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (widget));
  AcClient *client = NULL;

  GTK_WIDGET_CLASS (ac_row_parent_class)->root (widget);

  client = ac_shell_find_client (widget);
  priv->practice = client != NULL && ac_client_get_practice (client);
  if (priv->practice)
    ac_row_refresh (AC_ROW (widget));
  /* The client may go before the row does, when another backend is chosen. */
  if (client != NULL)
    priv->following = g_object_ref (
        g_object_bind_property_full (client, "state", widget, "offline", G_BINDING_SYNC_CREATE,
                                     state_to_offline, NULL, NULL, NULL));
}

static void
ac_row_unroot (GtkWidget *widget)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (widget));

  if (priv->following != NULL)
    g_binding_unbind (priv->following);
  g_clear_object (&priv->following);

  GTK_WIDGET_CLASS (ac_row_parent_class)->unroot (widget);
}

static void
ac_row_dispose (GObject *object)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (object));

  g_clear_handle_id (&priv->late_id, g_source_remove);
  g_clear_pointer (&priv->target, g_variant_unref);
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
  g_free (priv->manager_uri);
  g_free (priv->label);
  g_free (priv->action);

  G_OBJECT_CLASS (ac_row_parent_class)->finalize (object);
}

static void
ac_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcRowPrivate *priv = ac_row_get_instance_private (AC_ROW (object));

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, get_shown (priv));
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AcRow *self = AC_ROW (object);

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
  widget_class->root = ac_row_root;
  widget_class->unroot = ac_row_unroot;
  klass->show_details = ac_row_show_details;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_ROW_STATE, AC_ROW_OFF,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OFFLINE] = boolean_property ("offline");
  properties[PROP_DETAIL] = string_property ("detail");
  properties[PROP_REASON] = string_property ("reason");
  properties[PROP_BADGE] = string_property ("badge");
  properties[PROP_ICON_NAME] = string_property ("symbol");
  properties[PROP_HAS_SWITCH] = boolean_property ("has-switch");
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SWITCHED] = g_signal_new ("switched", AC_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/accountscenter/AccountsCenter/ac-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, icon);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, badge);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, offline_icon);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, copy_button);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, manager);
  gtk_widget_class_bind_template_child_private (widget_class, AcRow, button);
  gtk_widget_class_bind_template_child_full (widget_class, "switch", FALSE,
                                             AcRow_private_offset +
                                                 G_STRUCT_OFFSET (AcRowPrivate, switch_));
  gtk_widget_class_bind_template_callback (widget_class, switch_state_set_cb);
  gtk_widget_class_install_action (widget_class, "row.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "row.copy-details", NULL, copy_details_action);
  gtk_widget_class_install_action (widget_class, "row.details", NULL, details_action);
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
  AcRowState state = AC_ROW_OFF;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (AC_IS_ROW (self));

  if ((priv->stale = priv->frozen > 0))
    return;

  update_late (self);
  state = get_shown (priv);
  subtitle = make_subtitle (priv);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (priv->spinner, state == AC_ROW_LOADING ||
                                             (ac_row_state_is_pending (state) && !priv->offline));
  gtk_widget_set_visible (priv->offline_icon, priv->offline && state != AC_ROW_ERROR);
  gtk_label_set_label (priv->badge, priv->badge_text != NULL ? priv->badge_text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->badge), priv->badge_text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), state != AC_ROW_LOADING);
  update_actions (GTK_WIDGET (self), priv, state);
  update_button (self, state);
  update_switch (priv, state);
  /* A row that opens something does that when it is activated. */
  if (priv->has_switch && gtk_actionable_get_action_name (GTK_ACTIONABLE (self)) == NULL)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (priv->switch_));
  update_style (self, state);
  update_accessible (self);
}

void
ac_row_freeze (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  priv->frozen++;
}

void
ac_row_thaw (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self) && priv->frozen > 0);

  priv->frozen--;
  if (priv->stale)
    ac_row_refresh (self);
}

AcRowState
ac_row_get_state (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_val_if_fail (AC_IS_ROW (self), AC_ROW_ERROR);

  return get_shown (priv);
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
  gboolean ended = FALSE;

  g_return_if_fail (AC_IS_ROW (self));

  if (priv->state == state)
    return;

  ended = ac_row_state_is_pending (priv->state) && !ac_row_state_is_pending (state) &&
          state != AC_ROW_LOADING;
  priv->state = state;
  ac_row_refresh (self);
  if (ended && gtk_widget_get_mapped (GTK_WIDGET (self)))
    announce_end (self);
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
  if (priv->offline)
    {
      g_autofree char *now = ac_words_time (g_get_real_time () / 1000);
      /* Translators: %s is a time */
      g_autofree char *known = g_strdup_printf (_("Last known at %s"), now);

      gtk_widget_set_tooltip_text (priv->offline_icon, known);
    }
  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFLINE]);
}

static void
take_words (AcRow *self, char **place, const char *words, guint prop_id)
{
  if (!g_set_str (place, words))
    return;

  ac_row_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

void
ac_row_set_detail (AcRow *self, const char *detail)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  take_words (self, &priv->detail, detail, PROP_DETAIL);
}

void
ac_row_set_reason (AcRow *self, const char *reason)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  take_words (self, &priv->reason, reason, PROP_REASON);
}

void
ac_row_set_badge (AcRow *self, const char *badge)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  take_words (self, &priv->badge_text, badge, PROP_BADGE);
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
ac_row_set_unavailable (AcRow *self, AcUnavailable why, const char *manager, const char *uri)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));
  g_return_if_fail (uri == NULL || (why == AC_UNAVAILABLE_CONNECTOR && manager != NULL));

  priv->unavailable = why;
  g_set_str (&priv->manager_uri, uri);
  if (uri != NULL)
    {
      /* Translators: %s is a service, which is the only place where this can be changed */
      g_autofree char *label = g_strdup_printf (_("Managed by %s"), manager);

      gtk_link_button_set_uri (GTK_LINK_BUTTON (priv->manager), uri);
      gtk_button_set_label (GTK_BUTTON (priv->manager), label);
    }
  ac_row_refresh (self);
}

void
ac_row_set_button (AcRow *self, const char *label, const char *action_name, GVariant *target)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  g_set_str (&priv->label, label);
  g_set_str (&priv->action, action_name);
  g_clear_pointer (&priv->target, g_variant_unref);
  if (target != NULL)
    priv->target = g_variant_ref_sink (target);
  ac_row_refresh (self);
}

void
ac_row_set_neutral (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  priv->neutral = TRUE;
  ac_row_refresh (self);
}

void
ac_row_set_outside (AcRow *self)
{
  AcRowPrivate *priv = ac_row_get_instance_private (self);

  g_return_if_fail (AC_IS_ROW (self));

  priv->outside = TRUE;
  ac_row_refresh (self);
}
