/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-context.h"
#include "ac-json.h"
#include "ac-keyring.h"
#include "ac-purpose.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* When what can't be done now may be asked for again. */
#define AC_RETRY_SECONDS 5

/* One request, read and checked; reference counted, because work on the store's thread may outlive
 * the connection. */
typedef struct
{
  AcContext *context;
  char *person;
  char *session;                 /* NULL when embedded */
  const AcPartyFacts *recipient; /* who asks about people; NULL: the person asks */
  char *id;                      /* of the path, or NULL */
  JsonObject *body;              /* or NULL */
  GBytes *picture;               /* the body, where it is a file; or NULL */
  char *cursor;                  /* or NULL */
  GHashTable *query;             /* what else the route takes: name → text */
  char *account_id;              /* of the query, or NULL */
  AcCopies copies;
  AcProgram program;
  guint limit;
  GCancellable *scope;    /* cancelled when nobody waits for the answer any more */
  char *key;              /* the idempotency key, or NULL */
  AcKeyringState keyring; /* for GET /v1/backend */
  guint retry_seconds;    /* with AC_ERROR_RATE_LIMITED; 0: nobody can tell */
  gboolean key_running;   /* it stands among the running keys for this request */
  gboolean key_stored;    /* the handler stored the answer under the key in its own transaction */
} AcRequest;

AcRequest *ac_request_new (AcContext *context) G_GNUC_WARN_UNUSED_RESULT;
AcRequest *ac_request_ref (AcRequest *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_request_unref (AcRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcRequest, ac_request_unref)

/* AC_ERROR_RATE_LIMITED: it may be asked for again in so many seconds. */
void ac_request_refuse_for_now (AcRequest *self, guint seconds, const char *why, GError **error);

/* NULL: not asked for. */
const char *ac_request_get_query (AcRequest *self, const char *name);

/* Whose word the body is, given how, with the version of the words. AC_ERROR_INVALID. */
gboolean ac_request_read_word (AcRequest *self, AcWord *word, GError **error);

/* Runs func with the request on the store's thread and waits; func gives an AcReply. Only in a
 * fiber. */
AcReply *
ac_request_run (AcRequest *self, AcStoreFunc func, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the account that the request would add can be had, and may be had beside the others:
 * AC_ERROR_NOT_AVAILABLE, AC_ERROR_QUOTA_REACHED. Only in a fiber. */
gboolean ac_request_may_add_account (AcRequest *self, GError **error);

/* Runs in a fiber; gives the answer, or NULL and an error that becomes a problem. */
typedef AcReply *(*AcHandler) (AcRequest *request, GError **error);

typedef struct
{
  const char *method;
  const char *path;          /* "/v1/accounts/{id}", or "/v1/services/{service}/app" */
  AcHandler handle;          /* NULL: the event stream */
  const AcJsonField *fields; /* of the body; NULL: no body is taken */
  gboolean keyed;            /* an Idempotency-Key is required */
  gsize max_picture;         /* the body is the file of a picture, of at most that many bytes */
  const char *const *query;  /* what may be asked for beside cursor and limit, or NULL */
  gboolean takes_zip;        /* the body is a piece of one, and no picture */
} AcRoute;

G_END_DECLS
