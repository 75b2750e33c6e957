# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SQL of the store is the subset that SQLite, PostgreSQL and its relatives share."""
import pathlib
import re
import sqlite3

import pytest

STORE = pathlib.Path(__file__).resolve().parents[2] / "src/backend/store"
ENGINES = ("ac-database-postgres.c", "ac-database-sqlite.c")
SOURCES = [path for path in sorted(STORE.glob("*.c")) if path.name not in ENGINES]
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
VERB = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b")
FORBIDDEN = {
    "SQLite only": r"\b(AUTOINCREMENT|ROWID|WITHOUT ROWID|STRICT|PRAGMA|GLOB|IIF|IFNULL|STRFTIME|DATETIME|JULIANDAY|UNIXEPOCH|TYPEOF|"
                   r"LAST_INSERT_ROWID|CHANGES|PRINTF|INSTR|HEX|RANDOMBLOB|JSON_\w+|GROUP_CONCAT)\b",
    "PostgreSQL only": r"::|\b(SERIAL|BIGSERIAL|NEXTVAL|NOTIFY|LISTEN|ILIKE|SKIP LOCKED|ADVISORY|JSONB|ARRAY|TIMESTAMPTZ|NOW)\b",
    "hidden work": r"\b(TRIGGER|SEQUENCE|TEMP|TEMPORARY|DEFERRABLE|EXCLUDE|MATERIALIZED|LOCK TABLE)\b",
    "overwrites silently": r"\bINSERT OR |\bREPLACE INTO\b|\bON CONFLICT\b",
    "another way to name a parameter": r"\?|:[a-z]\w*|@[a-z]\w*",
    "text put together by hand": r"%[sdlu]",
    "another quotation": r"`|\[[a-z_]+\]",
}


def statements_of(text):
    """Strings that begin with a verb, with the pieces that follow joined."""
    joined = re.sub(r'"\s*(?:[A-Z_]+\s*)*"', "", re.sub(r'"\s*\n\s*"', "", text))
    return [found for found in STRING.findall(joined) if VERB.match(found)]


def questions():
    """Every SELECT as the store asks it, with the pieces it has names for."""
    text = "".join(path.read_text().replace("\\\n", "") for path in (*SOURCES, STORE / "ac-store-private.h"))
    pieces = {name: "".join(STRING.findall(strings)) for name, strings in re.findall(r'^#define ([A-Z_]+)\s+(".*)$', text, re.M)}
    for found in re.findall(r'"SELECT(?:[^"\\]|\\.)*"(?:\s*(?:"(?:[^"\\]|\\.)*"|[A-Z][A-Z_]+))*', text):
        yield "".join(pieces[name] if name else piece for piece, name in re.findall(r'"((?:[^"\\]|\\.)*)"|([A-Z][A-Z_]+)', found))


def faults(statement):
    bare = re.sub(r"'[^']*'", "''", statement)
    return [why for why, pattern in FORBIDDEN.items() if re.search(pattern, bare, re.I)]


def test_statements_are_portable():
    found = [(path.name, statement) for path in SOURCES for statement in statements_of(path.read_text())]
    assert len(found) > 40
    assert not [(name, statement, faults(statement)) for name, statement in found if faults(statement)]


def test_migrations_are_portable():
    for path in sorted(STORE.glob("migrations/*.sql")):
        text = re.sub(r"^--.*$", "", path.read_text(), flags=re.M)
        statements = [statement.strip() for statement in text.split(";") if statement.strip()]
        for statement in statements:
            assert VERB.match(statement) and not faults(statement), (path.name, statement, faults(statement))
            for column in re.findall(r"^  [a-z_]+ ([A-Z]+)", statement, re.M):
                assert column in ("TEXT", "BIGINT", "BLOB"), (path.name, column)


def plan(statement):
    store = sqlite3.connect(":memory:")
    for path in sorted(STORE.glob("migrations/*.sql")):
        store.executescript(path.read_text())
    given = {number: "" for number in re.findall(r"\$(\d+)", statement)}
    return [row[3] for row in store.execute("EXPLAIN QUERY PLAN " + statement, given)]


def walks(statement):
    """Where SQLite would go through everything a person has, which grows for ever, to answer."""
    return [step for step in plan(statement) if re.search(r"(SCAN|SEARCH) (status|delivery|step|event)\b(?!.*(=\?.* AND |[<>]\?|delivery_open|step_holder))", step)]


def test_questions_do_not_grow():
    asked = [statement for statement in questions() if "schema_version" not in statement]
    assert len(asked) > 20
    # What an unlocked keyring, a new sign-in or a clock that was set sets going again is looked for among all.
    allowed = ["SELECT delivery_id FROM step WHERE person_id = $1 AND state = $2 AND ($3 = '' OR account_id = $3) AND ($4 = '' OR error = $4)",
               "SELECT step.person_id, step.delivery_id, delivery.share_at FROM step CROSS JOIN delivery WHERE step.state = $1"
               " AND step.kind = $2 AND step.look = $3 AND delivery.person_id = step.person_id AND delivery.id = step.delivery_id"
               " AND delivery.share_at > $4 AND delivery.wanted = 1"]
    assert [statement for statement in asked if walks(statement)] == allowed


def test_posts_are_looked_up():
    """A rule asks this of each post at each look: never all that an account was sent."""
    asked = [statement for statement in statements_of((STORE / "ac-store-rule-posts.c").read_text()) if statement.startswith("SELECT")]
    steps = [step for statement in asked for step in plan(statement)]
    assert any("delivery_key" in step for step in steps)
    assert not [step for step in steps if re.search(r"SCAN|\((person_id=\?)?( AND account_id=\?)?\)$", step)]


@pytest.mark.parametrize("statement, why", [
    ("INSERT OR REPLACE INTO a VALUES ($1)", "overwrites silently"),
    ("SELECT * FROM a WHERE id = ?", "another way to name a parameter"),
    ("SELECT strftime ('%Y', 1)", "SQLite only"),
    ("SELECT a::text FROM b", "PostgreSQL only"),
    ("CREATE TRIGGER x", "hidden work"),
    ("SELECT a FROM b WHERE c = %s", "text put together by hand"),
])
def test_portability_bites(statement, why):
    assert why in faults(statement)
    assert statements_of(f'"{statement}"') == [statement]
