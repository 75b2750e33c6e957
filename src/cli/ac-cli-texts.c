/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-cli-texts.h"

/* Accounts come first in targets, in their order. */
static gboolean
is_meant (GPtrArray *accounts, GArray *targets, guint position, const char *name)
{
  const AcTarget *target = &g_array_index (targets, AcTarget, position);
  AcAccount *account = position < accounts->len ? g_ptr_array_index (accounts, position) : NULL;

  if (account == NULL)
    return g_strcmp0 (target->service, name) == 0;
  return ac_cli_account_matches (account, name) ||
         g_str_equal (ac_account_get_service (account), name);
}

static gboolean
tell_missing (const char *name, gboolean own)
{
  if (own)
    g_printerr (_ ("acctl: “%s” of --text-for is no copy with a text of its own.\n"), name);
  else
    g_printerr (_ ("acctl: “%s” of --text-for is no place that it is shared to.\n"), name);
  return FALSE;
}

static gboolean
fill_text (GPtrArray *accounts, GArray *targets, const char *name, const char *text, gboolean own)
{
  guint count = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      AcTarget *target = &g_array_index (targets, AcTarget, i);

      if (!is_meant (accounts, targets, i, name))
        continue;
      if (target->text != NULL)
        {
          g_printerr (_ ("acctl: --text-for names “%s” twice.\n"), name);
          return FALSE;
        }
      target->text = text;
      count++;
    }

  return count > 0 || tell_missing (name, own);
}

gboolean
ac_cli_fill_texts (AcCli *cli, GPtrArray *accounts, GArray *targets, gboolean own)
{
  for (guint i = 0; cli->texts != NULL && cli->texts[i] != NULL; i++)
    {
      const char *sign = strchr (cli->texts[i], '=');
      g_autofree char *name = sign != NULL ? g_strndup (cli->texts[i], sign - cli->texts[i]) : NULL;

      if (sign == NULL || sign[1] == '\0' || !g_utf8_validate (sign, -1, NULL))
        {
          ac_cli_usage (_ ("A text for one place is written like --text-for=ACCOUNT=TEXT."));
          return FALSE;
        }
      if (!fill_text (accounts, targets, name, sign + 1, own))
        return FALSE;
    }

  return TRUE;
}
