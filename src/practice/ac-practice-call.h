/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-http.h"
#include "ac-practice-faults.h"
#include "ac-practice-people.h"
#include "ac-practice-state.h"

G_BEGIN_DECLS

#define AC_PRACTICE_GRAPH_VERSION "v23.0"
#define AC_PRACTICE_THREADS_VERSION "v1.0"
#define AC_PRACTICE_UPLOADS "rupload.facebook.com" /* takes files as they are */
#define AC_PRACTICE_MAX_BODY                                                                       \
  (34 * 1024 * 1024) /* of a call; of a larger one "ac-too-large" is set */

/* How a call at a practice service is refused: each is an error that Meta documents, with its code
 * and subcode. */
typedef enum
{
  AC_PRACTICE_OK,
  AC_PRACTICE_FAILED,
  AC_PRACTICE_NO_PATH,
  AC_PRACTICE_NO_METHOD,
  AC_PRACTICE_NO_OBJECT,
  AC_PRACTICE_BAD_PARAMETER,
  AC_PRACTICE_BAD_FIELD,
  AC_PRACTICE_NO_TOKEN,
  AC_PRACTICE_BAD_TOKEN,
  AC_PRACTICE_WRONG_TOKEN, /* a user's where a Page's is wanted, or the other way round */
  AC_PRACTICE_TOKEN_EXPIRED,
  AC_PRACTICE_TOKEN_REMOVED,
  AC_PRACTICE_TOKEN_PASSWORD,
  AC_PRACTICE_TOKEN_CHECKPOINT,
  AC_PRACTICE_TOKEN_INVALID,
  AC_PRACTICE_NOT_EXCHANGED,
  AC_PRACTICE_NO_PERMISSION,
  AC_PRACTICE_NO_PAGE_PERMISSION,
  AC_PRACTICE_BAD_PROOF,
  AC_PRACTICE_NO_PROOF,
  AC_PRACTICE_BAD_APP,
  AC_PRACTICE_BAD_SECRET,
  AC_PRACTICE_BAD_CODE,
  AC_PRACTICE_CODE_USED,
  AC_PRACTICE_CODE_EXPIRED,
  AC_PRACTICE_OTHER_REDIRECT,
  AC_PRACTICE_BLOCKED_REDIRECT,
  AC_PRACTICE_TOO_MANY_CALLS,
  AC_PRACTICE_QUOTA,
  AC_PRACTICE_DUPLICATE,
  AC_PRACTICE_NOT_READY,
  AC_PRACTICE_CONTAINER_EXPIRED,
  AC_PRACTICE_CONTAINER_FAILED,
  AC_PRACTICE_CAPTION_TOO_LONG,
  AC_PRACTICE_MEDIA_UNREADABLE,
  AC_PRACTICE_CALLBACK_FAILED,
  AC_PRACTICE_NOT_REGISTERED,
  AC_PRACTICE_NOT_ALLOWED_NUMBER,
  AC_PRACTICE_WINDOW_CLOSED,
  AC_PRACTICE_NO_TEMPLATE,
  AC_PRACTICE_TEMPLATE_PARAMETERS,
  AC_PRACTICE_MISSING_PARAMETER,
  AC_PRACTICE_BAD_VALUE,
  AC_PRACTICE_PAIR_LIMIT,
  AC_PRACTICE_N_REFUSALS,
} AcPracticeRefusal;

typedef enum
{
  AC_PRACTICE_TEXT,
  AC_PRACTICE_ID,
  AC_PRACTICE_NUMBER,
  AC_PRACTICE_SWITCH,  /* "true" or "false" */
  AC_PRACTICE_ADDRESS, /* http or https */
  AC_PRACTICE_CHOICE,
  AC_PRACTICE_FILE, /* a part of a multipart body */
} AcPracticeKind;

/* One parameter that a call takes; a table of them ends with { NULL }. */
typedef struct
{
  const char *name;
  AcPracticeKind kind;
  gboolean required;
  guint max;           /* of a text, in characters; 0: 2000 */
  const char *choices; /* "IMAGE|STORIES" */
} AcPracticeParameter;

/* Whose token a call takes; bits. */
typedef enum
{
  AC_PRACTICE_SHORT = 1 << 0,  /* a person's, of an hour or two */
  AC_PRACTICE_LONG = 1 << 1,   /* a person's, of 60 days */
  AC_PRACTICE_PAGE = 1 << 2,   /* a Page's */
  AC_PRACTICE_SYSTEM = 1 << 3, /* of a business at WhatsApp */
  AC_PRACTICE_APP = 1 << 4,    /* the app itself: id and secret */
  AC_PRACTICE_PERSON = AC_PRACTICE_SHORT | AC_PRACTICE_LONG,
} AcPracticeTokens;

