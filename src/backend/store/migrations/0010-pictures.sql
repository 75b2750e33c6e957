-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people gave to be shared. The bytes go when no delivery needs them any more. A shelf's name is where a service
-- that fetches pictures finds one for a while.
CREATE TABLE picture (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  status_id TEXT,
  place BIGINT NOT NULL,
  type TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  size BIGINT NOT NULL,
  alt TEXT,
  created_at BIGINT NOT NULL,
  bytes BLOB,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX picture_status ON picture (person_id, status_id, place);
CREATE INDEX picture_unused ON picture (created_at) WHERE status_id IS NULL;
CREATE TABLE shelf (
  name TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL,
  picture_id TEXT NOT NULL,
  until BIGINT NOT NULL
);
ALTER TABLE delivery ADD COLUMN form TEXT NOT NULL DEFAULT 'post';
ALTER TABLE delivery ADD COLUMN prepared TEXT;
