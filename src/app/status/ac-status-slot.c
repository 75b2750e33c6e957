/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-status-card.h"
#include "ac-status-slot.h"

#define REST_MS 300
#define FRAME_MS 16
#define USUAL_HEIGHT 250

struct _AcStatusSlot
{
  GtkWidget parent_instance;
  AcStatus *status;
  GtkWidget *card; /* (nullable): made when it is first shown */
  GQueue *queue;   /* (nullable): where it stands */
  GList link;
  int height; /* of the card, as far as it is known */
};

G_DEFINE_FINAL_TYPE (AcStatusSlot, ac_status_slot, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_STATUS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Of all lists: those whose cards are hidden until they are seen or the list rests, and those whose
 * cards are shown though nobody sees them. */
static GQueue waiting = G_QUEUE_INIT;
static GQueue unseen = G_QUEUE_INIT;
static guint rest_id;
static guint show_id;

static void
stand_in (AcStatusSlot *self, GQueue *queue)
{
  if (self->queue != NULL)
    g_queue_unlink (self->queue, &self->link);
  self->queue = queue;
  if (queue != NULL)
    g_queue_push_tail_link (queue, &self->link);
}

static gboolean
is_waiting (AcStatusSlot *self)
{
  return self->queue == &waiting;
}

static void
show_card (AcStatusSlot *self)
{
  if (self->card == NULL)
    {
      self->card = g_object_new (AC_TYPE_STATUS_CARD, NULL);
      gtk_widget_set_parent (self->card, GTK_WIDGET (self));
    }
  ac_status_card_set_status (AC_STATUS_CARD (self->card), self->status);
  gtk_widget_set_visible (self->card, TRUE);
  stand_in (self, gtk_widget_get_mapped (GTK_WIDGET (self)) ? NULL : &unseen);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
has_focus (AcStatusSlot *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
}

static void
hide_card (AcStatusSlot *self)
{
  if (self->card != NULL)
    gtk_widget_set_visible (self->card, FALSE);
  stand_in (self, &waiting);
}

/* One in a frame. */
static gboolean
show_next (gpointer user_data)
{
  if (!g_queue_is_empty (&waiting))
    show_card (g_queue_peek_head (&waiting));
  if (!g_queue_is_empty (&waiting))
    return G_SOURCE_CONTINUE;

  show_id = 0;
  return G_SOURCE_REMOVE;
}

static void
rest (gpointer user_data)
{
  rest_id = 0;
  show_id = g_timeout_add_full (G_PRIORITY_LOW, FRAME_MS, show_next, NULL, NULL);
}

/* In each frame GTK gives all rows that stand behind a moved one their style anew, with all that is
 * shown in them. */
static void
move (void)
{
  for (GList *link = unseen.head, *next = NULL; link != NULL; link = next)
    {
      next = link->next;
      if (!has_focus (link->data))
        hide_card (link->data);
    }
  g_clear_handle_id (&show_id, g_source_remove);
  g_clear_handle_id (&rest_id, g_source_remove);
  rest_id = g_timeout_add_once (REST_MS, rest, NULL);
}

static void
empty (AcStatusSlot *self)
{
  stand_in (self, NULL);
  if (self->card == NULL)
    return;

  ac_status_card_set_status (AC_STATUS_CARD (self->card), NULL);
  gtk_widget_set_visible (self->card, FALSE);
}

static void
wait (AcStatusSlot *self)
{
  const int height =
      GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->status), "ac-card-height"));

  if (height > 0)
    self->height = height;
  hide_card (self);
  move ();
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
measure_card (
    AcStatusSlot *self, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  gtk_widget_measure (self->card, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation != GTK_ORIENTATION_VERTICAL || for_size < 0 || self->status == NULL)
    return;

  self->height = *minimum;
  g_object_set_data (G_OBJECT (self->status), "ac-card-height", GINT_TO_POINTER (*minimum));
}

static GtkSizeRequestMode
ac_status_slot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ac_status_slot_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  AcStatusSlot *self = AC_STATUS_SLOT (widget);

  if (is_waiting (self))
    *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? self->height : 0;
  else if (self->card != NULL)
    measure_card (self, orientation, for_size, minimum, natural);
}

static void
ac_status_slot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AcStatusSlot *self = AC_STATUS_SLOT (widget);
  int least = 0;

  /* Only what is seen gets a place. Where the card needs another height than was thought the list
   * looks again in the same frame. */
  if (is_waiting (self))
    show_card (self);
  if (self->card == NULL || !gtk_widget_should_layout (self->card))
    return;

  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->card, width, MAX (least, height), -1, NULL);
}

static void
ac_status_slot_map (GtkWidget *widget)
{
  AcStatusSlot *self = AC_STATUS_SLOT (widget);

  GTK_WIDGET_CLASS (ac_status_slot_parent_class)->map (widget);

  if (self->queue == &unseen)
    stand_in (self, NULL);
  else if (is_waiting (self))
    gtk_widget_queue_allocate (widget);
}

static void
ac_status_slot_unmap (GtkWidget *widget)
{
  AcStatusSlot *self = AC_STATUS_SLOT (widget);

  GTK_WIDGET_CLASS (ac_status_slot_parent_class)->unmap (widget);

  if (self->status == NULL || is_waiting (self))
    return;

  if (rest_id != 0 && !has_focus (self))
    hide_card (self);
  else
    stand_in (self, &unseen);
}

/* The next one may be just out of sight. */
static gboolean
ac_status_slot_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AcStatusSlot *self = AC_STATUS_SLOT (widget);

  if (is_waiting (self))
    show_card (self);

  return GTK_WIDGET_CLASS (ac_status_slot_parent_class)->focus (widget, direction);
}

static void
ac_status_slot_dispose (GObject *object)
{
  AcStatusSlot *self = AC_STATUS_SLOT (object);

  stand_in (self, NULL);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (ac_status_slot_parent_class)->dispose (object);
}

static void
ac_status_slot_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_object (value, AC_STATUS_SLOT (object)->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_status_slot_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STATUS:
      ac_status_slot_set_status (AC_STATUS_SLOT (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_status_slot_class_init (AcStatusSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_status_slot_dispose;
  object_class->get_property = ac_status_slot_get_property;
  object_class->set_property = ac_status_slot_set_property;
  widget_class->get_request_mode = ac_status_slot_get_request_mode;
  widget_class->measure = ac_status_slot_measure;
  widget_class->size_allocate = ac_status_slot_size_allocate;
  widget_class->map = ac_status_slot_map;
  widget_class->unmap = ac_status_slot_unmap;
  widget_class->focus = ac_status_slot_focus;

  properties[PROP_STATUS] =
      g_param_spec_object ("status", NULL, NULL, AC_TYPE_STATUS,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_status_slot_init (AcStatusSlot *self)
{
  self->height = USUAL_HEIGHT;
  self->link.data = self;
}

void
ac_status_slot_set_status (AcStatusSlot *self, AcStatus *status)
{
  g_return_if_fail (AC_IS_STATUS_SLOT (self));

  if (!g_set_object (&self->status, status))
    return;

  if (status == NULL)
    empty (self);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)) || has_focus (self))
    show_card (self);
  else
    wait (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}
