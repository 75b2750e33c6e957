/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "ac-cli.h"
#include "ac-consent-record.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-receipt.h"

/* What was found in a file of receipts. */
typedef struct
{
  const char *key; /* that they must be signed with, or NULL */
  guint n_good;
  guint n_bad;
  guint n_unsigned; /* of links */
} Found;

static AcReceipt *
read_receipt (const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);

  return node != NULL ? ac_receipt_from_json (node, error) : NULL;
}

static gboolean
is_signed (const AcReceiptFacts *facts)
{
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  gsize key_size = 0;
  gsize size = 0;

  return facts->record != NULL && facts->signature != NULL && facts->key != NULL &&
         sodium_hex2bin (key, sizeof key, facts->key, strlen (facts->key), NULL, &key_size, NULL) ==
             0 &&
         sodium_hex2bin (signature, sizeof signature, facts->signature, strlen (facts->signature),
                         NULL, &size, NULL) == 0 &&
         key_size == sizeof key && size == sizeof signature &&
         crypto_sign_verify_detached (signature, (const guint8 *) facts->record,
                                      strlen (facts->record), key) == 0;
}

/* What stands beside the record is for reading; it must say the same as what was signed. */
static gboolean
says_the_same (const AcReceiptFacts *facts)
{
  g_autofree char *record = ac_consent_record_write (facts);

  return g_str_equal (record, facts->record);
}

static void
look_at (Found *found, AcReceipt *receipt)
{
  const AcReceiptFacts *facts = ac_receipt_get_facts (receipt);

  if (facts->kind == AC_RECEIPT_OF_LINK && facts->record == NULL)
    found->n_unsigned++;
  else if (is_signed (facts) && says_the_same (facts) &&
           (found->key == NULL || g_str_equal (found->key, facts->key)))
    found->n_good++;
  else
    found->n_bad++;
}

/* One that was laid out over several lines. */
static gboolean
look_at_whole (Found *found, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(AcReceipt) receipt = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such file");
      return FALSE;
    }
  if (!(receipt = read_receipt (text, error)))
    return FALSE;

  look_at (found, receipt);
  return TRUE;
}

/* Line by line: an export may have more than the memory. */
static gboolean
look_at_lines (Found *found, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GFileInputStream) base = g_file_read (file, NULL, NULL);
  g_autoptr(GDataInputStream) lines =
                base != NULL ? g_data_input_stream_new (G_INPUT_STREAM (base)) : NULL;

  while (lines != NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_autoptr(AcReceipt) receipt = line != NULL ? read_receipt (line, NULL) : NULL;

      if (line == NULL)
        break;
      if (receipt == NULL)
        return FALSE;
      look_at (found, receipt);
    }

  return found->n_good + found->n_bad + found->n_unsigned > 0;
}

static const char *
describe_one (const Found *found)
{
  if (found->n_good == 0)
    return _ ("This receipt is not as it was signed.");

  return found->key != NULL
      ? _ ("This receipt is as it was signed, with this key.")
      : _ ("This receipt is as it was signed; compare its key with the one you know.");
}

static void
print_many (const Found *found)
{
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u receipt is as it was signed.\n",
                        "%u receipts are as they were signed.\n", found->n_good),
           found->n_good);
  if (found->n_unsigned > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%u receipt of a link has no signature.\n",
                          "%u receipts of links have no signature.\n", found->n_unsigned),
             found->n_unsigned);
  if (found->n_bad > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%u receipt is not as it was signed.\n",
                          "%u receipts are not as they were signed.\n", found->n_bad),
             found->n_bad);
}

AcExit
ac_command_receipts_verify (AcCli *cli)
{
  Found found = { .key = cli->n_arguments > 1 ? cli->arguments[1] : NULL };
  g_autoptr(GError) error = NULL;

  if (!look_at_lines (&found, cli->arguments[0]))
    {
      found = (Found) { .key = found.key };
      if (!look_at_whole (&found, cli->arguments[0], &error))
        return ac_cli_fail (cli, error);
    }

  if (found.n_good + found.n_bad + found.n_unsigned == 1)
    g_print ("%s\n", describe_one (&found));
  else
    print_many (&found);
  return found.n_bad == 0 && found.n_good > 0 ? AC_EXIT_OK : AC_EXIT_FAILED;
}
