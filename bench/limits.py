"""What cannot be beaten: the bytes of each kind of public answer, as constants, from who does nothing else.

From the same server, from a Django view without middleware, and from nginx where there is one, whose CPU is the
measure: an answer that is kept costs at most so many times as much.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.comparing import Table, turns
from bench.measure import Ask, Side, granian, read, running

SERVER, VIEW, NGINX = 8103, 8107, 8106
MOST, TARGET = 8, 3
CONF = """daemon off; {user} worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  default_type application/json; sendfile on; tcp_nopush on; access_log off; etag on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/answers; }}
}}
"""


def limits(kinds: Mapping[str, Ask], ours: Side, table: Table, *, rounds: int) -> list[dict[str, Any]]:
    """`kinds`: an address of each kind of answer; one that brings an ETag is answered by 304."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        answers = Path(folder, "answers")
        answers.mkdir()
        Path(folder).chmod(0o755)
        for name, ask in kinds.items():
            (answers / name).write_bytes(read(ours.port, Ask(ask.address))[2])
        sides = {
            "the same server": stack.enter_context(_constants("application", SERVER, answers)),
            "a view of Django": stack.enter_context(_constants("django_application", VIEW, answers)),
        }
        if shutil.which("nginx"):
            sides["nginx"] = stack.enter_context(_nginx(Path(folder)))
        else:
            print("nginx is not here: what is kept is not compared with it.")
        table.head("kept answer", "against", "ours ms", "theirs ms", "times", "limit", "target")
        return [said for name, ask in kinds.items() for said in _limit(name, ask, ours, sides, table, rounds=rounds)]


def _limit(
    name: str, ask: Ask, ours: Side, sides: Mapping[str, Side], table: Table, *, rounds: int
) -> Iterator[dict[str, Any]]:
    expected = 304 if ask.headers else 200
    asked = {"ours": (ours, [ask])} | {peer: (side, [_constant(name, ask, side)]) for peer, side in sides.items()}
    requests = dict.fromkeys(asked, 500 if name.endswith("all") else 4000)
    found = turns(asked, requests, rounds=rounds, expected=expected, noisy=table.is_noisy)
    for peer in sides:
        said: dict[str, Any] = {"work": name, "peer": peer} | found.said()
        if found.kept:
            mine, least = found.cpu_ms("ours"), max(found.cpu_ms(peer), 0.001)
            said |= {"ours_ms": mine, "peer_ms": least, "ratio": mine / least}
            said["limit"] = MOST if peer == "nginx" else None
        table.limit(said, MOST, TARGET)
        yield said


def _constant(name: str, ask: Ask, side: Side) -> Ask:
    """The same from somebody else, who has an ETag of their own."""
    there = Ask(f"/{name}")
    return Ask(there.address, (("If-None-Match", read(side.port, there)[1]["etag"]),)) if ask.headers else there


def _constants(application: str, port: int, answers: Path) -> Any:
    return running(granian(f"bench.constant:{application}", port=port), port=port, BENCH_CONSTANTS=str(answers))


@contextmanager
def _nginx(folder: Path) -> Iterator[Side]:
    conf = folder / "nginx.conf"
    conf.write_text(CONF.format(folder=folder, port=NGINX, user="user root;" if os.geteuid() == 0 else ""))
    with running(["nginx", "-p", str(folder), "-c", str(conf)], port=NGINX) as side:
        yield side
