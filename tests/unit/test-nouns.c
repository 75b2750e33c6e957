/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-account.h"
#include "ac-availability.h"
#include "ac-core-enums.h"
#include "ac-developer-app.h"
#include "ac-device.h"
#include "ac-draft.h"
#include "ac-link-attempt.h"
#include "ac-link-preview.h"
#include "ac-link.h"
#include "ac-part.h"
#include "ac-receipt.h"
#include "ac-service-item.h"
#include "ac-status.h"
#include "ac-attempt.h"
#include "ac-trial.h"
#include "ac-undoing.h"

#define ID_A "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_B "01890a5d-ac96-774b-bcce-b302099a8058"
#define ID_C "01890a5d-ac96-774b-bcce-b302099a8059"
#define LIMITS "{\"max_graphemes\":500,\"max_bytes\":0,\"url_weight\":23,\"local_mentions\":true}"

static const char service_json[] =
    "{\"id\":\"mastodon\",\"name\":\"Mastodon\",\"sign_in\":[\"browser\",\"app-password\"],"
    "\"needs_server\":true,\"default_server\":\"https://mastodon.example\","
    "\"audiences\":[\"followers\",\"public\"],\"limits\":" LIMITS ","
    "\"pictures\":{\"max\":4,\"needed\":false,\"types\":[\"image/jpeg\"],\"max_size\":2000000,"
    "\"max_width\":1440,\"max_pixels\":33177600,\"needs_server\":false},"
    "\"app_keys\":\"missing\",\"unavailable\":\"app-keys\"}";

static const char account_json[] =
    "{\"id\":\"" ID_A "\",\"service\":\"mastodon\",\"server\":\"https://mastodon.example\","
    "\"remote_id\":\"42\",\"handle\":\"@alice@mastodon.example\",\"display_name\":\"Alice\","
    "\"profile_url\":\"https://mastodon.example/@alice\",\"scopes\":\"profile write:statuses\","
    "\"scopes_asked\":\"profile write\","
    "\"state\":\"attention\",\"reason\":\"sign-in-required\",\"type\":\"page\","
    "\"audiences\":[\"direct\",\"public\"],\"audience\":\"direct\","
    "\"limits\":" LIMITS ",\"picture_limits\":{\"max_size\":1000000,\"max_pixels\":20000000,"
    "\"max_video_size\":40000000},"
    "\"created_at\":\"2026-01-02T03:04:05.678Z\","
    "\"proved_at\":\"2026-01-03T03:04:04.000Z\","
    "\"last_used_at\":\"2026-01-03T03:04:05.000Z\"}";

#define DELIVERY(id, state)                                                                        \
  "{\"id\":\"" id "\",\"status_id\":\"" ID_A "\",\"account_id\":\"" ID_B                           \
  "\",\"service\":\"mastodon\",\"handle\":\"@alice@mastodon.example\",\"link_id\":\"" ID_C         \
  "\",\"text\":\"Good morning here\",\"copy_text\":\"Good moring\",\"edit\":\"failed\","           \
  "\"edit_error\":\"not-found\",\"audience\":\"unlisted\","                                        \
  "\"state\":\"" state "\",\"error\":\"rate-limited\",\"url\":\"https://mastodon.example/1\","     \
  "\"attempts\":3,\"tried\":true,\"next_at\":\"2026-01-02T03:04:06.000Z\","                        \
  "\"ends_at\":\"2026-01-03T03:04:06.000Z\","                                                      \
  "\"updated_at\":\"2026-01-02T03:04:05.000Z\"}"

#define STATUS(removed, deliveries)                                                                \
  "{\"id\":\"" ID_A "\",\"text\":\"Good morning \360\237\214\236\",\"revision\":2,"                \
  "\"note\":\"Food\",\"language\":\"de-AT\",\"card\":{\"url\":\"https://a.example/\","             \
  "\"title\":\"Soup\",\"description\":\"Of the day\"},"                                            \
  "\"created_at\":\"2026-01-02T03:04:05.678Z\",\"removed\":" removed                               \
  ",\"life\":\"24h\",\"share_at\":\"2026-01-02T03:04:05.700Z\","                                   \
  "\"ends_at\":\"2026-01-03T03:04:06.000Z\",\"deliveries\":[" deliveries "]}"

