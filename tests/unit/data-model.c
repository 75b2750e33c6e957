/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "ac-store-privacy.h"
#include "ac-store-recipients.h"
#include "ac-test-store.h"

/* A store that does what is said on standard input, a line each, and answers what is asked, so that
 * another model can be held against it. Lines are done in transactions of their own, questions that
 * follow each other in one: "a" is one to be answered with the reason and, after a space, the value
 * or "-". */

#define MAX_LINE 256

static const char *const recipients[] = { "facebook", "threads", "app:org.example.App",
                                          "server:helper", "host" };
static const char *const services[] = { "whatsapp", "facebook", "threads" };

typedef struct
{
  Fixture fixture;
  char *accounts[G_N_ELEMENTS (services)];
  char line[MAX_LINE];
  gboolean more;
} Model;

static AcAsk
read_about (Model *model, int account, int recipient, int kind, int purpose, int category)
{
  return (AcAsk) { model->accounts[account], recipients[recipient], kind, purpose, category };
}

static void
say (Model *model, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  const AcWord word = { model->fixture.person, AC_PROGRAM_OTHER, 1 };
  AcTerms terms[AC_N_USES] = { 0 };
  AcYes yes = { 0 };
  AcAsk about = { 0 };
  int account = 0;
  int recipient = 0;
  int purpose = 0;
  int act = 0;

  g_assert_cmpint (sscanf (model->line, "s %d %d %d %d %u %" SCNd64, &account, &recipient, &purpose,
                           &act, &yes.agreed, &yes.until),
                   ==, 6);
  about = read_about (model, account, recipient, 0, purpose, 0);
  g_assert_true (ac_store_get_terms (store, about.who, terms, NULL));
  yes.terms_version = terms[purpose].version;
  ac_store_say (store, &word, &about, act, &yes, &error);
  g_assert_no_error (error);
}

static void
ask (Model *model, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  AcAsk about = { 0 };
  int account = 0;
  int recipient = 0;
  int kind = 0;
  int purpose = 0;
  int category = 0;

  g_assert_cmpint (
      sscanf (model->line, "a %d %d %d %d %d", &account, &recipient, &kind, &purpose, &category),
      ==, 5);
  about = read_about (model, account, recipient, kind, purpose, category);
  ac_store_ask (store, model->fixture.person, &about, &reason, &value, &error);
  g_assert_no_error (error);
  printf ("%s %s\n", ac_choice_reason_to_slug (reason), value != NULL ? value : "-");
}

static void
set_switch (Model *model, AcStore *store, gboolean on)
{
  const AcWord word = { model->fixture.person, AC_PROGRAM_OTHER, 1 };

  if (model->line[0] == 'p')
    g_assert_true (ac_store_set_setting (store, &word, AC_SETTING_KEEP_SEPARATE, on, NULL));
  else
    g_assert_true (ac_store_set_sharing_stopped (store, model->fixture.person, on, NULL));
}

/* As a link does: only that there is one counts here. */
static void
set_link (Model *model, AcStore *store, int account, gboolean on)
{
  AcDatabase *database = ac_store_get_database (store);
  g_autofree char *id = ac_id_new ();
  g_autoptr(GError) error = NULL;

  if (on)
    ac_database_execute (database, NULL, &error,
                         "INSERT INTO link (person_id, id, low_id, high_id, receipt_id, created_at)"
                         " VALUES ($1, $2, $3, $4, 'none', 0)",
                         "ssss", model->fixture.person, id, model->accounts[0],
                         model->accounts[account]);
  else
    ac_database_execute (database, NULL, &error, "DELETE FROM link WHERE high_id = $1", "s",
                         model->accounts[account]);
  g_assert_no_error (error);
}

static void
declare (Model *model, AcStore *store)
{
  AcTerms terms[AC_N_USES] = { 0 };
  int recipient = 0;
  int purpose = 0;
  guint categories = 0;

  g_assert_cmpint (sscanf (model->line, "t %d %d %u", &recipient, &purpose, &categories), ==, 3);
  g_assert_true (ac_store_get_terms (store, recipients[recipient], terms, NULL));
  terms[purpose].categories = categories;
  g_assert_true (ac_store_declare_terms (store, recipients[recipient], terms, NULL));
}

static void
do_line (Model *model, AcStore *store)
{
  gint64 number = 0;
  int account = 0;
  int on = 0;

  switch (model->line[0])
    {
    case 's':
      say (model, store);
      break;
    case 'p':
    case 'x':
      g_assert_cmpint (sscanf (model->line + 1, "%d", &on), ==, 1);
      set_switch (model, store, on);
      break;
    case 'l':
      g_assert_cmpint (sscanf (model->line + 1, "%d %d", &account, &on), ==, 2);
      set_link (model, store, account, on);
      break;
    case 't':
      declare (model, store);
      break;
    case 'c':
      g_assert_cmpint (sscanf (model->line + 1, "%" SCNd64, &number), ==, 1);
      ac_clock_set_for_tests (number);
      break;
    default:
      g_assert_cmpint (model->line[0], ==, 'r');
      g_assert_true (
          ac_choices_invalidate (ac_store_get_database (store), model->fixture.person, NULL));
    }
}

static gboolean
next_line (Model *model)
{
  return model->more = fgets (model->line, sizeof model->line, stdin) != NULL;
}

static void
do_some (Fixture *fixture, AcStore *store)
{
  Model *model = (Model *) fixture;

  if (model->line[0] != 'a')
    {
      do_line (model, store);
      next_line (model);
      return;
    }

  do
    ask (model, store);
  while (next_line (model) && model->line[0] == 'a');
}

/* Each holds one thing of each category, named after both. */
static void
fill (Fixture *fixture, AcStore *store)
{
  Model *model = (Model *) fixture;
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autoptr(AcAccount) account = NULL;

      model->accounts[i] = ac_id_new ();
      account = ac_account_new (model->accounts[i], services[i]);
      ac_account_set_server (account, "https://service.example");
      ac_account_set_remote_id (account, "1");
      ac_account_set_handle (account, "lena");
      ac_account_set_created_at (account, 1700000000000);
      g_assert_true (ac_store_add_account (store, fixture->person, account, sealed, "key", NULL));
      for (AcCategory c = 0; c < AC_N_CATEGORIES; c++)
        {
          g_autofree char *value = g_strdup_printf ("%u/%d", i, c);

          g_assert_true (
              ac_store_set_datum (store, fixture->person, model->accounts[i], c, value, NULL));
        }
    }
}

int
main (int argc, char *argv[])
{
  const EngineCase held = { &engines[argc > 1 && g_str_equal (argv[1], "postgres")], NULL };
  Model model = { 0 };

  dex_init ();
  set_up (&model.fixture, &held);
  on_store (&model.fixture, fill);
  for (next_line (&model); model.more;)
    on_store (&model.fixture, do_some);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    g_free (model.accounts[i]);
  tear_down (&model.fixture, &held);
  return 0;
}
