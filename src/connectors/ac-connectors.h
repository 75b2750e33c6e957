/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph-keys-test.h"
#include "ac-graph-keys.h"

G_BEGIN_DECLS

/* All services this build knows. */
#define AC_TYPE_CONNECTORS (ac_connectors_get_type ())
G_DECLARE_FINAL_TYPE (AcConnectors, ac_connectors, AC, CONNECTORS, GObject)

/* plc_directory (nullable): where did:plc is looked up, if not at the public one. practice
 * (nullable): where the practice services are; without them Meta's services need the keys of a
 * developer app. */
AcConnectors *ac_connectors_new (AcHttp *http,
                                 const char *plc_directory,
                                 const char *practice) G_GNUC_WARN_UNUSED_RESULT;
/* Only what the practice services at this address play, so that nothing leaves this computer. */
AcConnectors *ac_connectors_new_for_practice (AcHttp *http,
                                              const char *practice) G_GNUC_WARN_UNUSED_RESULT;

/* Of Meta's services, whose keys it takes and tests. */
AcGraph *ac_connectors_get_graph (AcConnectors *self);
/* The connector of a service by id, "mastodon", or NULL. */
AcConnector *ac_connectors_get (AcConnectors *self, const char *service);
/* The same for a service whose accounts are in the store: AC_ERROR_NOT_A_SERVICE when it can't be
 * had any more. */
AcConnector *ac_connectors_find (AcConnectors *self, const char *service, GError **error);
guint ac_connectors_get_n (AcConnectors *self);
AcConnector *ac_connectors_get_nth (AcConnectors *self, guint n);

G_END_DECLS
