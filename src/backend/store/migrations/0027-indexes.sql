-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Of a part: what an earlier try has made there that nobody can see yet, and why it can't be taken
-- back; it stands now also as one that only the person knows about (4) or that stays (5). Which
-- threads have an end of their life, and which copies were touched since. Words are looked for in an
-- index, which takes texts of up to 500 characters; longer ones stand beside it.
ALTER TABLE part ADD COLUMN prepared TEXT;
ALTER TABLE part ADD COLUMN error TEXT;
CREATE INDEX delivery_over ON delivery (ends_at) WHERE part > 1 AND wanted = 1 AND ends_at > 0;
CREATE INDEX delivery_touched ON delivery (person_id, account_id, updated_at) WHERE remote_uri IS NOT NULL;
ALTER TABLE status ADD COLUMN long_folded TEXT;
UPDATE status SET long_folded = folded, folded = '' WHERE LENGTH(folded) > 500;
CREATE INDEX status_words ON status (person_id, id, phase, folded);
