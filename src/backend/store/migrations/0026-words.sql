-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is said of a text beside it: its content note, its language, and the card of its link (JSON).
ALTER TABLE status ADD COLUMN note TEXT;
ALTER TABLE status ADD COLUMN language TEXT;
ALTER TABLE status ADD COLUMN card TEXT;
