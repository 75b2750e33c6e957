/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-editable.h"
#include "ac-part.h"

#define ID_A "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_B "01890a5d-ac96-774b-bcce-b302099a8058"
#define ID_C "01890a5d-ac96-774b-bcce-b302099a8059"

static void
assert_editable (AcDelivery *delivery,
                 const AcService *service,
                 AcAccount *account,
                 AcEditable verdict)
{
  g_assert_cmpint (ac_editable_judge (delivery, service, account), ==, verdict);
}

static void
test_editable_states (void)
{
  static const AcEditable verdicts[] = {
    [AC_DELIVERY_WAITING] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_SENDING] = AC_EDITABLE_THERE,
    [AC_DELIVERY_CHECKING] = AC_EDITABLE_THERE,
    [AC_DELIVERY_LIVE] = AC_EDITABLE_THERE,
    [AC_DELIVERY_FAILED] = AC_EDITABLE_THERE,
    [AC_DELIVERY_NEEDS_YOU] = AC_EDITABLE_THERE,
    [AC_DELIVERY_SIGN_IN_NEEDED] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_STOPPED] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_REMOVING] = AC_EDITABLE_GONE,
    [AC_DELIVERY_REMOVED] = AC_EDITABLE_GONE,
    [AC_DELIVERY_REMOVE_FAILED] = AC_EDITABLE_GONE,
    [AC_DELIVERY_CANCELLED] = AC_EDITABLE_GONE,
    [AC_DELIVERY_HANDED_TO_YOU] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_SHARED_BY_YOU] = AC_EDITABLE_THERE,
    [AC_DELIVERY_YOURS_TO_DELETE] = AC_EDITABLE_THERE,
    [AC_DELIVERY_DELETED_BY_YOU] = AC_EDITABLE_GONE,
    [AC_DELIVERY_SCHEDULED] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_MISSED] = AC_EDITABLE_BEFORE,
    [AC_DELIVERY_EXPIRED] = AC_EDITABLE_GONE,
    [AC_DELIVERY_GONE] = AC_EDITABLE_GONE,
  };
  const AcService service = { .edits = TRUE };
  g_autoptr(AcAccount) account = ac_account_new (ID_C, "mastodon");
  g_autoptr(AcDelivery) delivery = ac_delivery_new (ID_A, ID_B, ID_C);

  G_STATIC_ASSERT (G_N_ELEMENTS (verdicts) == AC_DELIVERY_LAST + 1);
  for (guint state = AC_DELIVERY_WAITING; state <= AC_DELIVERY_LAST; state++)
    {
      ac_delivery_set_state (delivery, state, AC_ERROR_FAILED);
      assert_editable (delivery, &service, account, verdicts[state]);
    }
}

static void
test_editable (void)
{
  const AcService service = { .edits = TRUE };
  const AcService other = { .edits = FALSE };
  g_autoptr(AcAccount) account = ac_account_new (ID_C, "mastodon");
  g_autoptr(AcDelivery) by_hand = ac_delivery_new (ID_A, ID_B, NULL);
  g_autoptr(AcDelivery) post = ac_delivery_new (ID_A, ID_B, ID_C);
  g_autoptr(AcDelivery) thread = ac_delivery_new (ID_A, ID_B, ID_C);
  g_autoptr(AcPart) part = ac_part_new ("One", AC_DELIVERY_LIVE, NULL);

  ac_delivery_set_state (by_hand, AC_DELIVERY_HANDED_TO_YOU, AC_ERROR_FAILED);
  assert_editable (by_hand, &service, NULL, AC_EDITABLE_BEFORE);
  ac_delivery_set_state (by_hand, AC_DELIVERY_SHARED_BY_YOU, AC_ERROR_FAILED);
  assert_editable (by_hand, &service, NULL, AC_EDITABLE_HAND);
  ac_delivery_add_part (thread, G_OBJECT (part));
  assert_editable (thread, &service, account, AC_EDITABLE_THREAD);
  ac_delivery_set_form (post, AC_FORM_STORY);
  assert_editable (post, &service, account, AC_EDITABLE_FORM);

  ac_delivery_set_form (post, AC_FORM_POST);
  ac_delivery_set_state (post, AC_DELIVERY_LIVE, AC_ERROR_FAILED);
  assert_editable (post, NULL, account, AC_EDITABLE_NEVER);
  assert_editable (post, &other, account, AC_EDITABLE_NEVER);
  assert_editable (post, &service, NULL, AC_EDITABLE_ALONE);
  ac_account_set_state (account, AC_ACCOUNT_REMOVING, AC_ERROR_FAILED);
  assert_editable (post, &service, account, AC_EDITABLE_ALONE);

  /* A byte of it may have left. */
  ac_account_set_state (account, AC_ACCOUNT_ON, AC_ERROR_FAILED);
  ac_delivery_set_state (post, AC_DELIVERY_WAITING, AC_ERROR_FAILED);
  ac_delivery_set_progress (post, 1, 0, 0);
  assert_editable (post, &service, account, AC_EDITABLE_THERE);

  /* What was refused isn't there; what was seen by too many was taken back. */
  ac_delivery_set_state (post, AC_DELIVERY_FAILED, AC_ERROR_REJECTED);
  assert_editable (post, &service, account, AC_EDITABLE_THERE);
  assert_editable (post, &other, account, AC_EDITABLE_GONE);
  ac_delivery_set_state (post, AC_DELIVERY_FAILED, AC_ERROR_AUDIENCE_WIDENED);
  assert_editable (post, &service, account, AC_EDITABLE_GONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editable/states", test_editable_states);
  g_test_add_func ("/editable/kinds", test_editable);
  return g_test_run ();
}
