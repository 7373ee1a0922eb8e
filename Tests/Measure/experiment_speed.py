#!/usr/bin/env python3
"""How long do the answers take that look at whole experiments, where forty of them hold the file that is edited?

    python3 Tests/Measure/experiment_speed.py --gimlet .build-release/release/gimlet [--runs 3]

The edited file has 250 calls of code, half of them Python's. Medians of the milliseconds of processor time that the
server spends: on a question alone, and on one right behind a key.
"""

import os
import pathlib
import statistics
import tempfile

from editor_speed import Client, options

EXPERIMENTS = 40
CALLS = 250
KEYS = 20
ALONE, BEHIND = 5.0, 10.0

PYTHON = """import gin


@gin.configurable
def rates{0}(base=0.1, steps=6, power=1.0):
  first = 1
  return [base / (step + first) ** power for step in range(steps)]
"""

SWIFT = """import Gin

@Config
struct Block{0} {{
  var rates: [Double] = []
  var width: Int = 1
}}

@Configurable
func schedule{0}(base: Double = 0.1, steps: Int = 6) -> [Double] {{
  (0..<steps).map {{ step in base / Double(step + 1) }}
}}
"""


def write(root):
    (root / "Package.swift").write_text('// .target(name: "Net")\n')
    (root / "Sources" / "Net").mkdir(parents=True)
    for number in range(25):
        (root / "Sources" / "Net" / f"Block{number}.swift").write_text(SWIFT.format(number))
        (root / f"rates{number}.py").write_text(PYTHON.format(number))
    lines = ["BASE = 0.5"]
    for call in range(CALLS):
        number, name = call % 25, "schedule" if call % 2 else "rates"
        lines += [f"s{call}/{name}{number}.base = {0.001 * (call + 1)}", f"s{call}/Block{number}.width = {call + 2}",
                  f"s{call}/Block{number}.rates = @s{call}/{name}{number}()"]
    (root / "base.gin").write_text("\n".join(lines) + "\n")
    for number in range(EXPERIMENTS):
        (root / f"experiment{number}.gin").write_text(
            "include 'base.gin'\n"
            + "".join(f"s{number + step}/Block{(number + step) % 25}.width = {number}\n" for step in range(5))
            + f"s{number}/{'schedule' if number % 2 else 'rates'}{number % 25}.steps = 3\n")
    return (root / "base.gin").read_text()


class Session:
    def __init__(self, command, root):
        self.text = write(root)
        self.root = root
        self.uri = (root / "base.gin").as_uri()
        self.client = Client(command, root)
        self.client.request("initialize", {
            "processId": os.getpid(), "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": "w"}],
            "capabilities": {
                "workspace": {"configuration": False, "didChangeWatchedFiles": {"dynamicRegistration": True},
                              "diagnostics": {"refreshSupport": True}},
                "textDocument": {"diagnostic": {}}}})
        self.client.notify("initialized", {})
        self.version = 1
        self.client.notify("textDocument/didOpen", {"textDocument": {
            "uri": self.uri, "languageId": "gin", "version": 1, "text": self.text}})
        self.client.wait(
            lambda message: message.get("method") == "window/logMessage" and "has been read" in str(message))
        self.told = {}

    def processor(self):
        tasks = pathlib.Path(f"/proc/{self.client.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6

    def key(self):
        """A digit behind a width in the middle of the file, or away again."""
        self.version += 1
        line = 1 + 3 * (CALLS // 2) + 1
        column, isIn = len(self.text.split("\n")[line]), self.version % 2 == 0
        self.client.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{
                "range": {"start": {"line": line, "character": column},
                          "end": {"line": line, "character": column if isIn else column + 1}},
                "text": "7" if isIn else ""}]})

    def ask(self, method, params):
        self.client.request(method, params(self))
        answer = self.client.answer
        if "error" in answer: raise RuntimeError(f"{method}: {answer['error']}")
        if method == "workspace/diagnostic":
            self.told = {item["uri"]: item["resultId"] for item in answer["result"]["items"]}
        if method == "textDocument/diagnostic": self.one = answer["result"]["resultId"]


def command(name, *arguments):
    return "workspace/executeCommand", lambda session: {
        "command": f"gimlet.{name}", "arguments": [session.uri, *arguments]}


QUESTIONS = [
    ("resolved document", *command("print", "experiment3.gin")),
    ("diff", *command("diff", "experiment3.gin", "experiment4.gin")),
    ("preview", *command("preview", "s3/rates3.base = 7")),
    ("pulled diagnostics", "textDocument/diagnostic", lambda session: {
        "textDocument": {"uri": session.uri}, "previousResultId": getattr(session, "one", "")}),
    ("workspace diagnostics", "workspace/diagnostic", lambda session: {
        "previousResultIds": [{"uri": uri, "value": value} for uri, value in session.told.items()]}),
    ("hover on a value", "textDocument/hover", lambda session: {
        "textDocument": {"uri": session.uri}, "position": {"line": 3 * CALLS // 2 - 4, "character": 3}}),
]


def measure(program, figures):
    for name, method, params in QUESTIONS:
        with tempfile.TemporaryDirectory() as folder:
            session = Session(program, pathlib.Path(folder).resolve())
            try:
                session.ask(method, params)
                session.client.drain(0.3)
                alone, behind = [], []
                for _ in range(KEYS):
                    started = session.processor()
                    session.ask(method, params)
                    alone.append(session.processor() - started)
                for _ in range(KEYS):
                    started = session.processor()
                    session.key()
                    session.ask(method, params)
                    behind.append(session.processor() - started)
                    session.client.drain(0.05)
                figures.setdefault(name, []).append((statistics.median(alone), statistics.median(behind)))
            finally:
                session.client.stop()


def main():
    arguments = options(__doc__).parse_args()
    figures = {}
    for _ in range(arguments.runs): measure([str(pathlib.Path(arguments.gimlet).resolve()), "lsp"], figures)
    print(f"{EXPERIMENTS} experiments, {CALLS} calls, {arguments.runs} runs, load {os.getloadavg()[0]:.1f} "
          f"on {os.cpu_count()} cores; median ms of processor time")
    print(f"{'':24}{'alone':>8}{'behind a key':>14}")
    for name, runs in figures.items():
        alone, behind = (statistics.median(column) for column in zip(*runs))
        missed = "  missed" if alone > ALONE or behind > BEHIND else ""
        print(f"{name:24}{alone:8.2f}{behind:14.2f}{missed}")


if __name__ == "__main__":
    main()
