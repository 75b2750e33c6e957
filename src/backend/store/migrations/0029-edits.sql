-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- How often a status's words were changed. What a copy has while it isn't what the status says, and
-- what became of the change there: none (0), under way (1), made (2), failed (3), or not possible
-- (4); the words that it is to have, as they are sent, and of which revision; of which revision those
-- were that got no answer last. A change has a step of its own, beside the delivery's, for as long as
-- anything of it may still arrive.
ALTER TABLE status ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN copy_text TEXT;
ALTER TABLE delivery ADD COLUMN edit BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN edit_error TEXT;
ALTER TABLE delivery ADD COLUMN edit_text TEXT;
ALTER TABLE delivery ADD COLUMN edit_payload BLOB;
ALTER TABLE delivery ADD COLUMN edit_revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN edit_sent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE step ADD COLUMN edit_of TEXT;
CREATE INDEX step_edit ON step (person_id, edit_of) WHERE edit_of IS NOT NULL;
