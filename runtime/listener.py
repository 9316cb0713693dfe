"""The web server's port, taken by `up` itself: first of all, and kept while web restarts."""

import contextlib
import errno
import http.client
import ipaddress
import socket

from runtime.trouble import WRONG_USE, Trouble


def listen(host: str, port: int) -> socket.socket:
    """A bound socket for the web server; Trouble that names the port when it is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # A second socket may be bound to the same port until one of them listens.
        listener.listen(64)
    except OverflowError:
        raise Trouble(f"{port} is no port: choose one from 1 to 65535.", WRONG_USE) from None
    except OSError as error:
        raise Trouble(_why_not(host, port, error), WRONG_USE) from error
    return listener


def _why_not(host: str, port: int, error: OSError) -> str:
    choose = "choose another one with `manage.py up --port N` or PORT=N"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program: {choose}."
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} is not open to this user: {choose}, above 1023."
    return f"Cannot listen on {host}, port {port}: {error.strerror}. Name another with --host."


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def address(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = _reachable(listener)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _reachable(listener: socket.socket) -> tuple[str, int]:
    host, port = listener.getsockname()[:2]
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    return everywhere.get(host, host), port


def status(listener: socket.socket, path: str) -> int | None:
    """The HTTP status `path` answers with; None when nothing answers."""
    found = ask(listener, path)
    return found[0] if found else None


def ask(listener: socket.socket, path: str) -> tuple[int, bytes] | None:
    """Status and body of `path`; None when nothing answers."""
    line = http.client.HTTPConnection(*_reachable(listener), timeout=2)
    try:
        # As a proxy would: in production an address without TLS leads elsewhere.
        line.request("GET", path, headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
