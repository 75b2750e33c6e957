/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-practice-faults.h"

struct _AcPracticeFaults
{
  GPtrArray *faults; /* (element-type AcPracticeFault) */
};

/* What is said of a fault, and whether the service does what it was asked for if nothing is said.
 */
static const struct
{
  const char *name;
  gboolean commit;
} kinds[] = {
  [AC_PRACTICE_FAULT_ERROR] = { "error", FALSE },
  [AC_PRACTICE_FAULT_SLOW] = { "slow", TRUE },
  [AC_PRACTICE_FAULT_SILENT] = { "silent", FALSE },
  [AC_PRACTICE_FAULT_ENDLESS] = { "endless", FALSE },
  [AC_PRACTICE_FAULT_LARGE] = { "large", FALSE },
  [AC_PRACTICE_FAULT_HTML] = { "html", FALSE },
  [AC_PRACTICE_FAULT_DROPPED] = { "dropped", TRUE },
  [AC_PRACTICE_FAULT_WRONG_TYPE] = { "wrong-type", TRUE },
  [AC_PRACTICE_FAULT_REDIRECT] = { "redirect", FALSE },
  [AC_PRACTICE_FAULT_USAGE] = { "usage", TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == AC_PRACTICE_N_FAULTS);

static const AcJsonField fields[] = {
  { "kind", AC_JSON_STRING },
  { "commit", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "status", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "code", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "subcode", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "amount", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "address", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "count", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "host", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "method", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "path", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { NULL },
};

AcPracticeFaults *
ac_practice_faults_new (void)
{
  AcPracticeFaults *self = g_new0 (AcPracticeFaults, 1);

  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_practice_fault_free);
  return self;
}

void
ac_practice_faults_free (AcPracticeFaults *self)
{
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_free (self);
}

void
ac_practice_fault_free (AcPracticeFault *fault)
{
  g_free (fault->address);
  g_free (fault->host);
  g_free (fault->method);
  g_free (fault->path);
  g_free (fault);
}

static int
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return i;
  return -1;
}

gboolean
ac_practice_faults_add (AcPracticeFaults *self, JsonObject *object, GError **error)
{
  AcPracticeFault *fault = NULL;
  int kind = 0;

  if (!ac_json_check (object, fields, AC_JSON_CLOSED, error))
    return FALSE;
  if ((kind = find_kind (ac_json_get_string (object, "kind"))) < 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such kind of fault");
      return FALSE;
    }

  fault = g_new0 (AcPracticeFault, 1);
  fault->kind = kind;
  fault->commit = json_object_has_member (object, "commit") ? ac_json_get_boolean (object, "commit")
                                                            : kinds[kind].commit;
  fault->status =
      json_object_has_member (object, "status") ? ac_json_get_integer (object, "status") : 400;
  fault->code = ac_json_get_integer (object, "code");
  fault->subcode = ac_json_get_integer (object, "subcode");
  fault->amount = ac_json_get_integer (object, "amount");
  fault->address = g_strdup (ac_json_get_string (object, "address"));
  fault->count = MAX (ac_json_get_integer (object, "count"), 1);
  fault->host = g_strdup (ac_json_get_string (object, "host"));
  fault->method = g_strdup (ac_json_get_string (object, "method"));
  fault->path = g_strdup (ac_json_get_string (object, "path"));
  g_ptr_array_add (self->faults, fault);
  return TRUE;
}

void
ac_practice_faults_clear (AcPracticeFaults *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

static AcPracticeFault *
copy_fault (const AcPracticeFault *fault)
{
  AcPracticeFault *copy = g_memdup2 (fault, sizeof *fault);

  copy->address = g_strdup (fault->address);
  copy->host = NULL;
  copy->method = NULL;
  copy->path = NULL;
  return copy;
}

AcPracticeFault *
ac_practice_faults_take (AcPracticeFaults *self,
                         const char *host,
                         const char *method,
                         const char *path)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      AcPracticeFault *fault = g_ptr_array_index (self->faults, i);
      AcPracticeFault *copy = NULL;

      if ((fault->host != NULL && !g_str_equal (fault->host, host)) ||
          (fault->method != NULL && !g_str_equal (fault->method, method)) ||
          (fault->path != NULL && !g_str_has_prefix (path, fault->path)))
        continue;
      copy = copy_fault (fault);
      if (--fault->count == 0)
        g_ptr_array_remove_index (self->faults, i);
      return copy;
    }
  return NULL;
}
