#!/usr/bin/env python3
"""How long does each ability of the server take on a file of 1,000 lines, in a workspace of 500 files?

    python3 Tests/Measure/feature_speed.py --gimlet .build-release/release/gimlet [--runs 3] [--lines 10000]

Milliseconds as a client sees them, medians: of requests one after the other, and of requests each right behind a key,
which the answer has to wait for. The limit is for the first: 5 ms, of more than 1,000 lines 20 ms. What the server does
not offer is left out.
"""

import os
import pathlib
import statistics
import tempfile

from editor_speed import OTHER_FILES, Client, gin, options

LINES = 1_000
REPEATS = 40

PYTHON = """import gin
from lib import layers


@gin.configurable
def rates{0}(base=0.1, steps=6):
  return [base / (step + 1) for step in range(steps)]
"""

ABLE = {
    "workspace": {"configuration": False},
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True}, "hover": {"contentFormat": ["markdown"]},
        "definition": {"linkSupport": True}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "completion": {"completionItem": {"snippetSupport": True}},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True,
                       "resolveSupport": {"properties": ["edit"]}},
    },
}


class Session:
    """One server with the large file open."""

    def __init__(self, command, root, count):
        (root / "lib").mkdir()
        (root / "lib" / "layers.py").write_text("import gin\n\n\n@gin.configurable\nclass Dense:\n  width = 3\n")
        for number in range(20):
            (root / "lib" / f"rates{number}.py").write_text(PYTHON.format(number))
        name, _, text, self.edit, self.place = gin(root, count)
        self.text = "import lib.rates0\n" + text
        self.edit = (self.edit[0] + 1, self.edit[1])
        (root / name).write_text(self.text)
        self.lines = self.text.split("\n")
        self.uri = (root / name).as_uri()
        self.client = Client(command, root)
        self.answers = {}
        self.client.request("initialize", {
            "processId": os.getpid(), "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": "w"}], "capabilities": ABLE})
        self.offered = self.client.answer["result"]["capabilities"]
        self.client.notify("initialized", {})
        self.client.notify("textDocument/didOpen", {
            "textDocument": {"uri": self.uri, "languageId": "gin", "version": 1, "text": self.text}})
        self.client.diagnostics(self.uri)
        self.client.drain(2.0)
        self.version = 1

    def key(self):
        """One letter in, or the same letter out again."""
        self.version += 1
        line, column = self.edit
        isIn = self.version % 2 == 0
        self.client.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{
                "range": {"start": {"line": line, "character": column},
                          "end": {"line": line, "character": column if isIn else column + 1}},
                "text": "q" if isIn else ""}]})

    def answer(self, *names):
        """The newest answer to one of the questions."""
        return next(self.answers[name] for name in reversed(names) if name in self.answers)

    def at(self, word, line=None, offset=1):
        """Where a word stands, the first one below the middle of the file."""
        start = self.edit[0] + 8 if line is None else line
        for number in range(start, len(self.lines)):
            if word in self.lines[number]:
                return {"textDocument": {"uri": self.uri},
                        "position": {"line": number, "character": self.lines[number].index(word) + offset}}
        raise ValueError(word)

    def span(self, first, last):
        return {"textDocument": {"uri": self.uri},
                "range": {"start": {"line": first, "character": 0}, "end": {"line": last, "character": 0}}}