static const char attempt_json[] =
    "{\"id\":\"" ID_A "\",\"service\":\"bluesky\",\"server\":\"https://pds.example\","
    "\"state\":\"failed\",\"error\":\"sign-in-refused\","
    "\"authorization_url\":\"https://pds.example/authorize?x=y\",\"ends_at\":\"https://"
    "back.example/\",\"account_id\":\"" ID_B "\","
    "\"number\":\"+447700900101\",\"again_at\":\"2026-01-02T03:05:05.000Z\","
    "\"expires_at\":\"2026-01-02T03:14:05.000Z\"}";

static const char draft_json[] =
    "{\"id\":\"" ID_A "\",\"text\":\"\",\"updated_at\":\"2026-01-02T03:04:05.000Z\","
    "\"life\":\"7d\",\"targets\":[{\"account_id\":\"" ID_B "\",\"audience\":\"public\"},"
    "{\"service\":\"whatsapp\",\"audience\":\"followers\",\"text\":\"Later\","
    "\"chosen\":false}]}";

typedef gpointer (*FromJson) (JsonNode *node, GError **error);
typedef JsonNode *(*ToJson) (gpointer noun);

#define DEVICE(name, current)                                                                      \
  "{\"id\":\"" ID_A "\",\"name\":\"" name "\",\"created_at\":\"2026-01-01T00:00:00.000Z\","        \
  "\"last_used_at\":\"2026-01-02T00:00:00.000Z\",\"current\":" current ",\"can_end\":true}"

static const char feature_json[] =
    "{\"id\":\"whatsapp\",\"service\":\"whatsapp\",\"on\":true,\"rule\":\"region-closed\","
    "\"unavailable\":\"region\",\"wish\":\"waiting\",\"bucket\":4763,\"rollout_percent\":50,"
    "\"min_version\":\"0.1\",\"min_age\":16,\"account_types\":[\"business\"],"
    "\"closed_reason\":\"law\",\"closed_since\":\"2026-01-02T03:04:05.000Z\"}";

static const char availability_json[] =
    "{\"items\":[{\"id\":\"status-sharing\",\"on\":false,\"rule\":\"nothing-against\","
    "\"wish\":\"none\",\"bucket\":0,\"rollout_percent\":100}],"
    "\"policy\":{\"serial\":7,\"issued_at\":\"2026-01-01T00:00:00.000Z\","
    "\"expires_at\":\"2027-01-01T00:00:00.000Z\",\"checked_at\":\"2026-01-02T00:00:00.000Z\","
    "\"state\":\"older\"},\"region\":\"DE\",\"age\":30}";

static const char app_json[] =
    "{\"settable\":true,\"keys\":[{\"name\":\"id\",\"secret\":false,\"set\":true,"
    "\"value\":\"1234\",\"outcome\":\"refused\",\"code\":190,\"subcode\":463},"
    "{\"name\":\"secret\",\"secret\":true,\"set\":false,\"outcome\":\"untested\"},"
    "{\"name\":\"redirect_uri\",\"secret\":false,\"set\":false,"
    "\"suggested\":\"https://back.example/\",\"outcome\":\"untested\"}]}";

static const char link_json[] =
    "{\"id\":\"" ID_C "\",\"accounts\":[\"" ID_A "\",\"" ID_B "\"],\"sign_in\":{\"on\":false},"
    "\"share_status\":{\"on\":true,\"since\":\"2026-01-02T03:04:05.000Z\","
    "\"receipt_id\":\"" ID_A "\"},\"personalise\":{\"on\":false},"
    "\"created_at\":\"2026-01-02T03:04:05.000Z\",\"receipt_id\":\"" ID_B "\"}";

#define NAMED(id) "{\"id\":\"" id "\",\"service\":\"mastodon\",\"handle\":\"@a@b.example\"}"

static const char receipt_json[] =
    "{\"id\":\"" ID_A "\",\"person_id\":\"" ID_B "\",\"link_id\":\"" ID_C "\","
    "\"accounts\":[" NAMED (ID_A) "," NAMED (
        ID_B) "],\"purpose\":\"share-status\","
              "\"value\":true,\"words_version\":1,\"how\":\"acctl\","
              "\"created_at\":\"2026-01-02T03:04:05.000Z\"}";

