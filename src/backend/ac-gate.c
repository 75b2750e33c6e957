/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-gate.h"
#include "ac-policy.h"
#include "ac-step.h"

#define PEOPLE_AT_ONCE 50
#define MAX_KEYS 2
#define STORE_RETRY_MS 5000

struct _AcGate
{
  GObject parent_instance;
  AcStore *store;
  char *file;
  guint8 keys[MAX_KEYS][AC_POLICY_KEY_SIZE];
  guint n_keys;
  GStrv connectors;

  /* Of the store's thread. */
  AcPolicy *policy; /* NULL: none */
  gint64 checked_at;
  AcPolicyFault fault;
};

G_DEFINE_FINAL_TYPE (AcGate, ac_gate, G_TYPE_OBJECT)

static void
ac_gate_finalize (GObject *object)
{
  AcGate *self = AC_GATE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->connectors, g_strfreev);
  g_clear_pointer (&self->policy, ac_policy_unref);

  G_OBJECT_CLASS (ac_gate_parent_class)->finalize (object);
}

static void
ac_gate_class_init (AcGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_gate_finalize;
}

static void
ac_gate_init (AcGate *self)
{
  self->fault = AC_POLICY_MISSING;
}

static void
trust (AcGate *self, const char *key)
{
  if (key != NULL && ac_policy_read_key (key, self->keys[self->n_keys]))
    self->n_keys++;
}

AcGate *
ac_gate_new (AcStore *store, AcConnectors *connectors, const AcGateSource *source)
{
  AcGate *self = g_object_new (AC_TYPE_GATE, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < ac_connectors_get_n (connectors); i++)
    g_strv_builder_add (builder,
                        ac_connector_get_service (ac_connectors_get_nth (connectors, i))->id);

  self->store = g_object_ref (store);
  self->connectors = g_strv_builder_end (builder);
  self->file = g_strdup (source->file);
  trust (self, POLICY_KEY);
  trust (self, source->key);
  return self;
}

/* Another process may have put a newer one in force. */
static gboolean
refresh (AcGate *self, AcStore *store, GError **error)
{
  g_autoptr(GBytes) file = NULL;
  AcPolicyFault fault = AC_POLICY_FINE;
  gint64 serial = 0;

  if (!ac_store_get_policy (store, &serial, NULL, error))
    return FALSE;
  if (serial == (self->policy != NULL ? ac_policy_get_serial (self->policy) : 0))
    return TRUE;
  if (!ac_store_get_policy (store, &serial, &file, error))
    return FALSE;

  g_clear_pointer (&self->policy, ac_policy_unref);
  if (file != NULL)
    self->policy = ac_policy_open (file, self->keys, self->n_keys, 0, &fault);
  return TRUE;
}

static GBytes *
read_file (const char *path, AcPolicyFault *fault)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autofree char *text = g_malloc (AC_POLICY_MAX_SIZE + 1);
  struct stat info;
  gsize size = 0;
  ssize_t n = 0;

  *fault = AC_POLICY_MISSING;
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return NULL;

  while (size <= AC_POLICY_MAX_SIZE &&
         (n = read (fd, text + size, AC_POLICY_MAX_SIZE + 1 - size)) > 0)
    size += n;
  if (n < 0)
    return NULL;

  *fault = AC_POLICY_FINE;
  return g_bytes_new_take (g_steal_pointer (&text), size);
}

/* The same serial must be the same policy: otherwise nobody could say which one is in force. */
static gboolean
put_in_force (AcGate *self, AcStore *store, AcPolicy *policy, GBytes *file, GError **error)
{
  g_autoptr(GBytes) known = NULL;
  gint64 serial = 0;

  if (!ac_store_get_policy (store, &serial, &known, error))
    return FALSE;

  /* One that nobody here trusts any more is as none. */
  if (self->policy == NULL || ac_policy_get_serial (policy) > serial)
    {
      g_clear_pointer (&self->policy, ac_policy_unref);
      self->policy = ac_policy_ref (policy);
      return ac_store_set_policy (store, ac_policy_get_serial (policy), file, error);
    }

  if (ac_policy_get_serial (policy) < serial || !g_bytes_equal (known, file))
    self->fault = AC_POLICY_OLDER;
  return TRUE;
}

static gboolean
look (AcGate *self, AcStore *store, GError **error)
{
  g_autoptr(GBytes) file = read_file (self->file, &self->fault);
  g_autoptr(AcPolicy) policy = NULL;

  if (!refresh (self, store, error))
    return FALSE;

  self->checked_at = ac_clock_now_ms ();
  if (file != NULL)
    policy = ac_policy_open (file, self->keys, self->n_keys, self->checked_at, &self->fault);
  return policy == NULL || put_in_force (self, store, policy, file, error);
}

