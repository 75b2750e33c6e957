/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-multipart.h"

#include <libsoup/soup.h>

void
ac_multipart_set (
    AcHttpRequest *request, AcPicture *picture, const char *file_field, const char *first_name, ...)
{
  const char *type = ac_picture_type_to_mime (ac_picture_get_type_of_file (picture));
  SoupMultipart *multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr(GBytes) body = NULL;
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value != NULL)
        soup_multipart_append_form_string (multipart, name, value);
    }
  va_end (args);

  soup_multipart_append_form_file (
      multipart, file_field, ac_picture_type_get_file_name (ac_picture_get_type_of_file (picture)),
      type, ac_picture_get_bytes (picture));
  soup_multipart_to_message (multipart, headers, &body);
  ac_http_request_set_body (request, soup_message_headers_get_one (headers, "Content-Type"), body);
  soup_message_headers_unref (headers);
  soup_multipart_free (multipart);
}
