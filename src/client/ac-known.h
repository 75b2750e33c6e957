/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which services (AcServiceItem) and accounts (AcAccount, with nothing but id, service, handle and
 * display name) the window last showed, in the person's state folder: a search of the desktop is
 * answered from it, for that must start no backend. */
void ac_known_save (GListModel *services, GListModel *accounts);
/* Appends to both; nothing where nothing is known. */
void ac_known_load (GListStore *services, GListStore *accounts);
void ac_known_forget (void);

G_END_DECLS
