/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "ac-admin.h"
#include "ac-app-keys.h"
#include "ac-arrival.h"
#include "ac-backend.h"
#include "ac-clock.h"
#include "ac-context.h"
#include "ac-eraser.h"
#include "ac-future.h"
#include "ac-health.h"
#include "ac-lease.h"
#include "ac-listener.h"
#include "ac-practice-child.h"
#include "ac-recipient-doorman.h"
#include "ac-resource.h"
#include "ac-router.h"
#include "ac-routes.h"
#include "ac-rules.h"
#include "ac-sleep.h"
#include "ac-store-ledger.h"
#include "ac-store-privacy.h"
#include "ac-token-doorman.h"
#include "ac-token-endpoint.h"
#include "ac-waker.h"
#include "ac-webhook.h"

#define FAREWELL_MS 10000
#define FAREWELL_STEP_MS 50
#define BEAT_SECONDS 25
#define STREAM_SECONDS (10 * 60)
#define SWEEP_SECONDS (60 * 60)

struct _AcBackend
{
  GObject parent_instance;
  AcContext context;
  AcRouter *router;
  AcRouter *recipients; /* who asks about people */
  SoupServer *server;
  AcListener *listener; /* when embedded */
  AcTcpListener *door;  /* when hosted */
  AcHealth *health;     /* when hosted */
  AcAdmin *admin;       /* when hosted, if wanted */
  AcPictureShelf *shelf;
  AcPracticeChild *practice; /* for who practises */
  AcWaker *waker;            /* when embedded, and real */
  AcSleep *sleep;            /* the same */
  gboolean opted_out;        /* the one person, as it was at the start */
  guint idle_exit;
  guint idle_timer;
  guint beat_timer;
  guint sweep_timer;
};

G_DEFINE_FINAL_TYPE (AcBackend, ac_backend, G_TYPE_OBJECT)

enum
{
  IDLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_nothing_to_do (AcBackend *self)
{
  return ac_listener_get_n_connections (self->listener) == 0 &&
         ac_router_get_n_running (self->router) == 0 &&
         ac_router_get_n_running (self->recipients) == 0 &&
         ac_link_attempts_get_n_open (self->context.attempts) == 0 &&
         ac_outbox_is_idle (self->context.outbox) && ac_rules_is_idle (self->context.rules);
}

static gboolean
idle_timer_cb (gpointer user_data)
{
  AcBackend *self = AC_BACKEND (user_data);

  if (!has_nothing_to_do (self))
    return G_SOURCE_CONTINUE;

  self->idle_timer = 0;
  g_signal_emit (self, signals[IDLE], 0);
  return G_SOURCE_REMOVE;
}

/* The timer runs only while nobody is connected: an open window costs no wake-up. */
static void
watch_idle (AcBackend *self)
{
  g_clear_handle_id (&self->idle_timer, g_source_remove);

  if (self->listener != NULL && self->idle_exit > 0 &&
      ac_listener_get_n_connections (self->listener) == 0)
    self->idle_timer = g_timeout_add_seconds (self->idle_exit, idle_timer_cb, self);
}

static void
events_committed_cb (AcStore *store, AcBackend *self)
{
  self->context.generation++;
  g_hash_table_remove_all (self->context.accounts_pages);
}

static void
attempt_changed_cb (AcLinkAttempts *attempts,
                    const char *person,
                    AcLinkAttempt *attempt,
                    AcBackend *self)
{
  ac_event_hub_send (self->context.hub, person, "link-attempt", ac_link_attempt_get_id (attempt));
  if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_DONE)
    ac_outbox_wake (self->context.outbox);
}

/* Without the services, or once it is over, whoever asks again begins anew. */
static void
practice_ended_cb (AcBackend *self)
{
  g_signal_emit (self, signals[IDLE], 0);
}

