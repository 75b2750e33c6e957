-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Those who may ask: what they say they want, what they know people by, how many they counted.
CREATE TABLE terms (
  recipient TEXT NOT NULL,
  purpose TEXT NOT NULL,
  version BIGINT NOT NULL,
  categories BIGINT NOT NULL,
  kept_days BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (recipient, purpose)
);
ALTER TABLE choice ADD COLUMN terms_version BIGINT NOT NULL DEFAULT 0;
CREATE TABLE pairwise_key (
  slot BIGINT NOT NULL PRIMARY KEY,
  key BLOB NOT NULL
);
CREATE TABLE pairwise (
  recipient TEXT NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (recipient, id)
);
CREATE UNIQUE INDEX pairwise_person ON pairwise (person_id, recipient);
CREATE TABLE head_count (
  recipient TEXT NOT NULL,
  service TEXT NOT NULL,
  day TEXT NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (recipient, service)
);
