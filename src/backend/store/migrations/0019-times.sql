-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- When a status is shared (0: at once), how long its copies stay, and until when each one does (0:
-- it isn't live yet, or it stays).
ALTER TABLE status ADD COLUMN life TEXT NOT NULL DEFAULT 'keep';
ALTER TABLE status ADD COLUMN share_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN share_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN ends_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN expired BIGINT NOT NULL DEFAULT 0;
