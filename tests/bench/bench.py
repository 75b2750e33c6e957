#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py BUILD [PATTERN]: measures what this program promises about its speed and prints a table of ratios.

Both sides of a ratio are measured in one run, in turns. Ratios hold on a machine that does other things, too; absolute figures do
not. Instructions hold anywhere. PATTERN chooses among the parts by name."""
import pathlib
import subprocess
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "service"))
import table  # noqa: E402
from deliveries import measure_deliveries  # noqa: E402
from fanout import measure_fanout  # noqa: E402
from hosted import measure_hosted  # noqa: E402
from keys import measure_typing  # noqa: E402
from ledger import measure_ledger  # noqa: E402
from lists import measure_scrolling  # noqa: E402
from outbox import measure_outbox  # noqa: E402
from queues import measure_queues  # noqa: E402
from reads import measure_reads  # noqa: E402
from renditions import measure_renditions  # noqa: E402
from search import measure_search  # noqa: E402
from exchanges import measure_requests  # noqa: E402
from stage import Stage  # noqa: E402
from windows import measure_idle, measure_instructions, measure_silence, measure_start, measure_statuses  # noqa: E402

PARTS = (("start", measure_start), ("instructions", measure_instructions), ("idle", measure_idle), ("silence", measure_silence),
         ("requests", measure_requests), ("fanout", measure_fanout), ("statuses", measure_statuses), ("scrolling", measure_scrolling),
         ("typing", measure_typing), ("hosted", measure_hosted), ("ledger", measure_ledger), ("queues", measure_queues), ("search", measure_search),
         ("reads", measure_reads), ("outbox", measure_outbox), ("deliveries", measure_deliveries), ("renditions", measure_renditions))


def main():
    build, pattern = sys.argv[1], " ".join(sys.argv[2:])
    chosen = [(name, measure) for name, measure in PARTS if pattern in name]
    if not chosen:
        sys.exit("bench.py: the parts are " + ", ".join(name for name, _ in PARTS))
    subprocess.run(["ninja", "-C", build, "bench-programs"], check=True, stdout=subprocess.DEVNULL)
    stage, rows, unmeasured = Stage(build), [], []
    try:
        for name, measure in chosen:
            try:
                rows += measure(stage)
            except Exception as error:  # what the other parts gave is shown all the same
                traceback.print_exc()
                unmeasured.append(f"{name}: could not be measured: {error}")
    finally:
        stage.close()
    table.show(rows)
    sys.exit("\n".join(unmeasured) or 0)


main()
