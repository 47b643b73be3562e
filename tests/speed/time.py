"""Times commands as whole processes, their children's work included: the least CPU and wall time of several runs.

    python3 time.py RUNS NAME COUNT COMMAND…

prints NAME, what was done a second of wall time, the wall time and the CPU time of one run, and the most memory.
"""

import os
import subprocess
import sys
import time

runs, name, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
wall, cpu, most = [], [], 0
for _ in range(runs):
    begun = time.monotonic()
    child = subprocess.Popen(sys.argv[4:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall.append(time.monotonic() - begun)
    cpu.append(used.ru_utime + used.ru_stime)
    most = max(most, used.ru_maxrss)
    # Findings end a check with 1; that is its work, too.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{name}: {' '.join(sys.argv[4:])} failed")
print(f"{name:<34}{count / min(wall):>10.1f} /s{min(wall):>10.3f} s{min(cpu):>10.3f} s CPU{most // 1024:>7} MB", flush=True)
