/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fuzz.h"
#include "ac-jwt.h"

#define ISSUER "https://id.example"

/* Nothing that this finds is signed, so no token is ever good. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char jwks[] = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"1\","
                             "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";
  static const AcJwtRules rules = { .issuer = ISSUER, .audience = "us", .now_ms = 1 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GBytes) good = g_bytes_new_static (jwks, sizeof jwks - 1);
  g_autoptr(AcKeySet) any = ac_key_set_parse (bytes, NULL);
  g_autoptr(AcKeySet) keys = ac_key_set_parse (good, NULL);
  g_autofree char *token = g_utf8_make_valid ((const char *) data, (gssize) size);

  g_assert_nonnull (keys);
  g_assert_null (ac_jwt_verify (token, keys, &rules, NULL));
  return 0;
}
