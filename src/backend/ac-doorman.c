/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-doorman.h"
#include "ac-error.h"

G_DEFINE_INTERFACE (AcDoorman, ac_doorman, G_TYPE_OBJECT)

struct _AcCaller
{
  GObject parent_instance;
  char *person;
  char *session;
  char *recipient;
  gboolean proven;
};

G_DEFINE_FINAL_TYPE (AcCaller, ac_caller, G_TYPE_OBJECT)

static void
ac_caller_finalize (GObject *object)
{
  AcCaller *self = AC_CALLER (object);

  g_free (self->person);
  g_free (self->session);
  g_free (self->recipient);

  G_OBJECT_CLASS (ac_caller_parent_class)->finalize (object);
}

static void
ac_caller_class_init (AcCallerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_caller_finalize;
}

static void
ac_caller_init (AcCaller *self)
{
}

AcCaller *
ac_caller_new (const char *person, const char *session)
{
  AcCaller *self = g_object_new (AC_TYPE_CALLER, NULL);

  self->person = g_strdup (person);
  self->session = g_strdup (session);
  self->proven = TRUE;
  return self;
}

AcCaller *
ac_caller_new_unproven (const char *person)
{
  AcCaller *self = ac_caller_new (person, NULL);

  self->proven = FALSE;
  return self;
}

AcCaller *
ac_caller_new_recipient (const char *who)
{
  AcCaller *self = ac_caller_new (NULL, NULL);

  self->recipient = g_strdup (who);
  return self;
}

const char *
ac_caller_get_recipient (AcCaller *self)
{
  return self->recipient;
}

gboolean
ac_caller_is_proven (AcCaller *self)
{
  return self->proven;
}

const char *
ac_caller_get_person (AcCaller *self)
{
  return self->person;
}

const char *
ac_caller_get_session (AcCaller *self)
{
  return self->session;
}

#define AC_TYPE_LONE_DOORMAN (ac_lone_doorman_get_type ())
G_DECLARE_FINAL_TYPE (AcLoneDoorman, ac_lone_doorman, AC, LONE_DOORMAN, GObject)

/* Everybody gets the same answer, so it is made once. */
struct _AcLoneDoorman
{
  GObject parent_instance;
  DexFuture *known; /* the AcCaller */
};

static void ac_lone_doorman_init_doorman (AcDoormanInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcLoneDoorman,
                               ac_lone_doorman,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_DOORMAN,
                                                      ac_lone_doorman_init_doorman))

/* Programs of this computer say `localhost` and nothing of an origin; what else comes was sent by a
 * web page through somebody's bridge. */
static gboolean
is_from_here (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return g_strcmp0 (soup_message_headers_get_list (headers, "Host"), "localhost") == 0 &&
         soup_message_headers_get_one (headers, "Origin") == NULL;
}

static DexFuture *
ac_lone_doorman_identify (AcDoorman *doorman, SoupServerMessage *message)
{
  if (!is_from_here (message))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_PERMISSION_DENIED, "Not asked from here");

  return dex_ref (AC_LONE_DOORMAN (doorman)->known);
}

static void
ac_lone_doorman_finalize (GObject *object)
{
  AcLoneDoorman *self = AC_LONE_DOORMAN (object);

  dex_clear (&self->known);

  G_OBJECT_CLASS (ac_lone_doorman_parent_class)->finalize (object);
}

static void
ac_lone_doorman_class_init (AcLoneDoormanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_lone_doorman_finalize;
}

static void
ac_lone_doorman_init_doorman (AcDoormanInterface *iface)
{
  iface->identify = ac_lone_doorman_identify;
}

static void
ac_lone_doorman_init (AcLoneDoorman *self)
{
}

static void
ac_doorman_default_init (AcDoormanInterface *iface)
{
}

DexFuture *
ac_doorman_identify (AcDoorman *self, SoupServerMessage *message)
{
  return AC_DOORMAN_GET_IFACE (self)->identify (self, message);
}

AcDoorman *
ac_doorman_new_for_one (const char *person)
{
  AcLoneDoorman *self = g_object_new (AC_TYPE_LONE_DOORMAN, NULL);

  self->known = dex_future_new_take_object (ac_caller_new (person, NULL));
  return AC_DOORMAN (self);
}
