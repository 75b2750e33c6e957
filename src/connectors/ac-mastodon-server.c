/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

#include <string.h>

#define MAX_LIMIT 1000000
#define LEAST_SIZE 50000
#define LEAST_PIXELS 10000

static const AcJsonField v2_fields[] = {
  { "domain", AC_JSON_STRING, AC_JSON_REQUIRED, 300 },
  { "version", AC_JSON_STRING, AC_JSON_REQUIRED, 300 },
  { "configuration", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField v1_fields[] = {
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 300 },
  { "version", AC_JSON_STRING, AC_JSON_REQUIRED, 300 },
  { "configuration", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField configuration_fields[] = {
  { "statuses", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { "media_attachments", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField statuses_fields[] = {
  { "max_characters", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "characters_reserved_per_url", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField media_fields[] = {
  { "image_size_limit", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "image_matrix_limit", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "video_size_limit", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

void
ac_mastodon_server_free (AcMastodonServer *self)
{
  g_free (self->origin);
  g_free (self->domain);
  g_free (self->software);
  g_free (self);
}

gboolean
ac_mastodon_software_is_snac (const char *software)
{
  g_autofree char *folded = software != NULL ? g_ascii_strdown (software, -1) : NULL;

  return folded != NULL && strstr (folded, "snac") != NULL;
}

/* snac 2.75 makes unlisted posts public and direct ones visible to all followers, and then can't
 * delete them. */
static guint
get_audiences (const char *software)
{
  const char *version = strstr (software, "/2.");

  if (ac_mastodon_software_is_snac (software) &&
      (version == NULL || g_ascii_strtoull (version + 3, NULL, 10) < 96))
    return 1 << AC_AUDIENCE_PUBLIC | 1 << AC_AUDIENCE_FOLLOWERS;
  return ac_mastodon_service.audiences;
}

/* What no picture fits in is no limit that was meant. */
static guint
read_picture_limit (JsonObject *media, const char *name, gint64 least)
{
  gint64 limit = ac_json_get_integer (media, name);

  return limit >= least && limit <= G_MAXINT ? limit : 0;
}

static void
read_picture_limits (AcMastodonServer *self, JsonObject *configuration)
{
  JsonObject *media = ac_json_get_object (configuration, "media_attachments");

  if (media == NULL || !ac_json_check (media, media_fields, AC_JSON_OPEN, NULL))
    return;

  self->picture_limits.max_size = read_picture_limit (media, "image_size_limit", LEAST_SIZE);
  self->picture_limits.max_pixels = read_picture_limit (media, "image_matrix_limit", LEAST_PIXELS);
  self->picture_limits.max_video_size = read_picture_limit (media, "video_size_limit", LEAST_SIZE);
}

static void
read_limits (AcMastodonServer *self, JsonObject *object)
{
  JsonObject *configuration = ac_json_get_object (object, "configuration");
  JsonObject *statuses = NULL;
  gint64 max = 0;
  gint64 url = 0;

  self->limits = ac_mastodon_service.limits;
  if (configuration == NULL ||
      !ac_json_check (configuration, configuration_fields, AC_JSON_OPEN, NULL))
    return;
  read_picture_limits (self, configuration);
  statuses = ac_json_get_object (configuration, "statuses");
  if (statuses == NULL || !ac_json_check (statuses, statuses_fields, AC_JSON_OPEN, NULL))
    return;

  max = ac_json_get_integer (statuses, "max_characters");
  url = ac_json_get_integer (statuses, "characters_reserved_per_url");
  if (max > 0 && max <= MAX_LIMIT)
    self->limits.max_graphemes = max;
  if (url > 0 && url <= MAX_LIMIT)
    self->limits.url_weight = url;
}

/* v1 servers write their name as an address or as a host. */
static char *
read_domain (const char *name)
{
  const char *host = strstr (name, "://");
  g_auto(GStrv) parts = g_strsplit (host != NULL ? host + 3 : name, "/", 2);

  return g_strdup (parts[0] != NULL ? parts[0] : "");
}

static AcMastodonServer *
read_server (const char *origin, JsonObject *object, const char *domain_member)
{
  AcMastodonServer *self = g_new0 (AcMastodonServer, 1);

  self->origin = g_strdup (origin);
  self->domain = read_domain (ac_json_get_string (object, domain_member));
  self->software = g_strdup (ac_json_get_string (object, "version"));
  self->audiences = get_audiences (self->software);
  read_limits (self, object);
  return self;
}

/* Whether error says no more than that there is no such answer here. */
static gboolean
is_other_server (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_NOT_A_SERVICE) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

AcMastodonServer *
ac_mastodon_server_load (AcHttp *http, const char *origin, GError **error)
{
  g_autofree char *v2 = g_strconcat (origin, "/api/v2/instance", NULL);
  g_autofree char *v1 = g_strconcat (origin, "/api/v1/instance", NULL);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) failure = NULL;

  if ((object = ac_call_get_object (http, v2, v2_fields, AC_ERROR_NOT_A_SERVICE, &failure)))
    return read_server (origin, object, "domain");
  if (is_other_server (failure))
    {
      g_clear_error (&failure);
      if ((object = ac_call_get_object (http, v1, v1_fields, AC_ERROR_NOT_A_SERVICE, &failure)))
        return read_server (origin, object, "uri");
    }

  if (is_other_server (failure))
    g_set_error (error, AC_ERROR, AC_ERROR_NOT_A_SERVICE,
                 "That server does not speak the Mastodon API");
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
