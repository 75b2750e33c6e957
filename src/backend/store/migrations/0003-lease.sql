-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE step ADD COLUMN lease_until BIGINT;
CREATE INDEX step_lease ON step (lease_until) WHERE lease_until IS NOT NULL;
