"""The graph pushed to two independent servers, Oxigraph's and Virtuoso, which answer all named questions as we do."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from kg.errors import ExportError
from kg.graph.questions import fill_question, list_questions
from kg.pushing import push

sys.path.append(str(Path(__file__).parent / "graph"))
from sample_graph import build_sample

VIRTUOSO_INI = """[Database]
DatabaseFile=v.db
ErrorLogFile=v.log
LockFile=v.lck
TransactionFile=v.trx
xa_persistent_file=v.pxa
FileExtend=200
[TempDatabase]
DatabaseFile=t.db
TransactionFile=t.trx
[Parameters]
ServerPort={sql}
DisableUnixSocket=1
ServerThreads=5
NumberOfBuffers=4000
DirsAllowed=.
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerRoot=.
ServerThreads=3
[SPARQL]
ResultSetMaxRows=100000
"""


def find_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port, process):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server ended"
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="module")
def store():
    with build_sample() as made:
        yield made


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("needs Oxigraph's server: pip install oxigraph")
    port = find_port()
    command = [program, "serve", "--location", tmp_path_factory.mktemp("ox"), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--union-default-graph"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port, server)
    yield f"http://127.0.0.1:{port}"
    server.kill()
    server.wait()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    if shutil.which("virtuoso-t") is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource-7-bin")
    folder, ports = tmp_path_factory.mktemp("virtuoso"), {"sql": find_port(), "http": find_port()}
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(**ports), encoding="ascii")
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(ports["http"], server)
    yield f"http://127.0.0.1:{ports['http']}"
    server.kill()
    server.wait()


def ask(address, sparql):
    """The rows of an answer, unbound as None."""
    body = urlencode({"query": sparql}).encode()
    request = Request(address, data=body, headers={"Accept": "application/sparql-results+json"})
    with urlopen(request, timeout=60) as answer:
        told = json.load(answer)
    return [
        tuple(row[name]["value"] if name in row else None for name in told["head"]["vars"])
        for row in told["results"]["bindings"]
    ]


def normalise(rows):
    """Rows as a bag; within a list of names the order is up to the engine, and unbound is as good as empty."""
    return Counter(tuple(tuple(sorted(re.split("[,،;؛] ", cell or ""))) for cell in row) for row in rows)


def compare(store, address):
    """The names of questions that another store answers otherwise, bare and as their example asks them."""
    wrong = []
    for question in list_questions():
        for settings in ({}, question.example):
            sparql = fill_question(question, settings)
            ours = [tuple(None if x is None else x.value for x in row) for row in store.query(sparql)]
            if normalise(ours) != normalise(ask(address, sparql)):
                wrong.append(question.name)
    return wrong


@pytest.mark.parametrize("protocol", ["graph-store", "nquads"])
def test_oxigraph_answers_all_questions_as_we_do(store, oxigraph, protocol):
    told = push(store, f"{oxigraph}/store", protocol=protocol, runs=True)
    assert told == (len(store.graph_names()), len(list(store.all_quads())))
    assert compare(store, f"{oxigraph}/query") == []


def test_virtuoso_answers_all_questions_as_we_do(store, virtuoso):
    address = f"{virtuoso}/sparql-graph-crud-auth"
    with pytest.raises(ExportError, match=r"refused it with 401.*--user"):
        push(store, address)
    for _ in range(2):  # again replaces, and doubles nothing
        push(store, address, runs=True, login=("dba", "dba"))
    assert compare(store, f"{virtuoso}/sparql") == []


def test_what_is_left_out_is_the_graph_of_runs(store, oxigraph):
    push(store, f"{oxigraph}/store", runs=True)
    graphs, _ = push(store, f"{oxigraph}/store")
    assert graphs == len(store.graph_names()) - 1


class Grumpy(BaseHTTPRequestHandler):
    def do_PUT(self):
        self.send_response(507)
        self.end_headers()
        self.wfile.write(b"disk\nfull \x1b[31m")

    def log_message(self, *arguments):
        pass


def test_what_a_server_says_is_told_in_one_line(store):
    server = HTTPServer(("127.0.0.1", 0), Grumpy)
    Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(ExportError, match=r"refused it with 507.*disk full") as error:
        push(store, f"http://127.0.0.1:{server.server_port}/store")
    server.shutdown()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1:9/store", "cannot be reached"),
        ("file:///etc/passwd", "no address of a graph store"),
        ("localhost:7878", "no address of a graph store"),
    ],
)
def test_where_nobody_answers(store, address, message):
    with pytest.raises(ExportError, match=message):
        push(store, address)
