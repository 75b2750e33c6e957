-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Links with their switches, what they changed, the receipts for all of it, and what is being undone.
CREATE TABLE receipt (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  pair TEXT NOT NULL,
  purpose TEXT NOT NULL,
  noun TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX receipt_pair ON receipt (person_id, pair, purpose, id);
CREATE TABLE link (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  low_id TEXT NOT NULL,
  high_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX link_pair ON link (person_id, low_id, high_id);
CREATE INDEX link_high ON link (person_id, high_id);
CREATE TABLE link_switch (
  person_id TEXT NOT NULL REFERENCES person (id),
  link_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  value BIGINT NOT NULL,
  since BIGINT NOT NULL,
  receipt_id TEXT,
  PRIMARY KEY (person_id, link_id, purpose)
);
CREATE TABLE link_choice (
  person_id TEXT NOT NULL REFERENCES person (id),
  account_id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  place BIGINT NOT NULL,
  earlier TEXT NOT NULL,
  later TEXT NOT NULL,
  PRIMARY KEY (person_id, account_id, link_id)
);
ALTER TABLE delivery ADD COLUMN link_id TEXT;
CREATE INDEX delivery_link ON delivery (person_id, link_id) WHERE link_id IS NOT NULL;
CREATE TABLE undoing (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  account_id TEXT,
  link_id TEXT,
  open BIGINT NOT NULL,
  noun TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX undoing_open ON undoing (person_id) WHERE open = 1;
-- When an account that the person has not said yet to be the right one is given back.
ALTER TABLE account ADD COLUMN unconfirmed BIGINT;
CREATE INDEX account_unconfirmed ON account (unconfirmed) WHERE unconfirmed IS NOT NULL;
