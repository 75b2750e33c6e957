/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-account.h"
#include "ac-fuzz.h"
#include "ac-json.h"
#include "ac-link.h"
#include "ac-post.h"
#include "ac-receipt.h"
#include "ac-share-rule.h"
#include "ac-status.h"
#include "ac-attempt.h"
#include "ac-trial.h"
#include "ac-undoing.h"
#include "ac-use.h"

#define MAX_SIZE (64 * 1024)

/* A noun that was taken is written in a form that is taken, and is then written alike. */
#define TRY(type)                                                                                  \
  static void try_##type (JsonNode *node)                                                          \
  {                                                                                                \
    g_autoptr(GObject) noun = (gpointer) ac_##type##_from_json (node, NULL);                       \
    g_autoptr(JsonNode) written = noun != NULL ? ac_##type##_to_json ((gpointer) noun) : NULL;     \
    g_autoptr(GObject) again =                                                                     \
                  written != NULL ? (gpointer) ac_##type##_from_json (written, NULL) : NULL;       \
    g_autoptr(JsonNode) twice = again != NULL ? ac_##type##_to_json ((gpointer) again) : NULL;     \
                                                                                                   \
    g_assert_true (noun == NULL || (twice != NULL && json_node_equal (written, twice)));           \
  }

TRY (account)
TRY (link)
TRY (post)
TRY (receipt)
TRY (share_rule)
TRY (status)
TRY (trial)
TRY (attempt)
TRY (undoing)
TRY (use)

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(JsonNode) node = ac_json_parse (bytes, MAX_SIZE, NULL);

  if (node == NULL)
    return 0;
  try_account (node);
  try_link (node);
  try_post (node);
  try_receipt (node);
  try_share_rule (node);
  try_status (node);
  try_trial (node);
  try_attempt (node);
  try_undoing (node);
  try_use (node);
  return 0;
}
