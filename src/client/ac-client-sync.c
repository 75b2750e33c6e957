/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"
#include "ac-clock.h"
#include "ac-future.h"

#define FIRST_PAUSE 1000
#define LONGEST_PAUSE 30000

typedef struct
{
  AcDueKind kind;
  char *id;
} Due;

/* One after the other: an answer that is older than an event can't be taken in after it. The fiber
 * keeps no hold on the client. */
typedef struct
{
  GWeakRef client;
  AcWire *wire;
  guint pause;
} Sync;

static void
due_free (gpointer data)
{
  Due *self = data;

  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Due, due_free)

static void
sync_free (gpointer data)
{
  Sync *self = data;

  g_weak_ref_clear (&self->client);
  g_object_unref (self->wire);
  g_free (self);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const Due *one = a;
  const Due *other = b;

  return one->kind == other->kind && g_strcmp0 (one->id, other->id) == 0 ? 0 : 1;
}

static JsonNode *
ask (Sync *sync, const char *path, const char *id, GError **error)
{
  g_autoptr(AcHttpRequest) request =
                ac_wire_request (sync->wire, "GET", "%s%s", path, id != NULL ? id : "");

  return dex_await_boxed (ac_wire_send (sync->wire, request), error);
}

static AcClient *
get_client (Sync *sync, GError **error)
{
  AcClient *self = g_weak_ref_get (&sync->client);

  if (self == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_CANCELLED, "The client is gone");
  return self;
}

static gboolean
load_services (Sync *sync, GError **error)
{
  g_autoptr(JsonNode) node = ask (sync, "/v1/services", NULL, error);
  g_autoptr(AcClient) self = NULL;

  if (node == NULL || !(self = get_client (sync, error)))
    return FALSE;

  return ac_client_take_services (self, node, error);
}

static gboolean
add_accounts (GPtrArray *accounts, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      AcAccount *account = ac_account_from_json (json_array_get_element (array, i), NULL);

      if (account == NULL)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "An account is not as agreed");
          return FALSE;
        }
      g_ptr_array_add (accounts, account);
    }

  return TRUE;
}

static gboolean
load_accounts (Sync *sync, GError **error)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AcClient) self = NULL;
  g_autofree char *next = NULL;

  do
    {
      g_autofree char *cursor = next != NULL ? g_uri_escape_string (next, NULL, FALSE) : NULL;
      g_autoptr(JsonNode) node = cursor != NULL ? ask (sync, "/v1/accounts?cursor=", cursor, error)
                                                : ask (sync, "/v1/accounts", NULL, error);
      JsonArray *array = node != NULL ? ac_wire_read_page (node, &next, error) : NULL;

      if (array == NULL || !add_accounts (accounts, array, error))
        return FALSE;
    }
  while (next != NULL);

  if (!(self = get_client (sync, error)))
    return FALSE;

  ac_client_take_accounts (self, accounts);
  return TRUE;
}

static DexFuture *
reload_statuses (Sync *sync)
{
  g_autoptr(AcClient) self = g_weak_ref_get (&sync->client);

  if (self == NULL || !self->statuses_wanted)
    return dex_future_new_true ();

  return ac_status_list_reload (self->statuses);
}

static gboolean
load_sessions (Sync *sync, GError **error)
{
  g_autoptr(JsonNode) node = ask (sync, "/v1/sessions", NULL, error);
  g_autoptr(AcClient) self = NULL;

  if (node == NULL || !(self = get_client (sync, error)))
    return FALSE;

  return ac_client_take_sessions (self, node, error);
}

typedef void (*TakeListFunc) (AcClient *self, GListModel *items);

static gboolean
load_list (Sync *sync,
           const char *path,
           GType type,
           AcNounFunc from_json,
           TakeListFunc take,
           GError **error)
{
  g_autoptr(GListModel) items =
                dex_await_object (ac_wire_list (sync->wire, path, type, from_json), error);
  g_autoptr(AcClient) self = NULL;

  if (items == NULL || !(self = get_client (sync, error)))
    return FALSE;

  take (self, items);
  return TRUE;
}