static void
ac_backend_dispose (GObject *object)
{
  AcBackend *self = AC_BACKEND (object);

  g_clear_handle_id (&self->idle_timer, g_source_remove);
  g_clear_handle_id (&self->beat_timer, g_source_remove);
  g_clear_handle_id (&self->sweep_timer, g_source_remove);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  if (self->health != NULL)
    ac_health_detach (self->health, self->server);
  g_clear_object (&self->health);
  g_clear_object (&self->waker);
  g_clear_object (&self->sleep);
  g_clear_object (&self->listener);
  g_clear_object (&self->admin);
  g_clear_object (&self->door);
  g_clear_object (&self->server);
  g_clear_object (&self->router);
  g_clear_object (&self->recipients);
  g_clear_object (&self->practice);
  if (self->context.rules != NULL)
    ac_rules_close (self->context.rules);
  g_clear_object (&self->context.rules);
  g_clear_object (&self->context.outbox);
  g_clear_object (&self->shelf);
  g_clear_object (&self->context.gate);
  g_clear_object (&self->context.attempts);
  g_clear_object (&self->context.heeder);
  g_clear_object (&self->context.imports);
  g_clear_object (&self->context.eraser);
  g_clear_object (&self->context.hub);
  g_clear_object (&self->context.accesses);
  g_clear_object (&self->context.connectors);
  g_clear_object (&self->context.http);
  g_clear_object (&self->context.vault);
  g_clear_object (&self->context.sessions);
  g_clear_object (&self->context.limits);
  g_clear_object (&self->context.recipients);
  if (self->context.store != NULL)
    ac_store_close (self->context.store);
  g_clear_object (&self->context.store);

  G_OBJECT_CLASS (ac_backend_parent_class)->dispose (object);
}

static void
ac_backend_finalize (GObject *object)
{
  AcBackend *self = AC_BACKEND (object);

  g_clear_pointer (&self->context.data_dir, g_free);
  g_clear_pointer (&self->context.person, g_free);
  g_clear_object (&self->context.practice);
  g_clear_pointer (&self->context.config, ac_hosted_config_unref);
  g_clear_pointer (&self->context.running_keys, g_hash_table_unref);
  g_clear_pointer (&self->context.cards_under_way, g_ptr_array_unref);
  g_clear_pointer (&self->context.decoding, g_hash_table_unref);
  g_clear_pointer (&self->context.accounts_pages, g_hash_table_unref);
  dex_clear (&self->context.keyring_asked);

  G_OBJECT_CLASS (ac_backend_parent_class)->finalize (object);
}

