/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-undoing.h"

#define MOST_ACCOUNTS 2
#define MOST_LINES 16

struct _AcUndoing
{
  GObject parent_instance;
  char *id;
  AcUndoingWhat what;
  char *link_id;
  AcNamedAccount accounts[MOST_ACCOUNTS];
  GPtrArray *lines;
  gint64 created_at;
};

G_DEFINE_FINAL_TYPE (AcUndoing, ac_undoing, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SETTLED,
  PROP_LINES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField undoing_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "what", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "link_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, MOST_ACCOUNTS },
  { "lines", AC_JSON_ARRAY, AC_JSON_REQUIRED, MOST_LINES },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static const AcJsonField line_fields[] = {
  { "step", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "count", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "copies", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "reason", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "kept_for", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "updated_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static void
free_line (gpointer data)
{
  AcUndoingLine *line = data;

  g_free (line->account_id);
  g_free (line->url);
  g_free (line->receipt_id);
  g_free (line->kept_for);
  g_free (line);
}

static void
ac_undoing_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcUndoing *self = AC_UNDOING (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_SETTLED:
      g_value_set_boolean (value, ac_undoing_get_settled (self));
      break;

    case PROP_LINES:
      g_value_set_uint (value, self->lines->len);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_undoing_finalize (GObject *object)
{
  AcUndoing *self = AC_UNDOING (object);

  g_free (self->id);
  g_free (self->link_id);
  g_ptr_array_unref (self->lines);
  for (guint i = 0; i < MOST_ACCOUNTS; i++)
    ac_named_account_clear (&self->accounts[i]);

  G_OBJECT_CLASS (ac_undoing_parent_class)->finalize (object);
}

static void
ac_undoing_class_init (AcUndoingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_undoing_finalize;
  object_class->get_property = ac_undoing_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SETTLED] = g_param_spec_boolean ("settled", NULL, NULL, FALSE, flags);
  properties[PROP_LINES] = g_param_spec_uint ("lines", NULL, NULL, 0, MOST_LINES, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_undoing_init (AcUndoing *self)
{
  self->lines = g_ptr_array_new_with_free_func (free_line);
}

AcUndoing *
ac_undoing_new (const char *id, AcUndoingWhat what, const char *link_id, gint64 created_at)
{
  AcUndoing *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (AC_TYPE_UNDOING, NULL);
  self->id = g_strdup (id);
  self->what = what;
  self->link_id = g_strdup (link_id);
  self->created_at = created_at;
  return self;
}

static gboolean
read_enums (AcUndoingLine *line, JsonObject *object, GError **error)
{
  int step = AC_UNDOING_STEP_RECEIPT;
  int state = AC_UNDOING_STATE_WAITING;
  int copies = AC_COPIES_KEPT;

  if (!ac_noun_read_enum (object, "step", AC_TYPE_UNDOING_STEP, &step, error) ||
      !ac_noun_read_enum (object, "state", AC_TYPE_UNDOING_STATE, &state, error) ||
      !ac_noun_read_enum (object, "copies", AC_TYPE_COPIES, &copies, error) ||
      !ac_noun_read_code (object, "reason", &line->reason, error))
    return FALSE;

  line->step = step;
  line->state = state;
  line->copies = copies;
  line->reasoned = ac_json_get_string (object, "reason") != NULL;
  return TRUE;
}

static gboolean
read_line (AcUndoing *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, line_fields, error);
  AcUndoingLine line = { 0 };
  guint count = 0;

  if (object == NULL || !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_id (object, "receipt_id", error) ||
      !ac_noun_read_id (object, "kept_for", error) ||
      !ac_noun_read_uint (object, "count", &count, error) ||
      !ac_noun_read_time (object, "updated_at", &line.updated_at, error) ||
      !read_enums (&line, object, error))
    return FALSE;

  line.count = json_object_has_member (object, "count") ? (int) count : -1;
  line.account_id = (char *) ac_json_get_string (object, "account_id");
  line.url = (char *) ac_json_get_string (object, "url");
  line.receipt_id = (char *) ac_json_get_string (object, "receipt_id");
  line.kept_for = (char *) ac_json_get_string (object, "kept_for");
  ac_undoing_add_line (self, &line);
  return TRUE;
}

AcUndoing *
ac_undoing_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcUndoing) self = NULL;
  JsonArray *lines = NULL;
  int what = AC_UNDOING_LINK;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, undoing_fields, error)) == NULL ||
      !ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "link_id", error) ||
      !ac_noun_read_enum (object, "what", AC_TYPE_UNDOING_WHAT, &what, error))
    return NULL;

  self = ac_undoing_new (ac_json_get_string (object, "id"), what,
                         ac_json_get_string (object, "link_id"), 0);
  lines = ac_json_get_array (object, "lines");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    if (!read_line (self, json_array_get_element (lines, i), error))
      return NULL;

  return ac_noun_read_time (object, "created_at", &self->created_at, error) &&
                 ac_named_accounts_read (object, self->accounts, 1, MOST_ACCOUNTS, error)
             ? g_steal_pointer (&self)
             : NULL;
}

