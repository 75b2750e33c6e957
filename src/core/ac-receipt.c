/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-receipt.h"

struct _AcReceipt
{
  GObject parent_instance;
  AcReceiptFacts facts;
};

G_DEFINE_FINAL_TYPE (AcReceipt, ac_receipt, G_TYPE_OBJECT)

static const AcJsonField receipt_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "person_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "link_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "value", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "how", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "recipient", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "consent", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "categories", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_N_CATEGORIES },
  { "until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "terms_version", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "erased", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 10000 },
  { "record", AC_JSON_STRING, AC_JSON_OPTIONAL, 0 },
  { "signature", AC_JSON_STRING, AC_JSON_OPTIONAL, 128 },
  { "key", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_receipt_finalize (GObject *object)
{
  AcReceiptFacts *facts = &AC_RECEIPT (object)->facts;

  g_free (facts->id);
  g_free (facts->person_id);
  g_free (facts->link_id);
  g_free (facts->recipient);
  g_free (facts->record);
  g_free (facts->signature);
  g_free (facts->key);
  g_clear_pointer (&facts->erased, g_ptr_array_unref);
  ac_named_account_clear (&facts->accounts[0]);
  ac_named_account_clear (&facts->accounts[1]);

  G_OBJECT_CLASS (ac_receipt_parent_class)->finalize (object);
}

static void
ac_receipt_class_init (AcReceiptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_receipt_finalize;
}

static void
ac_receipt_init (AcReceipt *self)
{
}

AcReceipt *
ac_receipt_new (const AcReceiptFacts *facts)
{
  AcReceipt *self = g_object_new (AC_TYPE_RECEIPT, NULL);
  AcReceiptFacts *own = &self->facts;

  *own = *facts;
  own->id = g_strdup (facts->id);
  own->person_id = g_strdup (facts->person_id);
  own->link_id = g_strdup (facts->link_id);
  own->recipient = g_strdup (facts->recipient);
  own->record = g_strdup (facts->record);
  own->signature = g_strdup (facts->signature);
  own->key = g_strdup (facts->key);
  own->erased = facts->erased != NULL ? ac_erased_copy_all (facts->erased) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (own->accounts); i++)
    {
      own->accounts[i] = (AcNamedAccount) { NULL };
      ac_named_account_set (&own->accounts[i], facts->accounts[i].id, facts->accounts[i].service,
                            facts->accounts[i].handle);
    }
  return self;
}

static gboolean
read_link (AcReceiptFacts *facts, JsonObject *object, GError **error)
{
  int purpose = AC_PURPOSE_LINK;

  if (!ac_noun_read_id (object, "link_id", error) ||
      !ac_noun_read_enum (object, "purpose", AC_TYPE_PURPOSE, &purpose, error))
    return FALSE;

  facts->kind = AC_RECEIPT_OF_LINK;
  facts->link_id = g_strdup (ac_json_get_string (object, "link_id"));
  facts->purpose = purpose;
  return ac_named_accounts_read (object, facts->accounts, 2, 2, error);
}

static void
read_proof (AcReceiptFacts *facts, JsonObject *object)
{
  facts->record = g_strdup (ac_json_get_string (object, "record"));
  facts->signature = g_strdup (ac_json_get_string (object, "signature"));
  facts->key = g_strdup (ac_json_get_string (object, "key"));
}

static gboolean
read_use (AcReceiptFacts *facts, JsonObject *object, GError **error)
{
  int use = AC_USE_PERSONALISE;
  int consent = AC_CONSENT_UNKNOWN;

  if (!ac_noun_read_enum (object, "purpose", AC_TYPE_USE_PURPOSE, &use, error) ||
      !ac_noun_read_enum (object, "consent", AC_TYPE_CONSENT, &consent, error) ||
      !ac_categories_read (object, "categories", &facts->agreed, error) ||
      !ac_noun_read_uint (object, "terms_version", &facts->terms_version, error) ||
      !ac_noun_read_time (object, "until", &facts->until, error))
    return FALSE;

  facts->kind = AC_RECEIPT_OF_USE;
  facts->use = use;
  facts->consent = consent;
  facts->recipient = g_strdup (ac_json_get_string (object, "recipient"));
  read_proof (facts, object);
  return ac_named_accounts_read (object, facts->accounts, 1, 1, error);
}

static gboolean
read_topic (AcReceiptFacts *facts, JsonObject *object, GError **error)
{
  const char *purpose = ac_json_get_string (object, "purpose");

  if (g_str_equal (purpose, AC_RECEIPT_PURPOSE_ERASURE))
    {
      facts->kind = AC_RECEIPT_OF_ERASURE;
      read_proof (facts, object);
      facts->erased = ac_erased_read (object, "erased", error);
      return facts->erased != NULL;
    }
  if (json_object_has_member (object, "recipient"))
    return read_use (facts, object, error);
  if (!ac_setting_from_slug (purpose, &facts->setting))
    return read_link (facts, object, error);

  facts->kind = AC_RECEIPT_OF_SETTING;
  read_proof (facts, object);
  return TRUE;
}

static gboolean
read_facts (AcReceiptFacts *facts, JsonObject *object, GError **error)
{
  int how = AC_PROGRAM_OTHER;

  if (!ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "person_id", error) ||
      !ac_noun_read_enum (object, "how", AC_TYPE_PROGRAM, &how, error) ||
      !ac_noun_read_uint (object, "words_version", &facts->words_version, error) ||
      !ac_noun_read_time (object, "created_at", &facts->created_at, error) ||
      !read_topic (facts, object, error))
    return FALSE;

  facts->id = g_strdup (ac_json_get_string (object, "id"));
  facts->person_id = g_strdup (ac_json_get_string (object, "person_id"));
  facts->how = how;
  facts->value = ac_json_get_boolean (object, "value");
  return TRUE;
}

