/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-people.h"

/* The numbers are of a range that is kept for films: they reach nobody. */
static const AcPracticePerson people[] = {
  { "instagram", "17841400000000101", "Lena’s Bakery", "lenas.bakery", "BUSINESS" },
  { "instagram", "17841400000000102", "Practice Choir", "practice.choir", "MEDIA_CREATOR" },
  { "instagram", "17841400000000103", "Lena", "lena.at.home", "PERSONAL" },
  { "facebook", "10220000000000201", "Lena Sommer", NULL, NULL },
  { "facebook", "10220000000000202", "Jo Winter", NULL, NULL },
  { "threads", "26400000000000301", "Lena’s Bakery", "lenas.bakery", NULL },
  { "threads", "26400000000000302", "Practice Choir", "practice.choir", NULL },
  { "whatsapp", "447700900101", "Lena", NULL, NULL },
  { "whatsapp", "447700900102", "Jo", NULL, NULL },
};

static const AcPracticePage pages[] = {
  { "61550000000000401", "10220000000000201", "Lena’s Bakery", "Bakery" },
  { "61550000000000402", "10220000000000201", "Practice Choir", "Choir" },
};

const AcPracticePerson *
ac_practice_people_get_nth (const char *service, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].service, service) && n-- == 0)
      return &people[i];
  return NULL;
}

const AcPracticePerson *
ac_practice_people_find (const char *service, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].service, service) && g_strcmp0 (people[i].id, id) == 0)
      return &people[i];
  return NULL;
}

const AcPracticePage *
ac_practice_people_get_nth_page (const char *owner, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].owner, owner) && n-- == 0)
      return &pages[i];
  return NULL;
}

const AcPracticePage *
ac_practice_people_find_page (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].id, id) == 0)
      return &pages[i];
  return NULL;
}