static const char preview_json[] =
    "{\"accounts\":[\"" ID_A "\",\"" ID_B "\"],\"link_id\":\"" ID_C "\","
    "\"changes\":[{\"what\":\"audience\",\"account_id\":\"" ID_A "\",\"now\":\"public\","
    "\"after\":\"followers\"}],\"purposes\":[{\"purpose\":\"sign-in\",\"on\":true,"
    "\"ask\":true},{\"purpose\":\"share-status\",\"on\":false,\"ask\":false,"
    "\"earlier\":\"refused\",\"at\":\"2026-01-02T03:04:05.000Z\",\"receipt_id\":\"" ID_C "\"},"
    "{\"purpose\":\"personalise\",\"on\":false,\"ask\":true}],\"unproved\":[\"" ID_B "\"]}";

static const char tried_json[] =
    "{\"number\":3,\"step\":\"publish\",\"part\":2,\"armed_at\":\"2026-01-02T03:04:05.000Z\","
    "\"ended_at\":\"2026-01-02T03:04:06.000Z\",\"outcome\":\"later\",\"error\":\"rate-limited\","
    "\"http_status\":429,\"requests\":2,\"sent\":1200,\"received\":80,"
    "\"retry_at\":\"2026-01-02T03:14:06.000Z\",\"next\":\"publish\","
    "\"next_at\":\"2026-01-02T03:14:06.000Z\"}";

static const char trial_json[] =
    "{\"account_id\":\"" ID_A "\",\"service\":\"bluesky\",\"handle\":\"ada.example\","
    "\"error\":\"too-long\",\"posts\":0,\"over\":7}";

static const char undoing_json[] =
    "{\"id\":\"" ID_A "\",\"what\":\"link\",\"link_id\":\"" ID_C "\","
    "\"accounts\":[" NAMED (ID_A) "," NAMED (
        ID_B) "],\"lines\":["
              "{\"step\":\"copies\",\"state\":\"working\",\"count\":2,\"copies\":\"deleted\","
              "\"updated_at\":\"2026-01-02T03:04:05.000Z\"},"
              "{\"step\":\"revoked\",\"state\":\"yours\",\"account_id\":\"" ID_B "\","
              "\"reason\":\"rejected\",\"url\":\"https://b.example/apps\","
              "\"updated_at\":\"2026-01-02T03:04:05.000Z\"},"
              "{\"step\":\"receipt\",\"state\":\"done\",\"receipt_id\":\"" ID_C "\","
              "\"updated_at\":\"2026-01-02T03:04:05.000Z\"}],"
              "\"created_at\":\"2026-01-02T03:04:05.000Z\"}";

typedef struct
{
  const char *name;
  const char *json;
  FromJson from_json;
  ToJson to_json;
  GDestroyNotify free;
  const char *optional[12];
} Noun;

