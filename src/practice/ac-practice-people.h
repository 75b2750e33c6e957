/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who has an account at the practice services. Nobody of that name is meant. */
typedef struct
{
  const char *service; /* "instagram", "facebook", "threads", "whatsapp" */
  const char *id;      /* at WhatsApp the number, as wa_id has it */
  const char *name;
  const char *username; /* (nullable) */
  const char *kind;     /* (nullable): Instagram's account_type */
} AcPracticePerson;

/* A Page at Facebook. */
typedef struct
{
  const char *id;
  const char *owner; /* the id of a person */
  const char *name;
  const char *category;
} AcPracticePage;

/* The nth person of a service, or NULL when there are no more. */
const AcPracticePerson *ac_practice_people_get_nth (const char *service, guint n);
const AcPracticePerson *ac_practice_people_find (const char *service, const char *id);
/* The nth Page of a person, or NULL when there are no more. */
const AcPracticePage *ac_practice_people_get_nth_page (const char *owner, guint n);
const AcPracticePage *ac_practice_people_find_page (const char *id);

G_END_DECLS
