// What do the statements of one file mean, whatever includes it? Looked-up keys in order, and the file's own problems.

import Configurables
import GinSyntax
import SourceText
import Synchronization

/// A binding or a macro, with its key looked up.
struct BindingRecord: Sendable {
  let meaning: KeyMeaning
  /// Its place among the file's statements.
  let statement: Int32
  /// The place of its value among the file's nodes.
  let value: Int32
}

/// Made once for a version of a file and a version of the definitions. Its passes read the file's arrays, for the views
/// of statements and values count references, which is most of the time that a pass over 10,000 statements takes.
final class FileMeaning: Sendable {
  enum Step: Sendable {
    /// A run of bindings, as places in `bindings`.
    case bindings(Range<Int>)
    case include(GinInclude)
    case `import`(GinImport)
  }

  let path: FilePath
  let syntax: GinFile
  /// Not the other way round: the definitions outlive the file.
  let definitions: ProjectDefinitions
  /// In the order in which gin binds them.
  let bindings: [BindingRecord]
  let steps: [Step]
  let imports: [GinImport]
  /// The values that hold a reference or a macro, by the binding's place in `bindings`, in order.
  let named: [Named]
  /// What is wrong whatever other files say, and what only repeats defaults.
  private let findings = Mutex<FileCheck.Findings?>(nil)
  private let uses = Mutex<NamesOfFile?>(nil)
  let changes = Mutex<KeptChanges?>(nil)

  struct Named: Sendable {
    let binding: Int
    let holds: ConfigExpression.Names
    let expression: ConfigExpression
  }

  init(of file: ConfigFile, by definitions: ProjectDefinitions) {
    path = file.path
    syntax = file.syntax
    self.definitions = definitions
    bindings = Self.bindings(of: file.syntax, definitions)
    (steps, imports) = Self.steps(of: file.syntax)
    named = Self.named(bindings, file.syntax, definitions)
  }

  /// Looks every key up under one lock.
  private static func bindings(of syntax: GinFile, _ definitions: ProjectDefinitions) -> [BindingRecord] {
    definitions.withTables { tables, index in
      let context = tables.context(syntax.importedNames, index)
      var bindings: [BindingRecord] = []
      bindings.reserveCapacity(syntax.records.count)
      syntax.text.bytes.withUnsafeBufferPointer { bytes in
        for (place, record) in syntax.records.enumerated() where record.value >= 0 {
          let start = (record.first.isNone ? record.second : record.first).start
          let head = bytes.part(start, record.second.end)
          let meaning: KeyMeaning
          switch record.kind {
          case .binding:
            meaning = tables.key(head, bytes.part(record.third.start, record.third.end), index, in: context)
          case .macro: meaning = tables.key(head, nil, index, in: nil)
          default: continue
          }
          bindings.append(
            BindingRecord(meaning: meaning, statement: Int32(truncatingIfNeeded: place), value: record.value))
        }
      }
      return bindings
    }
  }

  private static func steps(of syntax: GinFile) -> ([Step], [GinImport]) {
    var steps: [Step] = []
    var imports: [GinImport] = []
    var runStart = 0
    var count = 0
    for (place, record) in syntax.records.enumerated() {
      if record.kind == .binding || record.kind == .macro, record.value >= 0 { count += 1 }
      guard record.kind == .include || record.kind == .import else { continue }
      if runStart < count { steps.append(.bindings(runStart..<count)) }
      runStart = count
      switch syntax.statements[place].content {
      case .include(let include): steps.append(.include(include))
      case .import(let statement):
        imports.append(statement)
        steps.append(.import(statement))
      case .binding, .macro, .block, .incomplete: continue
      }
    }
    if runStart < count { steps.append(.bindings(runStart..<count)) }
    return (steps, imports)
  }

  private static func named(
    _ bindings: [BindingRecord], _ syntax: GinFile, _ definitions: ProjectDefinitions
  ) -> [Named] {
    let nodes = syntax.nodes
    var places: [Int] = []
    for place in bindings.indices {
      let value = Int(bindings[place].value)
      guard value < nodes.count, !nodes[value].kind.isLiteral else { continue }
      if nodes[value..<Swift.max(value + 1, Int(nodes[value].next))].contains(where: \.kind.isName) {
        places.append(place)
      }
    }
    guard !places.isEmpty else { return [] }
    return definitions.withTables { tables, index in
      let context = tables.context(syntax.importedNames, index)
      return places.map { place in
        let lowered = ConfigExpression.lowered(Int(bindings[place].value), syntax, &tables, index, context)
        return Named(binding: place, holds: lowered.names, expression: lowered)
      }
    }
  }

  func value(of record: BindingRecord) -> GinValue { GinValue(file: syntax, index: Int(record.value)) }

  func range(of record: BindingRecord) -> TextRange { syntax.records[Int(record.statement)].span.range }

  /// The expression of a binding, looked up before or lowered now.
  func expression(of binding: Int) -> ConfigExpression {
    namedExpression(of: binding) ?? ConfigExpression(value(of: bindings[binding]), definitions)
  }

  /// The expression of a binding whose value holds a reference or a macro.
  func namedExpression(of binding: Int) -> ConfigExpression? {
    var low = 0
    var high = named.count
    while low < high {
      let middle = (low + high) / 2
      if named[middle].binding == binding { return named[middle].expression }
      if named[middle].binding < binding { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Problems that no other file can cause or cure, in the order of the text.
  var problems: [Problem] { checked.problems }

  /// The bindings that repeat the default of their parameter, by their places.
  var repeatedDefaults: [Int] { checked.repeatedDefaults }

  /// The names in the file, in the order of the text.
  var names: NamesOfFile {
    if let known = uses.withLock({ $0 }) { return known }
    let made = NamesOfFile(NameUseCollector.uses(in: self))
    uses.withLock { $0 = made }
    return made
  }

  private var checked: FileCheck.Findings {
    if let known = findings.withLock({ $0 }) { return known }
    var check = FileCheck(self)
    let made = check.findings()
    findings.withLock { $0 = made }
    return made
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A stretch of the bytes, clamped to them.
  func part(_ start: UInt32, _ end: UInt32) -> UnsafeBufferPointer<UInt8> {
    let start = Swift.min(Int(start), count)
    return UnsafeBufferPointer(rebasing: self[start..<Swift.max(start, Swift.min(Int(end), count))])
  }
}

extension SyntaxKind {
  /// Whether a value of this kind holds no name that has to be looked up.
  var isLiteral: Bool {
    switch self {
    case .number, .string, .constant, .negation, .concatenation: true
    default: false
    }
  }

  var isName: Bool { self == .reference || self == .macroUse }
}
