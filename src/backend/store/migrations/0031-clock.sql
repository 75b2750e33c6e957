-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the store was used last, where one process has it alone: by the day's clock and by the one
-- that nobody sets, ms, and since which start of the computer that one counts.
ALTER TABLE installation ADD COLUMN boot_id TEXT NOT NULL DEFAULT '';
ALTER TABLE installation ADD COLUMN wall BIGINT NOT NULL DEFAULT 0;
ALTER TABLE installation ADD COLUMN boot BIGINT NOT NULL DEFAULT 0;
