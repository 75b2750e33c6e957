/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-delivery.h"

G_BEGIN_DECLS

/* What a change of a status's words comes to at one of its copies. */
typedef enum
{
  AC_EDITABLE_BEFORE, /* nothing was sent yet: it is sent with the other words */
  AC_EDITABLE_THERE,  /* it is changed there, as soon as it is known to be there */
  AC_EDITABLE_NEVER,  /* the service changes no posts, or shows no change */
  AC_EDITABLE_THREAD, /* a thread stays as it was cut */
  AC_EDITABLE_FORM,   /* a story has no words, and a ghost post ends by itself */
  AC_EDITABLE_HAND,   /* only the person can change it there */
  AC_EDITABLE_ALONE,  /* its account isn't here any more */
  AC_EDITABLE_OFF,    /* what shared it there doesn't share any more */
  AC_EDITABLE_GONE,   /* there is nothing to be changed */
} AcEditable;

/* service, account: of the delivery; NULL: it isn't known any more. Whether it still shares there
 * is not looked at. */
AcEditable ac_editable_judge (AcDelivery *delivery, const AcService *service, AcAccount *account);
/* AC_EDITABLE_BEFORE or AC_EDITABLE_THERE */
gboolean ac_editable_is_possible (AcEditable verdict);

G_END_DECLS
