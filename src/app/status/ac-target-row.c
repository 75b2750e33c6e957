/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-target-row.h"
#include "ac-app-words.h"
#include "ac-left.h"
#include "ac-own-text-row.h"
#include "ac-row.h"
#include "ac-sharable.h"
#include "ac-shell.h"
#include "ac-splitter.h"

struct _AcTargetRow
{
  AdwExpanderRow parent_instance;
  AcAccount *account; /* or, by hand, */
  AcServiceItem *service;
  char *link_id; /* (nullable): because of which it is chosen */
  char *with;    /* then: the account that it is linked with */
  gboolean practice;
  AcServiceItem *rules; /* (nullable): of the account's service */
  AcWording wording;    /* of the text that was measured last */
  int left;             /* of it; G_MAXINT: no limit */
  GStrv parts;          /* (nullable): of that text, where it is too long for one post */
  AcLongText long_text;
  char *problem; /* (nullable): why the pictures can't be shared there */
  char *change;  /* (nullable): what is done to them first */
  AdwComboRow *form_row;
  GtkStringList *form_names;
  AdwComboRow *audience_row;
  GtkStringList *audience_names;
  AdwActionRow *only_row; /* where there is nothing to choose */
  AcOwnTextRow *own_text_row;
};

G_DEFINE_FINAL_TYPE (AcTargetRow, ac_target_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TURNED,
  SIGNAL_OWN_TEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_audiences (AcTargetRow *self)
{
  return self->account != NULL ? ac_account_get_audiences (self->account)
                               : ac_service_item_get_service (self->service)->audiences;
}

/* Which pictures the row's service takes of the account; without types: it isn't known. */
static AcPictureBounds
get_bounds (AcTargetRow *self)
{
  if (self->account == NULL || self->rules == NULL)
    return (AcPictureBounds) { 0 };
  return ac_picture_rules_get_bounds (&ac_service_item_get_service (self->rules)->pictures,
                                      ac_account_get_picture_limits (self->account));
}

/* (nullable): nothing is done to them. */
static char *
describe_change (AcTargetRow *self, GListModel *pictures)
{
  const AcPictureBounds bounds = get_bounds (self);
  const guint n = g_list_model_get_n_items (pictures);

  switch (bounds.types != 0 ? ac_picture_bounds_judge (&bounds, pictures) : AC_FITTING_AS_IT_IS)
    {
    case AC_FITTING_SMALLER:
      return g_strdup (
          ngettext ("the picture will be made smaller", "pictures will be made smaller", n));
    case AC_FITTING_OTHER_TYPE:
      return g_strdup (ngettext ("the picture will be turned into a JPEG",
                                 "pictures will be turned into JPEGs", n));
    case AC_FITTING_AS_IT_IS:
    default:
      return NULL;
    }
}

static char *
describe_audience (AcTargetRow *self)
{
  const char *service = ac_target_row_get_service (self);
  const char *audience = ac_words_audience (service, ac_target_row_get_audience (self));

  switch (ac_target_row_get_form (self))
    {
    case AC_FORM_STORY:
      return g_strdup_printf ("%s · %s", _("Story, without the text"), audience);
    case AC_FORM_GHOST:
      return g_strdup_printf ("%s · %s", _("Ghost post, for 24 hours"), audience);
    case AC_FORM_POST:
    default:
      return g_strdup (audience);
    }
}

static const char *
describe_form (AcForm form)
{
  switch (form)
    {
    case AC_FORM_STORY:
      return _("One picture or video, without the text. It ends by itself after 24 hours");
    case AC_FORM_GHOST:
      return _("Text alone. After 24 hours nobody but you can see it there");
    case AC_FORM_POST:
    default:
      return "";
    }
}

static char *
describe (AcTargetRow *self)
{
  const char *service = ac_words_service (ac_target_row_get_service (self));
  g_autofree char *audience = describe_audience (self);

  if (self->problem != NULL)
    return g_strdup_printf ("%s · %s", service, self->problem);
  if (self->account == NULL)
    return g_strdup (_("You get a link, and share it yourself"));
  if (!ac_target_row_get_chosen (self))
    return g_strdup (service);
  if (self->link_id != NULL)
    /* Translators: a service, who can see it there, and the account it is linked with */
    return g_strdup_printf (_("%s · %s · because it is linked with %s"), service, audience,
                              self->with);
  return g_strdup_printf ("%s · %s", service, audience);
}

/* By its own rule; NULL where there is nothing to say. */
static char *
describe_length (AcTargetRow *self)
{
  const guint n = self->parts != NULL ? g_strv_length (self->parts) : 0;

  if (!ac_target_row_get_chosen (self) || self->left == G_MAXINT)
    return NULL;
  if (ac_target_row_is_thread (self))
    return g_strdup_printf (ngettext ("thread of %u post", "thread of %u posts", n), n);
  return ac_left_describe (self->left);
}

static char *
describe_with_change (AcTargetRow *self)
{
  g_autofree char *target = describe (self);

  if (self->change == NULL || self->problem != NULL || !ac_target_row_get_chosen (self))
    return g_steal_pointer (&target);
  return g_strdup_printf ("%s · %s", target, self->change);
}

static void
update_words (AcTargetRow *self)
{
  g_autofree char *target = describe_with_change (self);
  g_autofree char *length = describe_length (self);
  g_autofree char *own = ac_target_row_get_own_text (self) != NULL
      ? g_strdup_printf ("%s · %s", target, _("text of its own")) : g_strdup (target);
  g_autofree char *words =
      length != NULL ? g_strdup_printf ("%s · %s", own, length) : g_strdup (own);
  g_autofree char *subtitle = ac_row_mark_practice (words, self->practice);
  const char *service = ac_target_row_get_service (self);
  const AcAudience audience = ac_target_row_get_audience (self);
  const char *detail = ac_words_audience_detail (service, audience);
  g_autofree char *only = g_strdup_printf ("%s\n%s", ac_words_audience (service, audience), detail);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->audience_row), detail);
  adw_action_row_set_subtitle (self->only_row, only);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->form_row),
                               describe_form (ac_target_row_get_form (self)));
}

