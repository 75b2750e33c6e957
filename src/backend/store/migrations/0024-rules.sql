-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is shared by itself: rules, when each looks again (NULL: it is off), how often it found nothing
-- of late. And which posts they looked at, for each target (a service, and what it calls the account):
-- once, for ever, whatever becomes of the rule.
CREATE TABLE rule (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  from_id TEXT NOT NULL,
  to_id TEXT NOT NULL,
  noun TEXT NOT NULL,
  due_at BIGINT,
  quiet BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX rule_pair ON rule (person_id, from_id, to_id);
CREATE INDEX rule_due ON rule (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE rule_post (
  person_id TEXT NOT NULL REFERENCES person (id),
  target TEXT NOT NULL,
  uri TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  status_id TEXT,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, target, uri)
);
CREATE INDEX rule_post_shared ON rule_post (person_id, rule_id, seen_at) WHERE status_id IS NOT NULL;
CREATE INDEX delivery_key ON delivery (person_id, account_id, key);
CREATE INDEX delivery_sent ON delivery (person_id, account_id, first_armed_at);
