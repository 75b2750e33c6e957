-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Before when a service takes nothing more of an account, ms: shared or looked for, and deleted.
ALTER TABLE account ADD COLUMN shares_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN removes_from BIGINT NOT NULL DEFAULT 0;
