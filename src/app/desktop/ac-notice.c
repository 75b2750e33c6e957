/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-app-words.h"
#include "ac-client-rules.h"
#include "ac-find.h"
#include "ac-notice.h"

/* More of a kind become one. */
#define MOST_OF_A_KIND 2

static void
notice_free (gpointer data)
{
  AcNotice *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->parts);
  g_object_unref (self->notification);
  g_free (self);
}

/* Takes id and place; title and body may be NULL where they come later. */
static AcNotice *
make_notice (char *id, const char *title, const char *body, char *place)
{
  AcNotice *self = g_new0 (AcNotice, 1);

  self->id = id;
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->notification = g_notification_new (title != NULL ? title : "");
  if (body != NULL)
    g_notification_set_body (self->notification, body);
  g_notification_set_default_action_and_target (self->notification, "app.open", "s", place);
  g_free (place);
  return self;
}

static gboolean
is_of_keyring (AcError reason)
{
  return reason == AC_ERROR_KEYRING_LOCKED || reason == AC_ERROR_KEYRING_MISSING ||
         reason == AC_ERROR_KEYRING_SILENT;
}

static gboolean
needs_person (AcDelivery *delivery)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);

  return state == AC_DELIVERY_FAILED || state == AC_DELIVERY_NEEDS_YOU ||
         state == AC_DELIVERY_MISSED || state == AC_DELIVERY_REMOVE_FAILED;
}

static AcNotice *
tell_account (AcAccount *account)
{
  const char *id = ac_account_get_id (account);
  const AcError reason = ac_account_get_reason (account);
  /* Translators: %s is the name of an account, such as @alice@mastodon.example */
  g_autofree char *title = g_strdup_printf (_("%s needs you"), ac_account_get_handle (account));
  g_autofree char *body = ac_words_error (reason);
  AcNotice *self = make_notice (g_strconcat ("account-", id, NULL), title, body,
                                g_strconcat ("accounts/", id, NULL));

  if (reason == AC_ERROR_SIGN_IN_REQUIRED || reason == AC_ERROR_SCOPE_MISSING)
    g_notification_add_button_with_target (self->notification, _("Sign In"), "app.sign-in", "s",
                                                                 id);
  g_ptr_array_add (self->parts, g_strdup_printf ("%s:%d", id, reason));
  return self;
}

static const char *
get_delivery_title (AcDeliveryState state)
{
  if (state == AC_DELIVERY_NEEDS_YOU)
    /* Translators: %s is a service */
    return _("Was it posted at %s?");
  if (state == AC_DELIVERY_MISSED)
    /* Translators: %s is a service */
    return _("Share now at %s?");
  if (state == AC_DELIVERY_REMOVE_FAILED)
    /* Translators: %s is a service */
    return _("Still there at %s");

  /* Translators: %s is a service */
  return _("Not shared at %s");
}

/* Never a word of the status: a lock screen may show this. */
static AcNotice *
tell_delivery (AcDelivery *delivery)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);
  const char *status_id = ac_delivery_get_status_id (delivery);
  g_autofree char *body = ac_words_delivery (delivery);
  AcNotice *self =
      make_notice (g_strconcat ("status-", status_id, NULL), NULL, body, g_strdup ("status"));
  g_autoptr(GString) title = g_string_new (get_delivery_title (state));

  g_string_replace (title, "%s", ac_words_service (ac_delivery_get_service (delivery)), 1);
  g_notification_set_title (self->notification, title->str);
  if (state != AC_DELIVERY_NEEDS_YOU)
    g_notification_add_button_with_target (self->notification, state == AC_DELIVERY_MISSED
                                           ? _("Share Now")
                                           : _("Try Again"), "app.retry", "s", status_id);
  return self;
}

static void
add_part (AcNotice *self, AcDelivery *delivery)
{
  g_ptr_array_add (self->parts,
                   g_strdup_printf ("%s:%s", ac_delivery_get_id (delivery),
                                    ac_delivery_state_to_slug (ac_delivery_get_state (delivery))));
}

/* Another copy of a status that is told of already. */
static void
join_delivery (AcNotice *self, AcDelivery *delivery)
{
  g_autofree char *title = NULL;

  add_part (self, delivery);
  title = g_strdup_printf (ngettext ("A status needs you at %u place",
                                     "A status needs you at %u places", self->parts->len),
                           self->parts->len);
  g_notification_set_title (self->notification, title);
  g_notification_set_body (self->notification, _("See what became of each copy"));
}

/* One in place of many, which it takes over. */
static void
bundle (GPtrArray *notices, const char *id, const char *title, const char *place)
{
  AcNotice *all = make_notice (g_strdup (id), title, NULL, g_strdup (place));

  for (guint i = 0; i < notices->len; i++)
    {
      AcNotice *notice = g_ptr_array_index (notices, i);

      for (guint k = 0; k < notice->parts->len; k++)
        g_ptr_array_add (all->parts, g_strdup (g_ptr_array_index (notice->parts, k)));
    }

  g_ptr_array_set_size (notices, 0);
  g_ptr_array_add (notices, all);
}

