-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  sharing_stopped BIGINT NOT NULL,
  n_accounts BIGINT NOT NULL,
  n_statuses BIGINT NOT NULL,
  last_event BIGINT NOT NULL
);

CREATE TABLE vault_key (
  slot BIGINT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL
);

CREATE TABLE account (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  service TEXT NOT NULL,
  server TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  noun TEXT NOT NULL,
  sealed BLOB,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX account_identity ON account (person_id, service, server, remote_id);

CREATE TABLE status (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  removed BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);

CREATE TABLE delivery (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  status_id TEXT NOT NULL,
  place BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  service TEXT NOT NULL,
  handle TEXT NOT NULL,
  audience TEXT NOT NULL,
  wanted BIGINT NOT NULL,
  open BIGINT NOT NULL,
  key TEXT NOT NULL,
  payload BLOB NOT NULL,
  first_armed_at BIGINT NOT NULL,
  remote_id TEXT,
  remote_uri TEXT,
  url TEXT,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX delivery_status ON delivery (person_id, status_id, place);
CREATE INDEX delivery_open ON delivery (person_id, id) WHERE open = 1;
CREATE UNIQUE INDEX delivery_copy ON delivery (person_id, account_id, remote_uri);

CREATE TABLE step (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  delivery_id TEXT,
  account_id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  look BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  resends BIGINT NOT NULL,
  due_at BIGINT,
  error TEXT,
  epoch BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE INDEX step_due ON step (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX step_delivery ON step (person_id, delivery_id);
CREATE INDEX step_account ON step (person_id, account_id, state);

CREATE TABLE event (
  person_id TEXT NOT NULL REFERENCES person (id),
  seq BIGINT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  status_id TEXT,
  PRIMARY KEY (person_id, seq)
);

CREATE TABLE request_key (
  person_id TEXT NOT NULL REFERENCES person (id),
  key TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  status BIGINT NOT NULL,
  body BLOB,
  location TEXT,
  PRIMARY KEY (person_id, key)
);
CREATE INDEX request_key_age ON request_key (created_at);
