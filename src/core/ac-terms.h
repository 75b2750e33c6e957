/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-consent.h"

G_BEGIN_DECLS

/* What a recipient says that it wants to use for one purpose, and for how long it keeps it. */
typedef struct
{
  guint version;    /* grows whenever it wants more; 0: it said nothing of this purpose */
  guint categories; /* a bit each */
  guint kept_days;  /* 0: it doesn't say */
  gint64 changed_at;
} AcTerms;

/* Whether wanted is more than what stood before it: more categories, or kept longer. */
gboolean ac_terms_are_wider (const AcTerms *wanted, const AcTerms *before);

typedef struct
{
  char *who; /* a service, `host`, `app:…` or `server:…` */
  AcRecipient kind;
  char *name; /* for people; NULL: it has none but who */
  gboolean linked;
  AcTerms terms[AC_N_USES];
} AcPartyFacts;

/* One who may ask for what accounts hold. Never changes. */
#define AC_TYPE_PARTY (ac_party_get_type ())
G_DECLARE_FINAL_TYPE (AcParty, ac_party, AC, PARTY, GObject)

AcParty *ac_party_new (const AcPartyFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema Recipient. */
AcParty *ac_party_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_party_to_json (AcParty *self) G_GNUC_WARN_UNUSED_RESULT;

const AcPartyFacts *ac_party_get_facts (AcParty *self);

G_END_DECLS
