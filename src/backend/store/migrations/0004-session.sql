-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE session (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  mark TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX session_mark ON session (person_id, mark);
