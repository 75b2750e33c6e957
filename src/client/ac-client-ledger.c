/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-ledger.h"
#include "ac-client-private.h"

#define PAGE 200
/* A million lines are gone through. */
#define CHECK_DEADLINE 120

AcUseList *
ac_client_make_use_list (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return ac_use_list_new (self->wire);
}

static DexFuture *
load_page (AcClient *self, const char *path, const char *filter, const char *cursor)
{
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autoptr(AcHttpRequest) request = ac_wire_request (self->wire, "GET", "%s?limit=%u%s%s%s", path,
                                                      PAGE, escaped != NULL ? "&cursor=" : "",
                                                      escaped != NULL ? escaped : "", filter);

  return ac_wire_send (self->wire, request);
}

DexFuture *
ac_client_load_uses (AcClient *self, const AcUseFilter *filter, const char *cursor)
{
  g_autofree char *query = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  query = ac_use_filter_write (filter);
  return load_page (self, "/v1/ledger", query, cursor);
}

DexFuture *
ac_client_load_ledger_lines (AcClient *self, const char *cursor)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return load_page (self, "/v1/ledger/lines", "", cursor);
}

DexFuture *
ac_client_check_ledger (AcClient *self)
{
  g_autoptr(AcHttpRequest) request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  request = ac_wire_request (self->wire, "POST", "/v1/ledger/check");
  ac_http_request_set_deadline (request, CHECK_DEADLINE);
  return ac_wire_send (self->wire, request);
}
