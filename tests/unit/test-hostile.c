/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-connectors.h"
#include "ac-test-hostile.h"
#include "ac-test.h"

/* Hostile answers to every call of every connector: each ends in time, with a clear outcome, and
 * nothing secret goes to anybody else. */

#define DEADLINE_MS "1000"
#define PATIENCE_MS 20000 /* of the deadlines and of this computer */
#define CANARY "canary"
#define BIT(kind) (1u << AC_OUTCOME_##kind)
#define MAYBE (BIT (UNKNOWN) | BIT (DONE_NO_ID)) /* it may have happened: never sent again */

static const char apps[] =
#define APP(service)                                                                               \
  "\"" service "\":{\"id\":\"1\",\"secret\":\"" CANARY "secret\",\"token\":\"" CANARY "token\","   \
  "\"phone_number_id\":\"2\",\"template\":\"t\",\"language\":\"en_US\"}"
    "{" APP ("facebook") "," APP ("threads") "," APP ("instagram") "," APP ("whatsapp") "}";

typedef enum
{
  BEGIN, /* to sign in, as far as the service lets it come */
  PASSWORD,
  SEND_CODE,
  IDENTIFY,
  PUBLISH,
  STORY, /* of a picture */
  VIDEO,
  FIND,      /* by what it says */
  FIND_COPY, /* by its address */
  REMOVE,
  REVOKE,
  N_CALLS,
} Call;

static const char *const call_names[] = { "begin",     "password", "send-code", "identify",
                                          "publish",   "story",    "video",     "find",
                                          "find-copy", "remove",   "revoke" };
G_STATIC_ASSERT (G_N_ELEMENTS (call_names) == N_CALLS);

typedef struct
{
  AcHostile hostile;
  guint publish; /* kinds of outcome that are right */
  AcError error; /* that the row shows, where it isn't AC_ERROR_FAILED */
  gboolean gone; /* says that something isn't there */
} Case;

#define ANSWER(name, status, headers, body) { name, AC_HOSTILE_ANSWER, status, headers, body, 0 }
#define TO "Location: ELSEWHERE/steal\r\n"
#define TEN(text) text text text text text text text text text text
#define PORTAL "<!doctype html><title>Hotel Wi-Fi</title><p>Please sign in</p>"
#define AT_ELSEWHERE                                                                               \
  "{\"issuer\":\"ELSEWHERE\",\"authorization_endpoint\":\"ELSEWHERE/a\","                          \
  "\"token_endpoint\":\"ELSEWHERE/t\",\"revocation_endpoint\":\"ELSEWHERE/r\","                    \
  "\"registration_endpoint\":\"ELSEWHERE/g\",\"app_registration_endpoint\":\"ELSEWHERE/g\","       \
  "\"paging\":{\"next\":\"ELSEWHERE/n\",\"cursors\":{\"after\":\"ELSEWHERE/n\"}},\"data\":[7]}"

