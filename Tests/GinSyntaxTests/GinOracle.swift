// What does the real gin-config say? One Python process that parses any number of files and answers in JSON lines.

import Foundation
import GinSyntax
import SourceText
import TestSupport

enum GinOracle {
  /// What gin-config 0.5.0 yields for a file before it stops.
  struct Answer: Decodable {
    var statements: [Row]
    var error: Failure?

    struct Row: Decodable, Equatable {
      var kind: String
      var line: Int
      var scope: String?
      var selector: String?
      var parameter: String?
      var value: String?
      var name: String?
      var text: String?
      var path: String?
    }

    struct Failure: Decodable {
      /// `SyntaxError`, `TokenError`, `IndentationError`, `TypeError`, …
      var type: String
      /// From one; nil where Python does not say.
      var line: Int?
      var message: String
    }
  }

  static func parse(_ texts: [[UInt8]], python: String) throws -> [Answer] {
    let lines = texts.map { Data($0).base64EncodedString() }
    return try PythonOracle.answers(to: lines, program: program, interpreter: python).map {
      try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
    }
  }

  /// Reads files as `open` does, prints values as CONTRACT has them. Keys of dictionaries are equal as their texts are.
  static let program = #"""
    import base64, io, json, re, sys
    from gin import config_parser

    class Named:
        def __init__(self, text):
            self.text = text
        def __repr__(self):
            return self.text
        def __eq__(self, other):
            return isinstance(other, Named) and self.text == other.text
        def __hash__(self):
            return hash(self.text)

    class Delegate(config_parser.ParserDelegate):
        def configurable_reference(self, name, evaluate):
            return Named("@" + name + ("()" if evaluate else ""))
        def macro(self, name):
            return Named("%" + name)

    def row(statement):
        line = statement.location.line_num
        if isinstance(statement, config_parser.ImportStatement):
            return {"kind": "import", "line": line, "text": statement.format()}
        if isinstance(statement, config_parser.IncludeStatement):
            path = re.sub("[\ud800-\udfff]", "\ufffd", statement.filename)
            return {"kind": "include", "line": line, "path": path}
        if isinstance(statement, config_parser.BlockDeclaration):
            return {"kind": "block", "line": line, "scope": statement.scope, "selector": statement.selector}
        value = repr(statement.value)
        if not statement.arg_name:
            name = statement.scope + "/" + statement.selector if statement.scope else statement.selector
            return {"kind": "macro", "line": line, "name": name, "value": value}
        return {"kind": "binding", "line": line, "scope": statement.scope, "selector": statement.selector,
                "parameter": statement.arg_name, "value": value}

    def parse(data):
        rows = []
        try:
            text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
            for statement in config_parser.ConfigParser(text, Delegate()):
                rows.append(row(statement))
        except Exception as error:
            line = getattr(error, "lineno", None)
            if type(error).__name__ == "TokenError":
                line = error.args[1][0]
            return {"statements": rows, "error": {"type": type(error).__name__, "line": line, "message": str(error)}}
        return {"statements": rows, "error": None}

    with open(sys.argv[1]) as lines, open(sys.argv[2], "w", encoding="ascii") as output:
        for line in lines:
            output.write(json.dumps(parse(base64.b64decode(line))) + "\n")
    """#
}

extension GinOracle.Answer.Row {
  /// Our row in the oracle's form.
  init(_ row: StatementRow) {
    self.init(kind: row.kind, line: row.line)
    switch row.content {
    case .binding(let scope, let selector, let parameter, let value):
      self.scope = scope
      self.selector = selector
      self.parameter = parameter
      self.value = value
    case .macro(let name, let value):
      self.name = name
      self.value = value
    case .block(let scope, let selector):
      self.scope = scope
      self.selector = selector
    case .import(let text): self.text = text
    case .include(let path): self.path = path
    }
  }
}
