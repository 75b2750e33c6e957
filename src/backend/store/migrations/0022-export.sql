-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What stands before the first line of a ledger that was imported, and whether everything of a
-- person is being erased: 1 + AcCopies.
ALTER TABLE person ADD COLUMN ledger_origin TEXT;
ALTER TABLE person ADD COLUMN erasing BIGINT NOT NULL DEFAULT 0;
CREATE INDEX person_erasing ON person (id) WHERE erasing > 0;
