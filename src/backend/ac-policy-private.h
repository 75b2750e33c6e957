/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-policy.h"

G_BEGIN_DECLS

typedef struct
{
  char *code;
  char *reason;
  gint64 since; /* Unix ms */
} AcPolicyClosing;

typedef struct
{
  char *feature;
  char *connector;     /* or NULL */
  GStrv regions_open;  /* never NULL */
  GPtrArray *closings; /* of AcPolicyClosing */
  char *min_version;   /* or NULL */
  guint rollout_percent;
  GStrv account_types; /* NULL: all */
  guint min_age;
} AcPolicyEntry;

struct _AcPolicy
{
  gint64 serial;
  gint64 issued_at;
  gint64 expires_at;
  GPtrArray *entries; /* of AcPolicyEntry */
};

G_END_DECLS
