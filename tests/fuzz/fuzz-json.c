/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fuzz.h"
#include "ac-json.h"

#define MAX_SIZE (64 * 1024)

/* What was read is written as text that reads as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(JsonNode) node = ac_json_parse (bytes, MAX_SIZE, NULL);
  g_autoptr(GBytes) written = node != NULL ? ac_json_to_bytes (node) : NULL;
  g_autoptr(JsonNode) again = written != NULL ? ac_json_parse (written, 8 * MAX_SIZE, NULL) : NULL;

  g_assert_true (node == NULL || (again != NULL && json_node_equal (node, again)));
  return 0;
}
