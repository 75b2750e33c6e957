/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-cli-pictures.h"

#include <glib/gi18n.h>

#include "ac-service-item.h"

static GBytes *
read_file (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *buffer = g_malloc (AC_VIDEO_MAX_SIZE + 1);
  gsize size = 0;

  /* One byte more than there may be tells that it is too large. */
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer,
                                                  AC_VIDEO_MAX_SIZE + 1, &size, NULL, NULL))
    {
      g_printerr (_ ("acctl: The file “%s” can’t be read.\n"), path);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&buffer), size);
}

GListModel *
ac_cli_read_pictures (AcCli *cli, AcExit *exit)
{
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  guint n_alts = cli->alts != NULL ? g_strv_length (cli->alts) : 0;

  for (guint i = 0; cli->pictures != NULL && cli->pictures[i] != NULL; i++)
    {
      g_autoptr(GBytes) bytes = read_file (cli->pictures[i]);
      g_autoptr(AcPicture) picture = NULL;
      g_autoptr(GError) error = NULL;

      *exit = AC_EXIT_USAGE;
      if (bytes == NULL)
        return NULL;
      if (!(picture = ac_client_draft_picture (bytes, NULL, &error)))
        {
          ac_cli_fail (cli, error);
          return NULL;
        }
      if (ac_picture_is_of_several (picture))
        g_printerr (_ ("acctl: “%s” has several pictures; the first one is shared.\n"),
                      cli->pictures[i]);
      ac_picture_set_alt (picture, i < n_alts ? cli->alts[i] : NULL);
      g_list_store_append (pictures, picture);
    }

  return G_LIST_MODEL (g_steal_pointer (&pictures));
}

static const AcService *
find_service (AcCli *cli, const char *id)
{
  GListModel *services = ac_client_get_services (cli->client);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);
      const AcService *service = ac_service_item_get_service (item);

      if (g_str_equal (service->id, id))
        return service;
    }
  return NULL;
}

static void
tell_change (AcFitting fitting, const char *handle)
{
  switch (fitting)
    {
    case AC_FITTING_SMALLER:
      g_printerr (_ ("acctl: Will be made smaller for %s.\n"), handle);
      break;
    case AC_FITTING_OTHER_TYPE:
      g_printerr (_ ("acctl: Will be turned into a JPEG for %s.\n"), handle);
      break;
    case AC_FITTING_AS_IT_IS:
    default:
      break;
    }
}

void
ac_cli_tell_changes (AcCli *cli, GPtrArray *accounts, GListModel *pictures)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      AcAccount *account = g_ptr_array_index (accounts, i);
      const AcService *service = find_service (cli, ac_account_get_service (account));
      AcPictureBounds bounds = { 0 };

      if (service == NULL || service->pictures.max == 0)
        continue;
      bounds =
          ac_picture_rules_get_bounds (&service->pictures, ac_account_get_picture_limits (account));
      tell_change (ac_picture_bounds_judge (&bounds, pictures), ac_account_get_handle (account));
    }
}

static char *
describe_video (const AcVideoRules *rules)
{
  g_autofree char *size = g_format_size (rules->max_size);
  const guint minutes = rules->max_seconds / 60;

  if (rules->max_size == 0)
    return g_strdup ("");
  if (minutes == 0)
    return g_strdup_printf (_ ("or one video (MP4, %s)"), size);
  return g_strdup_printf (g_dngettext (NULL, "or one video (MP4, %s, %u minute)",
                                       "or one video (MP4, %s, %u minutes)", minutes),
                          size, minutes);
}

char *
ac_cli_describe_pictures (const AcService *service)
{
  const AcPictureRules *rules = &service->pictures;
  g_autofree char *size = NULL;
  g_autofree char *video = NULL;
  g_autofree char *words = NULL;

  if (rules->max == 0)
    return g_strdup (_ ("no pictures"));
  if (rules->needs_server)
    return g_strdup (_ ("pictures only through a backend on a server"));

  size = g_format_size (rules->max_size);
  video = describe_video (&service->video);
  words = g_strdup_printf (
      g_dngettext (NULL, "%u picture (%s, %s)", "%u pictures (%s, %s each)", rules->max),
      rules->max, rules->types & AC_PICTURE_PNG ? "JPEG, PNG" : "JPEG", size);
  return g_strchomp (g_strconcat (words, " ", video, NULL));
}
