-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ledger, which is only ever added to; what its lines have in common, to find them by; and the
-- key without which nobody can tell whose accounts it is about.
CREATE TABLE ledger (
  person_id TEXT NOT NULL REFERENCES person (id),
  seq BIGINT NOT NULL,
  sort BIGINT NOT NULL,
  line TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (person_id, seq)
);
CREATE INDEX ledger_by_sort ON ledger (person_id, sort, seq);
CREATE TABLE ledger_sort (
  person_id TEXT NOT NULL REFERENCES person (id),
  sort BIGINT NOT NULL,
  name TEXT NOT NULL,
  who TEXT NOT NULL,
  purpose TEXT,
  mark TEXT,
  allowed BIGINT NOT NULL,
  PRIMARY KEY (person_id, sort)
);
CREATE UNIQUE INDEX ledger_sort_name ON ledger_sort (person_id, name);
CREATE TABLE ledger_key (
  person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  key BLOB NOT NULL
);
CREATE TABLE ledger_name (
  person_id TEXT NOT NULL REFERENCES person (id),
  mark TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (person_id, mark)
);
