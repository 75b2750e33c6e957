/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-recipients.h"

#define KEY_SIZE crypto_auth_KEYBYTES

typedef struct
{
  char *client;
  AcPartyFacts facts;
  guint8 key[KEY_SIZE]; /* a hash of its secret */
} Client;

struct _AcRecipients
{
  GObject parent_instance;
  GPtrArray *clients;
};

G_DEFINE_FINAL_TYPE (AcRecipients, ac_recipients, G_TYPE_OBJECT)

static void
free_client (gpointer data)
{
  Client *self = data;

  g_free (self->client);
  g_free (self->facts.who);
  g_free (self->facts.name);
  sodium_memzero (self->key, sizeof self->key);
  g_free (self);
}

static void
ac_recipients_finalize (GObject *object)
{
  g_ptr_array_unref (AC_RECIPIENTS (object)->clients);

  G_OBJECT_CLASS (ac_recipients_parent_class)->finalize (object);
}

static void
ac_recipients_class_init (AcRecipientsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_recipients_finalize;
}

static void
ac_recipients_init (AcRecipients *self)
{
  self->clients = g_ptr_array_new_with_free_func (free_client);
}

AcRecipients *
ac_recipients_new (void)
{
  return g_object_new (AC_TYPE_RECIPIENTS, NULL);
}

static void
hash_secret (guint8 key[KEY_SIZE], const char *secret, gsize size)
{
  crypto_generichash (key, KEY_SIZE, (const guint8 *) secret, size, NULL, 0);
}

void
ac_recipients_add (AcRecipients *self,
                   const char *client,
                   const char *who,
                   AcRecipient kind,
                   const char *name,
                   SecretValue *secret)
{
  Client *added = g_new0 (Client, 1);
  gsize size = 0;
  const char *text = secret_value_get (secret, &size);

  added->client = g_strdup (client);
  added->facts = (AcPartyFacts) { .who = g_strdup (who), .kind = kind, .name = g_strdup (name) };
  hash_secret (added->key, text, size);
  g_ptr_array_add (self->clients, added);
}

guint
ac_recipients_get_n (AcRecipients *self)
{
  return self->clients->len;
}

const AcPartyFacts *
ac_recipients_get_nth (AcRecipients *self, guint n)
{
  Client *client = n < self->clients->len ? g_ptr_array_index (self->clients, n) : NULL;

  return client != NULL ? &client->facts : NULL;
}

const AcPartyFacts *
ac_recipients_find (AcRecipients *self, const char *who)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      if (g_str_equal (client->facts.who, who))
        return &client->facts;
    }

  return NULL;
}

static Client *
find_client (AcRecipients *self, const char *name)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      if (g_str_equal (client->client, name))
        return client;
    }

  return NULL;
}

static char *
sign (Client *client, const char *claim)
{
  guint8 code[crypto_auth_BYTES];
  char *text = g_malloc (2 * sizeof code + 1);

  crypto_auth (code, (const guint8 *) claim, strlen (claim), client->key);
  return sodium_bin2hex (text, 2 * sizeof code + 1, code, sizeof code);
}

char *
ac_recipients_issue (AcRecipients *self, const char *name, const char *secret, gint64 now)
{
  Client *client = find_client (self, name);
  guint8 key[KEY_SIZE];
  g_autofree char *claim = NULL;
  g_autofree char *code = NULL;

  hash_secret (key, secret, strlen (secret));
  if (client == NULL || sodium_memcmp (key, client->key, sizeof key) != 0)
    return NULL;

  claim = g_strdup_printf ("%s.%" G_GINT64_FORMAT, name, now + AC_RECIPIENT_TOKEN_SECONDS);
  code = sign (client, claim);
  return g_strjoin (".", claim, code, NULL);
}

static gboolean
is_signed (Client *client, const char *claim, const char *code)
{
  g_autofree char *wanted = sign (client, claim);

  return strlen (code) == strlen (wanted) && sodium_memcmp (code, wanted, strlen (wanted)) == 0;
}

const AcPartyFacts *
ac_recipients_open (AcRecipients *self, const char *token, gint64 now)
{
  g_auto(GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *claim = NULL;
  Client *client = NULL;
  gint64 until = 0;

  if (g_strv_length (parts) != 3 || !(client = find_client (self, parts[0])) ||
      !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &until, NULL))
    return NULL;

  claim = g_strjoin (".", parts[0], parts[1], NULL);
  return is_signed (client, claim, parts[2]) && now < until ? &client->facts : NULL;
}
