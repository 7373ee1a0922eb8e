// Where does a name stand in a Python file, and which of its meanings has it there? Read from the tokens of each line.
//
// Scopes are Python's: a name that a function binds anywhere is the function's everywhere in it; a class is a scope for
// the lines right inside it alone. What is bound inside one line, by a lambda or a comprehension, is taken for the
// meaning of the name in all of that line.

package import Configurables
import PythonText
package import SourceText

extension CodeNames {
  /// - Parameters:
  ///   - module: the dotted name by which Python imports the file.
  ///   - isPackage: whether the file is an `__init__.py`.
  package init(of name: String, inPython text: SourceText, file: FilePath, module: String, isPackage: Bool) {
    let read = PythonModule(reading: text, file: file, name: module, isPackage: isPackage)
    let names = text.bytes.withUnsafeBufferPointer { bytes in
      var scan = PythonNameScan(name, bytes, package: isPackage ? module : PythonModule.parent(of: module))
      return scan.names()
    }
    self.init(file: file, language: .python, module: module, names: names, paths: read.names)
  }
}

private struct PythonNameScan {
  private let wanted: String
  private let bytes: UnsafeBufferPointer<UInt8>
  private let package: String
  private var lines: PythonLines
  private var scopes: [Scope] = [Scope(kind: .module, name: "", parent: nil)]
  /// The scopes that are open, innermost last, each with the number of indents that it began behind.
  private var open: [(scope: Int, depth: Int)] = [(0, 0)]
  private var depth = 0
  private var waiting: Int?
  private var found: [(name: CodeName, scope: Int)] = []
  private var line: [Lexeme] = []
  /// The binding inside the current line.
  private var lineBinding: TextRange?

  private struct Scope {
    enum Kind { case module, classBody, function }
    let kind: Kind
    let name: String
    let parent: Int?
    var binding: TextRange?
    var isGlobal = false
  }

  init(_ wanted: String, _ bytes: UnsafeBufferPointer<UInt8>, package: String) {
    self.wanted = wanted
    self.bytes = bytes
    self.package = package
    lines = PythonLines(bytes)
  }

  mutating func names() -> [CodeName] {
    while true {
      let next = lines.next()
      line = next
      if next.first?.kind == .end { break }
      var start = 0
      while start < line.count, line[start].kind == .indent || line[start].kind == .dedent {
        indent(line[start].kind)
        start += 1
      }
      if start < line.count { scan(from: start) }
      if line.last?.kind == .end { break }
    }
    return found.map { name, scope in
      var name = name
      if name.role == .reference, name.declaration == nil { name.declaration = binding(from: scope) }
      return name
    }
  }

  private mutating func indent(_ kind: PythonTokenKind) {
    if kind == .indent {
      depth += 1
      if let waiting { open.append((waiting, depth)) }
      waiting = nil
    } else {
      while let last = open.last, open.count > 1, last.depth >= depth { open.removeLast() }
      depth -= 1
    }
  }

  private var scope: Int { open.last?.scope ?? 0 }

  /// What a name means that stands in a scope.
  private func binding(from start: Int) -> TextRange? {
    var current: Int? = start
    while let place = current {
      let scope = scopes[place]
      let isSeen = scope.kind != .classBody || place == start
      if isSeen, !scope.isGlobal, let binding = scope.binding { return binding }
      current = scope.parent
    }
    return nil
  }

  private func container(of scope: Int) -> String {
    var names: [String] = []
    var current: Int? = scope
    while let place = current {
      if scopes[place].kind == .classBody { names.insert(scopes[place].name, at: 0) }
      current = scopes[place].parent
    }
    return names.joined(separator: ".")
  }

  // MARK: Lines

  private mutating func scan(from start: Int) {
    lineBinding = nil
    waiting = nil
    var place = start
    if line[place].text == "async" { place += 1 }
    guard place < line.count else { return }
    switch line[place].text {
    case "def" where place + 1 < line.count: definition(from: place)
    case "class" where place + 1 < line.count: classDefinition(from: place)
    case "import", "from": imports(from: place)
    case "global", "nonlocal":
      for token in line[place...] where token.text == wanted {
        scopes[scope].isGlobal = true
        add(token, .reference)
      }
    default:
      bindings(from: place)
      expressions(place..<line.count, in: scope)
    }
  }