static void
update_subtitle (AcTargetRow *self)
{
  update_words (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
begin_own_text_cb (AcTargetRow *self)
{
  g_signal_emit (self, signals[SIGNAL_OWN_TEXT], 0);
}

static void
chosen_cb (AcTargetRow *self)
{
  /* Whoever turns a target on sees at once who will read it. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), ac_target_row_get_chosen (self));
  if (!ac_target_row_get_chosen (self))
    g_clear_pointer (&self->link_id, g_free);
  update_subtitle (self);
  g_signal_emit (self, signals[SIGNAL_TURNED], 0);
}

static void
ac_target_row_root (GtkWidget *widget)
{
  AcTargetRow *self = AC_TARGET_ROW (widget);
  AcClient *client = NULL;

  GTK_WIDGET_CLASS (ac_target_row_parent_class)->root (widget);

  client = ac_shell_find_client (widget);
  self->practice = client != NULL && ac_client_get_practice (client);
  update_subtitle (self);
}

static void
ac_target_row_dispose (GObject *object)
{
  AcTargetRow *self = AC_TARGET_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_TARGET_ROW);
  g_clear_object (&self->account);
  g_clear_object (&self->service);
  g_clear_pointer (&self->link_id, g_free);
  g_clear_pointer (&self->with, g_free);
  g_clear_object (&self->rules);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->change, g_free);
  g_clear_pointer (&self->parts, g_strfreev);
  ac_wording_clear (&self->wording);

  G_OBJECT_CLASS (ac_target_row_parent_class)->dispose (object);
}

static void
ac_target_row_class_init (AcTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_target_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  signals[SIGNAL_TURNED] = g_signal_new ("turned", AC_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OWN_TEXT] = g_signal_new ("own-text", AC_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->root = ac_target_row_root;

  g_type_ensure (AC_TYPE_OWN_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, form_row);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, form_names);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, audience_row);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, audience_names);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, only_row);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, own_text_row);
  gtk_widget_class_bind_template_callback (widget_class, begin_own_text_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "own_text_changed_cb",
                                                G_CALLBACK (update_subtitle));
}

static void
ac_target_row_init (AcTargetRow *self)
{
  self->left = G_MAXINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->audience_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->form_row));
}

static void
fill_audiences (AcTargetRow *self)
{
  const guint audiences = get_audiences (self);
  /* What the person said, or the narrowest that still is sharing: to mention nobody reaches nobody.
   */
  const AcAudience usual = self->account != NULL ? ac_account_get_audience (self->account)
                           : audiences > 1       ? AC_AUDIENCE_FOLLOWERS
                                                 : AC_AUDIENCE_DIRECT;
  guint selected = 0;
  guint n = 0;

  for (AcAudience i = AC_AUDIENCE_DIRECT; i <= AC_AUDIENCE_PUBLIC; i++)
    {
      if ((audiences & (1u << i)) == 0)
        continue;

      gtk_string_list_append (self->audience_names,
                              ac_words_audience (ac_target_row_get_service (self), i));
      if (i <= usual)
        selected = n;
      n++;
    }
  adw_combo_row_set_selected (self->audience_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->audience_row), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->only_row), n == 1);
}

