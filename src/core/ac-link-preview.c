/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-link-preview.h"
#include "ac-noun-private.h"

struct _AcLinkPreview
{
  GObject parent_instance;
  AcLinkPreviewFacts facts;
};

G_DEFINE_FINAL_TYPE (AcLinkPreview, ac_link_preview, G_TYPE_OBJECT)

static const AcJsonField preview_fields[] = {
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "link_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "changes", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "purposes", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_PURPOSES },
  { "unproved", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { NULL },
};

static const AcJsonField change_fields[] = {
  { "what", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "now", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "after", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { NULL },
};

static const AcJsonField purpose_fields[] = {
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "on", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "ask", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "earlier", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { NULL },
};

static void
ac_link_preview_finalize (GObject *object)
{
  AcLinkPreviewFacts *facts = &AC_LINK_PREVIEW (object)->facts;

  g_free (facts->link_id);
  g_free (facts->accounts[0].id);
  g_free (facts->accounts[1].id);
  for (guint i = 0; i < AC_N_PURPOSES; i++)
    g_free (facts->purposes[i].receipt_id);

  G_OBJECT_CLASS (ac_link_preview_parent_class)->finalize (object);
}

static void
ac_link_preview_class_init (AcLinkPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_link_preview_finalize;
}

static void
ac_link_preview_init (AcLinkPreview *self)
{
}

AcLinkPreview *
ac_link_preview_new (const AcLinkPreviewFacts *facts)
{
  AcLinkPreview *self = g_object_new (AC_TYPE_LINK_PREVIEW, NULL);
  AcLinkPreviewFacts *own = &self->facts;

  *own = *facts;
  own->link_id = g_strdup (facts->link_id);
  own->accounts[0].id = g_strdup (facts->accounts[0].id);
  own->accounts[1].id = g_strdup (facts->accounts[1].id);
  for (guint i = 0; i < AC_N_PURPOSES; i++)
    own->purposes[i].receipt_id = g_strdup (facts->purposes[i].receipt_id);
  return self;
}

static AcPreviewAccount *
find_account (AcLinkPreview *self, const char *id, GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (g_strcmp0 (self->facts.accounts[i].id, id) == 0)
      return &self->facts.accounts[i];

  g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "An account is not one of the two");
  return NULL;
}

static gboolean
read_change (AcLinkPreview *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, change_fields, error);
  AcPreviewAccount *account =
      object != NULL ? find_account (self, ac_json_get_string (object, "account_id"), error) : NULL;
  int now = AC_AUDIENCE_DIRECT;
  int after = AC_AUDIENCE_DIRECT;

  if (account == NULL || !ac_noun_read_enum (object, "now", AC_TYPE_AUDIENCE, &now, error) ||
      !ac_noun_read_enum (object, "after", AC_TYPE_AUDIENCE, &after, error))
    return FALSE;

  account->changes = TRUE;
  account->now = now;
  account->after = after;
  return TRUE;
}

static gboolean
read_purpose (AcLinkPreview *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, purpose_fields, error);
  AcPreviewPurpose *to = NULL;
  int purpose = AC_PURPOSE_LINK;
  int earlier = AC_EARLIER_NOTHING;

  if (object == NULL || !ac_noun_read_enum (object, "purpose", AC_TYPE_PURPOSE, &purpose, error) ||
      !ac_noun_read_enum (object, "earlier", AC_TYPE_EARLIER, &earlier, error) ||
      !ac_noun_read_id (object, "receipt_id", error))
    return FALSE;

  to = &self->facts.purposes[purpose];
  to->on = ac_json_get_boolean (object, "on");
  to->ask = ac_json_get_boolean (object, "ask");
  to->earlier = earlier;
  g_set_str (&to->receipt_id, ac_json_get_string (object, "receipt_id"));
  return ac_noun_read_time (object, "at", &to->at, error);
}