static const Noun nouns[] = {
  { "service",
    service_json,
    (FromJson) ac_service_from_json,
    (ToJson) ac_service_to_json,
    (GDestroyNotify) ac_service_free,
    { "default_server", "app_keys", "unavailable", "pictures" } },
  { "account",
    account_json,
    (FromJson) ac_account_from_json,
    (ToJson) ac_account_to_json,
    g_object_unref,
    { "display_name", "profile_url", "scopes", "scopes_asked", "reason", "type", "audience",
      "proved_at", "last_used_at", "picture_limits" } },
  { "delivery",
    DELIVERY (ID_C, "waiting"),
    (FromJson) ac_delivery_from_json,
    (ToJson) ac_delivery_to_json,
    g_object_unref,
    { "account_id", "link_id", "text", "copy_text", "edit", "edit_error", "error", "url", "next_at",
      "ends_at", "tried" } },
  { "status",
    STATUS ("true", DELIVERY (ID_B, "live") "," DELIVERY (ID_C, "needs-you")),
    (FromJson) ac_status_from_json,
    (ToJson) ac_status_to_json,
    g_object_unref,
    { "revision", "note", "language", "card", "life", "share_at", "ends_at" } },
  { "link-attempt",
    attempt_json,
    (FromJson) ac_link_attempt_from_json,
    (ToJson) ac_link_attempt_to_json,
    g_object_unref,
    { "error", "authorization_url", "ends_at", "account_id", "number", "again_at" } },
  { "device",
    DEVICE ("laptop", "true"),
    (FromJson) ac_device_from_json,
    (ToJson) ac_device_to_json,
    g_object_unref,
    { NULL } },
  { "feature",
    feature_json,
    (FromJson) ac_feature_from_json,
    (ToJson) ac_feature_to_json,
    g_object_unref,
    { "service", "min_version", "min_age", "account_types", "closed_reason", "closed_since" } },
  { "availability",
    availability_json,
    (FromJson) ac_availability_from_json,
    (ToJson) ac_availability_to_json,
    g_object_unref,
    { "region", "age" } },
  { "developer-app",
    app_json,
    (FromJson) ac_developer_app_from_json,
    (ToJson) ac_developer_app_to_json,
    g_object_unref,
    { NULL } },
  { "link",
    link_json,
    (FromJson) ac_link_from_json,
    (ToJson) ac_link_to_json,
    g_object_unref,
    { NULL } },
  { "receipt",
    receipt_json,
    (FromJson) ac_receipt_from_json,
    (ToJson) ac_receipt_to_json,
    g_object_unref,
    { "link_id" } },
  { "link-preview",
    preview_json,
    (FromJson) ac_link_preview_from_json,
    (ToJson) ac_link_preview_to_json,
    g_object_unref,
    { "link_id" } },
  { "undoing",
    undoing_json,
    (FromJson) ac_undoing_from_json,
    (ToJson) ac_undoing_to_json,
    g_object_unref,
    { "link_id" } },
  { "trial",
    trial_json,
    (FromJson) ac_trial_from_json,
    (ToJson) ac_trial_to_json,
    g_object_unref,
    { "account_id", "service", "handle", "error", "over" } },
  { "delivery-attempt",
    tried_json,
    (FromJson) ac_attempt_from_json,
    (ToJson) ac_attempt_to_json,
    g_object_unref,
    { "part", "ended_at", "error", "http_status", "retry_at", "next", "next_at" } },
  { "draft",
    draft_json,
    (FromJson) ac_draft_from_json,
    (ToJson) ac_draft_to_json,
    g_object_unref,
    { "life" } },
};

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_refused (const Noun *noun, JsonNode *node)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (noun->from_json (node, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
assert_accepted (const Noun *noun, JsonNode *node)
{
  g_autoptr(GError) error = NULL;
  gpointer made = noun->from_json (node, &error);

  g_assert_no_error (error);
  g_assert_nonnull (made);
  noun->free (made);
}

static void
test_round_trip (gconstpointer data)
{
  const Noun *noun = data;
  g_autoptr(JsonNode) node = parse (noun->json);
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GError) error = NULL;
  gpointer made = noun->from_json (node, &error);

  g_assert_no_error (error);
  again = noun->to_json (made);
  g_assert_true (json_node_equal (node, again));
  noun->free (made);
}

static void
test_missing_members (gconstpointer data)
{
  const Noun *noun = data;
  g_autoptr(JsonNode) whole = parse (noun->json);
  g_autoptr(GList) members = json_object_get_members (json_node_get_object (whole));

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autoptr(JsonNode) node = parse (noun->json);

      g_test_message ("without %s", (const char *) l->data);
      json_object_remove_member (json_node_get_object (node), l->data);
      if (g_strv_contains (noun->optional, l->data))
        assert_accepted (noun, node);
      else
        assert_refused (noun, node);
    }
}

static void
test_wrong_members (gconstpointer data)
{
  const Noun *noun = data;
  const char *const wrong[] = { "null", "-1", "1e300", "[[]]", "{\"a\":1}", "\"\\u0001?\"", "[1]" };
  g_autoptr(JsonNode) whole = parse (noun->json);
  g_autoptr(GList) members = json_object_get_members (json_node_get_object (whole));

  for (GList *l = members; l != NULL; l = l->next)
    {
      const gboolean is_string = json_node_get_value_type (json_object_get_member (
                                     json_node_get_object (whole), l->data)) == G_TYPE_STRING;

      for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
        {
          g_autoptr(JsonNode) node = parse (noun->json);

          if (is_string && *wrong[i] == '"')
            continue;

          g_test_message ("%s as %s", (const char *) l->data, wrong[i]);
          json_object_set_member (json_node_get_object (node), l->data, parse (wrong[i]));
          assert_refused (noun, node);
        }
    }
}

static void
test_strangers (gconstpointer data)
{
  const Noun *noun = data;
  g_autoptr(JsonNode) extra = parse (noun->json);
  g_autoptr(JsonNode) array = parse ("[]");

  json_object_set_boolean_member (json_node_get_object (extra), "stranger", TRUE);
  assert_refused (noun, extra);
  assert_refused (noun, array);
}

