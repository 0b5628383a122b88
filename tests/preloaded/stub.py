"""Stands for a process that `origin` forks: passes on its streams, its end and the signals to end.

It imports next to nothing, for it is started each time. Killed, it takes the process with it.
"""

import json
import os
import signal
import socket
import sys
from pathlib import Path


def _stand_for(address, *words):
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.connect(address)
    asked = json.dumps([words, str(Path.cwd()), dict(os.environ)]).encode()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * len(asked))
    socket.send_fds(line, [asked], [0, 1, 2])
    pid = int(line.recv(16))
    for stream in (0, 1, 2):
        os.close(stream)  # Otherwise a reader of the output would also wait for this process.
    signal.signal(signal.SIGTERM, lambda *_: os.kill(pid, signal.SIGTERM))
    status = int(line.recv(16))
    if status < 0:
        signal.signal(-status, signal.SIG_DFL) if -status != signal.SIGKILL else None
        os.kill(os.getpid(), -status)
    os._exit(status)


_stand_for(*sys.argv[1:])
