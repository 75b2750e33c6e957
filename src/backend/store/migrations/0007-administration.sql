-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE person ADD COLUMN blocked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN max_accounts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN max_statuses_per_day BIGINT NOT NULL DEFAULT 0;
CREATE TABLE service_off (
  service TEXT NOT NULL PRIMARY KEY
);