/* What the program offers itself, in this order; what the policy adds to that comes after it. */
static GStrv
list_features (AcGate *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const guint n = self->policy != NULL ? ac_policy_get_n_features (self->policy) : 0;

  g_strv_builder_addv (builder, (const char **) self->connectors);
  g_strv_builder_add (builder, AC_FEATURE_STATUS_SHARING);
  for (guint i = 0; i < n; i++)
    {
      const char *feature = ac_policy_get_feature (self->policy, i);

      if (!g_str_equal (feature, AC_FEATURE_STATUS_SHARING) &&
          !g_strv_contains ((const char *const *) self->connectors, feature))
        g_strv_builder_add (builder, feature);
    }

  return g_strv_builder_end (builder);
}

static gboolean
contains (GStrv list, const char *item)
{
  return g_strv_contains ((const char *const *) list, item);
}

/* account_type NULL: it is about no account, or one that has no kind. */
static AcFeature *
decide (AcGate *self,
        const char *person,
        const char *feature,
        const char *account_type,
        AcStanding *standing,
        GStrv off)
{
  const AcPolicySubject subject = {
    .subject = person,
    .version = PACKAGE_VERSION,
    .region = standing->region,
    .age = standing->age,
    .account_type = account_type,
    .off = (const char *const *) off,
    .connectors = (const char *const *) self->connectors,
  };
  const gboolean on = g_str_equal (feature, AC_FEATURE_STATUS_SHARING)
                          ? standing->shared
                          : contains (standing->services, feature);
  g_autoptr(AcFeature) bare = ac_policy_decide (self->policy, feature, on, &subject);
  AcFeatureFacts facts = *ac_feature_get_facts (bare);

  facts.wish = contains (standing->came, feature)      ? AC_WISH_CAME
               : contains (standing->waiting, feature) ? AC_WISH_WAITING
                                                       : AC_WISH_NONE;
  return ac_feature_new (&facts);
}

static AcAvailability *
make_answer (AcGate *self, AcStanding *standing, GListModel *features)
{
  AcAvailabilityFacts facts = {
    .checked_at = self->checked_at,
    .fault = self->fault,
    .region = standing->region,
    .age = standing->age,
  };

  if (self->policy != NULL)
    {
      facts.serial = ac_policy_get_serial (self->policy);
      facts.issued_at = ac_policy_get_issued_at (self->policy);
      facts.expires_at = ac_policy_get_expires_at (self->policy);
      if (facts.fault == AC_POLICY_FINE && facts.expires_at <= ac_clock_now_ms ())
        facts.fault = AC_POLICY_EXPIRED;
    }
  return ac_availability_new (&facts, features);
}

AcAvailability *
ac_gate_describe (AcGate *self, AcStore *store, const char *person, GError **error)
{
  g_autoptr(GListStore) features = g_list_store_new (AC_TYPE_FEATURE);
  g_autoptr(AcStanding) standing = NULL;
  g_auto(GStrv) off = NULL;
  g_auto(GStrv) names = NULL;

  if (!refresh (self, store, error) || !(standing = ac_store_get_standing (store, person, error)) ||
      !(off = ac_store_list_services_off (store, error)))
    return NULL;

  names = list_features (self);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(AcFeature) feature = decide (self, person, names[i], NULL, standing, off);

      g_list_store_append (features, feature);
    }

  return make_answer (self, standing, G_LIST_MODEL (features));
}

static gboolean
admit (AcGate *self,
       AcStore *store,
       const char *person,
       const char *feature,
       const char *account_type,
       GError **error)
{
  g_autoptr(AcStanding) standing = NULL;
  g_auto(GStrv) off = NULL;
  g_autoptr(AcFeature) decided = NULL;

  if (!refresh (self, store, error) || !(standing = ac_store_get_standing (store, person, error)) ||
      !(off = ac_store_list_services_off (store, error)))
    return FALSE;

  decided = decide (self, person, feature, account_type, standing, off);
  if (ac_feature_get_unavailable (decided) == AC_UNAVAILABLE_NOT)
    return TRUE;

  g_set_error (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE, "“%s” can't be had here: %s", feature,
               ac_rule_to_slug (ac_feature_get_facts (decided)->rule));
  return FALSE;
}

gboolean
ac_gate_admit (
    AcGate *self, AcStore *store, const char *person, const char *feature, GError **error)
{
  return admit (self, store, person, feature, NULL, error);
}

gboolean
ac_gate_admit_account (
    AcGate *self, AcStore *store, const char *person, AcAccount *account, GError **error)
{
  return admit (self, store, person, ac_account_get_service (account),
                ac_account_get_account_type (account), error);
}

/* Of something that can be had. */
static gboolean
settle_feature (
    AcStore *store, const char *person, AcFeature *feature, gboolean shares, GError **error)
{
  const AcFeatureFacts *facts = ac_feature_get_facts (feature);

  return (facts->wish != AC_WISH_WAITING ||
          ac_store_fulfil_wish (store, person, facts->id, error)) &&
         (!shares || !facts->on || ac_store_resume_service (store, person, facts->id, error));
}

