-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is shared in place of a picture where that is more than a service takes: named by what is taken there, and gone
-- with the picture. A delivery that has bounds shares the renditions of that name. Whether a picture was the first of
-- several in its file.
CREATE TABLE rendition (
  person_id TEXT NOT NULL,
  picture_id TEXT NOT NULL,
  bounds TEXT NOT NULL,
  type TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  size BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (person_id, picture_id, bounds)
);
ALTER TABLE picture ADD COLUMN of_several BIGINT NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN bounds TEXT;
ALTER TABLE shelf ADD COLUMN bounds TEXT;
