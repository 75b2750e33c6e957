/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-link.h"
#include "ac-noun-private.h"

struct _AcLink
{
  GObject parent_instance;
  char *id;
  char *account_ids[2];
  char *receipt_id;
  gint64 created_at;
  AcSwitch switches[AC_N_PURPOSES]; /* that of AC_PURPOSE_LINK is not used */
};

G_DEFINE_FINAL_TYPE (AcLink, ac_link, G_TYPE_OBJECT)

/* The properties of the switches stand in the order of AcPurpose. */
enum
{
  PROP_0,
  PROP_SIGN_IN,
  PROP_SHARE_STATUS,
  PROP_PERSONALISE,
  PROP_ID,
  PROP_CREATED_AT,
  N_PROPS,
};
G_STATIC_ASSERT (PROP_SIGN_IN == (int) AC_PURPOSE_SIGN_IN);
G_STATIC_ASSERT (PROP_SHARE_STATUS == (int) AC_PURPOSE_SHARE_STATUS);
G_STATIC_ASSERT (PROP_PERSONALISE == (int) AC_PURPOSE_PERSONALISE);

static GParamSpec *properties[N_PROPS];

static const AcJsonField link_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "sign_in", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "share_status", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "personalise", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { NULL },
};

static void
ac_link_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcLink *self = AC_LINK (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;

    case PROP_SIGN_IN:
    case PROP_SHARE_STATUS:
    case PROP_PERSONALISE:
      g_value_set_boolean (value, self->switches[prop_id].on);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_link_finalize (GObject *object)
{
  AcLink *self = AC_LINK (object);

  g_free (self->id);
  g_free (self->account_ids[0]);
  g_free (self->account_ids[1]);
  g_free (self->receipt_id);
  for (guint i = 0; i < AC_N_PURPOSES; i++)
    ac_switch_clear (&self->switches[i]);

  G_OBJECT_CLASS (ac_link_parent_class)->finalize (object);
}

static void
ac_link_class_init (AcLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_link_finalize;
  object_class->get_property = ac_link_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_CREATED_AT] =
      g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_SIGN_IN] = g_param_spec_boolean ("sign-in", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE_STATUS] = g_param_spec_boolean ("share-status", NULL, NULL, FALSE, flags);
  properties[PROP_PERSONALISE] = g_param_spec_boolean ("personalise", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_link_init (AcLink *self)
{
}

AcLink *
ac_link_new (const char *id,
             const char *account_id,
             const char *other_account_id,
             const char *receipt_id)
{
  AcLink *self = NULL;
  gboolean sorted = FALSE;

  g_return_val_if_fail (id != NULL && receipt_id != NULL, NULL);
  g_return_val_if_fail (account_id != NULL && other_account_id != NULL, NULL);

  sorted = strcmp (account_id, other_account_id) < 0;
  self = g_object_new (AC_TYPE_LINK, NULL);
  self->id = g_strdup (id);
  self->account_ids[0] = g_strdup (sorted ? account_id : other_account_id);
  self->account_ids[1] = g_strdup (sorted ? other_account_id : account_id);
  self->receipt_id = g_strdup (receipt_id);
  return self;
}

AcLink *
ac_link_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcLink) self = NULL;
  g_auto(GStrv) accounts = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, link_fields, error)) == NULL ||
      !(accounts = ac_noun_read_pair (object, "accounts", error)) ||
      !ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "receipt_id", error))
    return NULL;

  self = ac_link_new (ac_json_get_string (object, "id"), accounts[0], accounts[1],
                      ac_json_get_string (object, "receipt_id"));
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (!ac_switch_read (&self->switches[i], object, ac_purpose_get_member (i), error))
      return NULL;

  return ac_noun_read_time (object, "created_at", &self->created_at, error)
             ? g_steal_pointer (&self)
             : NULL;
}

JsonNode *
ac_link_to_json (AcLink *self)
{
  JsonObject *object = NULL;
  const char *accounts[3] = { NULL };

  g_return_val_if_fail (AC_IS_LINK (self), NULL);

  object = json_object_new ();
  accounts[0] = self->account_ids[0];
  accounts[1] = self->account_ids[1];
  ac_json_set_string (object, "id", self->id);
  ac_json_set_strings (object, "accounts", accounts);
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    ac_switch_write (&self->switches[i], object, ac_purpose_get_member (i));
  ac_json_set_time (object, "created_at", self->created_at);
  ac_json_set_string (object, "receipt_id", self->receipt_id);
  return ac_noun_close (object);
}

void
ac_link_update (AcLink *self, AcLink *other)
{
  g_return_if_fail (AC_IS_LINK (self));
  g_return_if_fail (AC_IS_LINK (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_object_freeze_notify (G_OBJECT (self));
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    ac_link_set_switch (self, i, other->switches[i].on, other->switches[i].since,
                        other->switches[i].receipt_id);
  ac_link_set_created_at (self, other->created_at);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_link_get_id (AcLink *self)
{
  g_return_val_if_fail (AC_IS_LINK (self), NULL);

  return self->id;
}

const char *
ac_link_get_account_id (AcLink *self, guint place)
{
  g_return_val_if_fail (AC_IS_LINK (self), NULL);
  g_return_val_if_fail (place < G_N_ELEMENTS (self->account_ids), NULL);

  return self->account_ids[place];
}

const char *
ac_link_get_other_account_id (AcLink *self, const char *account_id)
{
  g_return_val_if_fail (AC_IS_LINK (self), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  if (g_str_equal (account_id, self->account_ids[0]))
    return self->account_ids[1];
  return g_str_equal (account_id, self->account_ids[1]) ? self->account_ids[0] : NULL;
}

const char *
ac_link_get_receipt_id (AcLink *self)
{
  g_return_val_if_fail (AC_IS_LINK (self), NULL);

  return self->receipt_id;
}

gint64
ac_link_get_created_at (AcLink *self)
{
  g_return_val_if_fail (AC_IS_LINK (self), 0);

  return self->created_at;
}

const AcSwitch *
ac_link_get_switch (AcLink *self, AcPurpose purpose)
{
  g_return_val_if_fail (AC_IS_LINK (self), NULL);
  g_return_val_if_fail (purpose >= AC_FIRST_SWITCH && purpose <= AC_LAST_SWITCH, NULL);

  return &self->switches[purpose];
}

gboolean
ac_link_is_on (AcLink *self, AcPurpose purpose)
{
  const AcSwitch *found = ac_link_get_switch (self, purpose);

  return found != NULL && found->on;
}

void
ac_link_set_created_at (AcLink *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_LINK (self));

  if (self->created_at == time_ms)
    return;

  self->created_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREATED_AT]);
}

void
ac_link_set_switch (
    AcLink *self, AcPurpose purpose, gboolean on, gint64 since, const char *receipt_id)
{
  AcSwitch *to = NULL;
  gboolean changed = FALSE;

  g_return_if_fail (AC_IS_LINK (self));
  g_return_if_fail (purpose >= AC_FIRST_SWITCH && purpose <= AC_LAST_SWITCH);

  to = &self->switches[purpose];
  changed = to->on != on || to->since != since;
  to->on = on;
  to->since = since;
  if (g_set_str (&to->receipt_id, receipt_id) || changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[purpose]);
}