static gboolean
load_links (Sync *sync, GError **error)
{
  return load_list (sync, "/v1/links", AC_TYPE_LINK, (AcNounFunc) ac_link_from_json,
                    ac_client_take_links, error);
}

static gboolean
load_undoings (Sync *sync, GError **error)
{
  return load_list (sync, "/v1/undoings", AC_TYPE_UNDOING, (AcNounFunc) ac_undoing_from_json,
                    ac_client_take_undoings, error);
}

static gboolean
load_choices (Sync *sync, GError **error)
{
  return load_list (sync, "/v1/choices", AC_TYPE_USE_CHOICE, (AcNounFunc) ac_use_choice_from_json,
                    ac_client_take_choices, error);
}

static gboolean
load_drafts (Sync *sync, GError **error)
{
  return load_list (sync, "/v1/drafts", AC_TYPE_DRAFT, (AcNounFunc) ac_draft_from_json,
                    ac_client_take_drafts, error);
}

static gboolean
load_rules (Sync *sync, GError **error)
{
  return load_list (sync, "/v1/rules", AC_TYPE_SHARE_RULE, (AcNounFunc) ac_share_rule_from_json,
                    ac_client_take_rules, error);
}

static gboolean
load_whole (Sync *sync, const char *path, AcTakeFunc take, GError **error)
{
  g_autoptr(JsonNode) node = ask (sync, path, NULL, error);
  g_autoptr(AcClient) self = NULL;
  g_autoptr(GObject) taken = NULL;

  if (node == NULL || !(self = get_client (sync, error)))
    return FALSE;

  taken = take (self, node, error);
  return taken != NULL;
}

static void
mark_attempts_due (AcClient *self)
{
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->attempts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    ac_client_mark_due (self, AC_DUE_LINK_ATTEMPT, id);
}

static gboolean
load_everything (Sync *sync, GError **error)
{
  g_autoptr(AcClient) self = NULL;

  if (!load_whole (sync, "/v1/backend", ac_client_take_info, error) ||
      !load_services (sync, error) || !load_accounts (sync, error) ||
      !ac_await (reload_statuses (sync), error) || !(self = get_client (sync, error)))
    return FALSE;

  sync->pause = FIRST_PAUSE;
  mark_attempts_due (self);
  if (self->sessions_wanted)
    ac_client_mark_due (self, AC_DUE_SESSIONS, NULL);
  if (self->availability_wanted)
    ac_client_mark_due (self, AC_DUE_AVAILABILITY, NULL);
  if (self->links_wanted)
    ac_client_mark_due (self, AC_DUE_LINKS, NULL);
  if (self->undoings_wanted)
    ac_client_mark_due (self, AC_DUE_UNDOINGS, NULL);
  if (self->choices_wanted)
    ac_client_mark_due (self, AC_DUE_CHOICES, NULL);
  if (self->privacy_wanted)
    ac_client_mark_due (self, AC_DUE_PRIVACY, NULL);
  if (self->drafts_wanted)
    ac_client_mark_due (self, AC_DUE_DRAFTS, NULL);
  if (self->rules_wanted)
    ac_client_mark_due (self, AC_DUE_RULES, NULL);
  ac_client_set_loaded (self);
  return TRUE;
}

static gboolean
load_one (Sync *sync, const Due *due, const char *path, GError **error)
{
  g_autoptr(JsonNode) node = ask (sync, path, due->id, error);
  g_autoptr(AcClient) self = NULL;
  g_autoptr(GObject) taken = NULL;

  if (node == NULL || !(self = get_client (sync, error)))
    return FALSE;

  if (due->kind == AC_DUE_ACCOUNT)
    taken = ac_client_take_account (self, node, error);
  else if (due->kind == AC_DUE_STATUS)
    taken = ac_client_take_status (self, node, error);
  else
    taken = ac_client_take_link_attempt (self, node, error);
  return taken != NULL;
}