/* Strings that must be more than strings. */
static void
test_meaning (void)
{
  const struct
  {
    guint noun;
    const char *member;
    const char *value;
  } cases[] = {
    { 0, "sign_in", "[\"browser\",\"browser\"]" },
    { 0, "sign_in", "[\"telepathy\"]" },
    { 0, "audiences", "[\"public\",\"public\"]" },
    { 0, "audiences", "[\"everyone\"]" },
    { 1, "id", "\"not-a-uuid\"" },
    { 1, "state", "\"off\"" },
    { 1, "reason", "\"no-such-reason\"" },
    { 1, "created_at", "\"yesterday\"" },
    { 1, "last_used_at", "\"\"" },
    { 2, "status_id", "\"1\"" },
    { 2, "account_id", "\"\"" },
    { 2, "audience", "\"PUBLIC\"" },
    { 2, "state", "\"lost\"" },
    { 2, "attempts", "4294967296" },
    { 2, "next_at", "\"2026-13-01T00:00:00Z\"" },
    { 3, "created_at", "\"2026\"" },
    { 3, "deliveries", "[1]" },
    { 3, "deliveries", "[" DELIVERY (ID_B, "live") "," DELIVERY (ID_B, "live") "]" },
    { 4, "account_id", "\"x\"" },
    { 4, "state", "\"idle\"" },
    { 6, "rule", "\"rollout\"" },
    { 6, "unavailable", "\"age\"" },
    { 6, "wish", "\"granted\"" },
    { 6, "account_types", "[1]" },
    { 7, "region", "\"de\"" },
    { 7, "age", "-1" },
    { 7, "items", "[{}]" },
    { 7, "policy", "{\"serial\":-1,\"state\":\"fine\"}" },
    { 7, "policy", "{\"serial\":1,\"state\":\"good\"}" },
    { 8, "accounts", "[\"" ID_A "\"]" },
    { 8, "accounts", "[\"" ID_A "\",\"" ID_A "\"]" },
    { 8, "sign_in", "{}" },
    { 8, "personalise", "{\"on\":true,\"receipt_id\":\"x\"}" },
    { 9, "accounts", "[" NAMED (ID_A) "]" },
    { 9, "purpose", "\"ads\"" },
    { 9, "how", "\"mail\"" },
    { 10, "changes",
      "[{\"what\":\"audience\",\"account_id\":\"" ID_C "\",\"now\":\"public\","
      "\"after\":\"direct\"}]" },
    { 10, "unproved", "[\"" ID_C "\"]" },
    { 11, "accounts", "[]" },
    { 11, "lines", "[{\"step\":\"copies\",\"state\":\"gone\",\"updated_at\":\"\"}]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Noun *noun = &nouns[cases[i].noun];
      g_autoptr(JsonNode) node = parse (noun->json);

      g_test_message ("%s: %s as %s", noun->name, cases[i].member, cases[i].value);
      json_object_set_member (json_node_get_object (node), cases[i].member, parse (cases[i].value));
      assert_refused (noun, node);
    }
}

static void
test_foreign_delivery (void)
{
  g_autoptr(JsonNode) node = parse (STATUS ("false", DELIVERY (ID_B, "live")));

  json_object_set_string_member (json_node_get_object (node), "id", ID_C);
  assert_refused (&nouns[3], node);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (user_data, pspec->name));

  g_hash_table_insert (user_data, (gpointer) pspec->name, GUINT_TO_POINTER (count + 1));
}

static GHashTable *
count_notifies (gpointer object)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  g_signal_connect_data (object, "notify", G_CALLBACK (count_cb), g_hash_table_ref (counts),
                         (GClosureNotify) (void (*) (void)) g_hash_table_unref, 0);
  return counts;
}

static void
assert_notified (GHashTable *counts, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_test_message ("notify::%s", names[i]);
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, names[i])), ==, 1);
    }

  g_assert_cmpuint (g_hash_table_size (counts), ==, g_strv_length ((char **) names));
  g_hash_table_remove_all (counts);
}

static void
assert_finalized (gpointer object)
{
  g_assert_finalize_object (object);
}

