/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-delivery.h"

G_BEGIN_DECLS

/* The text that a copy has for itself, below its row. */
#define AC_TYPE_OWN_TEXT_VIEW (ac_own_text_view_get_type ())
G_DECLARE_FINAL_TYPE (AcOwnTextView, ac_own_text_view, AC, OWN_TEXT_VIEW, AdwExpanderRow)

GtkWidget *ac_own_text_view_new (AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
void ac_own_text_view_set_delivery (AcOwnTextView *self, AcDelivery *delivery);

G_END_DECLS
