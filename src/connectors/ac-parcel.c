/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-parcel.h"

AcParent *
ac_parent_new (const char *remote_id, const char *remote_uri, const char *revision)
{
  AcParent *self = g_new0 (AcParent, 1);

  self->remote_id = g_strdup (remote_id);
  self->remote_uri = g_strdup (remote_uri);
  self->revision = g_strdup (revision);
  return self;
}

void
ac_parent_free (AcParent *self)
{
  if (self == NULL)
    return;

  g_free (self->remote_id);
  g_free (self->remote_uri);
  g_free (self->revision);
  g_free (self);
}

static AcParent *
copy_parent (const AcParent *other)
{
  return other != NULL ? ac_parent_new (other->remote_id, other->remote_uri, other->revision)
                       : NULL;
}

/* Takes its own reference of payload. */
AcParcel *
ac_parcel_new (const char *key, GBytes *payload, AcAudience audience)
{
  AcParcel *self = NULL;

  g_return_val_if_fail (key != NULL && payload != NULL, NULL);

  self = g_new0 (AcParcel, 1);
  self->key = g_strdup (key);
  self->payload = g_bytes_ref (payload);
  self->audience = audience;
  return self;
}

AcParcel *
ac_parcel_copy (const AcParcel *self)
{
  AcParcel *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ac_parcel_new (self->key, self->payload, self->audience);
  copy->form = self->form;
  copy->pictures = self->pictures != NULL ? g_object_ref (self->pictures) : NULL;
  copy->bounds = g_strdup (self->bounds);
  copy->prepared = g_strdup (self->prepared);
  copy->first_armed_at = self->first_armed_at;
  copy->begin_before = self->begin_before;
  copy->tally = self->tally != NULL ? ac_http_tally_ref (self->tally) : NULL;
  copy->hand_over = g_strdup (self->hand_over);
  copy->remote_id = g_strdup (self->remote_id);
  copy->remote_uri = g_strdup (self->remote_uri);
  copy->text = g_strdup (self->text);
  copy->first = copy_parent (self->first);
  copy->parent = copy_parent (self->parent);
  copy->following = self->following != NULL ? g_ptr_array_ref (self->following) : NULL;
  copy->claimed = self->claimed != NULL ? g_ptr_array_ref (self->claimed) : NULL;
  copy->contested = self->contested;
  return copy;
}

void
ac_parcel_free (AcParcel *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->bounds);
  g_free (self->prepared);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->tally, ac_http_tally_unref);
  g_free (self->hand_over);
  g_free (self->remote_id);
  g_free (self->remote_uri);
  g_free (self->text);
  ac_parent_free (self->first);
  ac_parent_free (self->parent);
  g_clear_pointer (&self->following, g_ptr_array_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->claimed, g_ptr_array_unref);
  g_free (self);
}