  private func range(_ token: Lexeme) -> TextRange { TextRange(token.start, token.end) }

  private mutating func add(_ token: Lexeme, _ role: CodeName.Role, _ declaration: TextRange? = nil, in own: Int? = nil)
  {
    let scope = own ?? scope
    found.append((CodeName(range(token), role, declaration: declaration, container: container(of: scope)), scope))
  }

  private mutating func declare(_ token: Lexeme, _ declared: CodeName.Declared? = nil, in own: Int? = nil) {
    var scope = own ?? self.scope
    if scopes[scope].isGlobal { scope = 0 }
    let kind: CodeName.Declared =
      switch scopes[scope].kind {
      case .module: .global
      case .classBody: .member
      case .function: .local
      }
    let first = scopes[scope].binding ?? range(token)
    scopes[scope].binding = first
    add(token, .declaration(declared ?? kind), first, in: scope)
  }

  private mutating func makeScope(_ kind: Scope.Kind, _ name: String) -> Int {
    scopes.append(Scope(kind: kind, name: name, parent: scope))
    return scopes.count - 1
  }

  private mutating func definition(from place: Int) {
    let outer = scope
    if line[place + 1].text == wanted { declare(line[place + 1]) }
    let inner = makeScope(.function, line[place + 1].text)
    guard let start = line[place...].firstIndex(where: { $0.text == "(" }) else { return }
    let end = closing(start)
    var level = 0
    for index in start..<end {
      let token = line[index]
      if Self.opens(token.text) { level += 1 }
      if Self.closes(token.text) { level -= 1 }
      let before = line[max(index - 1, start)].text
      let isParameter = level == 1 && (before == "(" || before == "," || before == "*" || before == "**")
      if token.kind == .name, token.text == wanted, isParameter { declare(token, .parameter, in: inner) }
    }
    // Defaults and annotations belong to the scope around.
    expressions((start + 1)..<end, in: outer, parametersAtLevel: 0)
    let colon = line[end...].firstIndex { $0.text == ":" } ?? line.count
    expressions(end..<colon, in: outer)
    body(behind: colon, of: inner)
  }

  private mutating func classDefinition(from place: Int) {
    if line[place + 1].text == wanted { declare(line[place + 1]) }
    let outer = scope
    let inner = makeScope(.classBody, line[place + 1].text)
    var level = 0
    let colon = line[place...].firstIndex { token in
      if Self.opens(token.text) { level += 1 }
      if Self.closes(token.text) { level -= 1 }
      return token.text == ":" && level == 0
    }
    // A class that has no name yet has its colon where the name will be.
    let end = colon ?? line.count
    expressions(min(place + 2, end)..<end, in: outer)
    body(behind: end, of: inner)
  }

  /// A body on the same line, or the block that follows.
  private mutating func body(behind colon: Int, of inner: Int) {
    guard colon < line.count else { return }
    if colon + 1 < line.count, line[colon + 1].kind != .newline {
      open.append((inner, depth + 1))
      bindings(from: colon + 1)
      expressions((colon + 1)..<line.count, in: inner)
      open.removeLast()
    } else {
      waiting = inner
    }
  }

  // MARK: Imports

  private mutating func imports(from place: Int) {
    guard line[place].text == "from", let word = line[place...].firstIndex(where: { $0.text == "import" }) else {
      for index in line.indices[place...] where line[index].text == wanted {
        if line[index - 1].text == "as" { declare(line[index], .local) }
      }
      modules(in: (place + 1)..<line.count, level: 0)
      return
    }
    let written = line[(place + 1)..<word].map(\.text).joined()
    let level = written.prefix { $0 == "." }.count
    let module = absolute(String(written.dropFirst(level)), level: level)
    modules(in: (place + 1)..<word, level: level)
    for index in line.indices[(word + 1)...] where line[index].kind == .name && line[index].text == wanted {
      if line[index - 1].text == "as" {
        declare(line[index], .local)
        continue
      }
      add(line[index], .imported(from: module))
      let hasAlias = index + 1 < line.count && line[index + 1].text == "as"
      if !hasAlias, scopes[scope].binding == nil { scopes[scope].binding = range(line[index]) }
    }
  }

