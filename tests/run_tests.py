#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""run_tests.py BUILD [PATTERN]: every test whose name holds PATTERN; the last line says how many passed and failed."""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

HERE = pathlib.Path(__file__).resolve().parent
# Seconds that it may take, and how many tests more than processors run at once: most of a service test is waiting for servers.
SUITES = (("check", 600, 1), ("service", 1200, 3), ("ui", 1200, 2))
TAP = re.compile(r"^\s*(not ok|ok)\b(?:\s+\d+)?\s*-?\s*(.*)$", re.M)
Tally = collections.namedtuple("Tally", "passed failed")


def say(text):
    print("test: " + text, file=sys.stderr, flush=True)


def private_session(command):
    return [sys.executable, str(HERE / "service/harness/virtual.py"), *command]


def tap_cases(record):
    """The cases of one program: its TAP lines, and one more failure if it ended badly without saying which case."""
    good, bad = [], []
    for verdict, name in TAP.findall(record.get("stdout") or ""):
        if "# skip" in name.lower():
            bad.append(name + " (a skip counts as a failure)")
        else:
            (good if verdict == "ok" else bad).append(name)
    if record["result"] not in ("OK", "EXPECTEDFAIL") and not bad:
        bad.append(f"{record['name']}: {record['result']}, exit status {record['returncode']}")
    if record["result"] == "OK" and not good:
        good.append(record["name"])
    return good, bad


def run_unit(build, pattern):
    listed = subprocess.run(["meson", "test", "-C", build, "--list", "--no-rebuild"], capture_output=True, text=True, check=True)
    names = [line.split(" / ")[-1].strip() for line in listed.stdout.splitlines()]
    names = [name for name in names if name and pattern in name]
    if not names:
        return Tally(0, 0)
    log = pathlib.Path(build, "meson-logs/testlog.json")
    log.unlink(missing_ok=True)
    run = subprocess.run(private_session(["meson", "test", "-C", build, "--no-rebuild", "--quiet", *names]),
                         capture_output=True, text=True)
    records = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    passed = failed = 0
    for record in records:
        good, bad = tap_cases(record)
        passed, failed = passed + len(good), failed + len(bad)
        for name in bad:
            say(f"FAILED unit {record['name']}: {name}")
        if bad:
            print((record.get("stdout") or "")[-6000:], (record.get("stderr") or "")[-12000:], sep="\n", file=sys.stderr)
    if run.returncode != 0 and not failed:
        print(run.stdout[-4000:], run.stderr[-4000:], file=sys.stderr)
        failed = 1
    return Tally(passed, failed)


def junit_tally(path):
    passed = failed = 0
    for case in ET.parse(path).getroot().iter("testcase"):
        if any(case.find(kind) is not None for kind in ("failure", "error", "skipped")):
            failed += 1
        else:
            passed += 1
    return Tally(passed, failed)


def run_pytest(build, suite, seconds, beside, pattern):
    report = pathlib.Path(build, f"junit-{suite}.xml")
    report.unlink(missing_ok=True)
    workers = ["-n", str(os.cpu_count() + beside), "--dist=worksteal"]
    command = [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", "--timeout=180", "--durations=5", *workers,
               f"--junitxml={report}", str(HERE / suite)] + (["-k", pattern] if pattern else [])
    env = dict(os.environ, AC_BUILD_DIR=str(pathlib.Path(build).resolve()))
    try:
        code = subprocess.run(command, env=env, cwd=HERE.parent, stdout=sys.stderr, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        say(f"FAILED {suite}: not done after {seconds} s")
        return Tally(0, 1)
    if code == 5:
        return Tally(0, 0)
    tally = junit_tally(report) if report.exists() else Tally(0, 0)
    return tally if code == 0 or tally.failed else Tally(tally.passed, 1)


def main():
    build, pattern = sys.argv[1], " ".join(sys.argv[2:])
    total = Tally(0, 0)
    jobs = [("unit", lambda: run_unit(build, pattern))]
    for suite, seconds, beside in SUITES:
        if any((HERE / suite).glob("test_*.py")):
            jobs.append((suite, lambda suite=suite, seconds=seconds, beside=beside: run_pytest(build, suite, seconds, beside, pattern)))
    for name, job in jobs:
        began = time.monotonic()
        say(f"{name} …")
        tally = job()
        total = Tally(total.passed + tally.passed, total.failed + tally.failed)
        say(f"{name}: {tally.passed} passed, {tally.failed} failed, {time.monotonic() - began:.0f} s")
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    sys.exit(0 if total.passed and not total.failed else 1)


main()
