-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE account ADD COLUMN refresher TEXT;