  /// `b` of `import a.b` and `from a.b import c` is imported from `a`, too.
  private mutating func modules(in words: Range<Int>, level: Int) {
    var path: [String] = []
    for index in words.clamped(to: line.indices) {
      switch line[index].kind {
      case .name where line[index].text != "as":
        let package = absolute(path.joined(separator: "."), level: level)
        if line[index].text == wanted, !package.isEmpty, line[index - 1].text != "as" {
          add(line[index], .imported(from: package))
        }
        path.append(line[index].text)
      case _ where [".", "..."].contains(line[index].text): continue
      default: path = []
      }
    }
  }

  private func absolute(_ module: String, level: Int) -> String {
    guard level > 0 else { return module }
    var parts = package.split(separator: ".")
    for _ in 1..<level where !parts.isEmpty { parts.removeLast() }
    return (parts.map(String.init) + (module.isEmpty ? [] : [module])).joined(separator: ".")
  }

  // MARK: Bindings

  /// Assignments, loops, aliases, and what binds inside the line.
  private mutating func bindings(from start: Int) {
    let tokens = start..<line.count
    var level = 0
    var targetsEnd = start
    for index in tokens {
      let text = line[index].text
      if Self.opens(text) { level += 1 }
      if Self.closes(text) { level -= 1 }
      if level == 0, text == "=" || Self.updates.contains(text) { targetsEnd = index }
      if text == ":=", index > start, line[index - 1].text == wanted { declare(line[index - 1]) }
      if text == "lambda", let colon = line[index...].firstIndex(where: { $0.text == ":" }) {
        bindInLine(index..<colon)
      }
      if text == "for", let word = line[index...].firstIndex(where: { $0.text == "in" }) {
        if index == start { declareAll(index..<word) } else { bindInLine(index..<word) }
      }
      if text == "as", index + 1 < line.count { declareAll(index..<(index + 2)) }
    }
    declareAll(start..<targetsEnd)
    if start + 1 < line.count, line[start].text == wanted, line[start + 1].text == ":" { declare(line[start]) }
    if line[start].text == "case" { declareAll(start..<line.count) }
  }

  private static let updates: Set<String> = [
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=",
  ]

  private mutating func bindInLine(_ places: Range<Int>) {
    for index in places where isPlain(index) && lineBinding == nil { lineBinding = range(line[index]) }
  }

  /// The names among targets: not what is indexed, called or looked up in them.
  private mutating func declareAll(_ places: Range<Int>) {
    var inside = 0
    for index in places {
      let text = line[index].text
      if Self.opens(text), inside > 0 || index > places.lowerBound && isValueEnd(line[index - 1]) { inside += 1 }
      if Self.closes(text), inside > 0 { inside -= 1 }
      if inside == 0, isPlain(index), !(index + 1 < line.count && line[index + 1].text == ".") { declare(line[index]) }
    }
  }

  private func isPlain(_ index: Int) -> Bool {
    line[index].kind == .name && line[index].text == wanted && !(index > 0 && line[index - 1].text == ".")
  }

  private func isValueEnd(_ token: Lexeme) -> Bool {
    token.kind == .name && !PythonParser.keywords.contains(token.text) || Self.closes(token.text)
  }

  // MARK: Expressions

