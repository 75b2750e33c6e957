/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-link-code.h"

#define N_CODES 1000000
#define DIGITS 6

struct _AcLinkCode
{
  guint8 key[crypto_generichash_KEYBYTES];
  guint8 hash[crypto_generichash_BYTES];
  gint64 good_until;
  guint tries;
};

static void
hash_code (AcLinkCode *self, const char *code, guint8 *hash)
{
  crypto_generichash (hash, crypto_generichash_BYTES, (const guint8 *) code, strlen (code),
                      self->key, sizeof self->key);
}

AcLinkCode *
ac_link_code_new (gint64 now, SecretValue **code)
{
  AcLinkCode *self = g_new0 (AcLinkCode, 1);
  char digits[DIGITS + 1];

  g_snprintf (digits, sizeof digits, "%06u", randombytes_uniform (N_CODES));
  crypto_generichash_keygen (self->key);
  hash_code (self, digits, self->hash);
  self->good_until = now + AC_LINK_CODE_SECONDS * 1000;
  *code = secret_value_new (digits, -1, "text/plain");
  sodium_memzero (digits, sizeof digits);
  return self;
}

void
ac_link_code_free (AcLinkCode *self)
{
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

/* People type codes in two groups. */
static void
copy_digits (char *digits, const char *typed)
{
  gsize n = 0;

  for (; *typed != '\0' && n <= DIGITS; typed++)
    if (*typed != ' ' && *typed != '-')
      digits[n++] = *typed;
  digits[n] = '\0';
}

AcLinkCodeAnswer
ac_link_code_try (AcLinkCode *self, gint64 now, const char *typed)
{
  char digits[DIGITS + 2];
  guint8 hash[crypto_generichash_BYTES];

  if (now >= self->good_until || self->tries >= AC_LINK_CODE_TRIES)
    return AC_LINK_CODE_OVER;

  self->tries++;
  copy_digits (digits, typed);
  hash_code (self, digits, hash);
  sodium_memzero (digits, sizeof digits);
  if (sodium_memcmp (hash, self->hash, sizeof hash) == 0)
    return AC_LINK_CODE_RIGHT;
  return self->tries >= AC_LINK_CODE_TRIES ? AC_LINK_CODE_OVER : AC_LINK_CODE_WRONG;
}