typedef struct _AcPracticeCall AcPracticeCall;
typedef struct _AcPracticeAsker AcPracticeAsker; /* ac-practice-asks.h */

typedef struct
{
  const char *host;
  const char *method;
  const char *path; /* below the host; {id} stands for one part */
  /* In a fiber: answers, or refuses. */
  void (*handle) (AcPracticeCall *call);
  const AcPracticeParameter *parameters; /* (nullable): any body, which the handler reads */
  AcPracticeTokens tokens;               /* 0: none is needed */
  const char *permission;                /* (nullable): that the token must carry */
  gboolean for_people;                   /* it answers a browser: errors are pages, too */
} AcPracticeRoute;

/* What is to be written when the handler is through. */
typedef struct
{
  guint status;
  const char *content_type;
  GBytes *body; /* (nullable) */
  char *location;
} AcPracticeAnswer;

struct _AcPracticeCall
{
  AcPracticeState *state;   /* not owned */
  AcHttp *http;             /* not owned: for what a service fetches or tells */
  AcPracticeFaults *faults; /* not owned (nullable) */
  AcPracticeAsker *asker;   /* not owned (nullable): nobody's backend is known */
  const char *base;         /* not owned: the address of the practice services */
  SoupServerMessage *message;
  const AcPracticeRoute *route;
  const char *host;
  char *path;             /* below the host */
  char *id;               /* what stood in place of {id}; "me" is replaced */
  GHashTable *parameters; /* utf8 → utf8 */
  JsonNode *json;         /* (nullable): a body of that type */
  GBytes *file;           /* (nullable): of a form, or the whole body */
  char *picture_id;       /* (nullable): of one that came with it */
  JsonObject *token;      /* (nullable): its record */
  JsonObject *app;        /* (nullable): its record */
  const char *service;    /* (nullable): whose token it is */
  gboolean changed;       /* the state is to be saved before the answer goes out */
  AcPracticeAnswer answer;
};

AcPracticeCall *ac_practice_call_new (SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;
void ac_practice_call_free (AcPracticeCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcPracticeCall, ac_practice_call_free)

/* Reads query and body, and holds them against the route. FALSE: refused. */
gboolean ac_practice_call_read (AcPracticeCall *self);
/* Finds whose token came with it, and whether it is good for this route. FALSE: refused. */
gboolean ac_practice_call_check_token (AcPracticeCall *self);

/* (nullable) */
const char *ac_practice_call_get (AcPracticeCall *self, const char *parameter);
gboolean ac_practice_call_is_on (AcPracticeCall *self, const char *parameter);

/* Takes object. */
void ac_practice_call_answer (AcPracticeCall *self, JsonObject *object);
void ac_practice_call_answer_success (AcPracticeCall *self);
/* {"data": […]} with the cursors; takes data. */
void ac_practice_call_answer_list (AcPracticeCall *self, JsonArray *data);
/* Only the members that "fields" asks for, or these ("id,name") when it doesn't; all those that may
 * be asked for are named in known ("id,name,…"). Takes object. */
void ac_practice_call_answer_fields (AcPracticeCall *self,
                                     JsonObject *object,
                                     const char *known,
                                     const char *usual);
/* The same for a member of a list; NULL: refused. Takes object. */
JsonObject *ac_practice_call_pick (AcPracticeCall *self,
                                   JsonObject *object,
                                   const char *known,
                                   const char *usual) G_GNUC_WARN_UNUSED_RESULT;
/* Takes html. */
void ac_practice_call_answer_page (AcPracticeCall *self, guint status, GString *html);
void ac_practice_call_answer_redirect (AcPracticeCall *self, const char *location);
/* detail (nullable) is said in the message. */
void ac_practice_call_refuse (AcPracticeCall *self, AcPracticeRefusal refusal, const char *detail);
/* An error as a test wants it. */
void ac_practice_call_refuse_with (AcPracticeCall *self, guint status, int code, int subcode);

/* How often the subject (a person, a Page) did this in the last 24 hours. */
guint ac_practice_call_count (AcPracticeCall *self, const char *deed, const char *subject);
void ac_practice_call_note (AcPracticeCall *self, const char *deed, const char *subject);

/* hex of HMAC-SHA256 (FIPS 198-1), as appsecret_proof and X-Hub-Signature-256 carry it. */
char *ac_practice_hmac (const char *key, gconstpointer data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
