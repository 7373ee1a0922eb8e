#!/usr/bin/env python3
"""How fast do language servers answer while somebody types? Ours beside tombi's and ruff's, in one run.

    python3 Tests/Measure/editor_speed.py --gimlet .build-release/release/gimlet [--runs 5]

Each server gets a file of 10,000 lines in its own language, in a workspace of 500 more files. Times are milliseconds
as a client sees them; medians over the runs. tombi and ruff are taken from --peers, a folder with their programs
(`.build-oracles/bin` after `.ci/install-oracles`); one that is missing is named and left out.
"""

import argparse
import json
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time

LINES = 10_000
OTHER_FILES = 500
EDITS = 40
HOVERS = 200
BURST = 20
LIMITS = {
    "initialize": 15, "open": 40, "edit": 8, "hover": 0.3, "burst hover": 20, "burst publishes": 2, "peak MB": 60,
}


def now():
    return time.perf_counter_ns() / 1e6


class Client:
    """Speaks LSP to a child process, and keeps the time at which each message came."""

    def __init__(self, command, root):
        self.started = now()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root)
        self.inbox = queue.Queue()
        self.identifier = 0
        self.publishes = []
        # The message that was awaited last.
        self.answer = None
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        stream = self.process.stdout
        while True:
            length = None
            while (line := stream.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if length is None:
                self.inbox.put((now(), None))
                return
            body = stream.read(length)
            came = now()
            message = json.loads(body)
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", []) if isinstance(message.get("params"), dict) else []
                result = [None] * len(items) if message["method"] == "workspace/configuration" else None
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
            else:
                self.inbox.put((came, message))

    def send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def wait(self, is_meant, seconds=60):
        """The time at which the awaited message came; diagnostics on the way are counted."""
        deadline = time.monotonic() + seconds
        while True:
            came, message = self.inbox.get(timeout=max(0.01, deadline - time.monotonic()))
            if message is None:
                raise RuntimeError("the server ended")
            if message.get("method") == "textDocument/publishDiagnostics":
                self.publishes.append((came, message["params"]))
            if is_meant(message):
                self.answer = message
                return came

    def request(self, method, params):
        """Milliseconds until the answer."""
        self.identifier += 1
        identifier = self.identifier
        sent = now()
        self.send({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == identifier and "method" not in message) - sent

    def diagnostics(self, uri):
        return self.wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri)

    def drain(self, seconds):
        """Everything that comes until the server has been silent for so long."""
        while True:
            try:
                came, message = self.inbox.get(timeout=seconds)
            except queue.Empty:
                return
            if message and message.get("method") == "textDocument/publishDiagnostics":
                self.publishes.append((came, message["params"]))

    def stop(self):
        self.process.kill()
        self.process.wait()

    def peak(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


# Workspaces: each has a main file, a line in it whose edit changes the diagnostics, and a place to hover.

SWIFT = """import Gin

/// Block number {0}.
@Config
struct Block{0} {{
  var rate: Double = 0.1
  var width: Int = 1
  var name: String = "block"
  var sizes: [Int] = []
  var next: () -> Double = {{ 0 }}
}}

/// What block {0} learns with.
@Configurable
func schedule{0}(base: Double = 0.1, steps: Int = 6) -> [Double] {{
  (0..<steps).map {{ step in base / Double(step + 1) }}
}}
"""


def gin(root, count=LINES):
    (root / "Package.swift").write_text('// swift-tools-version: 6.2\n// .target(name: "Net")\n')
    sources = root / "Sources" / "Net"
    sources.mkdir(parents=True)
    for number in range(50):
        (sources / f"Block{number}.swift").write_text(SWIFT.format(number))
    for number in range(OTHER_FILES):
        block = number % 50
        lines = [f"m{number}/Block{block}.{key}" for key in ("rate = 0.5", "width = 3", "name = 'x'")]
        (root / f"other{number}.gin").write_text("\n".join(lines * 5) + "\n")
    lines = ["# Everything of the large experiment.", "WIDTH = 64", ""]
    scope = 0
    while len(lines) < count:
        block = scope % 50
        lines += [
            f"s{scope}/Block{block}.rate = 0.25",
            f"s{scope}/Block{block}.width = %WIDTH",
            f"s{scope}/Block{block}.name = 'layer number {scope}'",
            f"s{scope}/Block{block}.sizes = [128, 256, 512]  # grows",
            f"s{scope}/schedule{block}.base = 1e-3",
            f"s{scope}/Block{block}:",
            f"  next = @s{scope}/schedule{block}",
            "",
        ]
        scope += 1
    text = "\n".join(lines[:count]) + "\n"
    place = count // 2 + 3
    return "main.gin", "gin", text, (place, lines[place].index(".") + 1), (place, lines[place].index(".") + 2)


def toml(root):
    for number in range(OTHER_FILES):
        (root / f"other{number}.toml").write_text("a = 1\n[b]\nc = 'x'\n" * 1 + "".join(f"d{i} = {i}\n" for i in range(12)))
    lines = []
    table = 0
    while len(lines) < LINES:
        lines += [f"[s{table}]", "rate = 0.25", "width = 64", "name = 'layer'", "sizes = [128, 256, 512]  # grows",
                  "base = 1e-3", "flag = true", ""]
        table += 1
    # A key that is written twice is an error: the edit makes `rate` of the line before it.
    return "main.toml", "toml", "\n".join(lines[:LINES]) + "\n", (5002, 0), (5002, 2)


def python(root):
    for number in range(OTHER_FILES):
        (root / f"other{number}.py").write_text("".join(f"value{i} = {i}\n" for i in range(15)))
    lines = ["import math", ""]
    block = 0
    while len(lines) < LINES:
        lines += [f"def block{block}(rate=0.25, width=64, name='layer'):", "    sizes = [128, 256, 512]",
                  "    total = sum(sizes) * width", "    return math.sqrt(total) * rate, name", "", ""]
        block += 1
    line = 5000
    while "return" not in lines[line]:
        line += 1
    return "main.py", "python", "\n".join(lines[:LINES]) + "\n", (line, lines[line].index("total")), (line, 12)


def options(description, runs=3):
    """The options that every measurement has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gimlet", required=True, help="the program, release build")
    parser.add_argument("--runs", type=int, default=runs)
    return parser


def measure(command, make):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        name, language, text, edit, hover = make(root)
        (root / name).write_text(text)
        client = Client(command, root)
        try:
            return run(client, root, name, language, text, edit, hover)
        finally:
            client.stop()


def run(client, root, name, language, text, edit, hover):
    uri = (root / name).as_uri()
    figures = {}
    client.request("initialize", {
        "processId": os.getpid(), "rootUri": root.as_uri(),
        "workspaceFolders": [{"uri": root.as_uri(), "name": "w"}],
        "capabilities": {"textDocument": {"publishDiagnostics": {"versionSupport": True}, "synchronization": {},
                                          "hover": {"contentFormat": ["markdown"]}}}})
    figures["initialize"] = now() - client.started
    client.notify("initialized", {})
    opened = now()
    client.notify("textDocument/didOpen", {
        "textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})
    figures["open"] = client.diagnostics(uri) - opened
    client.drain(1.0)

    version = 1

    def change(insert):
        nonlocal version
        version += 1
        line, column = edit
        end = column if insert else column + 1
        client.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{
                "range": {"start": {"line": line, "character": column}, "end": {"line": line, "character": end}},
                "text": "q" if insert else ""}]})

    times = []
    for key in range(EDITS):
        sent = now()
        change(key % 2 == 0)
        times.append(client.diagnostics(uri) - sent)
        client.drain(0.05)
    figures["edit"] = statistics.median(times)

    place = {"textDocument": {"uri": uri}, "position": {"line": hover[0], "character": hover[1]}}
    hovers = sorted(client.request("textDocument/hover", place) for _ in range(HOVERS))
    figures["hover"] = statistics.median(hovers)
    figures["hover p99"] = hovers[int(len(hovers) * 0.99)]

    client.drain(0.2)
    before = len(client.publishes)
    sent = now()
    # All of them put something in, so that the last text has other problems than the first.
    for _ in range(BURST):
        change(True)
    client.request("textDocument/hover", place)
    figures["burst hover"] = now() - sent
    client.drain(1.0)
    figures["burst publishes"] = len(client.publishes) - before
    figures["peak MB"] = client.peak()
    return figures


def main():
    parser = options(__doc__, runs=5)
    parser.add_argument("--peers", default=".build-oracles/bin", help="the folder that holds tombi and ruff")
    arguments = parser.parse_args()
    peers = pathlib.Path(arguments.peers).resolve()
    servers = {"gimlet": ([str(pathlib.Path(arguments.gimlet).resolve()), "lsp"], gin)}
    for name, command, make in [("tombi", ["lsp"], toml), ("ruff", ["server"], python)]:
        if (peers / name).exists():
            servers[name] = ([str(peers / name), *command], make)
        else:
            print(f"not measured: {name} (no {peers / name})", file=sys.stderr)
    results = {name: [] for name in servers}
    for _ in range(arguments.runs):
        for name, (command, make) in servers.items():
            try:
                results[name].append(measure(command, make))
            except (queue.Empty, RuntimeError) as error:
                print(f"{name}: {type(error).__name__} {error}", file=sys.stderr)
    medians = {
        name: {key: statistics.median(figures[key] for figures in runs) for key in runs[0]}
        for name, runs in results.items() if runs}
    load = os.getloadavg()[0]
    print(f"{LINES} lines, {OTHER_FILES} more files, {arguments.runs} runs, load {load:.1f} on {os.cpu_count()} cores")
    others = [name for name in medians if name != "gimlet"]
    print(f"{'':16}{'gimlet':>10}{'limit':>8}" + "".join(f"{name:>10}{'ratio':>8}" for name in others))
    for key, value in medians["gimlet"].items():
        limit = LIMITS.get(key)
        row = f"{key:16}{value:10.2f}{limit if limit is not None else '':>8}"
        for name in others:
            other = medians[name][key]
            row += f"{other:10.2f}{other / value if value else 0:8.1f}"
        print(row + ("" if limit is None or value <= limit else "  missed"))


if __name__ == "__main__":
    main()
