/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-future.h"
#include "ac-keyring-private.h"

/* The call, and then the question whether it was a prompt that took so long: 10 seconds together.
 */
#define DEADLINE_SECONDS 8
#define STATE_SECONDS 2
#define PERSON_SECONDS 120
#define FORMAT_VERSION 1

/* Only secret_password_* is used: in a sandbox libsecret then keeps the items in a sealed file of
 * the application. */
#define SCHEMA(name)                                                                               \
  {                                                                                                \
    "org.accountscenter.AccountsCenter." name, SECRET_SCHEMA_NONE,                                 \
    {                                                                                              \
      { "id", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "version", SECRET_SCHEMA_ATTRIBUTE_INTEGER },    \
          { NULL, 0 }                                                                              \
    }                                                                                              \
  }

static const SecretSchema schemas[] = {
  [AC_KEYRING_VAULT_KEY] = SCHEMA ("VaultKey"),
  [AC_KEYRING_SIGN_IN] = SCHEMA ("SignIn"),
};

typedef struct
{
  const SecretSchema *schema;
  char *id;
  gboolean expected;
  guint seconds;
  SecretValue *value;
} Work;

static void
work_free (Work *work)
{
  g_free (work->id);
  g_clear_pointer (&work->value, secret_value_unref);
  g_free (work);
}

static Work *
work_new (AcKeyringKind kind, const char *id)
{
  Work *work = g_new0 (Work, 1);

  g_assert (kind < G_N_ELEMENTS (schemas));

  work->schema = &schemas[kind];
  work->id = g_strdup (id);
  work->seconds = DEADLINE_SECONDS;
  return work;
}

static gboolean
means_locked (const GError *error)
{
  /* The sandbox's file says no more when the person dismissed the prompt of the portal. */
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
         (ac_keyring_is_sandboxed () && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED));
}

/* Takes error and gives one of ours. */
static GError *
translate (GError *error)
{
  g_autoptr(GError) original = error;

  if (original->domain == AC_ERROR)
    return g_steal_pointer (&original);

  g_debug ("Keyring: %s", original->message);

  if (g_error_matches (original, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (AC_ERROR, AC_ERROR_CANCELLED,
                                "The call to the keyring was cancelled");

  if (means_locked (original))
    return g_error_new_literal (AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The keyring is locked");

  if (ac_keyring_means_missing (original))
    return g_error_new_literal (AC_ERROR, AC_ERROR_KEYRING_MISSING, "There is no keyring");

  return g_error_new_literal (AC_ERROR, AC_ERROR_FAILED,
                              "The keyring did not do what it was asked");
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  SecretValue *value = secret_password_lookup_binary_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, translate (g_steal_pointer (&error)));
  else
    dex_promise_resolve_boxed (promise, SECRET_TYPE_VALUE, value);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, translate (g_steal_pointer (&error)));
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  const gboolean cleared = secret_password_clear_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, translate (g_steal_pointer (&error)));
  else
    dex_promise_resolve_boolean (promise, cleared);
}

static DexFuture *
name_silence_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  if (g_error_matches (error, AC_ERROR, AC_ERROR_TIMED_OUT))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_SILENT, "The keyring does not answer");

  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
bound (DexPromise *promise, Work *work)
{
  return dex_future_catch (ac_future_deadline (DEX_FUTURE (promise), work->seconds),
                           name_silence_cb, NULL, NULL);
}

static DexFuture *
lookup_item (Work *work)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_lookup (work->schema, dex_promise_get_cancellable (promise), lookup_cb,
                          dex_ref (promise), "id", work->id, "version", FORMAT_VERSION, NULL);
  return bound (promise, work);
}

static DexFuture *
store_item (Work *work)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_store_binary (work->schema, SECRET_COLLECTION_DEFAULT, "Accounts Center",
                                work->value, dex_promise_get_cancellable (promise), store_cb,
                                dex_ref (promise), "id", work->id, "version", FORMAT_VERSION, NULL);
  return bound (promise, work);
}

static DexFuture *
clear_item (Work *work)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_clear (work->schema, dex_promise_get_cancellable (promise), clear_cb,
                         dex_ref (promise), "id", work->id, "version", FORMAT_VERSION, NULL);
  return bound (promise, work);
}

