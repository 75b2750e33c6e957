-- SPDX-FileCopyrightText: 2026 Accounts Center contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a store of this version holds, a row at least in each table.
INSERT INTO person VALUES ('019a0000-0000-7000-8000-000000000001', 1700000000000, 0, 1, 1, 2);
INSERT INTO vault_key VALUES (0, '019a0000-0000-7000-8000-000000000002');
INSERT INTO account VALUES ('019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000003',
  'mastodon', 'https://mastodon.example', '1',
  '{"id":"019a0000-0000-7000-8000-000000000003","service":"mastodon","server":"https://mastodon.example","remote_id":"1","handle":"@ada@mastodon.example","state":"on","audiences":["public"],"limits":{"max_graphemes":500,"max_bytes":0,"url_weight":23,"local_mentions":true},"created_at":"2023-11-14T22:13:20.000Z"}',
  x'7365616c6564');
INSERT INTO status VALUES ('019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000004',
  'Kept', 1700000000000, 0);
INSERT INTO delivery VALUES ('019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000005',
  '019a0000-0000-7000-8000-000000000004', 0, '019a0000-0000-7000-8000-000000000003', 'mastodon',
  '@ada@mastodon.example', 'public', 1, 1, 'key', x'7b7d', 1700000000000, NULL, NULL, NULL, 1700000000000);
INSERT INTO step VALUES ('019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000006',
  '019a0000-0000-7000-8000-000000000005', '019a0000-0000-7000-8000-000000000003', 0, 1, 0, 1700000000000, 1, 0,
  NULL, NULL, 1);
INSERT INTO event VALUES ('019a0000-0000-7000-8000-000000000001', 1, 'account', '019a0000-0000-7000-8000-000000000003', NULL);
INSERT INTO event VALUES ('019a0000-0000-7000-8000-000000000001', 2, 'status', '019a0000-0000-7000-8000-000000000004', NULL);
INSERT INTO request_key VALUES ('019a0000-0000-7000-8000-000000000001', 'key-of-the-request', 'hash', 1700000000000, 201,
  x'7b7d', '/v1/statuses/019a0000-0000-7000-8000-000000000004');
INSERT INTO installation VALUES (0, 'somewhere else');