def questions(session):
    """The abilities, each with the capability that offers it, a method and its parameters."""
    document = {"textDocument": {"uri": session.uri}}
    options = {"options": {"tabSize": 2, "insertSpaces": True}}
    parameter, macro = session.at(".rate"), session.at("%WIDTH", offset=2)
    reference = session.at("/schedule", offset=3)
    middle = session.edit[0]
    actions = {**session.span(middle + 8, middle + 8), "context": {"diagnostics": []}}
    return [
        ("hover", "hoverProvider", "textDocument/hover", parameter),
        ("definition", "definitionProvider", "textDocument/definition", parameter),
        ("declaration", "declarationProvider", "textDocument/declaration", macro),
        ("type definition", "typeDefinitionProvider", "textDocument/typeDefinition", parameter),
        ("implementation", "implementationProvider", "textDocument/implementation", reference),
        ("references of a parameter", "referencesProvider", "textDocument/references",
         {**parameter, "context": {"includeDeclaration": True}}),
        ("references of a macro", "referencesProvider", "textDocument/references",
         {**macro, "context": {"includeDeclaration": True}}),
        ("highlights", "documentHighlightProvider", "textDocument/documentHighlight", macro),
        ("completion of a key", "completionProvider", "textDocument/completion",
         {"textDocument": {"uri": session.uri}, "position": {"line": middle + 8, "character": 1}}),
        ("completion of a parameter", "completionProvider", "textDocument/completion", parameter),
        ("completion of a value", "completionProvider", "textDocument/completion", session.at("@s", offset=1)),
        ("signature help", "signatureHelpProvider", "textDocument/signatureHelp", parameter),
        ("document symbols", "documentSymbolProvider", "textDocument/documentSymbol", document),
        ("workspace symbols", "workspaceSymbolProvider", "workspace/symbol", {"query": "bl1"}),
        ("semantic tokens", "semanticTokensProvider", "textDocument/semanticTokens/full", document),
        ("semantic tokens, changed", "semanticTokensProvider", "textDocument/semanticTokens/full/delta",
         lambda: {**document, "previousResultId": session.answer("semantic tokens", "changed")["resultId"]}),
        ("semantic tokens of a range", "semanticTokensProvider", "textDocument/semanticTokens/range",
         session.span(middle, middle + 50)),
        ("inlay hints of a screen", "inlayHintProvider", "textDocument/inlayHint", session.span(middle, middle + 50)),
        ("code actions", "codeActionProvider", "textDocument/codeAction", actions),
        ("code actions on a value", "codeActionProvider", "textDocument/codeAction",
         {**actions, "range": {"start": session.at("0.25")["position"], "end": session.at("0.25")["position"]}}),
        ("code lenses", "codeLensProvider", "textDocument/codeLens", document),
        ("formatting", "documentFormattingProvider", "textDocument/formatting", {**document, **options}),
        ("formatting of a range", "documentRangeFormattingProvider", "textDocument/rangeFormatting",
         {**session.span(middle, middle + 10), **options}),
        ("formatting on type", "documentOnTypeFormattingProvider", "textDocument/onTypeFormatting",
         {**session.at("Block", line=middle, offset=0), "ch": "\n", **options}),
        ("folding", "foldingRangeProvider", "textDocument/foldingRange", document),
        ("selection", "selectionRangeProvider", "textDocument/selectionRange",
         {**document, "positions": [parameter["position"]]}),
        ("links", "documentLinkProvider", "textDocument/documentLink", document),
        ("prepare rename", "renameProvider", "textDocument/prepareRename", parameter),
        ("rename of a macro", "renameProvider", "textDocument/rename", {**macro, "newName": "BREADTH"}),
        ("rename of a parameter", "renameProvider", "textDocument/rename",
         {**session.at(".base"), "newName": "first"}),
        ("rename of a configurable", "renameProvider", "textDocument/rename",
         {**session.at("/Block", offset=2), "newName": "Renamed"}),
        ("call hierarchy", "callHierarchyProvider", "textDocument/prepareCallHierarchy", reference),
        ("type hierarchy", "typeHierarchyProvider", "textDocument/prepareTypeHierarchy", session.at("/Block", offset=2)),
        ("diagnostics, pulled", "diagnosticProvider", "textDocument/diagnostic", document),
    ]


def follow_ups(session):
    """What is asked with a part of an earlier answer."""
    asked = []
    calls = session.answers.get("call hierarchy")
    if calls:
        asked.append(("incoming calls", "callHierarchy/incomingCalls", {"item": calls[0]}))
        asked.append(("outgoing calls", "callHierarchy/outgoingCalls", {"item": calls[0]}))
    types = session.answers.get("type hierarchy")
    if types:
        asked.append(("subtypes", "typeHierarchy/subtypes", {"item": types[0]}))
        asked.append(("supertypes", "typeHierarchy/supertypes", {"item": types[0]}))
    for action in (session.answers.get("code actions") or []) + (session.answers.get("code actions on a value") or []):
        if "edit" not in action and "data" in action:
            asked.append((f"resolve: {action['title'].split(' ')[0]}", "codeAction/resolve", action))
    items = (session.answers.get("completion of a parameter") or {}).get("items", [])
    if items:
        asked.append(("resolve: completion", "completionItem/resolve", items[0]))
    return asked


def measure(command, figures, count):
    with tempfile.TemporaryDirectory() as folder:
        session = Session(command, pathlib.Path(folder).resolve(), count)

        def request(name, method, params):
            time = session.client.request(method, params() if callable(params) else params)
            if name.endswith(", changed"): session.answers["changed"] = session.client.answer["result"]
            return time

        def ask(name, method, params):
            times = [request(name, method, params) for _ in range(REPEATS)]
            message = session.client.answer
            session.answers[name] = message.get("result")
            if "error" in message:
                print(f"{name}: {message['error']['message']}")
            behind = []
            for _ in range(REPEATS // 2):
                session.key()
                behind.append(request(name, method, params))
                session.client.drain(0.02)
            figures.setdefault(name, []).append((statistics.median(times), statistics.median(behind)))

        try:
            for name, capability, method, params in questions(session):
                if capability in session.offered:
                    ask(name, method, params)
            for name, method, params in follow_ups(session):
                ask(name, method, params)
        finally:
            session.client.stop()


def main():
    parser = options(__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    arguments = parser.parse_args()
    limit = 5.0 if arguments.lines <= LINES else 20.0
    command = [str(pathlib.Path(arguments.gimlet).resolve()), "lsp"]
    figures = {}
    for _ in range(arguments.runs):
        measure(command, figures, arguments.lines)
    print(f"{arguments.lines} lines, {OTHER_FILES} more files, {arguments.runs} runs, load {os.getloadavg()[0]:.1f} "
          f"on {os.cpu_count()} cores; median ms")
    print(f"{'':30}{'alone':>8}{'behind a key':>14}")
    for name, runs in figures.items():
        alone = statistics.median(run[0] for run in runs)
        behind = statistics.median(run[1] for run in runs)
        print(f"{name:30}{alone:8.2f}{behind:14.2f}" + ("  missed" if alone > limit else ""))


if __name__ == "__main__":
    main()