static GPtrArray *
list_accounts (GListModel *accounts)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (notice_free);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      if (ac_account_get_state (account) == AC_ACCOUNT_ATTENTION &&
          !is_of_keyring (ac_account_get_reason (account)))
        g_ptr_array_add (notices, tell_account (account));
    }

  return notices;
}

static GPtrArray *
list_statuses (GListModel *deliveries)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (notice_free);
  g_autoptr(GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      AcNotice *notice = g_hash_table_lookup (told, ac_delivery_get_status_id (delivery));

      if (!needs_person (delivery))
        continue;
      if (notice != NULL)
        {
          join_delivery (notice, delivery);
          continue;
        }

      notice = tell_delivery (delivery);
      add_part (notice, delivery);
      g_ptr_array_add (notices, notice);
      g_hash_table_insert (told, (gpointer) (notice->id + strlen ("status-")), notice);
    }

  return notices;
}

/* What waits for the keyring is one matter, however many deliveries wait. */
static AcNotice *
tell_keyring (GListModel *deliveries)
{
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      AcNotice *self = NULL;

      if (ac_delivery_get_state (delivery) != AC_DELIVERY_SIGN_IN_NEEDED ||
          ac_delivery_get_error (delivery) != AC_ERROR_KEYRING_LOCKED)
        continue;

      self = make_notice (g_strdup ("keyring"),
                          _("Sending waits for your keyring"),
                            _("What you shared is sent once the keyring is unlocked"),
                              g_strdup ("security/keyring"));
      g_notification_add_button (self->notification, _("Unlock"), "app.unlock");
      g_ptr_array_add (self->parts, g_strdup ("locked"));
      return self;
    }

  return NULL;
}

static void
bundle_many (GPtrArray *accounts, GPtrArray *statuses)
{
  g_autofree char *first = g_strdup_printf (
      ngettext ("%u account needs you", "%u accounts need you", accounts->len), accounts->len);
  g_autofree char *second = g_strdup_printf (
      ngettext ("%u status needs you", "%u statuses need you", statuses->len), statuses->len);

  if (accounts->len > MOST_OF_A_KIND)
    bundle (accounts, "accounts", first, "overview");
  if (statuses->len > MOST_OF_A_KIND)
    bundle (statuses, "statuses", second, "overview");
}

static const char *
name_account (GListModel *accounts, const char *id)
{
  AcAccount *account = ac_find (accounts, (AcGetId) ac_account_get_id, id, NULL);

  return account != NULL ? ac_account_get_handle (account) : "";
}

static char *
describe_stop (const AcShareRuleFacts *facts, const char *from, const char *to)
{
  if (facts->ended == AC_SHARE_RULE_END_REPEATS)
    /* Translators: the two are accounts */
    return g_strdup_printf (_("The same words came again and again. From %s to %s"), from, to);

  return g_strdup_printf (ngettext ("There was more than %u post in an hour. From %s to %s",
                                    "There were more than %u posts in an hour. From %s to %s",
                                    facts->per_hour),
                          facts->per_hour, from, to);
}

static AcNotice *
tell_rule (const AcShareRuleFacts *facts, GListModel *accounts)
{
  g_autofree char *body = describe_stop (facts, name_account (accounts, facts->from),
                                         name_account (accounts, facts->to));
  AcNotice *self = make_notice (g_strconcat ("rule-", facts->id, NULL),
                                _("Automatic sharing turned itself off"), body,
                                  g_strconcat ("status/", facts->id, NULL));

  /* Turned on again and stopped again it is told again. */
  g_ptr_array_add (self->parts, g_strdup_printf ("%s:%" G_GINT64_FORMAT, facts->id, facts->since));
  return self;
}

static GPtrArray *
list_rules (GListModel *rules, GListModel *accounts)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (notice_free);
  const char *many = _("Automatic sharing turned itself off at several places");

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (rules, i);
      const AcShareRuleFacts *facts = ac_share_rule_get_facts (rule);

      if (ac_share_rule_facts_have_stopped (facts))
        g_ptr_array_add (notices, tell_rule (facts, accounts));
    }

  if (notices->len > MOST_OF_A_KIND)
    bundle (notices, "rules", many, "status/automatic");
  return notices;
}

GPtrArray *
ac_notice_list (GListModel *accounts, GListModel *deliveries, GListModel *rules)
{
  GPtrArray *all = list_accounts (accounts);
  GPtrArray *statuses = list_statuses (deliveries);
  AcNotice *keyring = tell_keyring (deliveries);

  bundle_many (all, statuses);
  g_ptr_array_extend_and_steal (all, statuses);
  g_ptr_array_extend_and_steal (all, list_rules (rules, accounts));
  if (keyring != NULL)
    g_ptr_array_add (all, keyring);
  return all;
}
