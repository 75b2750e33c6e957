/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-shell.h"
#include "ac-wish-row.h"

struct _AcWishRow
{
  AcRow parent_instance;
  AcClient *client;
  AcHeldWish *wish; /* the client's */
};

G_DEFINE_FINAL_TYPE (AcWishRow, ac_wish_row, AC_TYPE_ROW)

static const struct
{
  const char *name;
  const char *title;
  const char *detail;
} words[] = {
  [AC_WISH_STOP] = { "stop-sharing", N_ ("Stop All Sharing"),
                     N_ ("Nothing is sent while this is on; taking back still works") },
  [AC_WISH_KEEP_SEPARATE] = { "keep-separate", N_ ("Keep Services Separate"),
                              N_ ("While this is on, no service gets anything of another, whatever "
                                  "you allowed. Only keeping people safe and counting people go "
                                  "on") },
  [AC_WISH_DO_NOT_SELL] = { "do-not-sell", N_ ("Do Not Sell or Share"),
                            N_ ("Each request to a service tells it not to sell or share your data "
                                "(Global Privacy Control). Some services must heed it by law, "
                                "others need not") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (words) == AC_N_HELD_WISHES);

static void
update (AcWishRow *self)
{
  const AcRowFacts facts = {
    .cached = ac_held_wish_is_known (self->wish),
    .failed = ac_client_get_state (self->client) == AC_CLIENT_OFFLINE,
    .on = ac_held_wish_is_granted (self->wish),
    .pending = ac_held_wish_get_pending (self->wish),
    .pending_on = ac_held_wish_get_on (self->wish),
  };

  ac_row_set_state (AC_ROW (self), ac_row_state_resolve (&facts));
}

static void
failed_cb (AcWishRow *self, int code)
{
  g_autofree char *failure = ac_words_error (code);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ac_toast (GTK_WIDGET (self), failure);
}

static void
switched_cb (AcWishRow *self, gboolean on)
{
  ac_held_wish_set (self->wish, on);
}

static void
ac_wish_row_dispose (GObject *object)
{
  g_clear_object (&AC_WISH_ROW (object)->client);

  G_OBJECT_CLASS (ac_wish_row_parent_class)->dispose (object);
}

static void
ac_wish_row_class_init (AcWishRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_wish_row_dispose;
}

static void
ac_wish_row_init (AcWishRow *self)
{
  ac_row_set_reason (AC_ROW (self), ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_has_switch (AC_ROW (self), TRUE);
  g_signal_connect (self, "switched", G_CALLBACK (switched_cb), NULL);
}

void
ac_wish_row_set_up (AcWishRow *self, AcClient *client, AcHeldWishKind kind)
{
  g_return_if_fail (AC_IS_WISH_ROW (self));

  self->client = g_object_ref (client);
  self->wish = ac_held_wish_get (client, kind);
  gtk_widget_set_name (GTK_WIDGET (self), words[kind].name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _(words[kind].title));
  ac_row_set_detail (AC_ROW (self), _(words[kind].detail));
  g_signal_connect_object (self->wish, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wish, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