static const Case usual[] = {
  { ANSWER ("portal", "200 OK", NULL, PORTAL), MAYBE },
  { ANSWER ("no-content", "204 No Content", NULL, ""), MAYBE },
  { ANSWER ("other-object", "200 OK", NULL, "{\"celsius\":21}"), MAYBE },
  { ANSWER ("number", "200 OK", NULL, "17"), MAYBE },
  { ANSWER ("wrong-types",
            "200 OK",
            NULL,
            "{\"id\":7,\"uri\":[],\"url\":{},\"data\":\"x\",\"messages\":7,\"posts\":null,"
            "\"access_token\":{},\"did\":1,\"handle\":[],\"username\":7,\"acct\":7}"),
    MAYBE },
  { ANSWER ("wrong-elements",
            "200 OK",
            NULL,
            "{\"data\":[null,7,\"x\",[],{}],\"messages\":[7],\"records\":[7]}"),
    MAYBE },
  { ANSWER ("not-utf-8", "200 OK", NULL, "{\"id\":\"\xff\xfe\"}"), MAYBE },
  { ANSWER ("twice", "200 OK", NULL, "{\"id\":\"1\",\"id\":\"2\"}"), MAYBE },
  { ANSWER ("half", "200 OK", NULL, "{\"id\":\"1\""), MAYBE },
  { ANSWER ("elsewhere", "200 OK", NULL, AT_ELSEWHERE), MAYBE },
  { { "deep", AC_HOSTILE_ANSWER, "200 OK", NULL, TEN (TEN (TEN ("["))), 100 }, MAYBE },
  { { "large", AC_HOSTILE_ANSWER, "200 OK", NULL, TEN (TEN (TEN ("        "))), 540 }, MAYBE },
  { { "endless", AC_HOSTILE_ENDLESS }, MAYBE },
  { { "cut", AC_HOSTILE_CUT, "200 OK", NULL, "{\"id\":" }, MAYBE },
  { { "close", AC_HOSTILE_CLOSE }, BIT (UNKNOWN) },
  { { "noise", AC_HOSTILE_NOISE }, BIT (UNKNOWN) },
  { { "silent", AC_HOSTILE_SILENT }, BIT (UNKNOWN) },
  { { "slow-head", AC_HOSTILE_HEAD }, BIT (UNKNOWN) },
  { { "drip", AC_HOSTILE_DRIP }, MAYBE },
  { ANSWER ("moved", "301 Moved Permanently", TO, ""), BIT (REJECTED), AC_ERROR_BAD_REPLY },
  { ANSWER ("found", "302 Found", TO, ""), BIT (UNKNOWN) },
  { ANSWER ("temporary", "307 Temporary Redirect", TO, ""), BIT (REJECTED), AC_ERROR_BAD_REPLY },
  { ANSWER ("unauthorized", "401 Unauthorized", NULL, "{\"error\":\"x\"}"), BIT (SIGN_IN),
    AC_ERROR_SIGN_IN_REQUIRED },
  { ANSWER ("forbidden-portal", "403 Forbidden", NULL, PORTAL), BIT (REJECTED),
    AC_ERROR_BAD_REPLY },
  { ANSWER ("missing-portal", "404 Not Found", NULL, PORTAL), BIT (REJECTED), AC_ERROR_BAD_REPLY },
  { ANSWER ("proxy", "407 Proxy Authentication Required", NULL, ""), BIT (NOT_SENT),
    AC_ERROR_UNREACHABLE },
  { ANSWER ("too-slow", "408 Request Timeout", NULL, "{}"), BIT (UNKNOWN) },
  { ANSWER ("too-large", "413 Content Too Large", NULL, "{}"), BIT (REJECTED), AC_ERROR_TOO_LARGE },
  { ANSWER ("too-many", "429 Too Many Requests", NULL, "{}"), BIT (LATER), AC_ERROR_RATE_LIMITED },
  { ANSWER ("too-many-for-ever",
            "429 Too Many Requests",
            "Retry-After: 99999999999999999999\r\nX-RateLimit-Reset: tomorrow\r\n",
            PORTAL),
    BIT (LATER), AC_ERROR_RATE_LIMITED },
  { ANSWER ("broken", "500 Internal Server Error", NULL, PORTAL), BIT (UNKNOWN),
    AC_ERROR_SERVICE_FAILED },
  { ANSWER ("away", "503 Service Unavailable", "Retry-After: 120\r\n", PORTAL), BIT (LATER),
    AC_ERROR_SERVICE_FAILED },
  { ANSWER ("away-silently", "503 Service Unavailable", NULL, PORTAL), BIT (UNKNOWN),
    AC_ERROR_SERVICE_FAILED },
  { ANSWER ("no-status", "999 What", NULL, "{}"), BIT (UNKNOWN) },
};