  /// - Parameter parametersAtLevel: the level of brackets at which names before `=` are parameters.
  private mutating func expressions(_ places: Range<Int>, in scope: Int, parametersAtLevel: Int? = nil) {
    var brackets: [Int] = []
    for index in places where index < line.count {
      let token = line[index]
      if Self.opens(token.text) { brackets.append(index) }
      if Self.closes(token.text) { _ = brackets.popLast() }
      if token.kind == .string { strings(token, at: index, in: scope) }
      guard token.kind == .name, token.text == wanted, !found.contains(where: { $0.name.range == range(token) }) else {
        continue
      }
      let next = index + 1 < line.count ? line[index + 1].text : ""
      if index > 0, line[index - 1].text == "." {
        add(token, .member(of: chain(endingAt: index - 2)), in: scope)
      } else if next == "=", brackets.count != parametersAtLevel, let bracket = brackets.last,
        line[bracket].text == "("
      {
        add(token, .label(of: chain(endingAt: bracket - 1)), in: scope)
      } else {
        add(token, .reference, lineBinding, in: scope)
      }
    }
  }

  /// `a.b` and `super().__init__`, as far as they are names and empty brackets.
  private func chain(endingAt end: Int) -> String {
    var text = ""
    var index = end
    while index >= 0 {
      if line[index].text == ")", index > 0, line[index - 1].text == "(" {
        text = "()" + text
        index -= 2
        continue
      }
      guard line[index].kind == .name, !PythonParser.keywords.contains(line[index].text) else { return "" }
      text = line[index].text + text
      guard index > 0, line[index - 1].text == "." else { return text }
      text = "." + text
      index -= 2
    }
    return text
  }

  private func closing(_ start: Int) -> Int {
    var level = 0
    for index in start..<line.count {
      if Self.opens(line[index].text) { level += 1 }
      if Self.closes(line[index].text) {
        level -= 1
        if level == 0 { return index }
      }
    }
    return line.count
  }

  private static func opens(_ text: String) -> Bool { text == "(" || text == "[" || text == "{" }
  private static func closes(_ text: String) -> Bool { text == ")" || text == "]" || text == "}" }

  // MARK: Strings

  private mutating func strings(_ token: Lexeme, at index: Int, in scope: Int) {
    let text = Array(bytes[min(token.start, bytes.count)..<min(token.end, bytes.count)])
    guard let quote = text.firstIndex(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }) else { return }
    if text[..<quote].contains(where: { $0 | 0x20 == UInt8(ascii: "f") }) {
      interpolated(text, at: token.start, in: scope)
    } else if text.count >= quote + wanted.utf8.count + 2,
      text.dropLast().suffix(wanted.utf8.count).elementsEqual(wanted.utf8)
    {
      let end = token.end - 1
      let start = end - wanted.utf8.count
      let before = text[text.count - 2 - wanted.utf8.count]
      guard before == text[quote] || before == UInt8(ascii: ".") || before == UInt8(ascii: "/") else { return }
      let entersScope = index > 1 && line[index - 1].text == "(" && line[index - 2].text == "config_scope"
      let isWhole = before == text[quote]
      add(
        Lexeme(kind: .string, text: wanted, start: start, end: end), entersScope && isWhole ? .scope : .text, in: scope)
    }
  }

  /// The words between the braces of an f-string.
  private mutating func interpolated(_ text: [UInt8], at start: Int, in scope: Int) {
    let name = Array(wanted.utf8)
    var level = 0
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "{") { level += 1 }
      if text[index] == UInt8(ascii: "}") { level = max(0, level - 1) }
      let isStart = index == 0 || !PythonCharacters.isASCIIName(text[index - 1])
      if level > 0, isStart, text[index...].starts(with: name) {
        let end = index + name.count
        if end == text.count || !PythonCharacters.isASCIIName(text[end]) {
          let token = Lexeme(kind: .name, text: wanted, start: start + index, end: start + end)
          let isMember = index > 0 && text[index - 1] == UInt8(ascii: ".")
          add(token, isMember ? .member(of: base(in: text, before: index - 1)) : .reference, lineBinding, in: scope)
        }
      }
      index += 1
    }
  }

  private func base(in text: [UInt8], before end: Int) -> String {
    var start = end
    while start > 0, PythonCharacters.isASCIIName(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    return String(decoding: text[start..<max(start, end)], as: UTF8.self)
  }
}
