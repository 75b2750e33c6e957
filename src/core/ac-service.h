/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ac-picture-bounds.h"
#include "ac-row-state.h"
#include "ac-text.h"

G_BEGIN_DECLS

/* How a person can prove that an account is theirs. */
typedef enum
{
  AC_SIGN_IN_BROWSER = 1 << 0,
  AC_SIGN_IN_APP_PASSWORD = 1 << 1,
  AC_SIGN_IN_CODE = 1 << 2, /* that is sent to their phone */
} AcSignInMethods;

/* Who can see a copy; ordered from narrow to wide. Words for people are written in app and cli, per
 * service. */
typedef enum
{
  AC_AUDIENCE_DIRECT,
  AC_AUDIENCE_FOLLOWERS,
  AC_AUDIENCE_UNLISTED,
  AC_AUDIENCE_PUBLIC,
} AcAudience;

/* As what it is shared there. A story is one picture or video and has no words, a ghost is words
 * alone. */
typedef enum
{
  AC_FORM_POST,
  AC_FORM_STORY,
  AC_FORM_GHOST,
} AcForm;

#define AC_FORM_LAST AC_FORM_GHOST
/* After which all but posts end by themselves. */
#define AC_FORM_LIFE_MS (24 * 60 * 60 * (gint64) 1000)

/* What is done with a text that is too long for the service. */
typedef enum
{
  AC_LONG_TEXT_REFUSE,
  AC_LONG_TEXT_THREAD, /* several posts, each of which replies to the one before */
  AC_LONG_TEXT_NUMBERED_THREAD,
} AcLongText;

/* Which pictures a post may have. */
typedef struct
{
  guint max;             /* 0: none */
  gboolean needed;       /* there is no post without one */
  AcPictureType types;   /* that are taken */
  gsize max_size;        /* bytes of each; one of more is made smaller, as is one of another type */
  guint max_width;       /* 0: that isn't told */
  guint max_pixels;      /* 0: that isn't told */
  gboolean fetched;      /* the service gets them from an address */
  gboolean needs_server; /* which it can't reach here */
} AcPictureRules;

/* Which video a post may have; it has no pictures beside it. 0 seconds: that isn't told. */
typedef struct
{
  gsize max_size; /* bytes; 0: none is taken */
  guint min_seconds;
  guint max_seconds;
  guint story_min_seconds;
  guint story_max_seconds;
} AcVideoRules;

/* What a service gives to whoever registers a developer app there. */
typedef enum
{
  AC_APP_KEY_ID,
  AC_APP_KEY_SECRET,
  AC_APP_KEY_PHONE_NUMBER_ID,
  AC_APP_KEY_TOKEN,
  AC_APP_KEY_TEMPLATE,
  AC_APP_KEY_LANGUAGE,     /* of the template */
  AC_APP_KEY_REDIRECT_URI, /* where a sign-in ends, as it is registered there */
} AcAppKey;

#define AC_APP_N_KEYS (AC_APP_KEY_REDIRECT_URI + 1)

/* Whose the keys of the app are. */
typedef enum
{
  AC_APP_KEYS_NONE, /* are needed */
  AC_APP_KEYS_MISSING,
  AC_APP_KEYS_OWN,
  AC_APP_KEYS_HOST, /* set by who looks after the backend */
} AcAppKeys;

/* An app people have accounts at. Constant data, owned by its connector. */
typedef struct
{
  const char *id;   /* "mastodon" */
  const char *name; /* "Mastodon": a proper name, not translated */
  AcSignInMethods sign_in;
  gboolean needs_server;      /* the person must say which server */
  const char *default_server; /* NULL, or offered as such */
  guint audiences;            /* bits: 1 << AcAudience */
  AcTextLimits limits;        /* until the server told its own */
  guint forms;                /* bits: 1 << AcForm; 0: posts alone */
  AcPictureRules pictures;
  AcVideoRules video;      /* fetched as pictures are */
  const char *access_page; /* where a person ends our permission there: of the server when it begins
                              with a slash; NULL: there is none */
  gboolean threads;        /* a post there can reply to another one of the same account */
  gboolean notes;          /* has content notes of its own, which stand beside the text */
  gboolean link_cards;     /* makes no card of a link by itself */
  gboolean lists_posts;    /* what stands at an account can be read, whoever put it there */
  gboolean edits;          /* the words of a post there can be changed, and are shown so */
  gboolean by_hand;        /* has a page where a person shares a text without an account here */
  guint app_keys; /* bits: 1 << AcAppKey, all of which are needed; 0: there is no such app */
  const char *usual_redirect; /* for who has no address of their own to register; NULL: none */
  AcAppKeys keys_of;
  AcUnavailable unavailable; /* why no account of it can be added here */
} AcService;

JsonNode *ac_service_to_json (const AcService *service) G_GNUC_WARN_UNUSED_RESULT;
AcService *ac_service_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_service_free (AcService *service); /* of ac_service_from_json() */

/* Whether pictures (nullable, of AcPicture) can be shared there in this form, if only smaller than
 * they are: AC_ERROR_PICTURE_NEEDED, _PICTURES_REFUSED, _NEEDS_SERVER, _INVALID. */
gboolean ac_service_check_pictures (const AcService *service,
                                    AcForm form,
                                    GListModel *pictures,
                                    GError **error);
/* What is taken of a picture at an account whose server told limits. */
AcPictureBounds ac_picture_rules_get_bounds (const AcPictureRules *rules,
                                             const AcPictureLimits *limits);
/* How long a video may be in this form, in seconds; 0: that isn't told. */
guint ac_video_rules_get_min (const AcVideoRules *rules, AcForm form);
guint ac_video_rules_get_max (const AcVideoRules *rules, AcForm form);
gboolean ac_service_has_form (const AcService *service, AcForm form);

const char *ac_form_to_slug (AcForm form);
gboolean ac_form_from_slug (const char *slug, AcForm *form);
const char *ac_long_text_to_slug (AcLongText long_text);
gboolean ac_long_text_from_slug (const char *slug, AcLongText *long_text);
/* NULL: there is none. */
char *ac_service_dup_access_page (const AcService *service,
                                  const char *server) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_audience_to_slug (AcAudience audience);
gboolean ac_audience_from_slug (const char *slug, AcAudience *audience);
/* Of a set of audiences (bits: 1 << AcAudience): the narrowest that still is sharing, for to
 * mention nobody reaches nobody. */
AcAudience ac_audiences_get_usual (guint audiences);
/* What stands for a wish where not every audience is offered: the narrowest, if the wish isn't
 * among them. -1: all of them are wider. */
int ac_audiences_fit (guint audiences, AcAudience wish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcService, ac_service_free)

G_END_DECLS
