#!/usr/bin/env python3
"""How long does a key in a file of code take to reach the configs, in a workspace of 1,000 Python and 500 Swift files?

    python3 Tests/Measure/code_speed.py --gimlet .build-release/release/gimlet [--runs 3]

After each key a client asks for the problems of an open config of 1,000 lines that names what the code defines. Medians
of milliseconds until the answer, and of milliseconds of processor time that the server spent on it. The second does not
grow with the load of the machine.
"""

import os
import pathlib
import statistics
import tempfile

from editor_speed import Client, now, options

PYTHON_FILES = 1_000
SWIFT_FILES = 500
CONFIG_FILES = 100
LINES = 1_000
KEYS = 30
LIMIT = 5.0

BASE = """import gin


@gin.configurable
class Base{0}:
  '''What the modules of package {0} share.'''

  def __init__(self, rate=0.1, width=3, name='base'):
    self.rate = rate
    self.width = width
    self.name = name

  def half(self):
    half = self.width // 2
    return half
"""

MODULE = """import gin
import math
from package{1} import base
from package{1}.base import Base{1}


@gin.configurable
def rates{0}(base=0.1, steps=6, power=1.0):
  '''What module {0} learns with.'''
  first = 1
  return [base / (step + first) ** power for step in range(steps)]


@gin.configurable
class Inner{0}(Base{1}):
  '''It takes what its base takes.'''

  def area(self):
    return self.width * self.width


@gin.configurable
class Layer{0}(base.Base{1}):
  def __init__(self, rate=0.1, width=3, name='layer', sizes=(1, 2), rates=None):
    super().__init__(rate, width, name)
    self.sizes = sizes
    self.rates = rates

  def forward(self, x):
    total = 0
    for size in self.sizes:
      if size > self.width:
        total += math.sqrt(size) * x
      else:
        total -= size
    return total


def helper{0}(a, b=2):
  return a + b


def other{0}(x, y):
  values = [helper{0}(item) for item in x]
  return dict(zip(values, y))
"""

SWIFT = """import Gin

/// Block number {0}.
@Config
struct Block{0} {{
  var rate: Double = 0.1
  var width: Int = 1
  var name: String = "block"
  var sizes: [Int] = []
  var next: () -> Double = {{ 0 }}
  var area: Int {{ width * width }}
}}

/// What block {0} learns with.
@Configurable
func schedule{0}(base: Double = 0.1, steps: Int = 6) -> [Double] {{
  let first = 1.0
  return (0..<steps).map {{ step in base / (Double(step) + first) }}
}}
"""


