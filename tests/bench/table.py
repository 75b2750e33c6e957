# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of two sides, their ratio, and the table they stand in."""
import statistics
import sys

WIDTHS = (46, 27, 27, 7, 7, 7, 5)
HEADS = ("metric", "ours: min / median / max", "reference: the same", "minima", "median", "goal", "")


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def spread(values, digits):
    if not values:
        return "-"
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{min(values):.{digits}f} / {statistics.median(values):.{digits}f} / {max(values):.{digits}f}"


class Row:
    """One metric. With a reference the goal is a ratio that minima and the median of the rounds must both keep;
    without one it is a limit for the median of our own figures. No goal: only to be looked at."""

    def __init__(self, metric, ours, reference=None, goal=None, digits=1, statistic=statistics.median):
        self.metric, self.ours, self.reference, self.goal, self.digits = metric, list(ours), list(reference or []), goal, digits
        self.minima = self.median = None
        if self.reference:
            self.minima = min(self.ours) / min(self.reference)
            self.median = statistics.median(a / b for a, b in zip(self.ours, self.reference))
        self.worst = max(self.minima, self.median) if self.reference else statistic(self.ours)

    @property
    def missed(self):
        return self.goal is not None and self.worst > self.goal

    def cells(self):
        ratio = ["" if value is None else f"{value:.2f}x" for value in (self.minima, self.median)]
        goal = "" if self.goal is None else f"{self.goal:g}x" if self.reference else f"{self.goal:g}"
        verdict = "" if self.goal is None else "MISS" if self.missed else "ok"
        return (self.metric, spread(self.ours, self.digits), spread(self.reference, self.digits), *ratio, goal, verdict)


def line(cells):
    return "  ".join(f"{cell:<{width}}" if place < 3 else f"{cell:>{width}}" for place, (cell, width) in enumerate(zip(cells, WIDTHS))).rstrip()


def show(rows):
    print(line(HEADS))
    print("-" * (sum(WIDTHS) + 2 * len(WIDTHS) - 2))
    for row in rows:
        print(line(row.cells()))
    missed = sum(row.missed for row in rows)
    print(f"{sum(row.goal is not None for row in rows) - missed} goals kept, {missed} missed", flush=True)
