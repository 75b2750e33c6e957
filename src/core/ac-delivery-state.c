/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-delivery.h"
#include "ac-noun-private.h"

gboolean
ac_edit_is_under_way (AcEdit edit)
{
  return edit == AC_EDIT_CHANGING || edit == AC_EDIT_STOPPED || edit == AC_EDIT_BLOCKED;
}

/**
 * ac_delivery_state_to_slug:
 *
 * Returns: (transfer none): the name of @state in the API, such as `needs-you`
 */
const char *
ac_delivery_state_to_slug (AcDeliveryState state)
{
  g_return_val_if_fail (state <= AC_DELIVERY_LAST, "waiting");

  return ac_noun_enum_to_slug (AC_TYPE_DELIVERY_STATE, state);
}

/**
 * ac_delivery_state_is_settled:
 *
 * Returns: whether nothing more happens unless the person asks for it
 */
gboolean
ac_delivery_state_is_settled (AcDeliveryState state)
{
  const guint settled = 1u << AC_DELIVERY_LIVE | 1u << AC_DELIVERY_FAILED |
                        1u << AC_DELIVERY_REMOVED | 1u << AC_DELIVERY_REMOVE_FAILED |
                        1u << AC_DELIVERY_CANCELLED | 1u << AC_DELIVERY_SHARED_BY_YOU |
                        1u << AC_DELIVERY_DELETED_BY_YOU | 1u << AC_DELIVERY_EXPIRED |
                        1u << AC_DELIVERY_GONE;

  return (settled & (1u << state)) != 0;
}

/**
 * ac_delivery_can_retry:
 *
 * Returns: whether it has come to nothing, and the person may have it tried again
 */
gboolean
ac_delivery_can_retry (AcDelivery *self)
{
  AcDeliveryState state = AC_DELIVERY_WAITING;

  g_return_val_if_fail (AC_IS_DELIVERY (self), FALSE);

  state = ac_delivery_get_state (self);
  return (state == AC_DELIVERY_FAILED || state == AC_DELIVERY_MISSED ||
          state == AC_DELIVERY_REMOVE_FAILED) &&
         ac_delivery_get_error (self) != AC_ERROR_ACCOUNT_GONE;
}
