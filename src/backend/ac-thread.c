/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-splitter.h"
#include "ac-clock.h"
#include "ac-thread.h"

static gboolean
may_be_thread (AcConnector *connector, AcForm form, GError **error)
{
  if (ac_connector_get_service (connector)->threads && form == AC_FORM_POST)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This can't be a thread there");
  return FALSE;
}

static AcParcel *
render_part (AcConnector *connector,
             AcAccount *account,
             const char *id,
             const AcContents *contents,
             const char *text,
             GError **error)
{
  AcContents part = *contents;
  AcParcel *parcel = NULL;

  part.text = text;
  parcel = ac_connector_render (connector, account, id, &part, error);
  if (parcel != NULL)
    parcel->text = g_strdup (text);
  return parcel;
}

static gboolean
render_following (AcConnector *connector,
                  AcAccount *account,
                  const AcContents *contents,
                  GStrv texts,
                  AcParcel *first,
                  GError **error)
{
  AcContents words = *contents;

  words.pictures = NULL;
  words.follows = TRUE;
  if (words.card != NULL && ac_link_card_is_in (words.card, texts[0]))
    words.card = NULL;
  first->following = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  for (guint i = 1; texts[i] != NULL; i++)
    {
      g_autofree char *id = ac_id_new ();
      AcParcel *parcel = render_part (connector, account, id, &words, texts[i], error);

      if (parcel == NULL)
        return FALSE;
      g_ptr_array_add (first->following, parcel);
      if (words.card != NULL && ac_link_card_is_in (words.card, texts[i]))
        words.card = NULL;
    }

  return TRUE;
}

AcParcel *
ac_thread_render (AcConnector *connector,
                  AcAccount *account,
                  const char *delivery_id,
                  const AcContents *contents,
                  AcLongText long_text,
                  GError **error)
{
  g_auto(AcWording) wording = { 0 };
  AcContents worded = *contents;
  g_autoptr(AcParcel) first = NULL;
  g_auto(GStrv) texts = NULL;

  if (long_text != AC_LONG_TEXT_REFUSE && !may_be_thread (connector, contents->form, error))
    return NULL;
  ac_wording_init (&wording, contents->note, contents->text,
                   ac_connector_get_service (connector)->notes, ac_account_get_limits (account));
  if (long_text == AC_LONG_TEXT_REFUSE || ac_text_fits (wording.text, &wording.limits))
    return ac_connector_render (connector, account, delivery_id, contents, error);

  worded.note = wording.note;
  worded.sensitive = wording.sensitive;
  texts = ac_splitter_split (wording.text, &wording.limits,
                             long_text == AC_LONG_TEXT_NUMBERED_THREAD, error);
  if (texts == NULL ||
      !(first = render_part (connector, account, delivery_id, &worded, texts[0], error)) ||
      !render_following (connector, account, &worded, texts, first, error))
    return NULL;

  return g_steal_pointer (&first);
}