static void
test_account_notifies_once (void)
{
  const AcTextLimits limits = { .max_graphemes = 300, .max_bytes = 3000 };
  AcAccount *account = ac_account_new (ID_A, "mastodon");
  g_autoptr(GHashTable) counts = count_notifies (account);

  for (guint i = 0; i < 2; i++)
    {
      ac_account_set_server (account, "https://mastodon.example");
      ac_account_set_remote_id (account, "42");
      ac_account_set_handle (account, "@alice@mastodon.example");
      ac_account_set_display_name (account, "Alice");
      ac_account_set_profile_url (account, "https://mastodon.example/@alice");
      ac_account_set_scopes (account, "profile");
      ac_account_set_scopes_asked (account, "profile write");
      ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_SIGN_IN_REQUIRED);
      ac_account_set_limits (account, &limits);
      ac_account_set_audiences (account, 5);
      ac_account_set_created_at (account, 1);
      ac_account_set_last_used_at (account, 2);
    }

  assert_notified (counts, (const char *const[]) { "server", "remote-id", "handle", "display-name",
                                                   "profile-url", "granted-scopes", "scopes-asked",
                                                   "state", "reason", "limits", "audiences",
                                                   "created-at", "last-used-at", NULL });
  assert_finalized (account);
}

static void
test_account_update (void)
{
  g_autoptr(JsonNode) node = parse (account_json);
  g_autoptr(AcAccount) other = ac_account_from_json (node, NULL);
  AcAccount *account = ac_account_from_json (node, NULL);
  g_autoptr(GHashTable) counts = count_notifies (account);

  ac_account_update (account, other);
  assert_notified (counts, (const char *const[]) { NULL });

  ac_account_set_display_name (other, NULL);
  ac_account_set_state (other, AC_ACCOUNT_ON, AC_ERROR_FAILED);
  ac_account_update (account, other);
  assert_notified (counts, (const char *const[]) { "display-name", "state", "reason", NULL });
  g_assert_cmpint (ac_account_get_state (account), ==, AC_ACCOUNT_ON);
  g_assert_null (ac_account_get_display_name (account));

  assert_finalized (account);
}

static void
test_account_properties (void)
{
  g_autoptr(JsonNode) node = parse (account_json);
  g_autoptr(AcAccount) account = ac_account_from_json (node, NULL);
  g_autofree char *handle = NULL;
  g_autofree AcTextLimits *limits = NULL;
  AcAccountState state = AC_ACCOUNT_ON;
  AcError reason = AC_ERROR_FAILED;
  gint64 created_at = 0;

  g_object_get (account, "handle", &handle, "state", &state, "reason", &reason, "limits", &limits,
                "created-at", &created_at, NULL);
  g_assert_cmpstr (handle, ==, "@alice@mastodon.example");
  g_assert_cmpint (state, ==, AC_ACCOUNT_ATTENTION);
  g_assert_cmpint (reason, ==, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_cmpuint (limits->url_weight, ==, 23);
  g_assert_cmpint (created_at, ==, 1767323045678);
}

static void
test_reason_only_with_cause (void)
{
  g_autoptr(AcAccount) account = ac_account_new (ID_A, "mastodon");
  g_autoptr(JsonNode) on = ac_account_to_json (account);
  g_autoptr(JsonNode) attention = NULL;

  g_assert_false (json_object_has_member (json_node_get_object (on), "reason"));

  ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_FAILED);
  attention = ac_account_to_json (account);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (attention), "reason"), ==,
                   "failed");
}

static void
test_delivery_notifies_once (void)
{
  AcDelivery *delivery = ac_delivery_new (ID_A, ID_B, ID_C);
  g_autoptr(GHashTable) counts = count_notifies (delivery);

  for (guint i = 0; i < 2; i++)
    {
      ac_delivery_set_account_facts (delivery, "mastodon", "@alice@mastodon.example");
      ac_delivery_set_audience (delivery, AC_AUDIENCE_PUBLIC);
      ac_delivery_set_text (delivery, "Here");
      ac_delivery_set_state (delivery, AC_DELIVERY_FAILED, AC_ERROR_REJECTED);
      ac_delivery_set_url (delivery, "https://mastodon.example/1");
      ac_delivery_set_progress (delivery, 1, 2, 3);
    }

  assert_notified (counts, (const char *const[]) { "service", "handle", "text", "audience", "state",
                                                   "error", "url", "attempts", "next-at",
                                                   "updated-at", NULL });
  ac_delivery_set_progress (delivery, 1, 2, 4);
  assert_notified (counts, (const char *const[]) { "updated-at", NULL });
  assert_finalized (delivery);
}

