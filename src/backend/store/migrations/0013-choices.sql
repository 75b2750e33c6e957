-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people let others do with what their accounts hold, and what that is: `datum.value` is read
-- in one place, see ac-store-data.h.
CREATE TABLE choice (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  purpose TEXT NOT NULL,
  consent BIGINT NOT NULL,
  agreed BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  said_no_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  receipt_id TEXT,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX choice_about ON choice (person_id, account_id, recipient, purpose);
CREATE TABLE datum (
  person_id TEXT NOT NULL REFERENCES person (id),
  account_id TEXT NOT NULL,
  category BIGINT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, account_id, category)
);
ALTER TABLE person ADD COLUMN kept_separate BIGINT NOT NULL DEFAULT 0;
