-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE account ADD COLUMN key_id TEXT;
UPDATE account SET key_id = (SELECT vault_key.key_id FROM vault_key WHERE vault_key.slot = 0);
CREATE INDEX account_key ON account (key_id, id);
ALTER TABLE process ADD COLUMN vault_keys TEXT;
