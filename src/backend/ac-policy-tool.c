/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-policy-tool.h"
#include "ac-policy.h"
#include "ac-secret-file.h"

#define TEXT_SIZE(n) sodium_base64_ENCODED_LEN (n, sodium_base64_VARIANT_ORIGINAL)

static char *
encode (const guint8 *bytes, gsize size)
{
  char *text = g_malloc (TEXT_SIZE (size));

  return sodium_bin2base64 (text, TEXT_SIZE (size), bytes, size, sodium_base64_VARIANT_ORIGINAL);
}

static gboolean
write_key (const char *path, const guint8 seed[crypto_sign_SEEDBYTES], GError **error)
{
  g_autofd int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  char text[TEXT_SIZE (crypto_sign_SEEDBYTES)];
  gboolean written = FALSE;

  sodium_bin2base64 (text, sizeof text, seed, crypto_sign_SEEDBYTES,
                     sodium_base64_VARIANT_ORIGINAL);
  text[sizeof text - 1] = '\n';
  written = fd >= 0 && write (fd, text, sizeof text) == sizeof text;
  sodium_memzero (text, sizeof text);
  if (!written)
    g_set_error (error, AC_ERROR, AC_ERROR_STORAGE, "%s: %s", path, g_strerror (errno));
  return written;
}

char *
ac_policy_tool_make_key (const char *path, GError **error)
{
  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  gboolean written = FALSE;

  randombytes_buf (seed, sizeof seed);
  crypto_sign_seed_keypair (public, secret, seed);
  written = write_key (path, seed, error);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (secret, sizeof secret);
  return written ? encode (public, sizeof public) : NULL;
}

static gboolean
read_seed (const char *path, guint8 seed[crypto_sign_SEEDBYTES], GError **error)
{
  char text[AC_SECRET_FILE_MAX + 1] = { 0 };
  const char *why = ac_secret_file_read (path, FALSE, text);

  if (why == NULL && !ac_policy_read_key (text, seed))
    why = "the file must hold 32 bytes in base64";
  sodium_memzero (text, sizeof text);
  if (why != NULL)
    g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: %s", path, why);
  return why == NULL;
}

static GBytes *
join (const char *signature, GBytes *document)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (document, &size);
  g_autoptr(GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) signature, strlen (signature));
  g_byte_array_append (file, (const guint8 *) "\n", 1);
  g_byte_array_append (file, data, size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static GBytes *
sign (GBytes *document, const guint8 seed[crypto_sign_SEEDBYTES])
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *text = NULL;
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (document, &size);

  crypto_sign_seed_keypair (public, secret, seed);
  crypto_sign_detached (signature, NULL, data, size, secret);
  sodium_memzero (secret, sizeof secret);
  text = encode (signature, sizeof signature);
  return join (text, document);
}

GBytes *
ac_policy_tool_sign (const char *path, const char *key_path, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  g_autoptr(GBytes) document = NULL;
  g_autoptr(AcPolicy) policy = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) failure = NULL;
  guint8 seed[crypto_sign_SEEDBYTES];

  if (!g_file_get_contents (path, &text, &size, &failure))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, failure->message);
      return NULL;
    }

  document = g_bytes_new_take (g_steal_pointer (&text), size);
  if (!(policy = ac_policy_parse (document, &failure)))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: %s", path, failure->message);
      return NULL;
    }
  if (!read_seed (key_path, seed, error))
    return NULL;

  file = sign (document, seed);
  sodium_memzero (seed, sizeof seed);
  if (g_bytes_get_size (file) <= AC_POLICY_MAX_SIZE)
    return g_steal_pointer (&file);

  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: more than 256 KiB", path);
  return NULL;
}
