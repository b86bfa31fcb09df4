"""Prints what failed tests of a "go test -v" log said, and what stands outside of any test.

usage: failures.py LOG
"""
import collections
import re
import sys

RUNNING = re.compile(r"=== (?:RUN|CONT|NAME|PAUSE) +(\S+)")
ENDED = re.compile(r"\s*--- (FAIL|PASS|SKIP): (\S+)")
PACKAGE = re.compile(r"(?:ok|FAIL|PASS|\?)(?:\s|$)")
LINES = 80  # of one test; a failing dialogue may print thousands

said, failed, test = collections.defaultdict(list), [], ""
for line in open(sys.argv[1], errors="replace"):
    if found := RUNNING.match(line):
        test = found[1]
    elif PACKAGE.match(line):
        test = ""
    elif found := ENDED.match(line):
        test = found[2]
        if found[1] == "FAIL":
            failed.append(test)
            said[test].append(line)
    else:
        said[test].append(line)
for test in failed + [""]:
    sys.stdout.writelines(said[test][-LINES:])
