// What do the statements of one file mean, whatever includes it? Looked-up keys in order, and the file's own problems.

import Configurables
import GinSyntax
import SourceText
import Synchronization

/// A binding or a macro, with its key looked up.
struct BindingRecord: Sendable {
  let meaning: KeyMeaning
  /// Its place among the file's statements.
  let statement: Int
}

/// Made once for a version of a file and a version of the definitions.
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
  /// Problems that no other file can cause or cure, in the order of the text.
  private let ownProblems = Mutex<[Problem]?>(nil)

  init(of file: ConfigFile, by definitions: ProjectDefinitions) {
    path = file.path
    syntax = file.syntax
    self.definitions = definitions
    let syntax = file.syntax
    var steps: [Step] = []
    var imports: [GinImport] = []
    var runStart = 0
    let bindings = Self.bindings(of: syntax, definitions) { statement, count in
      let step: Step
      switch statement.content {
      case .include(let include): step = .include(include)
      case .import(let statement):
        imports.append(statement)
        step = .import(statement)
      case .binding, .macro, .block, .incomplete: return
      }
      if runStart < count { steps.append(.bindings(runStart..<count)) }
      runStart = count
      steps.append(step)
    }
    if runStart < bindings.count { steps.append(.bindings(runStart..<bindings.count)) }
    self.bindings = bindings
    self.steps = steps
    self.imports = imports
  }

  /// Looks every key up under one lock; `others` is given the statements that bind nothing, with the number of
  /// bindings before them.
  private static func bindings(
    of syntax: GinFile, _ definitions: ProjectDefinitions, others: (GinStatement, Int) -> Void
  ) -> [BindingRecord] {
    let keys = keys(of: syntax)
    let statements = syntax.statements
    var bindings: [BindingRecord] = []
    bindings.reserveCapacity(keys.count)
    definitions.withTables { tables, index in
      syntax.text.bytes.withUnsafeBufferPointer { bytes in
        for key in keys {
          let meaning = tables.key(
            UnsafeBufferPointer(rebasing: bytes[key.head]), key.tail.map { UnsafeBufferPointer(rebasing: bytes[$0]) },
            index)
          bindings.append(BindingRecord(meaning: meaning, statement: key.statement))
        }
      }
    }
    var count = 0
    var next = 0
    for place in statements.indices {
      if next < keys.count, keys[next].statement == place {
        next += 1
        count += 1
      } else {
        others(statements[place], count)
      }
    }
    return bindings
  }

  private struct Key {
    let head: Range<Int>
    let tail: Range<Int>?
    let statement: Int
  }

  private static func keys(of syntax: GinFile) -> [Key] {
    let length = syntax.text.length
    func range(_ start: TextOffset, _ end: TextOffset) -> Range<Int> {
      let start = min(max(start.utf8, 0), length)
      return start..<max(start, min(end.utf8, length))
    }
    var keys: [Key] = []
    keys.reserveCapacity(syntax.statements.count)
    let statements = syntax.statements
    for place in statements.indices {
      switch statements[place].content {
      case .binding(let binding):
        let selector = binding.selector.range
        let scope = binding.scope.range
        let parameter = binding.parameter.range
        keys.append(
          Key(
            head: range(scope.isEmpty ? selector.start : scope.start, selector.end),
            tail: range(parameter.start, parameter.end), statement: place))
      case .macro(let macro):
        let name = macro.name.range
        keys.append(Key(head: range(name.start, name.end), tail: nil, statement: place))
      case .block, .import, .include, .incomplete: continue
      }
    }
    return keys
  }

  func value(of record: BindingRecord) -> GinValue? {
    switch syntax.statements[record.statement].content {
    case .binding(let binding): binding.value
    case .macro(let macro): macro.value
    case .block, .import, .include, .incomplete: nil
    }
  }

  /// Worked out when they are first asked for.
  var problems: [Problem] {
    if let known = ownProblems.withLock({ $0 }) { return known }
    var check = FileCheck(self)
    let made = check.problems()
    ownProblems.withLock { $0 = made }
    return made
  }
}
