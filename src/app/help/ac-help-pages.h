/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-help.h"

G_BEGIN_DECLS

extern const AcHelpBlock ac_help_why[];
extern const AcHelpBlock ac_help_shared[];
extern const AcHelpBlock ac_help_automatic[];
extern const AcHelpBlock ac_help_uses[];
extern const AcHelpBlock ac_help_data[];
extern const AcHelpBlock ac_help_stop[];
extern const AcHelpBlock ac_help_keyring[];
extern const AcHelpBlock ac_help_server[];
extern const AcHelpBlock ac_help_practice[];

extern const AcHelpBlock ac_help_mastodon[];
extern const AcHelpBlock ac_help_bluesky[];
extern const AcHelpBlock ac_help_whatsapp[];
extern const AcHelpBlock ac_help_instagram[];
extern const AcHelpBlock ac_help_facebook[];
extern const AcHelpBlock ac_help_threads[];

extern const AcHelpBlock ac_help_whatsapp_keys[];
extern const AcHelpBlock ac_help_instagram_keys[];
extern const AcHelpBlock ac_help_facebook_keys[];
extern const AcHelpBlock ac_help_threads_keys[];

G_END_DECLS
