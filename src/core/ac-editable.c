/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-editable.h"

#define IN(state) (1u << AC_DELIVERY_##state)
#define UNSENT                                                                                     \
  (IN (WAITING) | IN (SCHEDULED) | IN (MISSED) | IN (STOPPED) | IN (SIGN_IN_NEEDED) |              \
   IN (HANDED_TO_YOU))
#define OVER                                                                                       \
  (IN (REMOVING) | IN (REMOVED) | IN (REMOVE_FAILED) | IN (CANCELLED) | IN (DELETED_BY_YOU) |      \
   IN (EXPIRED) | IN (GONE))

static gboolean
is_in (AcDelivery *delivery, guint states)
{
  return (states & (1u << ac_delivery_get_state (delivery))) != 0;
}

/* Nothing of it has ever left. */
static gboolean
is_unsent (AcDelivery *delivery)
{
  return is_in (delivery, UNSENT) && ac_delivery_get_attempts (delivery) == 0;
}

/* What was refused may be tried again, and gets the words as soon as it is there. */
static gboolean
is_over (AcDelivery *delivery, gboolean edits)
{
  const gboolean wide = ac_delivery_get_error (delivery) == AC_ERROR_AUDIENCE_WIDENED;

  return is_in (delivery, OVER) || (is_in (delivery, IN (FAILED)) && (wide || !edits));
}

AcEditable
ac_editable_judge (AcDelivery *delivery, const AcService *service, AcAccount *account)
{
  const gboolean edits = service != NULL && service->edits;

  g_return_val_if_fail (AC_IS_DELIVERY (delivery), AC_EDITABLE_NEVER);

  if (is_over (delivery, edits))
    return AC_EDITABLE_GONE;
  if (ac_delivery_get_account_id (delivery) == NULL)
    return is_unsent (delivery) ? AC_EDITABLE_BEFORE : AC_EDITABLE_HAND;
  if (account == NULL || ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return AC_EDITABLE_ALONE;
  if (ac_delivery_get_form (delivery) != AC_FORM_POST)
    return AC_EDITABLE_FORM;
  if (g_list_model_get_n_items (ac_delivery_get_parts (delivery)) > 0)
    return AC_EDITABLE_THREAD;
  if (is_unsent (delivery))
    return AC_EDITABLE_BEFORE;
  return edits ? AC_EDITABLE_THERE : AC_EDITABLE_NEVER;
}

gboolean
ac_editable_is_possible (AcEditable verdict)
{
  return verdict == AC_EDITABLE_BEFORE || verdict == AC_EDITABLE_THERE;
}
