"""What must be settled before anything of Goodcatch is imported; loaded by `-p tests.early` in pyproject.toml.

Each test process has a data folder of its own, takes no setting from the shell it was started in but the database,
and reaches nothing beyond this machine.
"""

import atexit
import ipaddress
import os
import shutil
import sys
import tempfile

PREFIX = "GOODCATCH_"
KEPT = {"GOODCATCH_DATABASE_URL"}


class OutsideRefused(RuntimeError):
    """A test tried to reach another machine. No OSError: code that bears a lost network must not hide it."""


def settle() -> None:
    """Give this process a data folder that goes when it goes, no other setting, and the umask of our own commands."""
    os.umask(0o077)
    for name in [n for n in os.environ if n.startswith(PREFIX) and n not in KEPT]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="goodcatch-tests-")
    os.environ["GOODCATCH_DATA_DIR"] = folder
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:  # a forked child ends too, and must leave its parent's folder alone
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)


def stay_inside() -> None:
    """Refuse every name and address but this machine's own, for the rest of this process."""
    sys.addaudithook(_judge)


def _judge(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path or None stays on this machine
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if not _inside(host):
        raise OutsideRefused(f"A test tried to reach {host!r}; tests reach this machine alone.")


def _inside(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


settle()
stay_inside()
