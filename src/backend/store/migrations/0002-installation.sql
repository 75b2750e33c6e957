-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE installation (
  slot BIGINT NOT NULL PRIMARY KEY,
  mark TEXT NOT NULL
);
