/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-use.h"

struct _AcUse
{
  GObject parent_instance;
  AcLedgerLine line;
  AcNamedAccount account;
  GRefString *texts[5]; /* of line */
  char *cursor;
};

G_DEFINE_FINAL_TYPE (AcUse, ac_use, G_TYPE_OBJECT)

static const AcJsonField use_fields[] = {
  { "seq", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "deed", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "allowed", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "who", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "purpose", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "category", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "account", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "reason", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "reference", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_use_finalize (GObject *object)
{
  AcUse *self = AC_USE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_clear_pointer (&self->texts[i], g_ref_string_release);
  ac_named_account_clear (&self->account);
  g_free (self->cursor);

  G_OBJECT_CLASS (ac_use_parent_class)->finalize (object);
}

static void
ac_use_class_init (AcUseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_use_finalize;
}

static void
ac_use_init (AcUse *self)
{
}

AcUse *
ac_use_new (const AcLedgerLine *line, const AcNamedAccount *account)
{
  AcUse *self = g_object_new (AC_TYPE_USE, NULL);
  const char **texts[] = { &self->line.who, &self->line.purpose, &self->line.category,
                           &self->line.reason, &self->line.reference };

  G_STATIC_ASSERT (G_N_ELEMENTS (texts) == G_N_ELEMENTS (self->texts));

  self->line = *line;
  self->line.account = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] != NULL)
      *texts[i] = self->texts[i] = g_ref_string_new_intern (*texts[i]);
  self->account = (AcNamedAccount) { g_strdup (account->id), g_strdup (account->service),
                                     g_strdup (account->handle) };
  self->cursor = g_strdup_printf ("%" G_GINT64_FORMAT, line->seq);
  return self;
}

AcUse *
ac_use_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  JsonObject *named = NULL;
  AcNamedAccount account = { NULL };
  AcLedgerLine line = { 0 };
  AcUse *self = NULL;
  int deed = 0;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, use_fields, error)) == NULL ||
      !ac_noun_read_enum (object, "deed", AC_TYPE_DEED, &deed, error) ||
      !ac_noun_read_time (object, "at", &line.at, error) ||
      ((named = ac_json_get_object (object, "account")) != NULL &&
       !ac_named_account_read (named, &account, error)))
    return NULL;

  line.deed = deed;
  line.seq = ac_json_get_integer (object, "seq");
  line.allowed = ac_json_get_boolean (object, "allowed");
  line.who = ac_json_get_string (object, "who");
  line.purpose = ac_json_get_string (object, "purpose");
  line.category = ac_json_get_string (object, "category");
  line.reason = ac_json_get_string (object, "reason");
  line.reference = ac_json_get_string (object, "reference");
  self = ac_use_new (&line, &account);
  ac_named_account_clear (&account);
  return self;
}

JsonNode *
ac_use_to_json (AcUse *self)
{
  const AcLedgerLine *line = ac_use_get_line (self);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", line->seq);
  ac_json_set_time (object, "at", line->at);
  ac_json_set_string (object, "deed", ac_deed_to_slug (line->deed));
  json_object_set_boolean_member (object, "allowed", line->allowed);
  ac_json_set_string (object, "who", line->who);
  ac_json_set_string (object, "purpose", line->purpose);
  ac_json_set_string (object, "category", line->category);
  if (self->account.id != NULL)
    json_object_set_object_member (object, "account", ac_named_account_write (&self->account));
  ac_json_set_string (object, "reason", line->reason);
  ac_json_set_string (object, "reference", line->reference);
  return ac_noun_close (object);
}

const AcLedgerLine *
ac_use_get_line (AcUse *self)
{
  g_return_val_if_fail (AC_IS_USE (self), NULL);

  return &self->line;
}

const AcNamedAccount *
ac_use_get_account (AcUse *self)
{
  g_return_val_if_fail (AC_IS_USE (self), NULL);

  return &self->account;
}

const char *
ac_use_get_cursor (AcUse *self)
{
  g_return_val_if_fail (AC_IS_USE (self), NULL);

  return self->cursor;
}
