/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-ledger.h"
#include "ac-client-private.h"

#define PAGE 200
/* A million lines are gone through. */
#define CHECK_DEADLINE 120

static char *
name_query (const char *name, const char *value)
{
  g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;

  return escaped != NULL ? g_strdup_printf ("&%s=%s", name, escaped) : g_strdup ("");
}

static DexFuture *
load_page (AcClient *self, const char *path, const char *search, const char *cursor)
{
  g_autofree char *from = name_query ("cursor", cursor);
  g_autofree char *words = name_query ("search", search);
  g_autoptr(AcHttpRequest) request =
                ac_wire_request (self->wire, "GET", "%s?limit=%u%s%s", path, PAGE, from, words);

  return ac_wire_send (self->wire, request);
}

DexFuture *
ac_client_load_uses (AcClient *self, const char *search, const char *cursor)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return load_page (self, "/v1/ledger", search, cursor);
}

DexFuture *
ac_client_load_ledger_lines (AcClient *self, const char *cursor)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return load_page (self, "/v1/ledger/lines", NULL, cursor);
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
