/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-guard.h"
#include "ac-health.h"
#include "ac-store-load.h"

#define STORE_SECONDS 2
#define FRESH_MS 5000 /* whoever asks more often gets the same numbers of the store */

struct _AcHealth
{
  GObject parent_instance;
  AcStore *store;
  AcVault *vault;
  AcEventHub *hub;
  AcRouter *router;
  AcTcpListener *listener;
  AcLimits *limits;
  gboolean stopping;
  AcLoad load;
  gint64 measured_at; /* ac_clock_boot_ms(); 0: never */
};

G_DEFINE_FINAL_TYPE (AcHealth, ac_health, G_TYPE_OBJECT)

static void
ac_health_finalize (GObject *object)
{
  AcHealth *self = AC_HEALTH (object);

  g_clear_object (&self->store);
  g_clear_object (&self->vault);
  g_clear_object (&self->hub);
  g_clear_object (&self->router);
  g_clear_object (&self->listener);
  g_clear_object (&self->limits);

  G_OBJECT_CLASS (ac_health_parent_class)->finalize (object);
}

static void
ac_health_class_init (AcHealthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_health_finalize;
}

static void
ac_health_init (AcHealth *self)
{
}

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "no-store");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, text, strlen (text));
}

/* Gives whether it was something else than a question. */
static gboolean
refuse_method (SoupServerMessage *message)
{
  if (g_str_equal (soup_server_message_get_method (message), "GET"))
    return FALSE;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", "GET");
  answer (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "only GET\n");
  return TRUE;
}

static void
health_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  if (!refuse_method (message))
    answer (message, SOUP_STATUS_OK, "alive\n");
}

typedef struct
{
  AcHealth *health;
  SoupServerMessage *message;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->health);
  g_object_unref (asked->message);
  g_free (asked);
}

/* What has to wait for its answer. */
static void
ask (AcHealth *self, SoupServerMessage *message, DexFiberFunc func)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->health = g_object_ref (self);
  asked->message = g_object_ref (message);
  soup_server_message_pause (message);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, func, asked, asked_free));
}

static GObject *
touch_store (AcStore *store, gpointer user_data, GError **error)
{
  g_autofree char *id = ac_store_get_vault_key_id (store, error);

  return NULL;
}

static DexFuture *
ready_fiber (gpointer user_data)
{
  Asked *asked = user_data;
  AcHealth *self = asked->health;
  const char *missing = NULL;

  if (self->stopping)
    missing = "stopping\n";
  else if (!ac_await (ac_store_run (self->store, touch_store, NULL, NULL), NULL))
    missing = "the store doesn't answer\n";
  else if (!ac_await (ac_vault_open (self->vault), NULL))
    missing = "the vault is closed\n";

  answer (asked->message, missing != NULL ? SOUP_STATUS_SERVICE_UNAVAILABLE : SOUP_STATUS_OK,
          missing != NULL ? missing : "ready\n");
  soup_server_message_unpause (asked->message);
  return dex_future_new_true ();
}

static void
ready_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  if (!refuse_method (message))
    ask (AC_HEALTH (user_data), message, ready_fiber);
}

static void
add_number (GString *text, const char *name, const char *type, const char *help, guint64 value)
{
  g_string_append_printf (text,
                          "# HELP accounts_center_%s %s\n# TYPE accounts_center_%s %s\n"
                          "accounts_center_%s %" G_GUINT64_FORMAT "\n",
                          name, help, name, type, name, value);
}

static guint64
get_age (gint64 since, gint64 now)
{
  return since > 0 && since < now ? (now - since) / 1000 : 0;
}

static void
add_heading (GString *text, const char *name, const char *help)
{
  g_string_append_printf (text, "# HELP accounts_center_%s %s\n# TYPE accounts_center_%s gauge\n",
                          name, help, name);
}

static void
add_of_state (GString *text, const char *name, AcLoadState state, guint64 value)
{
  g_string_append_printf (text, "accounts_center_%s{state=\"%s\"} %" G_GUINT64_FORMAT "\n", name,
                          ac_load_state_get_name (state), value);
}

