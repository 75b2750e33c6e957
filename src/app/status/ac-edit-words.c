/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-client-links.h"
#include "ac-edit-words.h"
#include "ac-service-item.h"

static AcLink *
find_link (AcClient *client, AcDelivery *delivery)
{
  const char *id = ac_delivery_get_link_id (delivery);

  return id != NULL ? ac_client_find_link (client, id) : NULL;
}

AcEditable
ac_edit_words_judge (AcClient *client, AcDelivery *delivery)
{
  AcServiceItem *item = ac_client_find_service (client, ac_delivery_get_service (delivery));
  const char *account_id = ac_delivery_get_account_id (delivery);
  AcAccount *account = account_id != NULL ? ac_client_find_account (client, account_id) : NULL;
  AcLink *link = find_link (client, delivery);
  const AcEditable verdict = ac_editable_judge (
      delivery, item != NULL ? ac_service_item_get_service (item) : NULL, account);

  if (ac_editable_is_possible (verdict) && link != NULL &&
      !ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS))
    return AC_EDITABLE_OFF;
  return verdict;
}

static char *
describe_never (AcDelivery *delivery)
{
  const char *service = ac_delivery_get_service (delivery);

  if (g_str_equal (service, "bluesky"))
    return g_strdup (_("Stays as it is. Bluesky shows no changes of a post"));
  /* Translators: %s is a service */
  return g_strdup_printf (_("Stays as it is. %s lets no other program change a post"),
                            ac_words_service (service));
}

static char *
describe_before (AcDelivery *delivery)
{
  const gboolean own = ac_delivery_get_text (delivery) != NULL;

  if (ac_delivery_get_account_id (delivery) == NULL ||
      ac_delivery_get_state (delivery) == AC_DELIVERY_HANDED_TO_YOU)
    return g_strdup (own ? _ ("Not shared by you yet. Its link gets its own new text")
                         : _ ("Not shared by you yet. Its link gets the new text"));
  return g_strdup (own ? _ ("Not sent yet. It is sent with its own new text")
                       : _ ("Not sent yet. It is sent with the new text"));
}

char *
ac_edit_words_verdict (AcDelivery *delivery, AcEditable editable)
{
  const gboolean own = ac_delivery_get_text (delivery) != NULL;

  switch (editable)
    {
    case AC_EDITABLE_BEFORE:
      return describe_before (delivery);
    case AC_EDITABLE_THERE:
      if (ac_delivery_get_state (delivery) == AC_DELIVERY_FAILED)
        return g_strdup (_("Is not there. If you try it again, it is changed then"));
      return g_strdup (own ? _ ("Is changed, if you change its own text") : _ ("Is changed"));
    case AC_EDITABLE_THREAD:
      return g_strdup (_("Stays as it is. A thread can’t be changed"));
    case AC_EDITABLE_FORM:
      return g_strdup (_("Stays as it is. Only posts can be changed"));
    case AC_EDITABLE_HAND:
      return g_strdup (_("Stays as it is. You shared it, so only you can change it there"));
    case AC_EDITABLE_ALONE:
      return g_strdup (_("Stays as it is. The account isn’t here any more"));
    case AC_EDITABLE_OFF:
      return g_strdup (_("Stays as it is. The link that shared it is turned off"));
    case AC_EDITABLE_GONE:
      return g_strdup (_("Is not there"));
    case AC_EDITABLE_NEVER:
    default:
      return describe_never (delivery);
    }
}

static char *
describe_failed (AcDelivery *delivery)
{
  const AcError reason = ac_delivery_get_edit_error (delivery);
  const char *title =
      reason == AC_ERROR_NOT_FOUND ? _("It is not there any more.") : ac_words_error_title (reason);

  if (reason == AC_ERROR_UNKNOWN_OUTCOME)
    return g_strdup (_("May have the new text. The service didn’t answer"));
  /* Translators: %s is a sentence that says why */
  return g_strdup_printf (_("Could not be changed: %s"), title);
}

char *
ac_edit_words_outcome (AcDelivery *delivery)
{
  switch (ac_delivery_get_edit (delivery))
    {
    case AC_EDIT_CHANGING:
      return g_strdup (_("Being changed"));
    case AC_EDIT_STOPPED:
      return g_strdup (ac_delivery_get_paused (delivery)
                       ? _("Not changed yet. Sharing to it is paused")
                       : _("Not changed yet. All sharing is stopped"));
    case AC_EDIT_BLOCKED:
      /* Translators: %s is a sentence that says why */
      return g_strdup_printf (_("Not changed yet: %s"),
                                ac_words_error_title (ac_delivery_get_edit_error (delivery)));
    case AC_EDIT_CHANGED:
      return g_strdup (C_ ("a copy", "Changed"));
    case AC_EDIT_FAILED:
      return describe_failed (delivery);
    case AC_EDIT_KEPT:
      return g_strdup (_("Has the earlier text"));
    case AC_EDIT_NONE:
    default:
      return NULL;
    }
}