static gboolean
read_lists (AcLinkPreview *self, JsonObject *object, GError **error)
{
  JsonArray *changes = ac_json_get_array (object, "changes");
  JsonArray *purposes = ac_json_get_array (object, "purposes");
  g_auto(GStrv) unproved = ac_json_dup_strings (object, "unproved", 36);

  for (guint i = 0; i < json_array_get_length (changes); i++)
    if (!read_change (self, json_array_get_element (changes, i), error))
      return FALSE;
  for (guint i = 0; i < json_array_get_length (purposes); i++)
    if (!read_purpose (self, json_array_get_element (purposes, i), error))
      return FALSE;
  if (unproved == NULL)
    return find_account (self, NULL, error) != NULL;
  for (guint i = 0; unproved[i] != NULL; i++)
    {
      AcPreviewAccount *account = find_account (self, unproved[i], error);

      if (account == NULL)
        return FALSE;
      account->unproved = TRUE;
    }

  return TRUE;
}

AcLinkPreview *
ac_link_preview_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcLinkPreview) self = NULL;
  g_auto(GStrv) accounts = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, preview_fields, error)) == NULL ||
      !(accounts = ac_noun_read_pair (object, "accounts", error)) ||
      !ac_noun_read_id (object, "link_id", error))
    return NULL;

  self = g_object_new (AC_TYPE_LINK_PREVIEW, NULL);
  self->facts.link_id = g_strdup (ac_json_get_string (object, "link_id"));
  self->facts.accounts[0].id = g_strdup (accounts[0]);
  self->facts.accounts[1].id = g_strdup (accounts[1]);
  return read_lists (self, object, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
describe_change (const AcPreviewAccount *account)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "what", "audience");
  ac_json_set_string (object, "account_id", account->id);
  ac_json_set_string (object, "now", ac_audience_to_slug (account->now));
  ac_json_set_string (object, "after", ac_audience_to_slug (account->after));
  return object;
}

static JsonObject *
describe_purpose (const AcPreviewPurpose *from, AcPurpose purpose)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "purpose", ac_purpose_to_slug (purpose));
  json_object_set_boolean_member (object, "on", from->on);
  json_object_set_boolean_member (object, "ask", from->ask);
  if (from->earlier == AC_EARLIER_NOTHING)
    return object;

  ac_noun_write_enum (object, "earlier", AC_TYPE_EARLIER, from->earlier);
  ac_json_set_time (object, "at", from->at);
  ac_json_set_string (object, "receipt_id", from->receipt_id);
  return object;
}

JsonNode *
ac_link_preview_to_json (AcLinkPreview *self)
{
  const AcLinkPreviewFacts *facts = NULL;
  JsonObject *object = json_object_new ();
  JsonArray *accounts = json_array_new ();
  JsonArray *changes = json_array_new ();
  JsonArray *purposes = json_array_new ();
  JsonArray *unproved = json_array_new ();

  facts = &self->facts;
  for (guint i = 0; i < 2; i++)
    {
      json_array_add_string_element (accounts, facts->accounts[i].id);
      if (facts->accounts[i].changes)
        json_array_add_object_element (changes, describe_change (&facts->accounts[i]));
      if (facts->accounts[i].unproved)
        json_array_add_string_element (unproved, facts->accounts[i].id);
    }
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    json_array_add_object_element (purposes, describe_purpose (&facts->purposes[i], i));

  json_object_set_array_member (object, "accounts", accounts);
  ac_json_set_string (object, "link_id", facts->link_id);
  json_object_set_array_member (object, "changes", changes);
  json_object_set_array_member (object, "purposes", purposes);
  json_object_set_array_member (object, "unproved", unproved);
  return ac_noun_close (object);
}

const AcLinkPreviewFacts *
ac_link_preview_get_facts (AcLinkPreview *self)
{
  g_return_val_if_fail (AC_IS_LINK_PREVIEW (self), NULL);

  return &self->facts;
}