static void
add_load (AcHealth *self, GString *text)
{
  const gint64 now = ac_clock_now_ms ();

  add_heading (text, "deliveries", "Deliveries that are not settled.");
  for (AcLoadState i = 0; i < AC_N_LOAD_STATES; i++)
    add_of_state (text, "deliveries", i, self->load.deliveries[i]);
  add_heading (text, "delivery_age_seconds", "Since the oldest of them last changed.");
  for (AcLoadState i = 0; i < AC_N_LOAD_STATES; i++)
    add_of_state (text, "delivery_age_seconds", i, get_age (self->load.oldest[i], now));
  add_number (text, "overdue_seconds", "gauge", "Since something is due that was not begun.",
              get_age (self->load.due_since, now));
  add_number (text, "rules", "gauge", "Rules that are on.", self->load.rules);
}

static GObject *
measure (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_measure_load (store, ac_clock_now_ms (), user_data, error);
  return NULL;
}

/* Gives whether the numbers of the store are known. */
static gboolean
know_load (AcHealth *self)
{
  AcLoad *load = NULL;
  gboolean known = FALSE;

  if (self->measured_at != 0 && ac_clock_boot_ms () - self->measured_at < FRESH_MS)
    return TRUE;

  load = g_atomic_rc_box_new0 (AcLoad);
  known = ac_await (
      ac_future_deadline (ac_store_run (self->store, measure, g_atomic_rc_box_acquire (load),
                                        g_atomic_rc_box_release),
                          STORE_SECONDS),
      NULL);
  if (known)
    {
      self->load = *load;
      self->measured_at = ac_clock_boot_ms ();
    }
  g_atomic_rc_box_release (load);
  return known;
}

static void
answer_metrics (AcHealth *self, SoupServerMessage *message, gboolean load_known)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_number (text, "connections", "gauge", "Connections that are open.",
              ac_tcp_listener_get_n_connections (self->listener));
  add_number (text, "event_streams", "gauge", "Event streams that are open.",
              ac_event_hub_get_n_streams (self->hub));
  add_number (text, "requests_running", "gauge", "Requests that are being answered.",
              ac_router_get_n_running (self->router));
  add_number (text, "requests_total", "counter", "Requests with a route.",
              ac_router_get_n_started (self->router));
  add_number (text, "requests_unknown_total", "counter", "Requests of nobody we know.",
              ac_router_get_n_unknown (self->router));
  add_number (text, "requests_limited_total", "counter",
              "Requests over a limit of their person or address.",
              ac_limits_get_n_refused (self->limits));
  add_number (text, "requests_malformed_total", "counter", "Requests refused by their framing.",
              ac_guard_get_n_refused ());
  add_number (text, "connections_late_total", "counter", "Connections closed at a deadline.",
              ac_tcp_listener_get_n_late (self->listener));
  add_number (text, "connections_turned_away_total", "counter",
              "Connections over one of the limits.",
              ac_tcp_listener_get_n_turned_away (self->listener));
  if (load_known)
    add_load (self, text);

  answer (message, SOUP_STATUS_OK, text->str);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type",
                                "text/plain; version=0.0.4; charset=utf-8");
}

static DexFuture *
metrics_fiber (gpointer user_data)
{
  Asked *asked = user_data;

  answer_metrics (asked->health, asked->message, know_load (asked->health));
  soup_server_message_unpause (asked->message);
  return dex_future_new_true ();
}

static void
metrics_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  if (!refuse_method (message))
    ask (AC_HEALTH (user_data), message, metrics_fiber);
}

static const struct
{
  const char *path;
  SoupServerCallback callback;
} pages[] = {
  { "/healthz", health_cb },
  { "/readyz", ready_cb },
  { "/metrics", metrics_cb },
};

AcHealth *
ac_health_new (AcContext *context, AcRouter *router, AcTcpListener *listener)
{
  AcHealth *self = g_object_new (AC_TYPE_HEALTH, NULL);

  self->store = g_object_ref (context->store);
  self->vault = g_object_ref (context->vault);
  self->hub = g_object_ref (context->hub);
  self->router = g_object_ref (router);
  self->listener = g_object_ref (listener);
  self->limits = g_object_ref (context->limits);
  return self;
}

void
ac_health_attach (AcHealth *self, SoupServer *server)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    soup_server_add_handler (server, pages[i].path, pages[i].callback, g_object_ref (self),
                             g_object_unref);
}

void
ac_health_detach (AcHealth *self, SoupServer *server)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    soup_server_remove_handler (server, pages[i].path);
}

void
ac_health_stop (AcHealth *self)
{
  self->stopping = TRUE;
}