GtkWidget *
ac_target_row_new (GObject *item)
{
  AcTargetRow *self = g_object_new (AC_TYPE_TARGET_ROW, NULL);

  if (AC_IS_ACCOUNT (item))
    self->account = g_object_ref (AC_ACCOUNT (item));
  else
    self->service = g_object_ref (AC_SERVICE_ITEM (item));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 self->account != NULL ? ac_account_get_handle (self->account)
                                                       : ac_service_item_get_name (self->service));
  ac_own_text_row_set_place (self->own_text_row,
                             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  fill_audiences (self);
  g_signal_connect_object (self, "notify::enable-expansion", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->audience_row, "notify::selected", G_CALLBACK (update_subtitle),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form_row, "notify::selected", G_CALLBACK (update_subtitle), self,
                           G_CONNECT_SWAPPED);
  update_subtitle (self);
  return GTK_WIDGET (self);
}

const char *
ac_target_row_get_service (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->account != NULL ? ac_account_get_service (self->account)
                               : ac_service_item_get_id (self->service);
}

const AcTextLimits *
ac_target_row_get_limits (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->account != NULL ? ac_account_get_limits (self->account)
                               : &ac_service_item_get_service (self->service)->limits;
}

void
ac_target_row_describe (AcTargetRow *self, AcTarget *target)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  target->account_id = self->account != NULL ? ac_account_get_id (self->account) : NULL;
  target->service = self->account == NULL ? ac_service_item_get_id (self->service) : NULL;
  target->audience = ac_target_row_get_audience (self);
  target->link_id = self->link_id;
  target->form = ac_target_row_get_form (self);
  target->text = ac_target_row_get_own_text (self);
  target->long_text = ac_target_row_has_threads (self) ? self->long_text : AC_LONG_TEXT_REFUSE;
}

AcAccount *
ac_target_row_get_account (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->account;
}

const char *
ac_target_row_get_link (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->link_id;
}

void
ac_target_row_choose (AcTargetRow *self, const char *link_id, AcAccount *with)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));
  g_return_if_fail (link_id != NULL && AC_IS_ACCOUNT (with));

  g_set_str (&self->link_id, link_id);
  g_set_str (&self->with, ac_account_get_handle (with));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), TRUE);
}

/* Of those that aren't offered any more the narrowest takes the place. */
void
ac_target_row_restore (AcTargetRow *self, AcAudience audience, AcForm form, gboolean chosen)
{
  const guint audiences = get_audiences (self);
  guint position = 0;

  g_return_if_fail (AC_IS_TARGET_ROW (self));

  for (AcAudience i = AC_AUDIENCE_DIRECT; i < audience; i++)
    position += (audiences & (1u << i)) != 0;
  adw_combo_row_set_selected (self->audience_row,
                              (audiences & (1u << audience)) != 0 ? position : 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->form_names)); i++)
    {
      adw_combo_row_set_selected (self->form_row, i);
      if (ac_target_row_get_form (self) == form)
        break;
    }
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), chosen);
}

void
ac_target_row_leave (AcTargetRow *self)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
}

void
ac_target_row_set_rules (AcTargetRow *self, AcServiceItem *item)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  g_set_object (&self->rules, item);
  for (AcForm i = AC_FORM_POST; item != NULL && i <= AC_FORM_LAST; i++)
    if (ac_service_has_form (ac_service_item_get_service (item), i))
      gtk_string_list_append (self->form_names, ac_words_form (i));
  gtk_widget_set_visible (GTK_WIDGET (self->form_row),
                          g_list_model_get_n_items (G_LIST_MODEL (self->form_names)) > 1);
}

