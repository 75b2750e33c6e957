/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-drafts.h"
#include "ac-store-private.h"
#include "ac-store-renditions.h"

/* Who shares nothing in the meantime has thought better of it. */
#define UNUSED_MS (24 * 60 * 60 * (gint64) 1000)

#define PICTURE_COLUMNS "id, type, width, height, size, alt, ms, of_several"
/* The rendition where there is one of that name. */
#define FITTING_COLUMNS                                                                            \
  "picture.id, COALESCE(rendition.type, picture.type), COALESCE(rendition.width, picture.width),"  \
  " COALESCE(rendition.height, picture.height), COALESCE(rendition.size, picture.size), alt, ms,"  \
  " of_several, COALESCE(rendition.bytes, picture.bytes)"
#define JOIN_RENDITION                                                                             \
  " LEFT JOIN rendition ON rendition.person_id = picture.person_id"                                \
  " AND rendition.picture_id = picture.id AND rendition.bounds = "

static AcPicture *
read_picture (AcRows *rows)
{
  AcPictureFacts facts = { .width = ac_rows_int (rows, 2),
                           .height = ac_rows_int (rows, 3),
                           .ms = ac_rows_int (rows, 6),
                           .of_several = ac_rows_int (rows, 7) != 0 };
  AcPicture *picture = NULL;

  ac_picture_type_from_mime (ac_rows_text (rows, 1), &facts.type);
  picture = ac_picture_new (ac_rows_text (rows, 0), &facts, ac_rows_int (rows, 4));
  ac_picture_set_alt (picture, ac_rows_text (rows, 5));
  return picture;
}

static AcPicture *
read_whole_picture (AcRows *rows)
{
  AcPicture *picture = read_picture (rows);
  g_autoptr(GBytes) bytes = ac_rows_blob (rows, 8);

  ac_picture_set_bytes (picture, bytes);
  return picture;
}

gboolean
ac_store_check_pictures (
    AcStore *self, const char *person, guint max, gint64 max_size, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT)"
                                   " + (SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT)"
                                   " FROM rendition WHERE person_id = $1)"
                                   " FROM picture"
                                   " WHERE person_id = $1 AND bytes IS NOT NULL",
                                   "s", person);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows) || (ac_rows_int (rows, 0) < max && ac_rows_int (rows, 1) < max_size))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_QUOTA_REACHED, "Too many pictures wait already");
  return FALSE;
}

gboolean
ac_store_add_picture (AcStore *self, const char *person, AcPicture *picture, GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO picture (person_id, id, place, type, width, height, size, created_at, bytes, ms,"
      " of_several) VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10)",
      "sssiiiibii", person, ac_picture_get_id (picture),
      ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)),
      AC_INT (ac_picture_get_width (picture)), AC_INT (ac_picture_get_height (picture)),
      AC_INT (ac_picture_get_size (picture)), ac_clock_now_ms (), ac_picture_get_bytes (picture),
      AC_INT (ac_picture_get_ms (picture)), AC_INT (ac_picture_is_of_several (picture)));
}

AcPicture *
ac_store_get_unused_picture (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT " PICTURE_COLUMNS ", bytes FROM picture"
                                   " WHERE person_id = $1 AND id = $2 AND status_id IS NULL",
                                   "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_whole_picture (rows);
}

AcPicture *
ac_store_describe_unused_picture (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " PICTURE_COLUMNS " FROM picture"
      " WHERE person_id = $1 AND id = $2 AND status_id IS NULL AND bytes IS NOT NULL",
      "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_picture (rows);
}

gboolean
ac_store_use_pictures (AcStore *self, const char *person, AcStatus *status, GError **error)
{
  GListModel *pictures = ac_status_get_pictures (status);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      if (!ac_database_execute (
              ac_store_get_database (self), NULL, error,
              "UPDATE picture SET status_id = $1, place = $2, alt = $3, draft_id = NULL"
              " WHERE person_id = $4 AND id = $5",
              "sisss", ac_status_get_id (status), AC_INT (i), ac_picture_get_alt (picture), person,
              ac_picture_get_id (picture)))
        return FALSE;
    }

  return TRUE;
}

gboolean
ac_store_list_pictures (AcStore *self, const char *person, AcStatus *status, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " PICTURE_COLUMNS " FROM picture WHERE person_id = $1 AND status_id = $2"
      " ORDER BY place",
      "ss", person, ac_status_get_id (status));

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcPicture) picture = read_picture (rows);

      ac_status_add_picture (status, picture);
    }

  return TRUE;
}

gboolean
ac_store_list_pictures_of_draft (AcStore *self, const char *person, AcDraft *draft, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT " PICTURE_COLUMNS
                                              " FROM picture WHERE person_id = $1 AND draft_id = $2"
                                              " ORDER BY place",
                                              "ss", person, ac_draft_get_id (draft));

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcPicture) picture = read_picture (rows);

      ac_draft_add_picture (draft, picture);
    }

  return TRUE;
}

GListModel *
ac_store_load_pictures (
    AcStore *self, const char *person, const char *status_id, const char *bounds, GError **error)
{
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " FITTING_COLUMNS " FROM picture" JOIN_RENDITION "$3"
      " WHERE picture.person_id = $1 AND status_id = $2 ORDER BY place",
      "sss", person, status_id, bounds);

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcPicture) picture = read_whole_picture (rows);

      g_list_store_append (pictures, picture);
    }

  return G_LIST_MODEL (g_steal_pointer (&pictures));
}

gboolean
ac_store_drop_pictures (AcStore *self, const char *person, const char *status_id, GError **error)
{
  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE picture SET bytes = NULL WHERE person_id = $1 AND status_id = $2"
             " AND bytes IS NOT NULL AND NOT EXISTS (SELECT id FROM delivery"
             " WHERE delivery.person_id = $1 AND delivery.status_id = $2 AND delivery.open = 1)",
             "ss", person, status_id) &&
         ac_store_sweep_renditions (self, person, error);
}

gboolean
ac_store_shelve_picture (AcStore *self,
                         const char *person,
                         const char *id,
                         const char *bounds,
                         const char *name,
                         gint64 until,
                         GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO shelf (name, person_id, picture_id, bounds, until) VALUES ($1, $2, $3, $4, $5)",
      "ssssi", name, person, id, bounds, until);
}

gboolean
ac_store_unshelve_picture (AcStore *self, const char *name, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM shelf WHERE name = $1", "s", name);
}

AcPicture *
ac_store_find_shelved (AcStore *self, const char *name, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " FITTING_COLUMNS " FROM shelf JOIN picture"
      " ON picture.person_id = shelf.person_id AND picture.id = shelf.picture_id" JOIN_RENDITION
      "shelf.bounds WHERE name = $1 AND until > $2 AND picture.bytes IS NOT NULL",
      "si", name, ac_clock_now_ms ());

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_whole_picture (rows);
}

gboolean
ac_store_sweep_pictures (AcStore *self, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 now = ac_clock_now_ms ();

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM picture WHERE status_id IS NULL AND draft_id IS NULL"
                              " AND created_at < $1",
                              "i", now - UNUSED_MS) &&
         ac_store_sweep_renditions (self, NULL, error) &&
         ac_database_execute (database, NULL, error, "DELETE FROM shelf WHERE until < $1", "i",
                              now);
}
