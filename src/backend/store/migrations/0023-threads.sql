-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The posts of a delivery that is a thread, and how each one stands: not sent (0), there (1), gone
-- (2), or taken back and perhaps to come late (3). The delivery itself holds the one that its step
-- is about (part; 0: it is one post) in the columns where any other has its only one.
CREATE TABLE part (
  person_id TEXT NOT NULL REFERENCES person (id),
  delivery_id TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  state BIGINT NOT NULL,
  text TEXT NOT NULL,
  key TEXT NOT NULL,
  payload BLOB NOT NULL,
  first_armed_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  remote_id TEXT,
  remote_uri TEXT,
  url TEXT,
  revision TEXT,
  PRIMARY KEY (person_id, delivery_id, ordinal)
);
CREATE INDEX part_updated ON part (person_id, updated_at);
CREATE INDEX part_copy ON part (person_id, remote_uri) WHERE remote_uri IS NOT NULL;
ALTER TABLE delivery ADD COLUMN part BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN long_text TEXT NOT NULL DEFAULT 'refuse';