#define META(code)                                                                                 \
  ANSWER ("meta-" #code, "400 Bad Request", NULL, "{\"error\":{\"code\":" #code "}}")
#define META_SUB(code, subcode)                                                                    \
  ANSWER ("meta-" #code "-" #subcode, "400 Bad Request", NULL,                                     \
          "{\"error\":{\"message\":\"m\",\"code\":" #code ",\"error_subcode\":" #subcode "}}")
#define SIGN BIT (SIGN_IN), AC_ERROR_SIGN_IN_REQUIRED
#define LIMIT BIT (LATER), AC_ERROR_RATE_LIMITED
#define SCOPE BIT (REJECTED), AC_ERROR_SCOPE_MISSING

static const Case meta[] = {
  { META (190), SIGN },
  { META_SUB (190, 458), SIGN },
  { META_SUB (190, 459), SIGN },
  { META_SUB (190, 460), SIGN },
  { META_SUB (190, 463), SIGN },
  { META_SUB (190, 464), SIGN },
  { META_SUB (190, 467), SIGN },
  { META_SUB (190, 492), SIGN },
  { META (102), SIGN },
  { META (4), LIMIT },
  { META_SUB (4, 2446079), LIMIT },
  { META (17), LIMIT },
  { META_SUB (17, 2446079), LIMIT },
  { META (32), LIMIT },
  { META (341), LIMIT },
  { META (613), LIMIT },
  { META (80001), LIMIT },
  { META_SUB (80007, 2446079), LIMIT },
  { META (10), SCOPE },
  { META (200), SCOPE },
  { META_SUB (200, 1349176), SCOPE },
  { META (210), SCOPE },
  { META (299), SCOPE },
  { META (3), SCOPE },
  { META (368), BIT (REJECTED), AC_ERROR_PERMISSION_DENIED },
  { META (100), BIT (REJECTED), AC_ERROR_REJECTED },
  { META_SUB (100, 33), BIT (REJECTED), AC_ERROR_NOT_FOUND, TRUE },
  { META (803), BIT (REJECTED), AC_ERROR_NOT_FOUND, TRUE },
  { META (506), BIT (REJECTED), AC_ERROR_REJECTED },
  { META (1609005), BIT (REJECTED), AC_ERROR_REJECTED },
  { META (1), BIT (UNKNOWN), AC_ERROR_SERVICE_FAILED },
  { META (2), BIT (UNKNOWN), AC_ERROR_SERVICE_FAILED },
  { META (-1), BIT (REJECTED), AC_ERROR_REJECTED },
  { META (987654321), BIT (REJECTED), AC_ERROR_REJECTED },
  { META (99999999999999999999), BIT (REJECTED) },
  { META ("190"), BIT (REJECTED), AC_ERROR_REJECTED },
  { ANSWER ("meta-transient",
            "400 Bad Request",
            NULL,
            "{\"error\":{\"code\":77,\"is_transient\":true}}"),
    BIT (UNKNOWN), AC_ERROR_SERVICE_FAILED },
  { ANSWER ("meta-array", "400 Bad Request", NULL, "{\"error\":[190]}"), BIT (REJECTED),
    AC_ERROR_REJECTED },
};

typedef struct
{
  const Case *cases;
  gsize n_cases;
} Table;

static const Table usual_table = { usual, G_N_ELEMENTS (usual) };
static const Table meta_table = { meta, G_N_ELEMENTS (meta) };

/* Both are made before there are threads, for one is told by the environment. */
static AcHttp *patient = NULL;
static AcHttp *hurried = NULL; /* for what would take for ever */

typedef struct
{
  AcHostileServer server;
  guint n_cases;
  guint n_failed;
} Fixture;

/* One call under way. */
typedef struct
{
  const Case *one;
  AcConnector *connector;
  Call call;
  DexFuture *future;
  gint64 began;
  gint64 ended;
} Try;

static void
try_free (gpointer data)
{
  Try *self = data;

  dex_clear (&self->future);
  g_free (self);
}

static void
set_secret (AcAccess *access, AcCredential which, const char *text)
{
  g_autoptr(SecretValue) value = secret_value_new (text, -1, "text/plain");

  ac_access_set_credential (access, which, value);
}

static AcAccess *
make_access (AcConnector *connector, const char *base)
{
  const AcService *service = ac_connector_get_service (connector);
  gboolean bluesky = g_str_equal (service->id, "bluesky");
  g_autoptr(AcAccount) account = ac_account_new ("a", service->id);
  g_autofree char *profile = g_strconcat (base, "/42", NULL);
  g_autofree char *token = g_strconcat (base, "/oauth/token", NULL);
  g_autofree char *revoke = g_strconcat (base, "/oauth/revoke", NULL);
  AcAccess *access = ac_access_new (account);

  ac_account_set_server (account, base);
  ac_account_set_remote_id (account, bluesky ? "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa" : "42");
  ac_account_set_handle (account, "alice");
  ac_account_set_profile_url (account, profile);
  ac_account_set_limits (account, &service->limits);
  ac_account_set_audiences (account, service->audiences);
  set_secret (access, AC_CREDENTIAL_ACCESS_TOKEN, CANARY "access");
  set_secret (access, AC_CREDENTIAL_REFRESH_TOKEN, CANARY "refresh");
  set_secret (access, AC_CREDENTIAL_CLIENT_ID, CANARY "client");
  set_secret (access, AC_CREDENTIAL_CLIENT_SECRET, CANARY "secret");
  if (!bluesky)
    {
      set_secret (access, AC_CREDENTIAL_TOKEN_ENDPOINT, token);
      set_secret (access, AC_CREDENTIAL_REVOCATION_ENDPOINT, revoke);
    }
  return access;
}

static GListModel *
make_pictures (gboolean video)
{
  const AcPictureFacts facts = { video ? AC_PICTURE_MP4 : AC_PICTURE_JPEG, 540, 960,
                                 video ? 5000 : 0 };
  g_autoptr(AcPicture) picture = ac_picture_new ("p", &facts, 4);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("file", 4);
  GListStore *pictures = g_list_store_new (AC_TYPE_PICTURE);

  ac_picture_set_bytes (picture, bytes);
  ac_picture_set_address (picture, "https://accounts.example/pictures/p");
  g_list_store_append (pictures, picture);
  return G_LIST_MODEL (pictures);
}

/* A text alone, where that is a status. */
static AcParcel *
make_parcel (AcConnector *connector, AcAccess *access, Call call)
{
  const AcService *service = ac_connector_get_service (connector);
  guint audiences = service->audiences;
  g_autoptr(GListModel) pictures = service->pictures.needed || call == STORY || call == VIDEO
                                       ? make_pictures (call == VIDEO)
                                       : NULL;
  AcContents contents = { .text = "Good morning",
                          .audience = AC_AUDIENCE_PUBLIC,
                          .form = call == STORY ? AC_FORM_STORY : AC_FORM_POST,
                          .pictures = pictures };
  AcParcel *parcel = NULL;

  while (!(audiences & (1u << contents.audience)) && contents.audience > AC_AUDIENCE_DIRECT)
    contents.audience--;
  parcel = ac_connector_render (connector, ac_access_get_account (access),
                                "0192f0c4-7e2b-7c11-8a6e-0123456789ab", &contents, NULL);
  g_assert_nonnull (parcel);
  g_set_object (&parcel->pictures, pictures);
  parcel->first_armed_at = ac_clock_now_ms ();
  if (call == FIND_COPY || call == REMOVE)
    {
      parcel->remote_id = g_strdup ("77");
      parcel->remote_uri = g_strdup ("at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/77");
    }
  return parcel;
}

static DexFuture *
finish_cb (DexFuture *future, gpointer user_data)
{
  AcSignIn *sign_in = g_value_get_object (dex_future_get_value (future, NULL));
  const char *state = strstr (ac_sign_in_get_authorization_url (sign_in), "state=");
  g_autofree char *value = g_strndup (state + 6, strcspn (state + 6, "&#"));
  g_autofree char *uri =
      g_strconcat ("http://127.0.0.1:1/back?code=" CANARY "code&state=", value, NULL);

  return ac_connector_finish_sign_in (user_data, sign_in, uri);
}

static DexFuture *
sign_in (AcConnector *connector, const char *base)
{
  return dex_future_then (ac_connector_begin_sign_in (connector, base, "http://127.0.0.1:1/back"),
                          finish_cb, g_object_ref (connector), g_object_unref);
}

static DexFuture *
start_call (AcConnector *connector, Call call, const char *base)
{
  g_autoptr(AcAccess) access = make_access (connector, base);
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, call);
  g_autoptr(SecretValue) secret = secret_value_new (CANARY "password", -1, "text/plain");

  switch (call)
    {
    case BEGIN:
      return sign_in (connector, base);
    case PASSWORD:
      return ac_connector_sign_in_with_password (connector, base, "alice", secret);
    case SEND_CODE:
      return ac_connector_send_code (connector, "+447700900101", secret);
    case IDENTIFY:
      return ac_connector_identify (connector, access);
    case PUBLISH:
    case STORY:
    case VIDEO:
      return ac_connector_publish (connector, access, parcel);
    case FIND:
    case FIND_COPY:
      return ac_connector_find (connector, access, parcel);
    case REMOVE:
      return ac_connector_remove (connector, access, parcel);
    case REVOKE:
    case N_CALLS:
    default:
      return ac_connector_revoke (connector, access);
    }
}

/* Whether the call goes to the service at all. */
static gboolean
has_call (AcConnector *connector, Call call)
{
  const AcService *service = ac_connector_get_service (connector);

  switch (call)
    {
    case BEGIN:
      return (service->sign_in & AC_SIGN_IN_BROWSER) != 0;
    case PASSWORD:
      return (service->sign_in & AC_SIGN_IN_APP_PASSWORD) != 0;
    case SEND_CODE:
      return (service->sign_in & AC_SIGN_IN_CODE) != 0;
    case STORY:
      return (service->forms & 1u << AC_FORM_STORY) != 0;
    case VIDEO:
      return service->video.max_size > 0;
    case IDENTIFY:
    case PUBLISH:
    case FIND:
    case FIND_COPY:
    case REMOVE:
    case REVOKE:
    case N_CALLS:
    default:
      return !g_str_equal (service->id, "whatsapp");
    }
}

static gboolean
is_success (const Case *one)
{
  return one->hostile.status == NULL || one->hostile.status[0] == '2';
}

/* A sign-in that comes to nothing says why. */
static gboolean
is_clear_error (const GError *error)
{
  return error != NULL && error->domain == AC_ERROR && error->code != AC_ERROR_FAILED &&
         error->code != AC_ERROR_CANCELLED;
}

static gboolean
is_right_publish (Try *self, AcOutcome *outcome)
{
  const Case *one = self->one;
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);
  AcError error = ac_outcome_get_error (outcome);
  guint right = one->publish;

  /* A container or an upload that nobody knows of is never shown. */
  if ((right & MAYBE) != 0 &&
      (self->call != PUBLISH || ac_connector_get_service (self->connector)->pictures.needed))
    right |= BIT (NOT_SENT);
  if ((right & (1u << kind)) == 0)
    return FALSE;
  if (kind == AC_OUTCOME_DONE_NO_ID)
    return TRUE;
  return one->error == AC_ERROR_FAILED ? error != AC_ERROR_FAILED : error == one->error;
}

