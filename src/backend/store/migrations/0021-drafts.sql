-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person began and has not shared; its pictures are kept as long as it is. How long what they
-- share can be undone, in seconds. What statuses are listed and searched by: whether they are there
-- (0), to come (1) or over (2), and their text without its case.
CREATE TABLE draft (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  noun TEXT NOT NULL,
  PRIMARY KEY (person_id, id)
);
ALTER TABLE picture ADD COLUMN draft_id TEXT;
CREATE INDEX picture_draft ON picture (person_id, draft_id) WHERE draft_id IS NOT NULL;
ALTER TABLE person ADD COLUMN undo_seconds BIGINT NOT NULL DEFAULT 10;
ALTER TABLE status ADD COLUMN phase BIGINT NOT NULL DEFAULT 0;
ALTER TABLE status ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE status SET folded = LOWER(text);
UPDATE status SET phase = 2 WHERE NOT EXISTS (SELECT delivery.id FROM delivery JOIN step
  ON step.person_id = delivery.person_id AND step.delivery_id = delivery.id
  WHERE delivery.person_id = status.person_id AND delivery.status_id = status.id
  AND (delivery.open = 1 OR (delivery.wanted = 1 AND step.kind IN (0, 5, 7) AND step.state IN (0, 4))));
CREATE INDEX status_phase ON status (person_id, phase, id);
