/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-sharable.h"

#define ID_A "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_B "01890a5d-ac96-774b-bcce-b302099a8058"
#define POSTS "atproto repo:app.bsky.feed.post?action=create"

static const AcService service = {
  .name = "Bluesky",
  .pictures = { .max = 4, .types = AC_PICTURE_JPEG, .max_size = 1000000 },
  .video = { .max_size = 2000000, .max_seconds = 180 },
};

static GListModel *
make_pictures (AcPictureType type, gsize size, guint ms)
{
  const AcPictureFacts facts = { .type = type, .width = 540, .height = 960, .ms = ms };
  g_autoptr(AcPicture) picture = ac_picture_new (ID_B, &facts, size);
  GListStore *pictures = g_list_store_new (AC_TYPE_PICTURE);

  g_list_store_append (pictures, picture);
  return G_LIST_MODEL (pictures);
}

static void
add_picture (GListModel *pictures)
{
  g_autoptr(GListModel) more = make_pictures (AC_PICTURE_JPEG, 1000, 0);
  g_autoptr(AcPicture) picture = g_list_model_get_item (more, 0);

  g_list_store_append (G_LIST_STORE (pictures), picture);
}

/* code: AC_ERROR_FAILED when it is taken. */
static void
assert_taken (AcAccount *account, GListModel *pictures, AcError code)
{
  g_autoptr(GError) error = NULL;
  gboolean taken = ac_sharable_check_pictures (&service, account, AC_FORM_POST, pictures, &error);

  g_assert_cmpint (taken, ==, code == AC_ERROR_FAILED);
  if (!taken)
    g_assert_error (error, AC_ERROR, (int) code);
}

static void
test_video (void)
{
  g_autoptr(AcAccount) account = ac_account_new (ID_A, "bluesky");
  g_autoptr(GListModel) good = make_pictures (AC_PICTURE_MP4, 2000000, 180000);
  g_autoptr(GListModel) large = make_pictures (AC_PICTURE_MP4, 2000001, 1000);
  g_autoptr(GListModel) length = make_pictures (AC_PICTURE_MP4, 1000, 180001);
  g_autoptr(GListModel) mixed = make_pictures (AC_PICTURE_MP4, 1000, 1000);

  add_picture (mixed);
  assert_taken (account, NULL, AC_ERROR_FAILED);
  assert_taken (account, good, AC_ERROR_FAILED);
  assert_taken (account, large, AC_ERROR_PICTURES_REFUSED);
  assert_taken (account, length, AC_ERROR_PICTURES_REFUSED);
  assert_taken (account, mixed, AC_ERROR_PICTURES_REFUSED);
}

static void
test_limit_of_the_server (void)
{
  static const AcPictureLimits narrow = { .max_video_size = 1500000 };
  static const AcPictureLimits wide = { .max_video_size = 99000000 };
  g_autoptr(AcAccount) account = ac_account_new (ID_A, "bluesky");
  g_autoptr(GListModel) fits = make_pictures (AC_PICTURE_MP4, 1500000, 1000);
  g_autoptr(GListModel) large = make_pictures (AC_PICTURE_MP4, 1500001, 1000);
  g_autoptr(GListModel) picture = make_pictures (AC_PICTURE_JPEG, 9000000, 0);

  ac_account_set_picture_limits (account, &narrow);
  g_assert_cmpuint (ac_sharable_get_video_rules (&service, account).max_size, ==, 1500000);
  assert_taken (account, fits, AC_ERROR_FAILED);
  assert_taken (account, large, AC_ERROR_PICTURES_REFUSED);
  assert_taken (account, picture, AC_ERROR_FAILED);

  ac_account_set_picture_limits (account, &wide);
  g_assert_cmpuint (ac_sharable_get_video_rules (&service, account).max_size, ==, 2000000);
}

/* Who signed in when pictures alone were asked for. */
static void
test_permission (void)
{
  static const struct
  {
    const char *scopes;
    gboolean lets;
  } sign_ins[] = {
    { NULL, TRUE },
    { "com.atproto.appPass", TRUE },
    { "atproto transition:generic", TRUE },
    { "write:media write:statuses", TRUE },
    { POSTS " blob:image/* blob:video/mp4", TRUE },
    { POSTS " blob:video/* blob:image/*", TRUE },
    { POSTS " blob:*/*", TRUE },
    { POSTS " blob:image/*", FALSE },
    { POSTS " blob:image/jpeg blob:image/png", FALSE },
  };
  g_autoptr(AcAccount) account = ac_account_new (ID_A, "bluesky");
  g_autoptr(GListModel) video = make_pictures (AC_PICTURE_MP4, 1000, 1000);
  g_autoptr(GListModel) picture = make_pictures (AC_PICTURE_JPEG, 1000, 0);

  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    {
      g_test_message ("%s", sign_ins[i].scopes);
      ac_account_set_scopes (account, sign_ins[i].scopes);
      assert_taken (account, picture, AC_ERROR_FAILED);
      assert_taken (account, video, sign_ins[i].lets ? AC_ERROR_FAILED : AC_ERROR_SCOPE_MISSING);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sharable/video", test_video);
  g_test_add_func ("/sharable/limit-of-the-server", test_limit_of_the_server);
  g_test_add_func ("/sharable/permission", test_permission);
  return g_test_run ();
}
