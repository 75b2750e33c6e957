-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What services say of the wish that nobody sells or shares, and when they were asked.
CREATE TABLE heed (
  person_id TEXT NOT NULL REFERENCES person (id),
  service TEXT NOT NULL,
  host TEXT NOT NULL,
  answer BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, service, host)
);