static gboolean
load_due (Sync *sync, const Due *due, GError **error)
{
  switch (due->kind)
    {
    case AC_DUE_EVERYTHING:
      return load_everything (sync, error);
    case AC_DUE_INFO:
      return load_whole (sync, "/v1/backend", ac_client_take_info, error);
    case AC_DUE_ACCOUNT:
      return load_one (sync, due, "/v1/accounts/", error);
    case AC_DUE_STATUS:
      return load_one (sync, due, "/v1/statuses/", error);
    case AC_DUE_LINK_ATTEMPT:
      return load_one (sync, due, "/v1/link-attempts/", error);
    case AC_DUE_SESSIONS:
      return load_sessions (sync, error);
    case AC_DUE_LINKS:
      return load_links (sync, error);
    case AC_DUE_UNDOINGS:
      return load_undoings (sync, error);
    case AC_DUE_CHOICES:
      return load_choices (sync, error);
    case AC_DUE_DRAFTS:
      return load_drafts (sync, error);
    case AC_DUE_RULES:
      return load_rules (sync, error);
    case AC_DUE_SERVICES:
      return load_services (sync, error);
    case AC_DUE_AVAILABILITY:
      return load_whole (sync, "/v1/features", ac_client_take_availability, error);
    case AC_DUE_PRIVACY:
      return load_whole (sync, "/v1/privacy", ac_client_take_privacy, error);
    default:
      g_assert_not_reached ();
    }
}

/* Gone there, gone here. */
static void
drop (AcClient *self, const Due *due)
{
  if (due->kind == AC_DUE_ACCOUNT)
    ac_client_drop_account (self, due->id);
  else if (due->kind == AC_DUE_STATUS)
    ac_status_list_remove (self->statuses, due->id);
  else if (due->kind == AC_DUE_LINK_ATTEMPT)
    ac_client_drop_link_attempt (self, due->id);
}

/* Returns: whether to wait before anything else is asked */
static gboolean
handle_failure (Sync *sync, const Due *due, const GError *failure)
{
  g_autoptr(AcClient) self = g_weak_ref_get (&sync->client);
  AcError code = failure->domain == AC_ERROR ? (AcError) failure->code : AC_ERROR_CANCELLED;

  if (self == NULL || code == AC_ERROR_CANCELLED)
    return FALSE;

  if (code == AC_ERROR_NOT_FOUND && due->kind > AC_DUE_INFO)
    {
      drop (self, due);
      return FALSE;
    }

  g_debug ("What changed could not be loaded: %s", failure->message);
  ac_client_clear_due (self);
  ac_client_mark_due (self, AC_DUE_EVERYTHING, NULL);
  ac_client_set_offline (self, code);
  return TRUE;
}

static Due *
next_due (Sync *sync)
{
  g_autoptr(AcClient) self = g_weak_ref_get (&sync->client);
  Due *due = NULL;

  if (self == NULL)
    return NULL;

  due = g_queue_pop_head (&self->due);
  self->syncing = due != NULL;
  return due;
}

static DexFuture *
pause_for (Sync *sync)
{
  g_autoptr(AcClient) self = g_weak_ref_get (&sync->client);

  if (self == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "The client is gone");

  dex_clear (&self->hurry);
  self->hurry = dex_promise_new ();
  return ac_future_scope (
      dex_future_first (ac_future_delay (sync->pause), dex_ref (DEX_FUTURE (self->hurry)), NULL),
      self->scope);
}

static DexFuture *
sync_fiber (gpointer user_data)
{
  Sync *sync = user_data;

  while (TRUE)
    {
      g_autoptr(Due) due = next_due (sync);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) stopped = NULL;

      if (due == NULL)
        return dex_future_new_true ();

      if (load_due (sync, due, &error) || !handle_failure (sync, due, error))
        continue;

      if (!ac_await (pause_for (sync), &stopped))
        return dex_future_new_for_error (g_steal_pointer (&stopped));
      sync->pause = MIN (sync->pause * 2, LONGEST_PAUSE);
    }
}

void
ac_client_hurry (AcClient *self)
{
  if (self->hurry != NULL && dex_future_is_pending (DEX_FUTURE (self->hurry)))
    dex_promise_resolve_boolean (self->hurry, TRUE);
}

