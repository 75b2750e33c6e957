-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was tried of each delivery, the last times alone: a row from when a step was armed, which is
-- filled in when it is settled. It is under way while a step of the delivery is armed with its epoch.
CREATE TABLE attempt (
  person_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  step BIGINT NOT NULL,
  part BIGINT NOT NULL,
  armed_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL DEFAULT 0,
  outcome BIGINT NOT NULL DEFAULT 0,
  error TEXT,
  http_status BIGINT NOT NULL DEFAULT 0,
  requests BIGINT NOT NULL DEFAULT 0,
  sent BIGINT NOT NULL DEFAULT 0,
  received BIGINT NOT NULL DEFAULT 0,
  retry_at BIGINT NOT NULL DEFAULT 0,
  next_step BIGINT NOT NULL DEFAULT 0,
  next_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (person_id, delivery_id, number)
);
-- Until when sharing is stopped, and until when sharing to an account is paused: 0 where it isn't, or
-- all is stopped until the person lets it go on; the largest number where an account waits for that.
ALTER TABLE person ADD COLUMN stopped_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN paused_until BIGINT NOT NULL DEFAULT 0;
CREATE INDEX person_stopped ON person (stopped_until) WHERE stopped_until > 0;
CREATE INDEX account_paused ON account (paused_until) WHERE paused_until > 0;
-- Whether a post was from before the rule, and shared because the person asked for it; it is counted
-- when it is shared, which may be later than it was looked at.
ALTER TABLE rule_post ADD COLUMN earlier BIGINT NOT NULL DEFAULT 0;
