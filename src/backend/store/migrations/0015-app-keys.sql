-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The keys of a person's own developer apps, sealed by the vault.
CREATE TABLE app_keys (
  person_id TEXT NOT NULL REFERENCES person (id),
  service TEXT NOT NULL,
  sealed BLOB NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (person_id, service)
);