AcForm
ac_target_row_get_form (AcTargetRow *self)
{
  guint position = 0;

  g_return_val_if_fail (AC_IS_TARGET_ROW (self), AC_FORM_POST);

  for (AcForm i = AC_FORM_POST; self->rules != NULL && i <= AC_FORM_LAST; i++)
    if (ac_service_has_form (ac_service_item_get_service (self->rules), i) &&
        position++ == adw_combo_row_get_selected (self->form_row))
      return i;
  return AC_FORM_POST;
}

/* "3 seconds" */
static char *
name_seconds (guint seconds)
{
  return seconds % 60 == 0
             ? g_strdup_printf (ngettext ("%u minute", "%u minutes", seconds / 60), seconds / 60)
             : g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);
}

static char *
describe_refused_video (AcTargetRow *self, const AcService *service, AcPicture *video, guint n)
{
  const AcVideoRules rules = ac_sharable_get_video_rules (service, self->account);
  AcForm form = ac_target_row_get_form (self);
  guint max = ac_video_rules_get_max (&rules, form);
  g_autofree char *size = g_format_size (rules.max_size);
  g_autofree char *longest = name_seconds (max);
  g_autofree char *shortest = name_seconds (ac_video_rules_get_min (&rules, form));

  if (rules.max_size == 0)
    return g_strdup (_("Takes no videos"));
  if (n > 1)
    return g_strdup (_("Takes one video, with no picture beside it"));
  if (max > 0 && ac_picture_get_ms (video) > max * 1000)
    /* Translators: %s is a time, such as 60 seconds */
    return g_strdup_printf (_("Takes videos of %s at most"), longest);
  if (ac_picture_get_size (video) <= rules.max_size)
    /* Translators: %s is a time, such as 3 seconds */
    return g_strdup_printf (_("Takes videos of %s at least"), shortest);
  return g_strdup_printf (_("Takes videos of %s at most"), size);
}

static char *
describe_refusal (AcTargetRow *self, const AcService *service, GListModel *pictures)
{
  const AcPictureRules *rules = &service->pictures;
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);
  guint max = ac_target_row_get_form (self) == AC_FORM_STORY ? MIN (rules->max, 1) : rules->max;

  if (ac_target_row_get_form (self) == AC_FORM_GHOST)
    return g_strdup (_("A ghost post is text alone"));
  if (video != NULL)
    return describe_refused_video (self, service, video, g_list_model_get_n_items (pictures));
  if (max == 0)
    return g_strdup (_("Takes no pictures"));
  return g_strdup_printf (ngettext ("Takes %u picture only", "Takes %u pictures only", max), max);
}

static gboolean
is_own_text_empty (AcTargetRow *self)
{
  g_autofree char *own = g_strdup (ac_target_row_get_own_text (self));

  return own != NULL && *g_strstrip (own) == '\0';
}

static gboolean
needs_text (AcTargetRow *self)
{
  return ac_target_row_get_chosen (self) && ac_target_row_get_own_text (self) == NULL &&
         ac_target_row_get_form (self) != AC_FORM_STORY;
}

static char *
describe_problem (AcTargetRow *self, GListModel *pictures, gboolean wordless)
{
  const AcService *service = self->rules != NULL ? ac_service_item_get_service (self->rules) : NULL;
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);
  g_autoptr(GError) error = NULL;

  if (is_own_text_empty (self) && g_list_model_get_n_items (pictures) == 0)
    return g_strdup (_("Its text is empty"));
  if (wordless && needs_text (self))
    return g_strdup (_("Needs a text"));
  if (self->account == NULL && video != NULL)
    return g_strdup (_("A link carries no videos"));
  if (self->account == NULL)
    return g_list_model_get_n_items (pictures) > 0 ? g_strdup (_("A link carries no pictures"))
                                                   : NULL;
  if (service == NULL ||
      ac_sharable_check_pictures (service, self->account, ac_target_row_get_form (self), pictures,
                                  &error))
    return NULL;
  if (g_error_matches (error, AC_ERROR, AC_ERROR_PICTURE_NEEDED))
    return g_strdup (_("Needs a picture"));
  if (g_error_matches (error, AC_ERROR, AC_ERROR_NEEDS_SERVER))
    return g_strdup (_("Takes pictures only through a backend on a server"));
  if (g_error_matches (error, AC_ERROR, AC_ERROR_SCOPE_MISSING))
    return g_strdup (_("Sign in again, in Accounts & Linking, to share videos"));
  return describe_refusal (self, service, pictures);
}