static void
test_delivery_update (void)
{
  g_autoptr(JsonNode) waiting = parse (DELIVERY (ID_C, "waiting"));
  g_autoptr(JsonNode) live = parse (DELIVERY (ID_C, "live"));
  g_autoptr(AcDelivery) other = ac_delivery_from_json (live, NULL);
  AcDelivery *delivery = ac_delivery_from_json (waiting, NULL);
  g_autoptr(GHashTable) counts = count_notifies (delivery);

  ac_delivery_update (delivery, other);
  assert_notified (counts, (const char *const[]) { "state", NULL });
  ac_delivery_update (delivery, other);
  assert_notified (counts, (const char *const[]) { NULL });
  assert_finalized (delivery);
}

static void
test_delivery_states (void)
{
  guint settled = 0;

  for (guint state = AC_DELIVERY_WAITING; state <= AC_DELIVERY_LAST; state++)
    {
      g_autofree char *json = g_strdup_printf ("\"%s\"", ac_delivery_state_to_slug (state));
      g_autoptr(JsonNode) node = parse (DELIVERY (ID_C, "waiting"));
      g_autoptr(AcDelivery) delivery = NULL;

      json_object_set_member (json_node_get_object (node), "state", parse (json));
      delivery = ac_delivery_from_json (node, NULL);
      g_assert_cmpint (ac_delivery_get_state (delivery), ==, state);
      settled += ac_delivery_state_is_settled (state);
    }

  g_assert_cmpuint (settled, ==, 9);
  g_assert_cmpstr (ac_delivery_state_to_slug (AC_DELIVERY_SIGN_IN_NEEDED), ==, "sign-in-needed");
  g_assert_false (ac_delivery_state_is_settled (AC_DELIVERY_NEEDS_YOU));
}

/* What a change comes to: in each state, at a service that changes posts and at one that doesn't.
 */
static void
test_link_attempt_update (void)
{
  g_autoptr(JsonNode) node = parse (attempt_json);
  g_autoptr(AcLinkAttempt) other = ac_link_attempt_from_json (node, NULL);
  AcLinkAttempt *attempt = ac_link_attempt_new (ID_A, "bluesky", "https://pds.example");
  g_autoptr(GHashTable) counts = count_notifies (attempt);

  ac_link_attempt_update (attempt, other);
  assert_notified (counts,
                   (const char *const[]) { "state", "error", "authorization-url", "account-id",
                                           "expires-at", "number", "again-at", NULL });
  ac_link_attempt_update (attempt, other);
  assert_notified (counts, (const char *const[]) { NULL });
  assert_finalized (attempt);
}

static void
test_device_update (void)
{
  g_autoptr(JsonNode) node = parse (DEVICE ("laptop", "true"));
  g_autoptr(AcDevice) other = ac_device_from_json (node, NULL);
  AcDevice *device = ac_device_new (ID_A, "", 0, 0);
  g_autoptr(GHashTable) counts = count_notifies (device);

  ac_device_update (device, other);
  assert_notified (counts, (const char *const[]) { "name", "created-at", "last-used-at", "current",
                                                   "can-end", NULL });
  ac_device_update (device, other);
  assert_notified (counts, (const char *const[]) { NULL });
  assert_finalized (device);
}

static AcStatus *
make_status (const char *json)
{
  g_autoptr(JsonNode) node = parse (json);
  g_autoptr(GError) error = NULL;
  AcStatus *status = ac_status_from_json (node, &error);

  g_assert_no_error (error);
  return status;
}

static void
test_status_update_keeps_deliveries (void)
{
  g_autoptr(AcStatus) both = make_status (
      STATUS ("false", DELIVERY (ID_C, "live") "," DELIVERY (ID_B, "sending")));
  g_autoptr(AcStatus) none = make_status (STATUS ("true", ""));
  AcStatus *status = make_status (STATUS ("false", DELIVERY (ID_B, "waiting")));
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_autoptr(AcDelivery) known = g_list_model_get_item (deliveries, 0);
  g_autoptr(AcDelivery) second = NULL;
  g_autoptr(GHashTable) counts = count_notifies (status);

  ac_status_update (status, both);
  second = g_list_model_get_item (deliveries, 1);
  g_assert_cmpuint (g_list_model_get_n_items (deliveries), ==, 2);
  g_assert_true (second == known);
  g_assert_cmpint (ac_delivery_get_state (known), ==, AC_DELIVERY_SENDING);
  assert_notified (counts, (const char *const[]) { NULL });

  ac_status_update (status, none);
  g_assert_cmpuint (g_list_model_get_n_items (deliveries), ==, 0);
  g_assert_true (ac_status_get_removed (status));
  assert_notified (counts, (const char *const[]) { "removed", NULL });

  assert_finalized (status);
}

