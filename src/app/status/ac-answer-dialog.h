/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Asks the person what became of a copy that could not be found out, above widget. */
void ac_answer_dialog_present (GtkWidget *widget, AcClient *client, AcDelivery *delivery);

G_END_DECLS
