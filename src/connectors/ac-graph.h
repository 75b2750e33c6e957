/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access.h"
#include "ac-outcome.h"

G_BEGIN_DECLS

/* What WhatsApp, Instagram, Facebook and Threads have in common, Meta's Graph API: hosts, the keys
 * of the developer app, calls, errors by code and subcode, and how much of what an app may do it
 * has used up. */

#define AC_GRAPH_VERSION "v23.0"
#define AC_GRAPH_THREADS_VERSION "v1.0"

typedef enum
{
  AC_GRAPH_FACEBOOK,         /* graph.facebook.com */
  AC_GRAPH_FACEBOOK_DIALOG,  /* www.facebook.com */
  AC_GRAPH_FACEBOOK_UPLOADS, /* rupload.facebook.com */
  AC_GRAPH_INSTAGRAM,        /* graph.instagram.com */
  AC_GRAPH_INSTAGRAM_CODES,  /* api.instagram.com */
  AC_GRAPH_INSTAGRAM_DIALOG, /* www.instagram.com */
  AC_GRAPH_THREADS,          /* graph.threads.net */
  AC_GRAPH_THREADS_DIALOG,   /* threads.net */
  AC_GRAPH_WHATSAPP,         /* wa.me: what people click */
  AC_GRAPH_WHATSAPP_SITE,    /* www.whatsapp.com */
  AC_GRAPH_N_HOSTS,
} AcGraphHost;

/* The keys of a developer app (RFC 6749 §2.3.1). */
typedef struct
{
  SecretValue *id;
  SecretValue *secret;
  /* For WhatsApp, (nullable) elsewhere: */
  SecretValue *token; /* of the business's system user */
  char *phone_number_id;
  char *template_name;
  char *language; /* of the template */
  /* Where it is signed in at with a browser, (nullable) where the services are played: */
  char *redirect_uri;
} AcGraphApp;

void ac_graph_app_clear (AcGraphApp *app);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcGraphApp, ac_graph_app_clear)

#define AC_TYPE_GRAPH (ac_graph_get_type ())
G_DECLARE_FINAL_TYPE (AcGraph, ac_graph, AC, GRAPH, GObject)

/* practice (nullable): the address of the practice services, which then stand for all hosts. */
AcGraph *ac_graph_new (AcHttp *http, const char *practice) G_GNUC_WARN_UNUSED_RESULT;
AcHttp *ac_graph_get_http (AcGraph *self);
const char *ac_graph_get_host_name (AcGraphHost host);
/* path: with its version, without a slash before it. */
char *
ac_graph_make_uri (AcGraph *self, AcGraphHost host, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the practice services, which play it, tell the keys of their apps. */
gboolean ac_graph_gives_keys (AcGraph *self);
/* They are as strict as the real ones: keys are those of the source. */
void ac_graph_set_strict (AcGraph *self);
/* Inside a fiber: the keys of the app for a service as ac_graph_keys_pack() made them.
 * AC_ERROR_APP_KEYS when there are none. */
typedef SecretValue *(*AcGraphSource) (gpointer user_data, const char *service, GError **error);
/* Where keys come from when nobody gives them; user_data must outlive the graph. */
void ac_graph_set_source (AcGraph *self, AcGraphSource source, gpointer user_data);
/* Inside a fiber: the keys of the app for a service. AC_ERROR_APP_KEYS when there are none; errors
 * as ac_http_send(). */
gboolean ac_graph_load_app (AcGraph *self, const char *service, AcGraphApp *app, GError **error);

/* name, value, …, NULL as application/x-www-form-urlencoded; a NULL value leaves its name out. */
char *ac_graph_encode_form (const char *first_name,
                            ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* A call with the account's token and its appsecret_proof; path may have a query. */
AcHttpRequest *ac_graph_request_new (AcGraph *self,
                                     AcAccess *access,
                                     AcGraphHost host,
                                     const char *method,
                                     const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: sends for a service, and waits before when little is left of what the app may do.
 * Errors as ac_http_send(). */
AcHttpResponse *ac_graph_send (AcGraph *self,
                               const char *service,
                               AcHttpRequest *request,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What response says of usage holds for the next calls for a service. */
void ac_graph_note_usage (AcGraph *self, const char *service, AcHttpResponse *response);
/* How long the next call for a service waits: nothing below 80 percent, then longer and longer. */
guint ac_graph_get_pause_ms (AcGraph *self, const char *service);

/* ac_outcome_from_response() with the codes and subcodes of the API. */
AcOutcome *ac_graph_read_outcome (AcHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;
/* The code and subcode that it was refused with, 0: none. */
void ac_graph_read_code (AcHttpResponse *response, gint64 *code, gint64 *subcode);
/* Whether the refusal of a code says that the keys of the app are wrong, as far as it can be told:
 * the code itself comes right from the service. */
gboolean ac_graph_blames_app (AcHttpResponse *response);
/* The most that X-App-Usage or X-Business-Use-Case-Usage says is used up, in percent; 0 when they
 * say nothing. */
guint ac_graph_read_usage (AcHttpResponse *response);
/* What a code without a subcode means; otherwise for what can't be known better. */
AcError ac_graph_get_error (gint64 code, AcError otherwise);
/* Sets error to what the outcome of a call that is no success says; refused for what can't be
 * known better. Always FALSE. */
gboolean ac_graph_refuse (AcHttpResponse *response, AcError refused, GError **error);

G_END_DECLS
