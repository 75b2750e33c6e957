/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-services.h"

#define PLACE ".well-known/gpc.json"

/* One of each kind that there is: who says yes, who says no, and WhatsApp, which says nothing. */
static void
answer (AcPracticeCall *call, gboolean heeded)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "gpc", heeded);
  json_object_set_string_member (object, "lastUpdate", "2026-01-01");
  ac_practice_call_answer (call, object);
}

static void
say_yes (AcPracticeCall *call)
{
  answer (call, TRUE);
}

static void
say_no (AcPracticeCall *call)
{
  answer (call, FALSE);
}

static const AcPracticeParameter none[] = { { NULL } };

const AcPracticeRoute ac_practice_gpc_routes[] = {
  { "www.facebook.com", "GET", PLACE, say_yes, none },
  { "www.instagram.com", "GET", PLACE, say_yes, none },
  { "threads.net", "GET", PLACE, say_no, none },
  { NULL },
};