/* Nobody sees a copy where none was shown, and nothing counts as gone that wasn't called so. */
static gboolean
is_right_look (const Case *one, AcOutcome *outcome)
{
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  return kind != AC_OUTCOME_FOUND && kind != AC_OUTCOME_DONE &&
         (kind != AC_OUTCOME_ABSENT || one->gone);
}

static gboolean
is_right_end (const Case *one, AcOutcome *outcome)
{
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  if (kind == AC_OUTCOME_DONE || kind == AC_OUTCOME_DONE_NO_ID || kind == AC_OUTCOME_ABSENT)
    return is_success (one) || one->gone || (one->publish & BIT (SIGN_IN)) != 0;
  return kind != AC_OUTCOME_FOUND && ac_outcome_get_error (outcome) != AC_ERROR_FAILED;
}

static gboolean
is_publish (Call call)
{
  return call == PUBLISH || call == STORY || call == VIDEO;
}

static gboolean
is_right (Try *self, const GValue *value, const GError *error)
{
  AcOutcome *outcome = NULL;

  if (self->call <= IDENTIFY)
    return value == NULL && is_clear_error (error);
  if (value == NULL)
    return FALSE;
  outcome = g_value_get_object (value);
  if (is_publish (self->call))
    return is_right_publish (self, outcome);
  return self->call == FIND || self->call == FIND_COPY ? is_right_look (self->one, outcome)
                                                       : is_right_end (self->one, outcome);
}

