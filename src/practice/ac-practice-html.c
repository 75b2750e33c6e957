/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-practice-html.h"

static const char style[] =
    ":root{color-scheme:light dark}"
    "body{font:1.05em/1.5 system-ui,sans-serif;max-width:36em;margin:1.5em auto;padding:0 1em}"
    "label{display:block;padding:.5em 0}"
    "button{font:inherit;padding:.5em 1.2em;margin:.8em .6em .8em 0}"
    "article,.note{border:1px solid;border-radius:.7em;padding:.3em 1em;margin:1em 0}"
    "article img{display:block;max-width:100%;max-height:30em;border-radius:.5em}"
    "article p{white-space:pre-wrap;overflow-wrap:anywhere}";

GString *
ac_practice_html_new (const char *title)
{
  g_autofree char *text = g_markup_escape_text (title, -1);
  GString *html = g_string_new ("<!DOCTYPE html><html lang=\"");
  const char *const *languages = g_get_language_names ();
  g_autofree char *language = g_strndup (languages[0], 2);

  g_string_append_printf (html,
                          "%s\"><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\">"
                          "<title>%s</title><style>%s</style><main><h1>%s</h1>",
                          g_str_equal (language, "C") ? "en" : language, text, style, text);
  g_string_append (html, "<div class=\"note\" role=\"note\">");
  ac_practice_html_add (html, "p",
                        _ ("These are the practice services of Accounts Center. Nothing here is "
                           "real, and nothing leaves this computer."));
  g_string_append (html, "</div>");
  return html;
}

void
ac_practice_html_add (GString *html, const char *tag, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (html, "<%s>%s</%s>", tag, escaped, tag);
}

void
ac_practice_html_add_picture (GString *html, const char *address, const char *alt)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<img src=\"%s\" alt=\"%s\">", address, alt != NULL ? alt : "");

  g_string_append (html, text);
}

void
ac_practice_html_add_choice (GString *html,
                             const char *type,
                             const char *name,
                             const char *value,
                             const char *label,
                             gboolean active)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<label><input type=\"%s\" name=\"%s\" value=\"%s\"%s> %s</label>",
                               type, name, value, active ? " checked=\"\"" : "", label);

  g_string_append (html, text);
}

void
ac_practice_html_open_form (GString *html, const char *action)
{
  g_autofree char *text = g_markup_printf_escaped ("<form method=\"post\" action=\"%s\">", action);

  g_string_append (html, text);
}

void
ac_practice_html_add_hidden (GString *html, const char *name, const char *value)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);

  g_string_append (html, text);
}

void
ac_practice_html_add_button (GString *html, const char *name, const char *value, const char *label)
{
  g_autofree char *text =
      g_markup_printf_escaped ("<button name=\"%s\" value=\"%s\">%s</button>", name, value, label);

  g_string_append (html, text);
}

void
ac_practice_html_close_form (GString *html)
{
  g_string_append (html, "</form>");
}
