#!/usr/bin/env python3
"""Compare the evaluation's figures with their floors. usage: floors.py FILE (the JSON on its last line)"""
import json, sys

# (task, figure, at least | at most, bound). Speed has no floor: machines are noisy.
FLOORS = [
    ("questions", "hit@1", ">=", .43), ("questions", "hit@3", ">=", .61), ("questions", "hit@5", ">=", .67),
    ("questions", "misquoted", "<=", 0), ("questions", "false_answers", "<=", .22), ("questions", "answered", ">=", .6),
    ("questions", "db_bytes_per_text_byte", "<=", 2.3),
    ("timelines", "date_f1", ">=", .64), ("timelines", "align_rouge2", ">=", .065), ("timelines", "misquoted", "<=", 0),
    ("dates", "meantime/strict_f1", ">=", .80), ("dates", "meantime/value_f1", ">=", .76),
    ("extraction", "f1", ">=", .97),
    ("summaries", "rouge1", ">=", .30), ("summaries", "misquoted", "<=", 0), ("summaries", "dangling_openers", "<=", .05),
]

figures = json.loads(open(sys.argv[1]).read().strip().splitlines()[-1])
failed = False
for task, name, sense, bound in FLOORS:
    at = figures[task]
    for part in name.split("/"):
        at = at[part]
    good = at >= bound if sense == ">=" else at <= bound
    failed |= not good
    print(f"{'ok  ' if good else 'LOW '} {task} {name} {at:.3f} {sense} {bound}")
sys.exit(failed)
