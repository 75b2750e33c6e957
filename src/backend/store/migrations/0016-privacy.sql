-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- With what a choice was last answered, and since when a setting stands, by which receipt.
ALTER TABLE choice ADD COLUMN how BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN kept_separate_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN kept_separate_receipt TEXT;
ALTER TABLE person ADD COLUMN not_sold BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN not_sold_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN not_sold_receipt TEXT;
