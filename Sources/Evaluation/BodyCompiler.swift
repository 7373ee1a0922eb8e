// How does a body become code? The state that compiling one body needs: scopes, slots, what `return` means.

import Configurables
import SourceText

/// A variable while its scope is compiled.
struct Local {
  var storage: Storage
  var type: SwiftType
  var mutability: Statement.Mutability
}

/// Compiles one function, closure or initial value. Swift's rules for names and types live in its extensions.
final class BodyCompiler {
  let library: SymbolTable
  let unit: FileUnit
  /// The type that the body belongs to, by its place in the table.
  let nominal: Int?
  let enclosing: String
  /// What `self` is in the body; nil in a global function. In a type's own function it is the type.
  var selfType: SwiftType?
  var isTypeMember = false
  let size = FrameSize()
  var scopes: [[String: Local]] = [[:]]
  var returns: [ReturnTarget] = []
  var loops: [LoopLabel] = []
  /// Names that closures which outlive their statement mention: such variables live in boxes.
  var boxedNames: Set<String> = []
  /// For a closure with a frame of its own: where it is written.
  let parent: BodyCompiler?
  var captures: [(from: Storage, to: Storage)] = []
  var nesting = 0
  /// How many types of other properties wait for this one.
  var inferenceDepth = 0
  private var labelCount = 0
  private let stackLimit: UInt

  /// Where `return` puts a value.
  final class ReturnTarget {
    /// Nil until the first `return` of a closure whose result is inferred says it.
    var type: SwiftType?
    var storage: Storage?
    init(type: SwiftType?) { self.type = type }
  }

  struct LoopLabel {
    var name: String?
    var id: Int
    var isLoop: Bool
  }

  init(
    library: SymbolTable, unit: FileUnit, nominal: Int?, builtinSelf: String? = nil, parent: BodyCompiler? = nil
  ) {
    self.library = library
    self.unit = unit
    self.nominal = nominal
    self.parent = parent
    enclosing = nominal.map { library.nominals[$0].name } ?? builtinSelf ?? ""
    stackLimit = Stack.limit()
  }

  // MARK: Slots and scopes

  func storage(for type: SwiftType) -> Storage {
    switch type {
    case .int: return .int(nextNumber())
    case .double: return .double(nextNumber())
    case .bool: return .bool(nextNumber())
    default: return .datum(nextDatum())
    }
  }

  /// Storage for what a loop or a closure's parameter is set to: tuples lie in it element by element.
  func elementStorage(for type: SwiftType) -> Storage {
    if case .tuple(let elements) = type { return .compound(elements.map { elementStorage(for: $0.type) }) }
    return storage(for: type)
  }

  func nextNumber() -> Int {
    size.numbers += 1
    return size.numbers - 1
  }
  func nextDatum() -> Int {
    size.data += 1
    return size.data - 1
  }

  @discardableResult
  func declare(_ name: String, _ type: SwiftType, _ mutability: Statement.Mutability) -> Storage {
    let isBoxed = mutability == .variable && boxedNames.contains(name)
    let storage = isBoxed ? Storage.boxed(nextDatum()) : storage(for: type)
    declare(name, type, mutability, storage)
    return storage
  }

  func declare(_ name: String, _ type: SwiftType, _ mutability: Statement.Mutability, _ storage: Storage) {
    scopes[scopes.count - 1][name] = Local(storage: storage, type: type, mutability: mutability)
  }

  func inScope<Result>(_ body: () throws -> Result) rethrows -> Result {
    scopes.append([:])
    defer { scopes.removeLast() }
    return try body()
  }

  /// A variable of this body, or of the one that it is written in, which it then captures.
  func local(_ name: String, _ range: TextRange) throws -> Local? {
    for scope in scopes.reversed() {
      if let found = scope[name] { return found }
    }
    guard let parent, var outer = try parent.local(name, range) else { return nil }
    if case .boxed = outer.storage {
      let slot = Storage.boxed(nextDatum())
      captures.append((outer.storage, slot))
      outer.storage = slot
    } else {
      guard outer.mutability == .constant else { throw unsupported(EvaluationWords.capture(name), range) }
      let slot = storage(for: outer.type)
      captures.append((outer.storage, slot))
      outer.storage = slot
    }
    scopes[0][name] = outer
    return outer
  }

  func newLabel(_ name: String?, isLoop: Bool = true) -> Int {
    labelCount += 1
    loops.append(LoopLabel(name: name, id: labelCount, isLoop: isLoop))
    return labelCount
  }

  // MARK: Words and places

  func location(_ range: TextRange) -> FileLocation { unit.location(range) }

  func unsupported(_ reason: String, _ range: TextRange) -> CompileStop {
    CompileStop(kind: .unsupported, reason: reason, range: range)
  }
  func mismatch(_ reason: String, _ range: TextRange) -> CompileStop {
    CompileStop(kind: .mismatch, reason: reason, range: range)
  }
  func mismatch(_ type: SwiftType, for expected: SwiftType, _ range: TextRange) -> CompileStop {
    if let unknown = type.unknownPart ?? expected.unknownPart {
      return unsupported(EvaluationWords.unknownType(unknown), range)
    }
    return mismatch(EvaluationWords.mismatch(library.text(type), library.text(expected)), range)
  }

  /// The end of the run for a trap of the program at `range`.
  func trap(_ kind: EvaluationWords.Trap, _ range: TextRange) -> EvaluationStop {
    let location = location(range)
    return .raised(EvaluationStop.Raised(type: kind.type, message: kind.message, location: location))
  }

  func notEvaluated(_ stop: CompileStop) -> EvaluationStop {
    .notEvaluated(reason: stop.reason, at: location(stop.range))
  }

  func resolve(_ type: TypeExpression) -> SwiftType { library.resolve(type, in: unit, enclosing: enclosing) }

  /// Refuses expressions that nest so deep that running them would need too much of the stack.
  func nested<Result>(_ range: TextRange, _ body: () throws -> Result) throws -> Result {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < 200, Stack.isAbove(stackLimit) else { throw unsupported(EvaluationWords.nesting, range) }
    return try body()
  }
}
