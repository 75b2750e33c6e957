/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <qrencode.h>

#include "ac-qr-code.h"

#define QUIET_MODULES 4
#define MODULE_PIXELS 5
#define WIDEST 300 /* of a window 360 wide */

struct _AcQrCode
{
  GObject parent_instance;
  QRcode *code;
};

static int
count_modules (AcQrCode *self)
{
  return self->code->width + 2 * QUIET_MODULES;
}

/* Dark modules side by side are one rectangle: fewer nodes, and no seam between them. */
static void
append_row (GtkSnapshot *snapshot, const QRcode *code, int y, const graphene_rect_t *place)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  const unsigned char *row = code->data + (gsize) y * code->width;
  const float side = place->size.width;
  int first = 0;

  for (int x = 0; x < code->width; x = first)
    {
      for (first = x; first < code->width && (row[first] & 1) != 0;)
        first++;
      if (first > x)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (place->origin.x + x * side,
                                                        place->origin.y + y * side,
                                                        (first - x) * side, side));
      else
        first++;
    }
}

static void
snapshot_code (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  AcQrCode *self = AC_QR_CODE (paintable);
  const int side = MAX ((int) MIN (width, height) / count_modules (self), 1);
  const int whole = side * count_modules (self);
  const int left = ((int) width - whole) / 2;
  const int top = ((int) height - whole) / 2;
  const graphene_rect_t first =
      GRAPHENE_RECT_INIT (left + QUIET_MODULES * side, top + QUIET_MODULES * side, side, side);

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (left, top, whole, whole));
  for (int y = 0; y < self->code->width; y++)
    append_row (snapshot, self->code, y, &first);
}

static int
get_side (GdkPaintable *paintable)
{
  const int modules = count_modules (AC_QR_CODE (paintable));

  return modules * CLAMP (WIDEST / modules, 1, MODULE_PIXELS);
}

static GdkPaintableFlags
get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static void
init_paintable (GdkPaintableInterface *iface)
{
  iface->snapshot = snapshot_code;
  iface->get_intrinsic_width = get_side;
  iface->get_intrinsic_height = get_side;
  iface->get_flags = get_flags;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AcQrCode,
                               ac_qr_code,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, init_paintable))

static void
ac_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&AC_QR_CODE (object)->code, QRcode_free);

  G_OBJECT_CLASS (ac_qr_code_parent_class)->finalize (object);
}

static void
ac_qr_code_class_init (AcQrCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_qr_code_finalize;
}

static void
ac_qr_code_init (AcQrCode *self)
{
}

GdkPaintable *
ac_qr_code_new (const char *text)
{
  QRcode *code = NULL;
  AcQrCode *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL)
    return NULL;

  self = g_object_new (AC_TYPE_QR_CODE, NULL);
  self->code = code;
  return GDK_PAINTABLE (self);
}
