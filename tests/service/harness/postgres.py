# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL server that a test can stop and start again, and databases in it."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid

from .peers import PEERS
from .processes import Process


# What an administrator may switch on: every statement stands in the log, with what was given for its parameters.
TALKATIVE = ("log_min_messages=log", "log_statement=all", "log_parameter_max_length_on_error=-1")


class Postgres:
    def __init__(self, *settings, small=None):
        """small: MiB of a disk of its own beside the other one, for a tablespace of that name."""
        self.settings = ["--small", str(small), *settings] if small else settings
        # A socket's path may have no more than 107 bytes, so the folder stands as high as possible.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.start()
        if small:
            self.ask("postgres", f"CREATE TABLESPACE small LOCATION '{self.folder}/small'")

    def start(self):
        self.process = Process("postgres", [sys.executable, PEERS / "postgres.py", "--folder", self.folder, *self.settings], self.folder / "script.log",
                               stdout=subprocess.PIPE)
        self.conninfo = json.loads(self.process.first_line(60))["conninfo"]

    def stop(self):
        self.process.stop(seconds=30)

    def kill(self):
        """kill -9 of the server's first process, as a crash would be; the others of it end by themselves."""
        first = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGKILL)
        self.process.popen.wait(30)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder)

    def run(self, program, *arguments, database="postgres"):
        """What a program of PostgreSQL's says of a database."""
        done = subprocess.run([program, "-d", f"{self.conninfo} dbname={database}", *arguments], check=False, capture_output=True, text=True,
                              env={"PATH": os.environ["PATH"]}, timeout=120)
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout

    def ask(self, database, query):
        """The rows of an answer, each a list of texts."""
        text = self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query, database=database)
        return [line.split("|") for line in text.splitlines()]

    def make_database(self, *options):
        return Database(self, *options)


class Database:
    """One of its own, for a hosted backend to keep its store in."""

    def __init__(self, server, *options):
        self.server, self.name = server, f"db_{uuid.uuid4().hex}"
        server.ask("postgres", " ".join(("CREATE DATABASE", self.name, *options)))
        self.line = f"postgresql={server.conninfo} dbname={self.name}"

    def ask(self, query):
        return self.server.ask(self.name, query)

    def change(self, statements):
        """For a bench, with nobody else there."""
        for statement in (*statements, "VACUUM ANALYZE"):
            self.ask(statement)

    def fill(self):
        """Not one page more fits on the disk that it is kept on."""
        self.ask("CREATE TABLE filler (text TEXT STORAGE PLAIN)")
        one = "INSERT INTO filler VALUES (repeat('x', 7000));\n"
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", f"{self.server.conninfo} dbname={self.name}"], check=False,
                              input=one * 20000, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}, timeout=120)
        assert "No space left on device" in done.stderr, done.stderr

    def make_room(self):
        self.ask("DROP TABLE filler")

    def locked(self, table):
        """Whoever reads or writes the table meanwhile waits."""
        return self.held(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")

    @contextlib.contextmanager
    def held(self, statement):
        """In a transaction that has run the statement, and ends with nothing changed."""
        command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", f"{self.server.conninfo} dbname={self.name}"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}) as holder:
            holder.stdin.write(f"BEGIN; {statement};\n\\echo held\n")
            holder.stdin.flush()
            assert any(line == "held\n" for line in holder.stdout)
            try:
                yield
            finally:
                holder.stdin.close()
                holder.wait(30)
