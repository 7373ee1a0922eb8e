// Does the reader find what CPython finds? Every definition of the standard library and of published packages.

import Configurables
import Foundation
import PythonDefinitions
import SourceText
import TestSupport
import Testing

@Suite struct OutlineOracleTests {
  private struct Answer: Decodable {
    var entries: [Row]?
    var error: Int?
  }

  fileprivate struct Row: Decodable, Equatable, Hashable {
    var kind: String
    var name: String
    var line: Int
    var parameters: [String]
    var decorators: [String]
  }

  @Test func findsTheDefinitionsThatTheStandardLibraryHas() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "Python definitions against CPython's ast") else {
      return
    }
    let folders = try PythonOracle.answers(
      to: [""], program: "import sys, sysconfig; open(sys.argv[2], 'w').write(sysconfig.get_paths()['stdlib'] + '\\n')",
      interpreter: interpreter)
    let library = try #require(folders.first)
    try compare(pythonFiles(below: URL(filePath: library)), interpreter: interpreter, called: "standard library")
  }

  @Test func findsTheDefinitionsThatPublishedPackagesHave() throws {
    let what = "Python definitions of published packages against CPython's ast"
    guard let interpreter = try PythonOracle.interpreter(toCheck: what),
      let packages = try PythonOracle.packages(toCheck: what)
    else { return }
    try compare(pythonFiles(below: packages), interpreter: interpreter, called: "published packages")
  }

  private func pythonFiles(below folder: URL) throws -> [URL] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    return files.compactMap { $0 as? URL }.filter { url in
      // Test data of the standard library that is broken or encoded otherwise on purpose is left in: CPython says so.
      url.pathExtension == "py" && !url.path.contains("/site-packages/")
    }.sorted { $0.path < $1.path }
  }

  private func compare(_ files: [URL], interpreter: String, called name: String) throws {
    let answers = try PythonOracle.answers(to: files.map(\.path), program: Self.program, interpreter: interpreter)
    var counts = (files: 0, refused: 0, definitions: 0, differences: 0)
    for (file, line) in zip(files, answers) {
      let answer = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
      guard let expected = answer.entries else {
        counts.refused += 1
        continue
      }
      let text = SourceText(utf8: Array(try Data(contentsOf: file)))
      let outline = PythonOutline(text)
      let found = outline.entries.map { Row($0, in: text) }
      counts.files += 1
      counts.definitions += expected.count
      for problem in outline.problems {
        let line = text.line(of: problem.range.start) + 1
        Issue.record("\(file.path):\(line): \(problem.message), but CPython reads the file")
      }
      guard found != expected else { continue }
      counts.differences += 1
      if let index = zip(found, expected).enumerated().first(where: { $1.0 != $1.1 })?.offset {
        Issue.record("\(file.path):\(expected[index].line): found \(found[index]), expected \(expected[index])")
      } else {
        Issue.record("\(file.path): found \(found.count) definitions, expected \(expected.count)")
      }
    }
    #expect(counts.files > 100)
    print(
      "\(name): \(counts.files) files, \(counts.definitions) definitions, \(counts.differences) files that differ, "
        + "\(counts.refused) files that CPython refuses")
  }

  private static let program = #"""
    import ast, io, json, sys, tokenize

    def rows(node, path, source):
        for child in ast.iter_child_nodes(node):
            inner = path
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner = path + [child.name]
                is_class = isinstance(child, ast.ClassDef)
                yield {
                    "kind": "class" if is_class else "function",
                    "name": ".".join(inner), "line": child.lineno,
                    "parameters": [] if is_class else parameters(child.args, source),
                    "decorators": [segment(source, d) for d in child.decorator_list]}
                yield from rows_of_body(child, inner, source)
            elif isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
                yield from rows(child, inner, source)

    def rows_of_body(node, path, source):
        module = ast.Module(body=node.body, type_ignores=[])
        yield from rows(module, path, source)

    def parameters(args, source):
        found = []
        positional = args.posonlyargs + args.args
        defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
        for index, (arg, default) in enumerate(zip(positional, defaults)):
            found.append(text("positional" if index < len(args.posonlyargs) else "ordinary", arg, default, source))
        if args.vararg:
            found.append(text("variadic", args.vararg, None, source))
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            found.append(text("keywordOnly", arg, default, source))
        if args.kwarg:
            found.append(text("keywords", args.kwarg, None, source))
        return found

    def text(kind, arg, default, source):
        annotation = segment(source, arg.annotation) if arg.annotation else ""
        value = segment(source, default) if default else ""
        return f"{kind} {arg.arg}: {annotation} = {value}"

    LINES = {}

    def segment(source, node):
        lines = LINES.get("lines")
        start, end = node.lineno - 1, node.end_lineno - 1
        if start == end:
            return lines[start].encode()[node.col_offset:node.end_col_offset].decode()
        first = lines[start].encode()[node.col_offset:].decode()
        last = lines[end].encode()[:node.end_col_offset].decode()
        return "".join([first] + lines[start + 1:end] + [last])

    def answer(path):
        try:
            with tokenize.open(path) as file:
                if file.encoding not in ("utf-8", "utf-8-sig"):
                    return {"error": 0}
                source = file.read()
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError) as error:
            return {"error": getattr(error, "lineno", 0) or 0}
        LINES["lines"] = io.StringIO(source).readlines()
        return {"entries": list(rows(tree, [], source))}

    with open(sys.argv[1]) as paths, open(sys.argv[2], "w", encoding="ascii") as output:
        for path in paths:
            output.write(json.dumps(answer(path.rstrip("\n"))) + "\n")
    """#
}

extension OutlineOracleTests.Row {
  init(_ entry: PythonOutlineEntry, in text: SourceText) {
    self.init(
      kind: entry.kind.rawValue, name: entry.name, line: text.line(of: entry.nameRange.start) + 1,
      parameters: entry.parameters.map { parameter in
        let kind = parameter.kind == .positionalOnly ? "positional" : "\(parameter.kind)"
        return "\(kind) \(parameter.name): \(parameter.typeText ?? "") = \(parameter.defaultText ?? "")"
      }, decorators: entry.decorators)
    // Python reads a text with universal newlines.
    parameters = parameters.map { $0.replacing("\r\n", with: "\n") }
    decorators = decorators.map { $0.replacing("\r\n", with: "\n") }
  }
}
