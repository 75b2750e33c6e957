/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-finding.h"

struct _AcFinding
{
  GObject parent_instance;
  char *title;
  char *reason;
  char *label;
  char *action;
  char *target; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AcFinding, ac_finding, G_TYPE_OBJECT)

static void
ac_finding_finalize (GObject *object)
{
  AcFinding *self = AC_FINDING (object);

  g_free (self->title);
  g_free (self->reason);
  g_free (self->label);
  g_free (self->action);
  g_free (self->target);

  G_OBJECT_CLASS (ac_finding_parent_class)->finalize (object);
}

static void
ac_finding_class_init (AcFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_finding_finalize;
}

static void
ac_finding_init (AcFinding *self)
{
}

AcFinding *
ac_finding_new (const char *title,
                const char *reason,
                const char *label,
                const char *action,
                const char *target)
{
  AcFinding *self = g_object_new (AC_TYPE_FINDING, NULL);

  self->title = g_strdup (title);
  self->reason = g_strdup (reason);
  self->label = g_strdup (label);
  self->action = g_strdup (action);
  self->target = g_strdup (target);
  return self;
}

gboolean
ac_finding_equal (AcFinding *self, AcFinding *other)
{
  g_return_val_if_fail (AC_IS_FINDING (self), FALSE);
  g_return_val_if_fail (AC_IS_FINDING (other), FALSE);

  return g_str_equal (self->title, other->title) && g_str_equal (self->reason, other->reason) &&
         g_str_equal (self->label, other->label) && g_str_equal (self->action, other->action) &&
         g_strcmp0 (self->target, other->target) == 0;
}

GtkWidget *
ac_finding_create_row (AcFinding *self)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (AC_IS_FINDING (self), NULL);

  row = ac_row_new (self->title);
  ac_row_set_icon_name (AC_ROW (row), "dialog-warning-symbolic");
  ac_row_set_reason (AC_ROW (row), self->reason);
  ac_row_set_button (AC_ROW (row), self->label, self->action,
                     self->target != NULL ? g_variant_new_string (self->target) : NULL);
  ac_row_set_state (AC_ROW (row), AC_ROW_ATTENTION);
  return row;
}
