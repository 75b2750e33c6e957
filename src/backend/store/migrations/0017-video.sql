-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long a video is; 0: it is a picture.
ALTER TABLE picture ADD COLUMN ms BIGINT NOT NULL DEFAULT 0;
