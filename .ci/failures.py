"""Prints what failed tests of a "go test -v" log said, and what stands outside of any test:
the end of a program too, of which no test is said to have failed.

usage: failures.py LOG
"""
import re
import sys

RUNNING = re.compile(r"=== (?:RUN|CONT|NAME|PAUSE) +(\S+)")
ENDED = re.compile(r"\s*--- (FAIL|PASS|SKIP): (\S+)")
RESULT = re.compile(r"(?:FAIL|PASS)$")
PACKAGE = re.compile(r"(?:ok|FAIL|\?)\s+\S")  # ends what one package said
DIED = re.compile(r"panic: |fatal error: |unexpected fault address|SIG[A-Z]+: |signal: ")
LINES = 80  # of one test; a failing dialogue may print thousands
OUTSIDE, DEATH = "", "death"  # in place of a test; no test has such a name


def tell(said, failed):
    for test in failed:
        sys.stdout.writelines(said[test][-LINES:])
    # Why a program died comes first, and then the stacks of all that it did.
    sys.stdout.writelines(said.get(DEATH, [])[:LINES])
    sys.stdout.writelines(said.get(OUTSIDE, [])[-LINES:])


said, failed, test = {}, [], OUTSIDE
for line in open(sys.argv[1], errors="replace"):
    if found := RUNNING.match(line):
        test = found[1]
    elif PACKAGE.match(line):
        tell(said, failed)
        said, failed, test = {}, [], OUTSIDE
    elif RESULT.match(line):
        test = OUTSIDE
    elif found := ENDED.match(line):
        test = found[2]
        if found[1] == "FAIL":
            failed.append(test)
            said.setdefault(test, []).append(line)
    else:
        if DIED.match(line):
            test = DEATH
        said.setdefault(test, []).append(line)
tell(said, failed)