def write(root):
    (root / "Package.swift").write_text('// swift-tools-version: 6.2\n// .target(name: "Net")\n')
    sources = root / "Sources" / "Net"
    sources.mkdir(parents=True)
    for number in range(SWIFT_FILES):
        (sources / f"Block{number}.swift").write_text(SWIFT.format(number))
    for number in range(PYTHON_FILES):
        package = root / f"package{number // 50}"
        if number % 50 == 0:
            package.mkdir()
            (package / "__init__.py").write_text("")
            (package / "base.py").write_text(BASE.format(number // 50))
        (package / f"module{number}.py").write_text(MODULE.format(number, number // 50))
    for number in range(CONFIG_FILES):
        lines = [f"Layer{number}.width = {number}", f"Inner{number}.rate = 0.5", f"Block{number}.width = 3",
                 f"Layer{number}.rates = @rates{number}()"]
        (root / f"other{number}.gin").write_text("\n".join(lines) + "\n")
    lines = ["# Everything of the large experiment.", "WIDTH = 64", "", "include 'other0.gin'"]
    scope = 0
    while len(lines) < LINES:
        number = scope % 50
        lines += [
            f"s{scope}/Layer{number}.rate = 0.25",
            f"s{scope}/Layer{number}.width = %WIDTH",
            f"s{scope}/Layer{number}.rates = @s{scope}/rates{number}()",
            f"s{scope}/rates{number}.base = 1e-3",
            f"s{scope}/Inner{number}.width = {scope}",
            f"s{scope}/Block{number}.sizes = [128, 256, 512]",
            f"s{scope}/schedule{number}.base = 1e-3",
            f"s{scope}/Block{number}.next = @s{scope}/schedule{number}",
        ]
        scope += 1
    lines = lines[:LINES]
    # Something of every scope is used.
    lines += ["EVERY = [" + ", ".join(f"@s{used}/Layer0" for used in range(scope)) + "]", "Layer0.sizes = %EVERY"]
    (root / "main.gin").write_text("\n".join(lines) + "\n")


# Where a letter is put in and taken out again: the file, the text before it, and the letter.
KINDS = [
    ("Python, in a body that is called", "package0/module7.py", "  first = 1", "1"),
    ("Python, in a body that is not", "package3/module170.py", "x, y):\n  values", "s"),
    ("Python, a parameter that is bound", "package0/module7.py", "rates7(base", "s"),
    ("Python, a broken line", "package0/module8.py", "helper8(a", ")"),
    ("Python, a new name", "package0/module9.py", "def helper9", "s"),
    ("Python, in a base of 100 classes", "package0/base.py", "    half = self.width // 2", "2"),
    ("Swift, in a body", "Sources/Net/Block7.swift", "let first = 1.0", "1"),
    ("Swift, a property that is bound", "Sources/Net/Block7.swift", "var sizes", "s"),
    ("Swift, a broken line", "Sources/Net/Block8.swift", "func schedule8(base: Double", ")"),
]


class Session:
    def __init__(self, command, root):
        write(root)
        self.root = root
        self.client = Client(command, root)
        self.versions = {}
        self.client.request("initialize", {
            "processId": os.getpid(), "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": "w"}],
            "capabilities": {
                "workspace": {"configuration": False, "didChangeWatchedFiles": {"dynamicRegistration": True},
                              "diagnostics": {"refreshSupport": True}},
                "textDocument": {"diagnostic": {}}}})
        self.client.notify("initialized", {})
        opened = now()
        self.open("main.gin", "gin")
        self.client.wait(
            lambda message: message.get("method") == "window/logMessage" and "has been read" in str(message))
        self.indexed = now() - opened
        self.problems()
        self.client.drain(0.5)

    def open(self, name, language):
        self.versions[name] = 1
        self.client.notify("textDocument/didOpen", {"textDocument": {
            "uri": (self.root / name).as_uri(), "languageId": language, "version": 1,
            "text": (self.root / name).read_text()}})

    def problems(self):
        """Milliseconds until the problems of the config are here."""
        return self.client.request(
            "textDocument/diagnostic", {"textDocument": {"uri": (self.root / "main.gin").as_uri()}})

    def processor(self):
        """Milliseconds that the server's threads have run."""
        tasks = pathlib.Path(f"/proc/{self.client.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6

    def key(self, name, before, letter, isIn):
        text = (self.root / name).read_text()
        place = text.index(before) + len(before)
        line, column = text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1
        self.versions[name] += 1
        self.client.notify("textDocument/didChange", {
            "textDocument": {"uri": (self.root / name).as_uri(), "version": self.versions[name]},
            "contentChanges": [{
                "range": {"start": {"line": line, "character": column},
                          "end": {"line": line, "character": column if isIn else column + len(letter)}},
                "text": letter if isIn else ""}]})

    def type(self, name, before, letter, keys=KEYS):
        if name not in self.versions: self.open(name, "python" if name.endswith(".py") else "swift")
        self.problems()
        waits, spent = [], []
        for key in range(keys):
            started, sent = self.processor(), now()
            self.key(name, before, letter, key % 2 == 0)
            self.problems()
            waits.append(now() - sent)
            self.client.drain(0.02)
            spent.append(self.processor() - started)
        return statistics.median(waits), statistics.median(spent)


def measure(command, figures):
    with tempfile.TemporaryDirectory() as folder:
        session = Session(command, pathlib.Path(folder).resolve())
        try:
            for title, *where in KINDS: figures.setdefault(title, []).append(session.type(*where))
            figures.setdefault("whole index", []).append((session.indexed, 0.0))
            figures.setdefault("peak MB", []).append((session.client.peak(), 0.0))
        finally:
            session.client.stop()


def main():
    arguments = options(__doc__).parse_args()
    figures = {}
    for _ in range(arguments.runs): measure([str(pathlib.Path(arguments.gimlet).resolve()), "lsp"], figures)
    print(f"{PYTHON_FILES} Python files, {SWIFT_FILES} Swift files, {LINES} lines, {arguments.runs} runs, "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; median ms")
    print(f"{'':36}{'waited':>10}{'processor':>11}")
    for name, runs in figures.items():
        waited, spent = (statistics.median(column) for column in zip(*runs))
        print(f"{name:36}{waited:10.2f}" + (f"{spent:11.2f}" + ("  missed" if spent > LIMIT else "") if spent else ""))


if __name__ == "__main__":
    main()