static void
test_status_update_is_quiet (void)
{
  const char *json = STATUS ("false", DELIVERY (ID_B, "live") "," DELIVERY (ID_C, "live"));
  g_autoptr(AcStatus) status = make_status (json);
  g_autoptr(AcStatus) same = make_status (json);
  guint changes = 0;

  g_signal_connect_swapped (ac_status_get_deliveries (status), "items-changed",
                            G_CALLBACK (g_atomic_int_inc), &changes);
  ac_status_update (status, same);
  g_assert_cmpuint (changes, ==, 0);
}

static void
test_status_lets_deliveries_go (void)
{
  AcStatus *status = ac_status_new (ID_A, "x", 1);
  AcDelivery *delivery = ac_delivery_new (ID_B, ID_A, ID_C);

  ac_status_add_delivery (status, delivery);
  assert_finalized (status);
  assert_finalized (delivery);
}

static void
test_audience_slugs (void)
{
  AcAudience audience = AC_AUDIENCE_DIRECT;

  for (guint i = AC_AUDIENCE_DIRECT; i <= AC_AUDIENCE_PUBLIC; i++)
    {
      g_assert_true (ac_audience_from_slug (ac_audience_to_slug (i), &audience));
      g_assert_cmpint (audience, ==, i);
    }

  g_assert_false (ac_audience_from_slug ("everyone", &audience));
}

static void
test_service_item (void)
{
  g_autoptr(JsonNode) node = parse (service_json);
  AcServiceItem *item = ac_service_item_new (ac_service_from_json (node, NULL));
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  g_object_get (item, "id", &id, "name", &name, NULL);
  g_assert_cmpstr (id, ==, "mastodon");
  g_assert_cmpstr (name, ==, "Mastodon");
  g_assert_cmpint (ac_service_item_get_service (item)->sign_in, ==,
                   AC_SIGN_IN_BROWSER | AC_SIGN_IN_APP_PASSWORD);
  g_assert_cmpuint (ac_service_item_get_service (item)->audiences, ==,
                    1 << AC_AUDIENCE_FOLLOWERS | 1 << AC_AUDIENCE_PUBLIC);
  assert_finalized (item);
}

static void
add_for_each_noun (const char *name, GTestDataFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    {
      g_autofree char *path = g_strdup_printf ("/nouns/%s/%s", nouns[i].name, name);

      g_test_add_data_func (path, &nouns[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_for_each_noun ("round-trip", test_round_trip);
  add_for_each_noun ("missing-members", test_missing_members);
  add_for_each_noun ("wrong-members", test_wrong_members);
  add_for_each_noun ("strangers", test_strangers);
  g_test_add_func ("/nouns/meaning", test_meaning);
  g_test_add_func ("/nouns/foreign-delivery", test_foreign_delivery);
  g_test_add_func ("/account/notifies-once", test_account_notifies_once);
  g_test_add_func ("/account/update", test_account_update);
  g_test_add_func ("/account/properties", test_account_properties);
  g_test_add_func ("/account/reason-only-with-cause", test_reason_only_with_cause);
  g_test_add_func ("/delivery/notifies-once", test_delivery_notifies_once);
  g_test_add_func ("/delivery/update", test_delivery_update);
  g_test_add_func ("/delivery/states", test_delivery_states);
  g_test_add_func ("/link-attempt/update", test_link_attempt_update);
  g_test_add_func ("/device/update", test_device_update);
  g_test_add_func ("/status/update-keeps-deliveries", test_status_update_keeps_deliveries);
  g_test_add_func ("/status/update-is-quiet", test_status_update_is_quiet);
  g_test_add_func ("/status/lets-deliveries-go", test_status_lets_deliveries_go);
  g_test_add_func ("/service/audience-slugs", test_audience_slugs);
  g_test_add_func ("/service/item", test_service_item);

  return g_test_run ();
}
