#!/usr/bin/env python3
"""Compare the evaluation's figures with their floors. usage: floors.py FILE (the JSON on its last line)"""
import json, sys

# (task, figure, at least | at most, bound). Speed has no floor: machines are noisy.
FLOORS = [
    ("people", "right", ">=", .53), ("people", "right_at_3", ">=", .74), ("people", "precision", ">=", .66), ("people", "false_answers", "<=", .21),
    ("people", "net", ">=", .37), ("people", "bold", ">=", .73), ("people", "calibration_error", "<=", .10), ("people", "mean_chars", "<=", 230), ("people", "furniture", "<=", .006),
    ("people", "misquoted", "<=", 0), ("people", "future", "<=", 0),
    ("questions", "hit@1", ">=", .68), ("questions", "hit@3", ">=", .78), ("questions", "hit@5", ">=", .80),
    ("questions", "misquoted", "<=", 0), ("questions", "false_answers", "<=", .03), ("questions", "answered", ">=", .6),
    ("questions", "told/hit@1", ">=", .72), ("questions", "told/hit@1_or_headline", ">=", .78), ("questions", "told/choice_accuracy", ">=", .79), ("questions", "told/precision_at_.40", ">=", .88),
    ("questions", "calibration_error", "<=", .07), ("questions", "told/calibration_error", "<=", .07),
    ("questions", "db_bytes_per_text_byte", "<=", 1.25),
    ("talk", "right", ">=", .95), ("talk", "answered_for_nothing", "<=", 4), ("talk", "question_passed_over", "<=", 4), ("talk", "arguments", ">=", .97),
    ("pages", "segment_f1", ">=", .94), ("pages", "title", ">=", .88), ("pages", "author", ">=", .69), ("pages", "date", ">=", .855),
    ("pages", "date_wrong", "<=", .09), ("pages", "wrong_block", "<=", 7),
    ("topics", "on_topic", ">=", .95), ("topics", "on_topic_without_dates", ">=", .86), ("topics", "event_recall", ">=", .63), ("topics", "dates_right", ">=", .94), ("topics", "told_again", "<=", .115),
    ("topics", "state_recall", ">=", .73), ("topics", "alert_precision", ">=", .84), ("topics", "alert_recall", ">=", .68), ("topics", "alerts_per_event", "<=", 1.3),
    ("topics", "misquoted", "<=", 0),
    ("timelines", "date_f1", ">=", .68), ("timelines", "align_rouge2", ">=", .077), ("timelines", "misquoted", "<=", 0),
    ("dates", "meantime/strict_f1", ">=", .86), ("dates", "meantime/relaxed_f1", ">=", .897), ("dates", "meantime/value_f1", ">=", .812),
    ("extraction", "f1", ">=", .97),
    ("summaries", "rouge1", ">=", .315), ("summaries", "misquoted", "<=", 0), ("summaries", "dangling_openers", "<=", .05),
]

figures = json.loads(open(sys.argv[1]).read().strip().splitlines()[-1])
failed = False
for task, name, sense, bound in FLOORS:
    at = figures[task]
    for part in [name] if name in at else name.split("/"):
        at = at[part]
    good = at >= bound if sense == ">=" else at <= bound
    failed |= not good
    print(f"{'ok  ' if good else 'LOW '} {task} {name} {at:.3f} {sense} {bound}")
sys.exit(failed)
