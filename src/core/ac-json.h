/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AC_JSON_MAX_DEPTH 64
#define AC_JSON_MAX_SIZE (4 * 1024 * 1024)
#define AC_JSON_MAX_VALUES 100000

typedef enum
{
  AC_JSON_STRING,
  AC_JSON_INTEGER,
  AC_JSON_NUMBER,
  AC_JSON_BOOLEAN,
  AC_JSON_OBJECT,
  AC_JSON_ARRAY,
} AcJsonType;

typedef enum
{
  AC_JSON_REQUIRED = 0,
  AC_JSON_OPTIONAL = 1 << 0, /* may be missing */
  AC_JSON_NULLABLE = 1 << 1, /* may be null */
} AcJsonFlags;

/* One member that may stand in an object. For strings, max is in UTF-8 bytes; for arrays, in
 * elements; 0 means the limit of the whole document. A table of fields ends with { NULL }. */
typedef struct
{
  const char *name;
  AcJsonType type;
  AcJsonFlags flags;
  gsize max;
} AcJsonField;

typedef enum
{
  AC_JSON_OPEN,   /* other members are let through unread: answers of services, which grow */
  AC_JSON_CLOSED, /* other members are refused: bodies of our own API */
} AcJsonShape;

/* The one way in for JSON (RFC 8259) from outside: refuses what is not UTF-8, larger than max_size,
 * deeper than AC_JSON_MAX_DEPTH, of more than AC_JSON_MAX_VALUES values, has a member twice, a NUL
 * in a string or a number that does not fit. */
JsonNode *ac_json_parse (GBytes *bytes, gsize max_size, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *ac_json_parse_object (GBytes *bytes,
                                  const AcJsonField *fields,
                                  AcJsonShape shape,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
ac_json_check (JsonObject *object, const AcJsonField *fields, AcJsonShape shape, GError **error);

/* The member, or NULL / 0 / FALSE where it is missing, null or of another type. */
const char *ac_json_get_string (JsonObject *object, const char *name);
gint64 ac_json_get_integer (JsonObject *object, const char *name);
gboolean ac_json_get_boolean (JsonObject *object, const char *name);
JsonObject *ac_json_get_object (JsonObject *object, const char *name);
JsonArray *ac_json_get_array (JsonObject *object, const char *name);
/* The texts of an array; NULL where one is none or has more than max bytes. */
GStrv
ac_json_dup_strings (JsonObject *object, const char *name, gsize max) G_GNUC_WARN_UNUSED_RESULT;

/* The way out. */
GBytes *ac_json_to_bytes (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
void ac_json_set_string (JsonObject *object, const char *name, const char *value_or_null);
void ac_json_set_strings (JsonObject *object, const char *name, const char *const *values);
void ac_json_set_time (JsonObject *object, const char *name, gint64 time_ms_or_0);

G_END_DECLS
