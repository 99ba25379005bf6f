"""Several pieces of work at a time give what they give one by one, and end when nobody waits for them."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tco.uncertainty.workers import can_fork

HERE = Path(__file__).parent
#: In a program of its own, which has no other threads; those of a test run may.
ALONE = """
import multiprocessing, os, signal, sys
sys.path[:0] = sys.argv[1:]
import numpy as np
from test_batch import drawn, preset
from tco.uncertainty.batch import blocks, outcomes
from tco.uncertainty.workers import can_fork, in_processes

assert can_fork() == (sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1)
if not can_fork():
    sys.exit(3)
bound = preset("kr-clinics-10")
draws = drawn(bound, 2**14)
lines = ("present_value", "irr", "total_cash", "in_horizon")
one = outcomes(bound, draws, lines, compiled=False, workers=1)
for workers, block in ((2, 1000), (3, 4096), (0, 0), (0, 4096)):
    several = outcomes(bound, draws, lines, compiled=False, workers=workers, block=block)
    for key in lines:
        assert one[key].tobytes() == several[key].tobytes(), key
        assert one[key].strides[0] == several[key].strides[0], key
for at, _ in blocks(bound, draws, lines, compiled=False, workers=2, block=1000):
    assert len(multiprocessing.active_children()) == 2
    break
assert not multiprocessing.active_children()

def work(at):
    if at.start == 1:
        raise ValueError("outside the limits")
    if at.start == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid(), at.start

jobs = [slice(at, at + 1) for at in range(4)]
done = in_processes(work, jobs[::2], 2)
pids, starts = zip(*done)
assert starts == (0, 2) and len({*pids, os.getpid()}) == 3
for at, error in ((0, ValueError), (2, EOFError)):
    try:
        list(in_processes(work, jobs[at:], 2))
    except error as found:
        print(type(found).__name__, found)
    assert not multiprocessing.active_children()
"""


def test_processes_change_no_bit_and_end_with_the_loop():
    command = [sys.executable, "-c", ALONE, str(HERE), str(HERE.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode == 3:
        pytest.skip("no processes here")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["ValueError outside the limits", "EOFError "]


def test_a_program_with_threads_begins_no_processes():
    wait = threading.Event()
    other = threading.Thread(target=wait.wait)
    other.start()
    assert not can_fork()
    wait.set()
    other.join()