gboolean
ac_target_row_check (AcTargetRow *self, GListModel *pictures, gboolean wordless)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  g_free (self->problem);
  self->problem = describe_problem (self, pictures, wordless);
  g_free (self->change);
  self->change = describe_change (self, pictures);
  update_words (self);
  return self->problem == NULL;
}

gboolean
ac_target_row_get_chosen (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
}

AcAudience
ac_target_row_get_audience (AcTargetRow *self)
{
  guint audiences = get_audiences (self);
  guint selected = adw_combo_row_get_selected (self->audience_row);
  guint position = 0;

  for (AcAudience i = AC_AUDIENCE_DIRECT; i <= AC_AUDIENCE_PUBLIC; i++)
    {
      if ((audiences & (1u << i)) != 0 && position++ == selected)
        return i;
    }

  return AC_AUDIENCE_DIRECT;
}

gboolean
ac_target_row_has_threads (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return self->account != NULL && self->rules != NULL &&
         ac_service_item_get_service (self->rules)->threads &&
         ac_target_row_get_form (self) == AC_FORM_POST;
}

gboolean
ac_target_row_takes_cards (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return self->rules != NULL && ac_service_item_get_service (self->rules)->link_cards;
}

const AcWording *
ac_target_row_get_wording (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return &self->wording;
}

static gboolean
has_notes (AcTargetRow *self)
{
  return self->rules != NULL && ac_service_item_get_service (self->rules)->notes;
}

void
ac_target_row_measure (AcTargetRow *self, const char *text, const char *note, AcLongText long_text)
{
  const AcTextLimits *limits = NULL;

  g_return_if_fail (AC_IS_TARGET_ROW (self));

  ac_wording_clear (&self->wording);
  ac_wording_init (&self->wording, note, ac_target_row_choose_text (self, text), has_notes (self),
                   ac_target_row_get_limits (self));
  text = self->wording.text;
  limits = &self->wording.limits;
  self->long_text = long_text;
  self->left = ac_target_row_get_form (self) == AC_FORM_STORY ? G_MAXINT
                                                              : ac_text_measure (text, limits).left;
  g_clear_pointer (&self->parts, g_strfreev);
  if (self->left < 0 && ac_target_row_has_threads (self))
    self->parts = ac_splitter_split (text, limits, long_text == AC_LONG_TEXT_NUMBERED_THREAD, NULL);
  ac_own_text_row_show_left (self->own_text_row, self->left);
  update_words (self);
}

int
ac_target_row_get_left (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), 0);

  return ac_target_row_is_thread (self) ? G_MAXINT : self->left;
}

gboolean
ac_target_row_is_too_long (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return self->left < 0;
}

gboolean
ac_target_row_is_thread (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return self->parts != NULL && self->long_text != AC_LONG_TEXT_REFUSE;
}

const char *const *
ac_target_row_get_parts (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return (const char *const *) self->parts;
}

/* A story leaves out every text. */
const char *
ac_target_row_get_own_text (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return ac_target_row_get_form (self) != AC_FORM_STORY
             ? ac_own_text_row_get_text (self->own_text_row)
             : NULL;
}

const char *
ac_target_row_get_written_text (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return ac_own_text_row_get_text (self->own_text_row);
}

const char *
ac_target_row_choose_text (AcTargetRow *self, const char *shared)
{
  const char *own = ac_target_row_get_own_text (self);

  return own != NULL ? own : shared;
}

void
ac_target_row_begin_own_text (AcTargetRow *self, const char *text)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  ac_own_text_row_begin (self->own_text_row, text);
}

void
ac_target_row_set_own_text (AcTargetRow *self, const char *text)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  ac_own_text_row_set_text (self->own_text_row, text);
}