/* Takes error. A keyring that waits for a password is not silent. */
static DexFuture *
reject_call (GError *error)
{
  g_autoptr(GError) failure = error;

  if (g_error_matches (failure, AC_ERROR, AC_ERROR_KEYRING_SILENT) &&
      ac_keyring_await_state (STATE_SECONDS) == AC_KEYRING_LOCKED)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The keyring stayed locked");

  return dex_future_new_for_error (g_steal_pointer (&failure));
}

static DexFuture *
lookup_fiber (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(SecretValue) value = NULL;
  g_autoptr(GError) error = NULL;
  AcKeyringState state = AC_KEYRING_UNKNOWN;

  value = dex_await_boxed (lookup_item (work), &error);
  if (error != NULL)
    return reject_call (g_steal_pointer (&error));

  if (value != NULL)
    return dex_future_new_take_boxed (SECRET_TYPE_VALUE, g_steal_pointer (&value));

  state = ac_keyring_await_state (STATE_SECONDS);
  if (state == AC_KEYRING_LOCKED)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The keyring is locked");

  if (state == AC_KEYRING_MISSING)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_MISSING, "There is no keyring");

  if (state == AC_KEYRING_SILENT)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_SILENT, "The keyring does not answer");

  return work->expected
             ? dex_future_new_reject (AC_ERROR, AC_ERROR_SECRET_LOST,
                                      "The keyring no longer has what was stored there")
             : dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "The keyring has no such item");
}

static DexFuture *
store_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  if (!ac_await (store_item (user_data), &error))
    return reject_call (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static DexFuture *
clear_fiber (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(GError) error = NULL;
  const gboolean cleared = dex_await_boolean (clear_item (work), &error);

  if (error != NULL)
    return reject_call (g_steal_pointer (&error));

  if (!cleared && ac_keyring_await_state (STATE_SECONDS) == AC_KEYRING_LOCKED)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The keyring is locked");

  return dex_future_new_true ();
}

static DexFuture *
spawn (DexFiberFunc func, Work *work)
{
  return dex_scheduler_spawn (NULL, 0, func, work, (GDestroyNotify) work_free);
}

/**
 * ac_keyring_lookup:
 * @expected: whether the store knows of this item
 *
 * May prompt the person to unlock; ends within 10 seconds.
 *
 * Returns: (transfer full): resolves to a #SecretValue; rejects with %AC_ERROR_KEYRING_LOCKED,
 *   %AC_ERROR_KEYRING_MISSING, %AC_ERROR_KEYRING_SILENT, and %AC_ERROR_SECRET_LOST when @expected
 * or %AC_ERROR_NOT_FOUND when not
 */
DexFuture *
ac_keyring_lookup (AcKeyringKind kind, const char *id, gboolean expected)
{
  Work *work = NULL;

  dex_return_error_if_fail (id != NULL);

  work = work_new (kind, id);
  work->expected = expected;
  return spawn (lookup_fiber, work);
}

/**
 * ac_keyring_unlock:
 *
 * As ac_keyring_lookup() of an expected item, but leaves the person two minutes to type: only for
 * when they asked for the prompt.
 *
 * Returns: (transfer full): resolves to a #SecretValue
 */
DexFuture *
ac_keyring_unlock (AcKeyringKind kind, const char *id)
{
  Work *work = NULL;

  dex_return_error_if_fail (id != NULL);

  work = work_new (kind, id);
  work->expected = TRUE;
  work->seconds = PERSON_SECONDS;
  return spawn (lookup_fiber, work);
}

/**
 * ac_keyring_store:
 *
 * Returns: (transfer full): resolves to %TRUE; rejects as ac_keyring_lookup()
 */
DexFuture *
ac_keyring_store (AcKeyringKind kind, const char *id, SecretValue *value)
{
  Work *work = NULL;

  dex_return_error_if_fail (id != NULL);
  dex_return_error_if_fail (value != NULL);

  work = work_new (kind, id);
  work->value = secret_value_ref (value);
  return spawn (store_fiber, work);
}

/**
 * ac_keyring_clear:
 *
 * Returns: (transfer full): resolves to %TRUE when the item is not there any more; rejects with
 *   %AC_ERROR_KEYRING_LOCKED, %AC_ERROR_KEYRING_MISSING, %AC_ERROR_KEYRING_SILENT
 */
DexFuture *
ac_keyring_clear (AcKeyringKind kind, const char *id)
{
  dex_return_error_if_fail (id != NULL);

  return spawn (clear_fiber, work_new (kind, id));
}