void
ac_client_clear_due (AcClient *self)
{
  g_queue_clear_full (&self->due, due_free);
}

void
ac_client_mark_due (AcClient *self, AcDueKind kind, const char *id)
{
  Due wanted = { kind, (char *) id };
  Due *due = NULL;
  Sync *sync = NULL;

  if (g_cancellable_is_cancelled (self->scope) ||
      g_queue_find_custom (&self->due, &wanted, compare_due) != NULL)
    return;

  due = g_new0 (Due, 1);
  due->kind = kind;
  due->id = g_strdup (id);
  g_queue_push_tail (&self->due, due);
  if (self->syncing)
    return;

  self->syncing = TRUE;
  sync = g_new0 (Sync, 1);
  g_weak_ref_init (&sync->client, self);
  sync->wire = g_object_ref (self->wire);
  sync->pause = FIRST_PAUSE;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, sync_fiber, sync, sync_free));
}

/* Lists that are loaded whole, where somebody wants them; "link" also stands for "link-removed". */
static gboolean
handle_event_of_list (AcClient *self, const char *type)
{
  const struct
  {
    const char *type;
    AcDueKind due;
    gboolean wanted;
  } lists[] = {
    { "session", AC_DUE_SESSIONS, self->sessions_wanted },
    { "link", AC_DUE_LINKS, self->links_wanted },
    { "undoing", AC_DUE_UNDOINGS, self->undoings_wanted },
    { "privacy", AC_DUE_PRIVACY, self->privacy_wanted },
    { "draft", AC_DUE_DRAFTS, self->drafts_wanted },
    { "rule", AC_DUE_RULES, self->rules_wanted },
    { "choice", AC_DUE_CHOICES, self->choices_wanted },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (!g_str_has_prefix (type, lists[i].type))
        continue;
      if (lists[i].wanted)
        ac_client_mark_due (self, lists[i].due, NULL);
      return TRUE;
    }

  return FALSE;
}

/* Whoever has an account has what it is about. */
static void
handle_event_of_account (AcClient *self, const char *type, const char *id)
{
  if (g_str_equal (type, "account") && id != NULL)
    ac_client_mark_due (self, AC_DUE_ACCOUNT, id);
  else if (g_str_equal (type, "account-removed") && id != NULL)
    ac_client_drop_account (self, id);

  if (self->availability_wanted)
    ac_client_mark_due (self, AC_DUE_AVAILABILITY, NULL);
  if (self->privacy_wanted)
    ac_client_mark_due (self, AC_DUE_PRIVACY, NULL);
  if (g_str_equal (type, "account-removed") && self->choices_wanted)
    ac_client_mark_due (self, AC_DUE_CHOICES, NULL);
}

void
ac_client_handle_event (AcClient *self, const char *type, const char *id, const char *status_id)
{
  if (g_str_equal (type, "reset"))
    {
      ac_client_mark_due (self, AC_DUE_EVERYTHING, NULL);
      return;
    }

  if (g_str_equal (type, "link-attempt"))
    {
      if (id != NULL && g_hash_table_contains (self->attempts, id))
        ac_client_mark_due (self, AC_DUE_LINK_ATTEMPT, id);
      return;
    }

  if (g_str_equal (type, "availability") || g_str_equal (type, "feature"))
    {
      ac_client_mark_due (self, AC_DUE_SERVICES, NULL);
      if (self->availability_wanted)
        ac_client_mark_due (self, AC_DUE_AVAILABILITY, NULL);
      return;
    }

  if (handle_event_of_list (self, type))
    return;

  if (g_str_has_prefix (type, "account"))
    handle_event_of_account (self, type, id);
  else if (g_str_equal (type, "status") && id != NULL && self->statuses_wanted)
    ac_client_mark_due (self, AC_DUE_STATUS, id);
  else if (g_str_equal (type, "delivery") && status_id != NULL && self->statuses_wanted)
    ac_client_mark_due (self, AC_DUE_STATUS, status_id);

  /* Counts of all of these stand in what the backend says of itself. */
  ac_client_mark_due (self, AC_DUE_INFO, NULL);
}