static void
ac_backend_class_init (AcBackendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_backend_dispose;
  object_class->finalize = ac_backend_finalize;

  signals[IDLE] = g_signal_new ("idle", AC_TYPE_BACKEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
ac_backend_init (AcBackend *self)
{
  self->context.practice = g_cancellable_new ();
}

/* Without them the ledger goes on, and proves less. */
static void
keep_heads (AcStore *store, const char *path)
{
  g_autoptr(GError) error = NULL;

  if (path != NULL && !ac_store_keep_heads (store, path, &error))
    g_warning ("%s", error->message);
}

/* Before anything is asked of a service. */
static gboolean
read_privacy (AcBackend *self, GError **error)
{
  g_autoptr(AcPrivacy) privacy =
                ac_store_get_privacy (self->context.store, self->context.person, error);

  self->opted_out = privacy != NULL && ac_privacy_get_switch (privacy, AC_SETTING_DO_NOT_SELL)->on;
  return privacy != NULL;
}

static gboolean
open_store (AcBackend *self, const AcBackendOptions *options, GError **error)
{
  AcContext *context = &self->context;
  AcHostedConfig *hosted = options->hosted;

  context->store = hosted != NULL ? ac_hosted_config_open_store (hosted, error)
                                  : ac_store_open (options->data_dir, error);
  if (context->store == NULL)
    return FALSE;

  keep_heads (context->store, hosted != NULL ? hosted->heads_file : options->heads_file);
  context->config = hosted != NULL ? ac_hosted_config_ref (hosted) : NULL;
  context->data_dir = hosted != NULL ? NULL : g_strdup (options->data_dir);
  context->loopback_services = options->allow_loopback_services;
  context->started_at = ac_clock_now_ms ();
  if (hosted != NULL)
    return TRUE;

  context->person = ac_store_get_embedded_person (context->store, error);
  return context->person != NULL && read_privacy (self, error);
}

static AcDoorman *
make_doorman (AcBackend *self, const AcBackendOptions *options)
{
  AcHostedConfig *hosted = options->hosted;
  g_autoptr(AcHttp) http =
                ac_http_new (options->allow_loopback_services ? AC_HTTP_LOOPBACK : AC_HTTP_PRIVATE);

  if (hosted == NULL)
    return ac_doorman_new_for_one (self->context.person);

  return AC_DOORMAN (ac_token_doorman_new (http, hosted, self->context.sessions));
}

static AcVault *
make_vault (AcStore *store, AcHostedConfig *hosted)
{
  g_autoptr(AcVaultKeys) keys = NULL;
  g_autofree char *ids = NULL;

  if (hosted == NULL)
    return ac_vault_new (store);

  keys = ac_hosted_config_get_vault_keys (hosted);
  ids = ac_vault_keys_list_ids (keys);
  ac_store_set_vault_keys (store, ids);
  return ac_vault_new_with_keys (store, keys);
}

static void
route_requests (AcBackend *self, const AcBackendOptions *options)
{
  g_autoptr(AcDoorman) doorman = make_doorman (self, options);
  gsize n_routes = 0;
  const AcRoute *routes = ac_routes_get (&n_routes);

  self->router = ac_router_new (&self->context, doorman, routes, n_routes);
  ac_router_attach (self->router, NULL, self->server);
}

static void
route_recipients (AcBackend *self)
{
  AcContext *context = &self->context;
  g_autoptr(AcDoorman) doorman = ac_recipient_doorman_new (context->recipients);
  gsize n_routes = 0;
  const AcRoute *routes = ac_routes_get_of_recipients (&n_routes);

  self->recipients = ac_router_new (context, doorman, routes, n_routes);
  ac_router_attach (self->recipients, AC_ROUTES_PEOPLE, self->server);
  ac_router_attach (self->recipients, AC_ROUTES_TERMS, self->server);
  ac_token_endpoint_attach (context->recipients, context->limits, self->server);
}

/* Where people practise, each service asks. */
static AcRecipients *
make_recipients (AcBackend *self, const AcBackendOptions *options)
{
  AcRecipients *recipients = NULL;

  if (options->hosted != NULL)
    return g_object_ref (options->hosted->recipients);

  recipients = ac_recipients_new ();
  if (self->practice != NULL)
    ac_practice_child_introduce (self->practice, options->socket_path, self->context.connectors,
                                 recipients);
  return recipients;
}

static void
make_http (AcBackend *self, const AcBackendOptions *options)
{
  AcContext *context = &self->context;

  context->http = ac_http_new (
      options->allow_loopback_services || options->practice ? AC_HTTP_LOOPBACK : AC_HTTP_PUBLIC);
  ac_http_set_opted_out (context->http, self->opted_out);
  ac_clock_set_steady_ms (
      ac_http_get_length_ms (context->http, "AC_STEADY_MS", AC_CLOCK_STEADY_MS));
}

static AcGate *
make_gate (AcContext *context, const AcBackendOptions *options)
{
  AcHostedConfig *hosted = options->hosted;
  AcGateSource source = { options->policy_file, options->policy_key };

  if (hosted != NULL && hosted->policy_file != NULL)
    source = (AcGateSource) { hosted->policy_file, hosted->policy_key };
  return ac_gate_new (context->store, context->connectors, &source);
}

/* A server's network is its host's matter, and services on this computer need none. */
static void
follow_network (AcBackend *self, const AcBackendOptions *options)
{
  AcContext *context = &self->context;
  g_autoptr(AcNetwork) network = NULL;

  if (options->hosted != NULL || ac_http_get_reach (context->http) == AC_HTTP_LOOPBACK)
    return;

  network = ac_network_new ();
  ac_outbox_follow_network (context->outbox, network);
  self->sleep = ac_sleep_new ();
  g_signal_connect_object (self->sleep, "over", G_CALLBACK (ac_http_lose_all), context->http,
                           G_CONNECT_SWAPPED);
}

static void
furnish (AcBackend *self, const AcBackendOptions *options)
{
  AcContext *context = &self->context;
  AcHttp *http = context->http;

  context->cards_under_way = g_ptr_array_new_with_free_func (g_free);
  context->running_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  context->decoding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  context->accounts_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  context->sessions = options->hosted != NULL ? ac_sessions_new (context->store) : NULL;
  context->limits = options->hosted != NULL ? ac_limits_new (options->hosted) : NULL;
  context->vault = make_vault (context->store, options->hosted);
  context->connectors =
      options->practice
          ? ac_connectors_new_for_practice (http, context->practice_base)
          : ac_connectors_new (http, options->plc_directory, options->practice_services);
  if (options->strict_practice)
    ac_graph_set_strict (ac_connectors_get_graph (context->connectors));
  ac_graph_set_source (ac_connectors_get_graph (context->connectors), ac_app_keys_load, context);
  context->accesses =
      ac_access_cache_new (context->store, context->vault,
                           options->hosted != NULL ? options->hosted->accounts_per_person : 0);
  context->gate = make_gate (context, options);
  context->fetchable =
      options->hosted != NULL || options->practice || options->practice_services != NULL;
  self->shelf = ac_picture_shelf_new (
      context->store, options->hosted != NULL ? options->hosted->audience : NULL, context->limits);
  context->outbox = ac_outbox_new (context->store, context->accesses, context->connectors,
                                   context->gate, self->shelf, ac_lease_get_length_ms (http));
  follow_network (self, options);
  context->hub = ac_event_hub_new (context->store);
  context->attempts = ac_link_attempts_new (context->connectors, context->accesses, context->store,
                                            context->outbox, context->gate);
  context->eraser = ac_eraser_new (context);
  context->rules = ac_rules_new (context);
  context->imports =
      ac_imports_new (context->data_dir != NULL ? context->data_dir : g_get_tmp_dir ());
  context->recipients = make_recipients (self, options);
  if (context->person != NULL)
    context->heeder = ac_heeder_new (context->store, context->connectors, http, context->person);
  route_requests (self, options);
  route_recipients (self);

  g_signal_connect_object (context->store, "events-committed", G_CALLBACK (events_committed_cb),
                           self, G_CONNECT_DEFAULT);
  g_signal_connect_object (context->attempts, "changed", G_CALLBACK (attempt_changed_cb), self,
                           G_CONNECT_DEFAULT);
  if (options->hosted == NULL && !options->practice)
    self->waker = ac_waker_new (context->store, context->person);
}

static gboolean
open_door (AcBackend *self, const AcBackendOptions *options, GError **error)
{
  if (options->hosted != NULL)
    return (self->door = ac_tcp_listener_new (self->server, options->hosted, error)) != NULL;

  self->listener = ac_listener_new (self->server, options->socket_path, getuid (), error);
  if (self->listener == NULL)
    return FALSE;

  g_signal_connect_object (self->listener, "notify::n-connections", G_CALLBACK (watch_idle), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

static gboolean
beat_cb (gpointer user_data)
{
  AcBackend *self = AC_BACKEND (user_data);

  ac_event_hub_end_old (self->context.hub, STREAM_SECONDS);
  ac_event_hub_beat (self->context.hub);
  return G_SOURCE_CONTINUE;
}

static gboolean
host (AcBackend *self, AcHostedConfig *config, GError **error)
{
  if (config->admin_socket != NULL &&
      !(self->admin = ac_admin_new (&self->context, config->admin_socket, error)))
    return FALSE;

  self->health = ac_health_new (&self->context, self->router, self->door);
  ac_health_attach (self->health, self->server);
  ac_resource_attach (config, self->server);
  ac_picture_shelf_attach (self->shelf, self->server);
  ac_webhook_attach (config, self->context.attempts, self->context.limits, self->server);
  self->beat_timer = g_timeout_add_seconds (BEAT_SECONDS, beat_cb, self);
  return TRUE;
}

static gboolean
start_practice (AcBackend *self, GError **error)
{
  AcContext *context = &self->context;

  if (!(self->practice = ac_practice_child_new (context->data_dir, error)))
    return FALSE;

  context->practice_base = ac_practice_child_get_base (self->practice);
  g_signal_connect_object (self->practice, "ended", G_CALLBACK (practice_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context->practice, "cancelled", G_CALLBACK (practice_ended_cb), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

AcBackend *
ac_backend_new (const AcBackendOptions *options, GError **error)
{
  g_autoptr(AcBackend) self = g_object_new (AC_TYPE_BACKEND, NULL);

  self->server = soup_server_new ("server-header", "", NULL);
  self->idle_exit = options->idle_exit;

  /* The lock of the listener comes first: two backends never open one store. */
  if (!open_door (self, options, error) || !open_store (self, options, error) ||
      (options->practice && !start_practice (self, error)))
    return NULL;

  make_http (self, options);
  furnish (self, options);
  return options->hosted == NULL || host (self, options->hosted, error) ? g_steal_pointer (&self)
                                                                        : NULL;
}

static DexFuture *
start_failed_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  g_warning ("What was left to do could not be taken up: %s", error->message);
  return NULL;
}

void
ac_backend_reload (AcBackend *self)
{
  ac_context_watch_gate (&self->context, ac_gate_check (self->context.gate));
}

static GObject *
sweep (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_sweep_pictures (store, error);
  return NULL;
}

static gboolean
sweep_cb (gpointer user_data)
{
  AcBackend *self = AC_BACKEND (user_data);

  dex_future_disown (ac_store_run (self->context.store, sweep, NULL, NULL));
  ac_imports_sweep (self->context.imports);
  return G_SOURCE_CONTINUE;
}

void
ac_backend_start (AcBackend *self)
{
  sweep_cb (self);
  self->sweep_timer = g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, self);
  ac_backend_reload (self);
  dex_future_disown (
      dex_future_catch (ac_outbox_start (self->context.outbox), start_failed_cb, NULL, NULL));
  ac_eraser_start (self->context.eraser);
  ac_rules_wake (self->context.rules);
  if (self->context.person != NULL)
    dex_future_disown (
        ac_arrival_settle (self->context.store, self->context.vault, self->context.person));
  watch_idle (self);
}

gboolean
ac_backend_get_practice_is_over (AcBackend *self)
{
  return g_cancellable_is_cancelled (self->context.practice);
}

/* What was answered last is still on its way when its handler has ended: one step more. */
static DexFuture *
finish_fiber (gpointer user_data)
{
  AcBackend *self = AC_BACKEND (user_data);
  guint waited = 0;

  do
    {
      ac_await (ac_future_delay (FAREWELL_STEP_MS), NULL);
      waited += FAREWELL_STEP_MS;
    }
  while ((ac_router_get_n_running (self->router) > 0 || ac_outbox_is_busy (self->context.outbox)) &&
         waited < FAREWELL_MS);

  ac_await (ac_future_delay (FAREWELL_STEP_MS), NULL);
  ac_await (ac_outbox_leave (self->context.outbox), NULL);
  return dex_future_new_true ();
}

DexFuture *
ac_backend_stop (AcBackend *self)
{
  ac_event_hub_close (self->context.hub);
  if (self->listener != NULL)
    {
      ac_listener_close (self->listener);
      return dex_future_new_true ();
    }

  ac_health_stop (self->health);
  ac_rules_close (self->context.rules);
  ac_outbox_close (self->context.outbox);
  if (self->admin != NULL)
    ac_admin_close (self->admin);
  ac_tcp_listener_close (self->door);
  return dex_scheduler_spawn (NULL, 0, finish_fiber, g_object_ref (self), g_object_unref);
}
