// Do computed fields need each other? Then no instance has a value, and the program ends in a call without end.

import Configurables
import SourceText

struct PropertyCycles {
  private let home: ExperimentIndex.TypeInFile
  private let reads: [String: [String]]

  init(_ home: ExperimentIndex.TypeInFile) {
    self.home = home
    var reads: [String: [String]] = [:]
    let computed = Set(home.type.fields.filter { $0.getter != nil }.map(\.parameter.name))
    for field in home.type.fields {
      guard let getter = field.getter else { continue }
      reads[field.parameter.name] = Reader(getter.function, computed, home.language).names
    }
    self.reads = reads
  }

  /// One for each field that comes back to itself.
  var problems: [Problem] {
    home.type.fields.compactMap { field in
      let name = field.parameter.name
      guard let getter = field.getter, let way = way(from: name) else { return nil }
      let steps = way.dropFirst().compactMap { step in
        home.type.field(named: step)?.getter.map { other in
          Problem.Related(
            FileLocation(other.file, other.function.nameRange), ProblemWords.cycleStep(step))
        }
      }
      return Problem(
        .definitionCycle, ProblemWords.propertyCycle(name),
        at: FileLocation(getter.file, getter.function.nameRange), related: steps)
    }
  }

  /// The shortest way from a field back to itself; nil where there is none.
  private func way(from start: String) -> [String]? {
    var waiting = [[start]]
    var seen: Set<String> = []
    while !waiting.isEmpty {
      let way = waiting.removeFirst()
      for next in reads[way.last ?? ""] ?? [] {
        if next == start { return way }
        if seen.insert(next).inserted { waiting.append(way + [next]) }
      }
    }
    return nil
  }
}

/// The computed fields that a getter looks at.
private struct Reader {
  private(set) var names: [String] = []
  private let computed: Set<String>

  init(_ getter: Function, _ computed: Set<String>, _ language: Language) {
    self.computed = computed
    let own = getter.parameters.first?.name ?? "self"
    switch language {
    // pconfigs refuses such a type whatever the conditions are (`_throw_on_circular_property_dependencies`).
    case .python:
      getter.visitExpressions { expression in
        if case .member(let base?, let name, _) = expression.kind, case .name(own) = base.kind { note(name) }
      }
    case .swift: for statement in getter.body where read(statement) == .ends { break }
    }
  }

  private mutating func note(_ name: String) {
    if computed.contains(name), !names.contains(name) { names.append(name) }
  }

  private enum Flow { case goesOn, ends }

  /// What runs whatever the values are.
  private mutating func read(_ statement: Statement) -> Flow {
    switch statement.kind {
    case .returned(let value):
      if let value { read(value) }
      return .ends
    case .expression(let expression): read(expression)
    case .declaration(_, _, let value?, _): read(value)
    default: return .ends
    }
    return .goesOn
  }

  private mutating func read(_ expression: Expression) {
    switch expression.kind {
    case .name(let name), .member(base: nil, let name, _): note(name)
    case .member(let base?, let name, _):
      if case .name("self") = base.kind { note(name) } else { read(base) }
    case .binary(let binary, let left, let right):
      read(left)
      if binary != .and, binary != .or, binary != .nilCoalescing { read(right) }
    case .unary(_, let operand), .forceUnwrap(let operand), .attempt(_, let operand): read(operand)
    case .call(let callee, let arguments):
      read(callee)
      for argument in arguments { read(argument.value) }
    case .list(let elements): for element in elements { read(element) }
    case .index(let base, let arguments):
      read(base)
      for argument in arguments { read(argument.value) }
    case .conditional(let condition, _, _): read(condition)
    default: break
    }
  }
}
