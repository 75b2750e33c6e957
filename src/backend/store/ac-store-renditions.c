/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"
#include "ac-store-renditions.h"

gboolean
ac_store_add_rendition (AcStore *self,
                        const char *person,
                        const char *picture_id,
                        const AcPictureBounds *bounds,
                        AcPicture *rendition,
                        GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autofree char *name = ac_picture_bounds_to_slug (bounds);
  gint64 known = 0;
  gint64 added = 0;

  /* Two that share it at once: the first one's stands. */
  if (!ac_database_execute (database, &known, error,
                            "UPDATE rendition SET width = width"
                            " WHERE person_id = $1 AND picture_id = $2 AND bounds = $3",
                            "sss", person, picture_id, name) ||
      known > 0)
    return known > 0;

  /* The picture may have gone, and its person too, while this was made. */
  if (!ac_database_execute (
          database, &added, error,
          "INSERT INTO rendition (person_id, picture_id, bounds, type, width, height, size, bytes)"
          " SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE EXISTS"
          " (SELECT id FROM picture WHERE person_id = $1 AND id = $2 AND bytes IS NOT NULL)",
          "ssssiiib", person, picture_id, name,
          ac_picture_type_to_mime (ac_picture_get_type_of_file (rendition)),
          AC_INT (ac_picture_get_width (rendition)), AC_INT (ac_picture_get_height (rendition)),
          AC_INT (ac_picture_get_size (rendition)), ac_picture_get_bytes (rendition)))
    return FALSE;
  return added > 0 || ac_store_not_found (error);
}

gboolean
ac_store_has_rendition (AcStore *self,
                        const char *person,
                        const char *picture_id,
                        const AcPictureBounds *bounds,
                        gboolean *there,
                        GError **error)
{
  g_autofree char *name = ac_picture_bounds_to_slug (bounds);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT size FROM rendition"
                                   " WHERE person_id = $1 AND picture_id = $2 AND bounds = $3",
                                   "sss", person, picture_id, name);

  if (rows == NULL)
    return FALSE;

  *there = ac_rows_next (rows);
  return TRUE;
}

static AcPicture *
read_rendition (AcRows *rows, AcPicture *picture)
{
  AcPictureFacts facts = { .width = ac_rows_int (rows, 1), .height = ac_rows_int (rows, 2) };
  g_autoptr(GBytes) bytes = ac_rows_blob (rows, 4);
  AcPicture *rendition = NULL;

  ac_picture_type_from_mime (ac_rows_text (rows, 0), &facts.type);
  rendition = ac_picture_new (ac_picture_get_id (picture), &facts, ac_rows_int (rows, 3));
  ac_picture_set_alt (rendition, ac_picture_get_alt (picture));
  ac_picture_set_bytes (rendition, bytes);
  return rendition;
}

AcPicture *
ac_store_get_fitting (AcStore *self,
                      const char *person,
                      AcPicture *picture,
                      const AcPictureBounds *bounds,
                      GError **error)
{
  g_autofree char *name = ac_picture_bounds_to_slug (bounds);
  g_autoptr(AcRows) rows = NULL;

  if (ac_picture_bounds_admit (bounds, picture))
    return g_object_ref (picture);

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT type, width, height, size, bytes FROM rendition"
                            " WHERE person_id = $1 AND picture_id = $2 AND bounds = $3",
                            "sss", person, ac_picture_get_id (picture), name);
  if (rows == NULL)
    return NULL;
  if (ac_rows_next (rows))
    return read_rendition (rows, picture);

  g_set_error_literal (error, AC_ERROR, AC_ERROR_PICTURES_REFUSED,
                       "A picture was not made to fit a target");
  return NULL;
}

GListModel *
ac_store_list_fitting (AcStore *self,
                       const char *person,
                       GListModel *pictures,
                       const AcPictureBounds *bounds,
                       GError **error)
{
  g_autoptr(GListStore) fitting = g_list_store_new (AC_TYPE_PICTURE);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(AcPicture) one = ac_store_get_fitting (self, person, picture, bounds, error);

      if (one == NULL)
        return NULL;
      g_list_store_append (fitting, one);
    }
  return G_LIST_MODEL (g_steal_pointer (&fitting));
}

#define WITHOUT_PICTURE                                                                            \
  " NOT EXISTS (SELECT picture.id FROM picture WHERE picture.person_id = rendition.person_id"      \
  " AND picture.id = rendition.picture_id AND picture.bytes IS NOT NULL)"

gboolean
ac_store_sweep_renditions (AcStore *self, const char *person, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return person != NULL
             ? ac_database_execute (
                   database, NULL, error,
                   "DELETE FROM rendition WHERE person_id = $1 AND" WITHOUT_PICTURE, "s", person)
             : ac_database_execute (database, NULL, error,
                                    "DELETE FROM rendition WHERE" WITHOUT_PICTURE, "");
}
