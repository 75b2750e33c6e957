/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-json.h"

G_BEGIN_DECLS

/* How the next answers are to misbehave, as a test wants it. */
typedef enum
{
  AC_PRACTICE_FAULT_ERROR,      /* this code and subcode, nothing done */
  AC_PRACTICE_FAULT_SLOW,       /* after so many milliseconds */
  AC_PRACTICE_FAULT_SILENT,     /* never */
  AC_PRACTICE_FAULT_ENDLESS,    /* a body without an end */
  AC_PRACTICE_FAULT_LARGE,      /* a body of so many bytes */
  AC_PRACTICE_FAULT_HTML,       /* a page, status 200 */
  AC_PRACTICE_FAULT_DROPPED,    /* the connection is closed */
  AC_PRACTICE_FAULT_WRONG_TYPE, /* each member is of another type than it should be */
  AC_PRACTICE_FAULT_REDIRECT,   /* to this address */
  AC_PRACTICE_FAULT_USAGE,      /* as usual, with so many percent in the headers */
  AC_PRACTICE_N_FAULTS,
} AcPracticeFaultKind;

typedef struct
{
  AcPracticeFaultKind kind;
  gboolean commit; /* what was asked for is done all the same */
  guint status;
  int code;
  int subcode;
  gint64 amount; /* ms, bytes or percent */
  char *address;
  guint count; /* how many calls it is for */
  char *host;  /* (nullable): for which only */
  char *method;
  char *path; /* its beginning */
} AcPracticeFault;

typedef struct _AcPracticeFaults AcPracticeFaults;

AcPracticeFaults *ac_practice_faults_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ac_practice_faults_free (AcPracticeFaults *self);
/* Adds one as an object describes it; AC_ERROR_BAD_REPLY when it makes no sense. */
gboolean ac_practice_faults_add (AcPracticeFaults *self, JsonObject *object, GError **error);
void ac_practice_faults_clear (AcPracticeFaults *self);
/* (transfer full) (nullable): the first that is for such a call; one less of it is left. */
AcPracticeFault *ac_practice_faults_take (AcPracticeFaults *self,
                                          const char *host,
                                          const char *method,
                                          const char *path) G_GNUC_WARN_UNUSED_RESULT;
void ac_practice_fault_free (AcPracticeFault *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcPracticeFault, ac_practice_fault_free)

G_END_DECLS
