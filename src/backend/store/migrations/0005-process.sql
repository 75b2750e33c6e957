-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE process (
  id TEXT NOT NULL PRIMARY KEY,
  beat BIGINT NOT NULL
);
DROP INDEX step_lease;
ALTER TABLE step DROP COLUMN lease_until;
ALTER TABLE step ADD COLUMN holder TEXT;
CREATE INDEX step_holder ON step (holder) WHERE holder IS NOT NULL;
ALTER TABLE request_key ADD COLUMN holder TEXT;
