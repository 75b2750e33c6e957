/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-noun-private.h"
#include "ac-remarks.h"

struct _AcRemarks
{
  GObject parent_instance;
  char *note;
  char *language;
  AcLinkCard *card;
};

G_DEFINE_FINAL_TYPE (AcRemarks, ac_remarks, G_TYPE_OBJECT)

static void
ac_remarks_finalize (GObject *object)
{
  AcRemarks *self = AC_REMARKS (object);

  g_free (self->note);
  g_free (self->language);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (ac_remarks_parent_class)->finalize (object);
}

static void
ac_remarks_class_init (AcRemarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_remarks_finalize;
}

static void
ac_remarks_init (AcRemarks *self)
{
}

static gboolean
is_break (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029;
}

/* (nullable) */
static char *
dup_line (const char *text)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (text == NULL)
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (line, is_break (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Of white space alone it is none. */
static char *
dup_unless_empty (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

AcRemarks *
ac_remarks_new (const char *note, const char *language, AcLinkCard *card)
{
  AcRemarks *self = g_object_new (AC_TYPE_REMARKS, NULL);
  g_autofree char *line = dup_line (note);

  self->note = dup_unless_empty (line);
  self->language = dup_unless_empty (language);
  g_set_object (&self->card, card);
  return self;
}

static gboolean
is_line (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_break (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

static gboolean
check_length (const char *note, GError **error)
{
  if (note == NULL || g_utf8_strlen (note, -1) <= AC_REMARKS_MAX_NOTE)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LONG,
                       "A content note has at most 200 characters");
  return FALSE;
}

static gboolean
check_line (const char *note, GError **error)
{
  if (note == NULL || is_line (note))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A content note is one line");
  return FALSE;
}

static gboolean
check_language (const char *language, GError **error)
{
  if (language == NULL || ac_language_is_valid (language))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is no tag of a language");
  return FALSE;
}

static AcRemarks *
read_members (JsonObject *object, GError **error)
{
  const char *note = ac_json_get_string (object, "note");
  const char *language = ac_json_get_string (object, "language");
  g_autoptr(AcLinkCard) card = NULL;

  if (!check_length (note, error) || !check_language (language, error))
    return NULL;
  if (ac_json_get_object (object, "card") != NULL &&
      !(card = ac_link_card_from_json (json_object_get_member (object, "card"), NULL)))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A link card is not understood"),
           NULL;

  return ac_remarks_new (note, language, card);
}

AcRemarks *
ac_remarks_read (JsonObject *object, GError **error)
{
  g_return_val_if_fail (object != NULL, NULL);

  return check_line (ac_json_get_string (object, "note"), error) ? read_members (object, error)
                                                                 : NULL;
}

AcRemarks *
ac_remarks_from_json (JsonObject *object, GError **error)
{
  g_autoptr(GError) failure = NULL;
  AcRemarks *self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = read_members (object, &failure);
  if (self == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, failure->message);
  return self;
}

void
ac_remarks_write (AcRemarks *self, JsonObject *object)
{
  g_return_if_fail (AC_IS_REMARKS (self));

  ac_json_set_string (object, "note", self->note);
  ac_json_set_string (object, "language", self->language);
  if (self->card != NULL)
    json_object_set_member (object, "card", ac_link_card_to_json (self->card));
}

static gboolean
is_same_card (AcLinkCard *one, AcLinkCard *other)
{
  if (one == NULL || other == NULL || one == other)
    return one == other;

  return g_str_equal (ac_link_card_get_url (one), ac_link_card_get_url (other)) &&
         g_str_equal (ac_link_card_get_title (one), ac_link_card_get_title (other)) &&
         g_str_equal (ac_link_card_get_description (one), ac_link_card_get_description (other));
}

gboolean
ac_remarks_equal (AcRemarks *self, AcRemarks *other)
{
  g_return_val_if_fail (AC_IS_REMARKS (self) && AC_IS_REMARKS (other), FALSE);

  return g_strcmp0 (self->note, other->note) == 0 &&
         g_strcmp0 (self->language, other->language) == 0 && is_same_card (self->card, other->card);
}

const char *
ac_remarks_get_note (AcRemarks *self)
{
  g_return_val_if_fail (AC_IS_REMARKS (self), NULL);

  return self->note;
}

const char *
ac_remarks_get_language (AcRemarks *self)
{
  g_return_val_if_fail (AC_IS_REMARKS (self), NULL);

  return self->language;
}

AcLinkCard *
ac_remarks_get_card (AcRemarks *self)
{
  g_return_val_if_fail (AC_IS_REMARKS (self), NULL);

  return self->card;
}

/* A language of two or three letters, and subtags of at most eight letters and digits (RFC 5646).
 */
gboolean
ac_language_is_valid (const char *tag)
{
  gsize length = 0;

  g_return_val_if_fail (tag != NULL, FALSE);

  while (g_ascii_isalpha (tag[length]))
    length++;
  if (length < 2 || length > 3 || strlen (tag) > AC_REMARKS_MAX_LANGUAGE)
    return FALSE;

  for (tag += length; *tag == '-'; tag += length)
    {
      tag++;
      for (length = 0; g_ascii_isalnum (tag[length]);)
        length++;
      if (length == 0 || length > 8)
        return FALSE;
    }

  return *tag == '\0';
}

char *
ac_language_dup_usual (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *tag = g_strndup (names[i], strcspn (names[i], "_.@"));

      if (ac_language_is_valid (tag))
        return g_steal_pointer (&tag);
    }

  return NULL;
}

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

static guint
take_from (guint most, guint taken)
{
  return most == 0 ? 0 : MAX (most, taken + 1) - taken;
}

static void
set_note_beside (AcWording *self, const char *note, const char *text)
{
  const AcTextLimits none = { 0 };
  const AcTextMeasure measure = ac_text_measure (note, &none);

  self->note = g_strdup (note);
  self->text = g_strdup (text);
  self->limits.max_graphemes = take_from (self->limits.max_graphemes, measure.graphemes);
  self->limits.max_bytes = take_from (self->limits.max_bytes, measure.bytes);
}

/* Where there is nothing but pictures the note is what Mastodon makes of it: the text. */
void
ac_wording_init (
    AcWording *self, const char *note, const char *text, gboolean notes, const AcTextLimits *limits)
{
  g_return_if_fail (self != NULL && text != NULL && limits != NULL);

  *self = (AcWording) { .sensitive = note != NULL, .limits = *limits };
  if (note == NULL)
    self->text = g_strdup (text);
  else if (!notes)
    self->text = g_strconcat ("CW: ", note, is_blank (text) ? "" : "\n\n", text, NULL);
  else if (is_blank (text))
    self->text = g_strdup (note);
  else
    set_note_beside (self, note, text);
}

void
ac_wording_clear (AcWording *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->note, g_free);
}
