/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-table.h"

#define GAP 2

struct _AcTable
{
  GPtrArray *rows; /* of GStrv */
};

AcTable *
ac_table_new (void)
{
  AcTable *self = g_new0 (AcTable, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
ac_table_free (AcTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Names and addresses come from strangers. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *cleaned = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      const GUnicodeType type = g_unichar_type (c);
      const gboolean plain = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
                             type != G_UNICODE_LINE_SEPARATOR &&
                             type != G_UNICODE_PARAGRAPH_SEPARATOR;

      g_string_append_unichar (cleaned, plain ? c : 0xfffd);
    }

  return g_string_free (cleaned, FALSE);
}

static gsize
measure (const char *text)
{
  gsize width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

void
ac_table_add (AcTable *self, const char *first, ...)
{
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  va_list more;

  va_start (more, first);
  for (const char *cell = first; cell != NULL; cell = va_arg (more, const char *))
    g_strv_builder_take (cells, clean (cell));
  va_end (more);

  g_ptr_array_add (self->rows, g_strv_builder_end (cells));
}

static GArray *
measure_columns (AcTable *self)
{
  GArray *widths = g_array_new (FALSE, TRUE, sizeof (gsize));

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      for (guint j = 0; cells[j] != NULL && cells[j + 1] != NULL; j++)
        {
          gsize *width = NULL;

          if (j >= widths->len)
            g_array_set_size (widths, j + 1);
          width = &g_array_index (widths, gsize, j);
          *width = MAX (*width, measure (cells[j]));
        }
    }

  return widths;
}

static void
print_row (char **cells, GArray *widths)
{
  gsize due = 0;

  /* A gap is printed with the cell after it, so that no line ends in blanks. */
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (*cells[i] != '\0')
        {
          g_print ("%*s%s", (int) due, "", cells[i]);
          due = 0;
        }
      if (cells[i + 1] != NULL)
        due += g_array_index (widths, gsize, i) + GAP - measure (cells[i]);
    }

  g_print ("\n");
}

void
ac_table_print (AcTable *self)
{
  g_autoptr(GArray) widths = measure_columns (self);

  for (guint i = 0; i < self->rows->len; i++)
    print_row (g_ptr_array_index (self->rows, i), widths);
}
