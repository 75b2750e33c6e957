/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-choice.h"
#include "ac-memory.h"

struct _AcChoice
{
  GObject parent_instance;
  char *socket_path;
  AcSessionList *sign_ins;
  AcKeyringMonitor *keyring; /* (nullable): nobody asked yet */
  AcClient *client;
  gboolean here; /* keeping accounts on this computer was chosen once */
};

G_DEFINE_FINAL_TYPE (AcChoice, ac_choice, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_MADE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
remember (AcChoice *self)
{
  AcSession *session = ac_client_get_session (self->client);
  AcMemory memory = ac_memory_load ();

  memory.here = self->here;
  memory.practice = ac_client_get_practice (self->client);
  g_set_str (&memory.sign_in, session != NULL ? ac_session_get_id (session) : NULL);
  ac_memory_save (&memory);
  ac_memory_clear (&memory);
}

/* session NULL: this computer. */
static AcClient *
make_client (AcChoice *self, AcSession *session)
{
  return session != NULL ? ac_client_new_for_session (session) : ac_client_new (self->socket_path);
}

/* Takes client. */
static void
show (AcChoice *self, AcClient *client)
{
  g_clear_object (&self->client);
  self->client = client;
  remember (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MADE]);
}

static AcSession *
find_usable (AcChoice *self, const char *id)
{
  AcSession *session = ac_session_list_find (self->sign_ins, id);

  return session != NULL && !ac_session_get_signing_out (session) ? session : NULL;
}

static AcSession *
find_another (AcChoice *self)
{
  GListModel *sign_ins = G_LIST_MODEL (self->sign_ins);

  for (guint i = 0; i < g_list_model_get_n_items (sign_ins) && !self->here; i++)
    {
      g_autoptr(AcSession) session = g_list_model_get_item (sign_ins, i);

      if (!ac_session_get_signing_out (session))
        return session;
    }

  return NULL;
}

/* The one in use may have ended, here or in another program, or have been signed in to anew. */
static void
check_cb (AcChoice *self)
{
  AcSession *session = ac_client_get_session (self->client);
  AcSession *found = session != NULL ? find_usable (self, ac_session_get_id (session)) : NULL;

  if (session != found)
    show (self, make_client (self, found != NULL ? found : find_another (self)));
}

static void
sign_ins_changed_cb (AcChoice *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(AcSession) session = g_list_model_get_item (G_LIST_MODEL (self->sign_ins), i);

      g_signal_handlers_disconnect_by_func (session, check_cb, self);
      g_signal_connect_object (session, "notify::signing-out", G_CALLBACK (check_cb), self,
                               G_CONNECT_SWAPPED);
    }

  if (self->client != NULL)
    check_cb (self);
}

static void
ac_choice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcChoice *self = AC_CHOICE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_MADE:
      g_value_set_boolean (value, ac_choice_get_made (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_choice_finalize (GObject *object)
{
  AcChoice *self = AC_CHOICE (object);

  g_clear_object (&self->client);
  g_clear_object (&self->sign_ins);
  g_clear_object (&self->keyring);
  g_free (self->socket_path);

  G_OBJECT_CLASS (ac_choice_parent_class)->finalize (object);
}

static void
ac_choice_class_init (AcChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ac_choice_get_property;
  object_class->finalize = ac_choice_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, AC_TYPE_CLIENT, flags);
  properties[PROP_MADE] = g_param_spec_boolean ("made", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_choice_init (AcChoice *self)
{
}

AcChoice *
ac_choice_new (AcHttpReach reach, const char *socket_path)
{
  AcChoice *self = g_object_new (AC_TYPE_CHOICE, NULL);
  g_autoptr(AcHttp) http = ac_http_new (reach);
  AcMemory memory = ac_memory_load ();
  AcSession *session = NULL;

  self->socket_path = g_strdup (socket_path);
  self->here = memory.here;
  self->sign_ins = ac_session_list_new (http);
  g_signal_connect_object (self->sign_ins, "items-changed", G_CALLBACK (sign_ins_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sign_ins_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sign_ins)));
  session = find_usable (self, memory.sign_in);
  self->client = memory.practice ? ac_client_new_for_practice () : make_client (self, session);
  ac_memory_clear (&memory);
  return self;
}

AcClient *
ac_choice_get_client (AcChoice *self)
{
  g_return_val_if_fail (AC_IS_CHOICE (self), NULL);

  return self->client;
}

gboolean
ac_choice_get_made (AcChoice *self)
{
  g_return_val_if_fail (AC_IS_CHOICE (self), FALSE);

  return self->here || ac_client_get_practice (self->client) ||
         ac_client_get_session (self->client) != NULL;
}

AcSessionList *
ac_choice_get_sign_ins (AcChoice *self)
{
  g_return_val_if_fail (AC_IS_CHOICE (self), NULL);

  return self->sign_ins;
}

AcKeyringMonitor *
ac_choice_get_keyring (AcChoice *self)
{
  g_return_val_if_fail (AC_IS_CHOICE (self), NULL);

  if (self->keyring == NULL)
    self->keyring = ac_keyring_monitor_new ();
  return self->keyring;
}

void
ac_choice_use (AcChoice *self, const char *id)
{
  AcSession *wanted = NULL;

  g_return_if_fail (AC_IS_CHOICE (self));
  g_return_if_fail (id != NULL);

  if (*id != '\0' && !(wanted = find_usable (self, id)))
    return;

  self->here = self->here || wanted == NULL;
  if (wanted != ac_client_get_session (self->client) || ac_client_get_practice (self->client))
    show (self, make_client (self, wanted));
  else
    {
      remember (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MADE]);
    }
}

void
ac_choice_practise (AcChoice *self, gboolean wanted)
{
  g_return_if_fail (AC_IS_CHOICE (self));

  if (wanted == ac_client_get_practice (self->client))
    return;

  show (self, wanted ? ac_client_new_for_practice () : make_client (self, find_another (self)));
}