gboolean
ac_gate_settle_person (AcGate *self, AcStore *store, const char *person, GError **error)
{
  g_autoptr(AcAvailability) availability = ac_gate_describe (self, store, person, error);
  GListModel *features = NULL;
  AcFeature *sharing = NULL;
  gboolean shares = FALSE;

  if (availability == NULL)
    return FALSE;

  sharing = ac_availability_find (availability, AC_FEATURE_STATUS_SHARING);
  shares = ac_feature_get_unavailable (sharing) == AC_UNAVAILABLE_NOT;
  features = ac_availability_get_features (availability);
  for (guint i = 0; i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);

      if (ac_feature_get_unavailable (feature) == AC_UNAVAILABLE_NOT &&
          !settle_feature (store, person, feature, shares, error))
        return FALSE;
    }

  return TRUE;
}

/* One look at some of the people. */
#define AC_TYPE_ROUND (ac_round_get_type ())
G_DECLARE_FINAL_TYPE (AcRound, ac_round, AC, ROUND, GObject)

struct _AcRound
{
  GObject parent_instance;
  AcGate *gate;
  char *after;
  gboolean over;
};

G_DEFINE_FINAL_TYPE (AcRound, ac_round, G_TYPE_OBJECT)

static void
ac_round_finalize (GObject *object)
{
  AcRound *self = AC_ROUND (object);

  g_clear_object (&self->gate);
  g_clear_pointer (&self->after, g_free);

  G_OBJECT_CLASS (ac_round_parent_class)->finalize (object);
}

static void
ac_round_class_init (AcRoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_round_finalize;
}

static void
ac_round_init (AcRound *self)
{
}

static AcRound *
round_new (AcGate *gate, const char *after)
{
  AcRound *self = g_object_new (AC_TYPE_ROUND, NULL);

  self->gate = g_object_ref (gate);
  self->after = g_strdup (after);
  return self;
}

/* Gives the round that comes next. */
static GObject *
settle_some (AcStore *store, gpointer user_data, GError **error)
{
  AcRound *asked = user_data;
  g_auto(GStrv) people = ac_store_list_unsettled (store, asked->after, PEOPLE_AT_ONCE, error);
  g_autoptr(AcRound) next = NULL;
  guint n = people != NULL ? g_strv_length (people) : 0;

  if (people == NULL)
    return NULL;

  for (guint i = 0; i < n; i++)
    if (!ac_gate_settle_person (asked->gate, store, people[i], error))
      return NULL;

  next = round_new (asked->gate, n > 0 ? people[n - 1] : NULL);
  next->over = n < PEOPLE_AT_ONCE;
  return G_OBJECT (g_steal_pointer (&next));
}

static DexFuture *
settle_fiber (gpointer user_data)
{
  AcGate *self = AC_GATE (user_data);
  g_autoptr(AcRound) round = round_new (self, NULL);
  g_autoptr(GError) error = NULL;

  while (!round->over)
    {
      AcRound *next = dex_await_object (
          ac_store_run (self->store, settle_some, g_object_ref (round), g_object_unref), &error);

      if (next == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_object_unref (round);
      round = next;
    }

  return dex_future_new_true ();
}

DexFuture *
ac_gate_settle (AcGate *self)
{
  return dex_scheduler_spawn (NULL, 0, settle_fiber, g_object_ref (self), g_object_unref);
}

static GObject *
look_again (AcStore *store, gpointer user_data, GError **error)
{
  look (AC_GATE (user_data), store, error);
  return NULL;
}

static DexFuture *
run_look (AcGate *self)
{
  return ac_store_run (self->store, look_again, g_object_ref (self), g_object_unref);
}

static DexFuture *
settle_cb (DexFuture *future, gpointer user_data)
{
  return ac_gate_settle (AC_GATE (user_data));
}

/* A server that isn't there now comes back. */
static DexFuture *
look_later_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  do
    {
      g_clear_error (&error);
      ac_await (ac_future_delay (STORE_RETRY_MS), NULL);
      if (ac_await (run_look (AC_GATE (user_data)), &error))
        return dex_future_new_true ();
    }
  while (g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE));

  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
look_failed_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  return g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE)
             ? dex_scheduler_spawn (NULL, 0, look_later_fiber, g_object_ref (user_data),
                                    g_object_unref)
             : NULL;
}

/* The first look stands in the store's queue when this returns: no request is answered before it.
 */
DexFuture *
ac_gate_check (AcGate *self)
{
  DexFuture *looked =
      dex_future_catch (run_look (self), look_failed_cb, g_object_ref (self), g_object_unref);

  return dex_future_then (looked, settle_cb, g_object_ref (self), g_object_unref);
}
