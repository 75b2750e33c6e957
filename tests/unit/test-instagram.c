/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-test-server.h"

#define STATUS(code) "{\"id\":\"9\",\"status_code\":\"" code "\"}"
#define ERROR(code) "{\"error\":{\"code\":" code ",\"error_subcode\":2207032}}"

static AcPicture *
make_picture (AcPictureType type, gsize size)
{
  const AcPictureFacts facts = { type, 400, 300 };
  AcPicture *picture = ac_picture_new ("019a0000-0000-7000-8000-000000000001", &facts, size);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("picture", 7);

  ac_picture_set_bytes (picture, bytes);
  ac_picture_set_alt (picture, "Bread & butter");
  return picture;
}

static AcParcel *
render (AcTestServer *server,
        const char *service,
        AcForm form,
        const char *text,
        AcPicture *picture,
        GError **error)
{
  AcConnector *connector = ac_connectors_get (server->connectors, service);
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, service, "7");
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  AcContents contents = { text, AC_AUDIENCE_PUBLIC, form, G_LIST_MODEL (pictures) };

  if (picture != NULL)
    g_list_store_append (pictures, picture);
  return ac_connector_render (connector, ac_access_get_account (access), "key", &contents, error);
}

static void
test_render (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *service;
    AcForm form;
    const char *text;
    const char *body;
  } cases[] = {
    { "instagram", AC_FORM_POST, "Hi", "caption=Hi&alt_text=Bread+%26+butter" },
    { "instagram", AC_FORM_POST, "", "alt_text=Bread+%26+butter" },
    { "instagram", AC_FORM_STORY, "Not part of it", "media_type=STORIES" },
    { "threads", AC_FORM_POST, "Hi", "media_type=IMAGE&text=Hi&alt_text=Bread+%26+butter" },
  };
  g_autoptr(AcPicture) picture = make_picture (AC_PICTURE_JPEG, 7);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcParcel) parcel = render (server, cases[i].service, cases[i].form, cases[i].text,
                                           picture, &error);
      g_autofree char *body = NULL;

      g_assert_no_error (error);
      body =
          g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
      g_assert_cmpstr (body, ==, cases[i].body);
      g_assert_cmpint (parcel->form, ==, cases[i].form);
    }
}

static void
test_refusals (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *service;
    AcForm form;
    AcPictureType type; /* 0: no picture */
    gsize size;
    AcError error;
  } cases[] = {
    { "instagram", AC_FORM_POST, 0, 0, AC_ERROR_PICTURE_NEEDED },
    { "instagram", AC_FORM_STORY, 0, 0, AC_ERROR_PICTURE_NEEDED },
    { "threads", AC_FORM_STORY, AC_PICTURE_JPEG, 7, AC_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcPicture) picture =
                    cases[i].type != 0 ? make_picture (cases[i].type, cases[i].size) : NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s %u", cases[i].service, i);
      g_assert_null (render (server, cases[i].service, cases[i].form, "Hi", picture, &error));
      g_assert_error (error, AC_ERROR, (int) cases[i].error);
    }
}

/* A service that fetches pictures and can't come here says so before anybody tries. */
static void
test_needs_server (AcTestServer *server, gconstpointer data)
{
  AcService service =
      *ac_connector_get_service (ac_connectors_get (server->connectors, "instagram"));
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  g_autoptr(AcPicture) picture = make_picture (AC_PICTURE_JPEG, 7);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(AcService) read = NULL;
  g_autoptr(GError) error = NULL;

  g_list_store_append (pictures, picture);
  g_assert_true (
      ac_service_check_pictures (&service, AC_FORM_POST, G_LIST_MODEL (pictures), &error));
  service.pictures.needs_server = TRUE;
  node = ac_service_to_json (&service);
  read = ac_service_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_true (ac_service_has_form (read, AC_FORM_STORY));
  g_assert_cmpuint (read->pictures.types, ==, AC_PICTURE_JPEG);
  g_assert_false (ac_service_check_pictures (read, AC_FORM_POST, G_LIST_MODEL (pictures), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NEEDS_SERVER);
}

static AcOutcome *
call (AcTestServer *server,
      AcParcel *parcel,
      const char *body,
      DexFuture *(*func) (AcConnector *, AcAccess *, AcParcel *) )
{
  AcConnector *connector = ac_connectors_get (server->connectors, "instagram");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "instagram", "7");
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  server->body = body;
  outcome = ac_test_wait_object (func (connector, access, parcel), &error);
  g_assert_no_error (error);
  return outcome;
}

/* What a container says of itself decides about going on, looking, and sending again. */
static void
test_find (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *prepared;
    const char *body;
    AcOutcomeKind kind;
    const char *then;
  } cases[] = {
    { NULL, "{}", AC_OUTCOME_PREPARED, NULL },
    { "9", STATUS ("FINISHED"), AC_OUTCOME_ABSENT, NULL },
    { "9", STATUS ("IN_PROGRESS"), AC_OUTCOME_ABSENT, NULL },
    { "9", STATUS ("EXPIRED"), AC_OUTCOME_PREPARED, "" },
    { "9", STATUS ("ERROR"), AC_OUTCOME_PREPARED, "" },
    { "9", "{\"status_code\":[]}", AC_OUTCOME_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) payload = g_bytes_new_static ("caption=Hi", 10);
      g_autoptr(AcParcel) parcel = ac_parcel_new ("key", payload, AC_AUDIENCE_PUBLIC);
      g_autoptr(AcOutcome) outcome = NULL;

      parcel->prepared = g_strdup (cases[i].prepared);
      parcel->first_armed_at = ac_clock_now_ms ();
      outcome = call (server, parcel, cases[i].body, ac_connector_find);
      g_test_message ("%u: %s", i, cases[i].body);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      g_assert_cmpstr (ac_outcome_get_prepared (outcome), ==, cases[i].then);
    }
}

/* Without a picture, a container or an answer nothing is said to be there. */
static void
test_publish (AcTestServer *server, gconstpointer data)
{
  g_autoptr(GBytes) payload = g_bytes_new_static ("caption=Hi", 10);
  g_autoptr(AcParcel) parcel = ac_parcel_new ("key", payload, AC_AUDIENCE_PUBLIC);
  g_autoptr(AcOutcome) no_picture = call (server, parcel, "{}", ac_connector_publish);
  g_autoptr(AcOutcome) refused = NULL;

  g_assert_cmpint (ac_outcome_get_kind (no_picture), ==, AC_OUTCOME_REJECTED);
  parcel->prepared = g_strdup ("9");
  server->status = 400;
  refused = call (server, parcel, ERROR ("-1"), ac_connector_publish);
  g_assert_cmpint (ac_outcome_get_kind (refused), ==, AC_OUTCOME_UNKNOWN);
}

static void
test_personal (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "instagram");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "instagram", "7");
  g_autoptr(GError) error = NULL;

  server->body = "{\"user_id\":\"7\",\"username\":\"lena\",\"account_type\":\"PERSONAL\"}";
  g_assert_null (ac_test_wait_object (ac_connector_identify (connector, access), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_PROFESSIONAL_NEEDED);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (AcTestServer *server, gconstpointer data);
  } tests[] = {
    { "/instagram/render", test_render },
    { "/instagram/refusals", test_refusals },
    { "/instagram/needs-server", test_needs_server },
    { "/instagram/find", test_find },
    { "/instagram/publish", test_publish },
    { "/instagram/personal", test_personal },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AcTestServer, NULL, ac_test_server_set_up, tests[i].run,
                ac_test_server_tear_down);
  return g_test_run ();
}