static JsonObject *
describe_line (const AcUndoingLine *line)
{
  JsonObject *object = json_object_new ();

  ac_noun_write_enum (object, "step", AC_TYPE_UNDOING_STEP, line->step);
  ac_noun_write_enum (object, "state", AC_TYPE_UNDOING_STATE, line->state);
  ac_json_set_string (object, "account_id", line->account_id);
  if (line->count >= 0)
    json_object_set_int_member (object, "count", line->count);
  if (line->step == AC_UNDOING_STEP_COPIES)
    ac_noun_write_enum (object, "copies", AC_TYPE_COPIES, line->copies);
  if (line->reasoned)
    ac_json_set_string (object, "reason", ac_error_get_slug (line->reason));
  ac_json_set_string (object, "url", line->url);
  ac_json_set_string (object, "receipt_id", line->receipt_id);
  ac_json_set_string (object, "kept_for", line->kept_for);
  ac_json_set_time (object, "updated_at", line->updated_at);
  return object;
}

JsonNode *
ac_undoing_to_json (AcUndoing *self)
{
  JsonObject *object = NULL;
  JsonArray *lines = NULL;

  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);

  object = json_object_new ();
  lines = json_array_new ();
  for (guint i = 0; i < self->lines->len; i++)
    json_array_add_object_element (lines, describe_line (g_ptr_array_index (self->lines, i)));

  ac_json_set_string (object, "id", self->id);
  ac_noun_write_enum (object, "what", AC_TYPE_UNDOING_WHAT, self->what);
  ac_json_set_string (object, "link_id", self->link_id);
  ac_named_accounts_write (object, self->accounts, MOST_ACCOUNTS);
  json_object_set_array_member (object, "lines", lines);
  ac_json_set_time (object, "created_at", self->created_at);
  return ac_noun_close (object);
}

void
ac_undoing_update (AcUndoing *self, AcUndoing *other)
{
  g_return_if_fail (AC_IS_UNDOING (self));
  g_return_if_fail (AC_IS_UNDOING (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < other->lines->len; i++)
    ac_undoing_add_line (self, g_ptr_array_index (other->lines, i));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
}

const char *
ac_undoing_get_id (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);

  return self->id;
}

AcUndoingWhat
ac_undoing_get_what (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), AC_UNDOING_LINK);

  return self->what;
}

const char *
ac_undoing_get_link_id (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);

  return self->link_id;
}

gint64
ac_undoing_get_created_at (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), 0);

  return self->created_at;
}

gboolean
ac_undoing_get_settled (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    if (((AcUndoingLine *) g_ptr_array_index (self->lines, i))->state < AC_UNDOING_STATE_DONE)
      return FALSE;

  return TRUE;
}

const AcNamedAccount *
ac_undoing_get_account (AcUndoing *self, guint place)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);

  return place < MOST_ACCOUNTS && self->accounts[place].id != NULL ? &self->accounts[place] : NULL;
}

guint
ac_undoing_get_n_lines (AcUndoing *self)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), 0);

  return self->lines->len;
}

const AcUndoingLine *
ac_undoing_get_line (AcUndoing *self, guint place)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);
  g_return_val_if_fail (place < self->lines->len, NULL);

  return g_ptr_array_index (self->lines, place);
}

void
ac_undoing_add_account (AcUndoing *self, const char *id, const char *service, const char *handle)
{
  guint place = 0;

  g_return_if_fail (AC_IS_UNDOING (self));

  while (place < MOST_ACCOUNTS && self->accounts[place].id != NULL)
    place++;
  g_return_if_fail (place < MOST_ACCOUNTS);

  ac_named_account_set (&self->accounts[place], id, service, handle);
}

void
ac_undoing_add_line (AcUndoing *self, const AcUndoingLine *line)
{
  AcUndoingLine *copy = NULL;

  g_return_if_fail (AC_IS_UNDOING (self));

  copy = g_memdup2 (line, sizeof *line);
  copy->account_id = g_strdup (line->account_id);
  copy->url = g_strdup (line->url);
  copy->receipt_id = g_strdup (line->receipt_id);
  copy->kept_for = g_strdup (line->kept_for);
  g_ptr_array_add (self->lines, copy);
}

AcUndoingLine *
ac_undoing_find_line (AcUndoing *self, AcUndoingStep step, const char *account_id)
{
  g_return_val_if_fail (AC_IS_UNDOING (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      AcUndoingLine *line = g_ptr_array_index (self->lines, i);

      if (line->step == step &&
          (account_id == NULL || g_strcmp0 (line->account_id, account_id) == 0))
        return line;
    }

  return NULL;
}

void
ac_undoing_line_set (AcUndoingLine *self, AcUndoingState state, gint64 updated_at)
{
  self->state = state;
  self->reasoned = FALSE;
  self->updated_at = updated_at;
}

void
ac_undoing_line_set_reason (AcUndoingLine *self, AcError reason)
{
  self->reasoned = TRUE;
  self->reason = reason;
}
