-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last good policy, what people say of themselves for it, and what they want to be told of.
CREATE TABLE policy (
  slot BIGINT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  file BLOB NOT NULL
);
ALTER TABLE person ADD COLUMN region TEXT;
ALTER TABLE person ADD COLUMN age BIGINT NOT NULL DEFAULT 0;
CREATE TABLE wish (
  person_id TEXT NOT NULL REFERENCES person (id),
  feature TEXT NOT NULL,
  came BIGINT NOT NULL,
  PRIMARY KEY (person_id, feature)
);
CREATE INDEX wish_waiting ON wish (person_id) WHERE came = 0;
CREATE INDEX step_error ON step (error, person_id) WHERE error IS NOT NULL;
