/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-checkup.h"
#include "ac-finding.h"
#include "ac-keyring-remedy.h"
#include "accounts/ac-account-row.h"

struct _AcCheckup
{
  GObject parent_instance;
  AcChoice *choice;
  AcClient *client;
  AcKeyringMonitor *keyring;
  GPtrArray *findings;
};

static GType
get_item_type (GListModel *model)
{
  return AC_TYPE_FINDING;
}

static guint
get_n_items (GListModel *model)
{
  return AC_CHECKUP (model)->findings->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *findings = AC_CHECKUP (model)->findings;

  return position < findings->len ? g_object_ref (g_ptr_array_index (findings, position)) : NULL;
}

static void
init_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AcCheckup,
                               ac_checkup,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_model))

static void
add_keyring (AcCheckup *self, GPtrArray *found)
{
  const AcKeyringState state = ac_keyring_monitor_get_state (self->keyring);
  const AcKeyringRemedy remedy = ac_keyring_find_remedy (state);
  const char *program = ac_keyring_monitor_get_program (self->keyring);

  if (remedy.label != NULL)
    g_ptr_array_add (found,
                     ac_finding_new (program != NULL
                                         ? program
                                         : _("Keyring"),
                                             ac_words_keyring (ac_keyring_state_get_slug (state)),
                                             remedy.label, remedy.action, NULL));
}

static void
add_sign_in (AcCheckup *self, GPtrArray *found)
{
  AcSession *session = ac_client_get_session (self->client);

  if (ac_client_needs_sign_in (self->client))
    g_ptr_array_add (
        found, ac_finding_new (ac_session_get_name (session),
                               _("Your sign-in there has ended. What you have there is not lost"),
                                 _("Sign In…"), "win.sign-in-to-server",
                                   ac_session_get_address (session)));
}

static void
add_sign_outs (AcCheckup *self, GPtrArray *found)
{
  GListModel *sign_ins = G_LIST_MODEL (ac_choice_get_sign_ins (self->choice));

  for (guint i = 0; i < g_list_model_get_n_items (sign_ins); i++)
    {
      g_autoptr(AcSession) session = g_list_model_get_item (sign_ins, i);

      if (ac_session_get_signing_out (session))
        g_ptr_array_add (
            found,
            ac_finding_new (ac_session_get_name (session),
                            _("Signed out here, but the server could not be told yet"),
                              _("Try Now"), "win.end-sign-out", ac_session_get_id (session)));
    }
}

/* What was typed here allows more than what the service grants in the browser, and for longer.
 * Returns: (nullable): what to say about it */
static const char *
judge_password (AcAccount *account)
{
  const char *scopes = ac_account_get_scopes (account);

  if (scopes == NULL)
    return NULL;
  if (g_str_equal (scopes, "com.atproto.access"))
    return _("Signed in with the account's own password, which allows everything. Signing in at the service allows less");
  if (g_str_has_prefix (scopes, "com.atproto.appPass"))
    return _("Signed in with an app password, which allows nearly everything. Signing in at the service allows less");

  return NULL;
}

static AcFinding *
examine_account (AcAccount *account)
{
  const char *handle = ac_account_get_handle (account);
  const char *title = handle != NULL ? handle : ac_words_service (ac_account_get_service (account));
  const char *id = ac_account_get_id (account);
  const AcError reason = ac_account_get_reason (account);
  g_autofree char *words = ac_words_account (account);

  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return NULL;
  if (ac_account_get_state (account) == AC_ACCOUNT_ON)
    return judge_password (account) != NULL
        ? ac_finding_new (title, judge_password (account), _("Sign In…"), "win.sign-in", id) : NULL;

  /* The keyring speaks for itself. */
  if (reason == AC_ERROR_KEYRING_LOCKED || reason == AC_ERROR_KEYRING_MISSING ||
      reason == AC_ERROR_KEYRING_SILENT)
    return NULL;

  return ac_account_row_is_mended_by_sign_in (account)
      ? ac_finding_new (title, words, _("Sign In…"), "win.sign-in", id)
                        : ac_finding_new (title, words, _("Details…"), "win.account", id);
}

static void
add_accounts (AcCheckup *self, GPtrArray *found)
{
  GListModel *accounts = ac_client_get_accounts (self->client);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);
      AcFinding *finding = examine_account (account);

      if (finding != NULL)
        g_ptr_array_add (found, finding);
    }
}

/* How many stand unchanged at the beginning; they keep their objects. */
static guint
keep_beginning (GPtrArray *known, GPtrArray *found)
{
  guint same = 0;

  while (same < known->len && same < found->len &&
         ac_finding_equal (g_ptr_array_index (known, same), g_ptr_array_index (found, same)))
    {
      g_set_object ((AcFinding **) &g_ptr_array_index (found, same),
                    g_ptr_array_index (known, same));
      same++;
    }

  return same;
}

static guint
keep_end (GPtrArray *known, GPtrArray *found, guint beginning)
{
  guint same = 0;

  while (same + beginning < known->len && same + beginning < found->len)
    {
      AcFinding **place = (AcFinding **) &g_ptr_array_index (found, found->len - 1 - same);
      AcFinding *old = g_ptr_array_index (known, known->len - 1 - same);

      if (!ac_finding_equal (old, *place))
        break;
      g_set_object (place, old);
      same++;
    }

  return same;
}

static void
look (AcCheckup *self)
{
  g_autoptr(GPtrArray) known = self->findings;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  guint beginning = 0;
  guint end = 0;

  add_keyring (self, found);
  add_sign_in (self, found);
  add_sign_outs (self, found);
  add_accounts (self, found);
  beginning = keep_beginning (known, found);
  end = keep_end (known, found, beginning);
  self->findings = found;
  if (known->len != found->len || beginning + end < found->len)
    g_list_model_items_changed (G_LIST_MODEL (self), beginning, known->len - beginning - end,
                                found->len - beginning - end);
}

static void
items_changed_cb (AcCheckup *self, guint position, guint removed, guint added, GListModel *model)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      g_signal_handlers_disconnect_by_func (item, look, self);
      g_signal_connect_object (item, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
    }

  look (self);
}

static void
follow (AcCheckup *self, GListModel *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (model), model);
}

static void
ac_checkup_finalize (GObject *object)
{
  AcCheckup *self = AC_CHECKUP (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->client);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_checkup_parent_class)->finalize (object);
}

static void
ac_checkup_class_init (AcCheckupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_checkup_finalize;
}

static void
ac_checkup_init (AcCheckup *self)
{
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
}

AcCheckup *
ac_checkup_new (AcChoice *choice, AcClient *client, AcKeyringMonitor *keyring)
{
  AcCheckup *self = g_object_new (AC_TYPE_CHECKUP, NULL);

  self->choice = g_object_ref (choice);
  self->client = g_object_ref (client);
  self->keyring = g_object_ref (keyring);
  g_signal_connect_object (client, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keyring, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  follow (self, G_LIST_MODEL (ac_choice_get_sign_ins (choice)));
  follow (self, ac_client_get_accounts (client));
  return self;
}