static void
judge (Fixture *f, Try *self)
{
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (self->future, &error);
  AcOutcome *outcome =
      value != NULL && G_VALUE_HOLDS (value, AC_TYPE_OUTCOME) ? g_value_get_object (value) : NULL;
  gboolean in_time = self->ended != 0 && self->ended - self->began < PATIENCE_MS;

  f->n_cases++;
  if (in_time && is_right (self, value, error))
    return;
  f->n_failed++;
  g_printerr ("# %s %s: %s after %d ms: outcome %d %s, error %s\n",
              ac_connector_get_service (self->connector)->id, call_names[self->call],
              self->one->hostile.name, (int) (self->ended - self->began),
              outcome != NULL ? (int) ac_outcome_get_kind (outcome) : -1,
              outcome != NULL ? ac_error_get_slug (ac_outcome_get_error (outcome)) : "-",
              error != NULL ? error->message : "-");
}

/* Every call of every connector; the others are answered to what is published alone, for time. */
static gboolean
is_for_all_calls (const Case *one)
{
  static const char *const names[] = { "portal",   "wrong-types", "elsewhere",   "silent", "moved",
                                       "meta-190", "meta-4",      "meta-100-33", "meta-1", NULL };

  return g_strv_contains (names, one->hostile.name);
}

static void
start_all (
    const Case *one, AcConnectors *connectors, const char *base, gboolean files, GPtrArray *tries)
{
  gboolean of_meta = g_str_has_prefix (one->hostile.name, "meta-");

  for (guint i = 0; i < ac_connectors_get_n (connectors); i++)
    for (Call call = BEGIN; call < N_CALLS; call++)
      {
        AcConnector *connector = ac_connectors_get_nth (connectors, i);
        const char *id = ac_connector_get_service (connector)->id;
        Try *self = NULL;

        if ((call == STORY || call == VIDEO) != files || !has_call (connector, call) ||
            (!is_publish (call) && call != SEND_CODE && !is_for_all_calls (one)) ||
            (of_meta && (g_str_equal (id, "mastodon") || g_str_equal (id, "bluesky"))))
          continue;
        self = g_new0 (Try, 1);
        self->one = one;
        self->connector = connector;
        self->call = call;
        self->began = ac_clock_boot_ms ();
        self->future = start_call (connector, call, base);
        g_ptr_array_add (tries, self);
      }
}

