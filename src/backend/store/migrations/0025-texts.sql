-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is shared at one target in place of the status's text; NULL: nothing else.
ALTER TABLE delivery ADD COLUMN text TEXT;