AcReceipt *
ac_receipt_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcReceipt) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, receipt_fields, error)) == NULL)
    return NULL;

  self = g_object_new (AC_TYPE_RECEIPT, NULL);
  return read_facts (&self->facts, object, error) ? g_steal_pointer (&self) : NULL;
}

static const char *
name_topic (const AcReceiptFacts *facts)
{
  switch (facts->kind)
    {
    case AC_RECEIPT_OF_USE:
      return ac_use_purpose_to_slug (facts->use);
    case AC_RECEIPT_OF_SETTING:
      return ac_setting_to_slug (facts->setting);
    case AC_RECEIPT_OF_ERASURE:
      return AC_RECEIPT_PURPOSE_ERASURE;
    case AC_RECEIPT_OF_LINK:
    default:
      return ac_purpose_to_slug (facts->purpose);
    }
}

static void
write_use (JsonObject *object, const AcReceiptFacts *facts)
{
  ac_json_set_string (object, "recipient", facts->recipient);
  ac_json_set_string (object, "consent", ac_consent_to_slug (facts->consent));
  ac_categories_write (object, "categories", facts->agreed);
  ac_json_set_time (object, "until", facts->until);
  if (facts->terms_version != 0)
    json_object_set_int_member (object, "terms_version", facts->terms_version);
}

JsonNode *
ac_receipt_to_json (AcReceipt *self)
{
  const AcReceiptFacts *facts = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_RECEIPT (self), NULL);

  facts = &self->facts;
  object = json_object_new ();
  ac_json_set_string (object, "id", facts->id);
  ac_json_set_string (object, "person_id", facts->person_id);
  ac_json_set_string (object, "link_id", facts->link_id);
  ac_named_accounts_write (object, facts->accounts, G_N_ELEMENTS (facts->accounts));
  ac_json_set_string (object, "purpose", name_topic (facts));
  json_object_set_boolean_member (object, "value", facts->value);
  json_object_set_int_member (object, "words_version", facts->words_version);
  ac_json_set_string (object, "how", ac_program_to_slug (facts->how));
  ac_json_set_time (object, "created_at", facts->created_at);
  if (facts->kind == AC_RECEIPT_OF_USE)
    write_use (object, facts);
  if (facts->kind == AC_RECEIPT_OF_ERASURE)
    ac_erased_write (object, "erased", facts->erased);
  ac_json_set_string (object, "record", facts->record);
  ac_json_set_string (object, "signature", facts->signature);
  ac_json_set_string (object, "key", facts->key);
  return ac_noun_close (object);
}

const AcReceiptFacts *
ac_receipt_get_facts (AcReceipt *self)
{
  g_return_val_if_fail (AC_IS_RECEIPT (self), NULL);

  return &self->facts;
}

const char *
ac_receipt_get_id (AcReceipt *self)
{
  g_return_val_if_fail (AC_IS_RECEIPT (self), NULL);

  return self->facts.id;
}
