-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What receipts are signed with.
CREATE TABLE signing_key (
  slot BIGINT NOT NULL PRIMARY KEY,
  seed BLOB NOT NULL
);