static gboolean
note_ends (GPtrArray *tries)
{
  gboolean pending = FALSE;

  for (guint i = 0; i < tries->len; i++)
    {
      Try *self = g_ptr_array_index (tries, i);

      if (dex_future_is_pending (self->future))
        pending = TRUE;
      else if (self->ended == 0)
        self->ended = ac_clock_boot_ms ();
    }
  return pending;
}

/* All calls at once: the slow ones wait together. Those with files come by themselves, for there
 * are only so many connections to one host. */
static void
run_case (Fixture *f, const Case *one, const char *base, gboolean files)
{
  AcHttp *http = one->hostile.way == AC_HOSTILE_ANSWER ? patient : hurried;
  g_autoptr(AcConnectors) connectors = ac_connectors_new (http, base, base);
  g_autoptr(GPtrArray) tries = g_ptr_array_new_with_free_func (try_free);
  gint64 began = ac_clock_boot_ms ();

  g_test_message ("%s", one->hostile.name);
  start_all (one, connectors, base, files, tries);
  while (note_ends (tries) && ac_clock_boot_ms () - began < PATIENCE_MS)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
  for (guint i = 0; i < tries->len; i++)
    judge (f, g_ptr_array_index (tries, i));
}

/* All ports are open before the first is used: a service that gets another one stops for a moment.
 */
static void
set_up (Fixture *f, gconstpointer data)
{
  const Table *table = data;

  ac_hostile_prepare (&f->server, apps);
  for (gsize i = 0; i < table->n_cases; i++)
    g_ptr_array_add (f->server.bases, ac_hostile_listen (&f->server, &table->cases[i].hostile));
  g_socket_service_start (f->server.service);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_mutex_lock (&f->server.lock);
  g_assert_null (strstr (f->server.heard->str, CANARY));
  g_mutex_unlock (&f->server.lock);
  ac_hostile_stop (&f->server);
}

static void
test_all (Fixture *f, gconstpointer data)
{
  const Table *table = data;

  for (gsize i = 0; i < table->n_cases; i++)
    {
      run_case (f, &table->cases[i], g_ptr_array_index (f->server.bases, i), FALSE);
      run_case (f, &table->cases[i], g_ptr_array_index (f->server.bases, i), TRUE);
    }
  g_test_message ("%u cases", f->n_cases);
  g_assert_cmpuint (f->n_failed, ==, 0);
  g_assert_cmpuint (f->n_cases, >=, 200);
}

int
main (int argc, char **argv)
{
  int failed = 0;

  g_setenv ("AC_DEADLINE_MS", DEADLINE_MS, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_set_debug_enabled (FALSE);
  dex_init ();
  hurried = ac_http_new (AC_HTTP_LOOPBACK);
  g_unsetenv ("AC_DEADLINE_MS");
  patient = ac_http_new (AC_HTTP_LOOPBACK);
  g_test_add ("/hostile/usual", Fixture, &usual_table, set_up, test_all, tear_down);
  g_test_add ("/hostile/meta", Fixture, &meta_table, set_up, test_all, tear_down);
  failed = g_test_run ();
  g_clear_object (&hurried);
  g_clear_object (&patient);
  return failed;
}
