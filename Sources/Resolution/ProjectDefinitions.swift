// Which definition does a config's name mean, remembered? The index with the tables that outlive an edit of a config.

package import Configurables
package import Evaluation
import SourceText
import Synchronization

/// Made anew only when a definition changes: by its identity, an unchanged index keeps what was looked up in it.
package final class ProjectDefinitions: Sendable {
  /// Whether a name that the index does not know is surely unknown to the program.
  package enum Coverage: Sendable, Hashable {
    /// Every file of code has been read.
    case complete
    /// Files of code are still being read: nothing is said about unknown names.
    case growing
    /// There is code that can not be read, described in words: "the Python files".
    case partial(String)
  }

  package let index: DefinitionIndex
  package let evaluator: Evaluator
  package let coverage: Coverage
  /// Every module of the workspace, those without a definition included: SwiftPM targets, dotted Python modules.
  package let modules: Set<String>
  private let tables = Mutex(LookupTables())
  private let queried = Mutex<Set<String>?>(nil)
  private let typeKinds = Mutex<[String: TypeKind]?>(nil)

  enum TypeKind: Sendable {
    /// A struct or an enum: nothing else can stand for it.
    case value
    /// A class or an actor: a subclass can stand for it.
    case object
    /// A protocol or an alias, or several types that share the name.
    case unclear
  }

  package init(
    _ index: DefinitionIndex, evaluator: Evaluator? = nil, modules: Set<String> = [], coverage: Coverage = .complete
  ) {
    self.index = index
    self.evaluator = evaluator ?? Evaluator(index: index)
    self.coverage = coverage
    self.modules = modules.union(index.files.values.lazy.map(\.module))
  }

  /// What kind of type the workspace defines under a name, nested or not; nil when it defines none.
  func typeKind(named name: String) -> TypeKind? {
    typeKinds.withLock { kept in
      if let kept { return kept[name] }
      var made: [String: TypeKind] = [:]
      for type in index.files.values.lazy.flatMap(\.types) where type.kind != .extensionOfType {
        let last = type.name.split(separator: ".").last.map(String.init) ?? type.name
        let kind: TypeKind =
          switch type.kind {
          case .structure, .enumeration: .value
          case .classType, .actor: .object
          case .protocolType, .alias, .extensionOfType: .unclear
          }
        made[last] = made[last] == nil || made[last] == kind ? kind : .unclear
      }
      kept = made
      return made[name]
    }
  }

  /// Whether some code asks for a parameter of this name by `Gin.query` or `query_parameter`, which fails where nothing
  /// is bound. A search of the texts, so it says yes rather too often.
  func isQueried(_ parameter: String) -> Bool {
    let known = queried.withLock { $0 }
    if let known { return known.contains(DefinitionIndex.folded(parameter)) }
    var made: Set<String> = []
    for file in index.files.values {
      let parts = file.text.string.components(of: "query")
      for part in parts.dropFirst() {
        guard let open = part.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { continue }
        let rest = part[part.index(after: open)...]
        guard let close = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { continue }
        let key = rest[..<close]
        made.insert(DefinitionIndex.folded(String(key.split(separator: ".").last ?? key)))
      }
    }
    queried.withLock { [made] in $0 = made }
    return made.contains(DefinitionIndex.folded(parameter))
  }

  /// Looks names up under one lock; `body` must not ask these definitions anything else.
  func withTables<Result>(_ body: (inout LookupTables, DefinitionIndex) -> sending Result) -> sending Result {
    tables.withLock { tables in body(&tables, index) }
  }

  /// The slot of a parameter in exactly this scope; nil when no config of any time has bound it.
  func slot(scope: String, configurable: DefinitionIndex.ID, parameter: String) -> Int? {
    let place =
      index.configurables.indices.contains(configurable)
      ? LookupTables.place(of: parameter, in: index.configurables[configurable]) : nil
    let key = LookupTables.slotKey(scope: scope, configurable: configurable, place: place, parameter: parameter)
    return tables.withLock { $0.slots[key] }
  }

  func macroSlot(_ name: String) -> Int? { tables.withLock { $0.slots["%" + name] } }
  func singletonSlot(_ name: String) -> Int? { tables.withLock { $0.slots["!" + name] } }

  /// One more than the greatest slot that was given out.
  var slotCount: Int { tables.withLock { $0.slots.count } }

  func reference(_ text: String) -> ReferenceMeaning {
    var text = text
    return text.withUTF8 { bytes in
      tables.withLock { $0.reference(bytes, index) }
    }
  }

  func macro(_ text: String) -> MacroMeaning {
    var text = text
    return text.withUTF8 { bytes in
      tables.withLock { $0.macro(bytes, index) }
    }
  }
}

/// Names that were looked up, by their bytes.
struct LookupTables {
  private var keyNumbers = ByteKeyTable()
  private var keys: [KeyMeaning] = []
  private var referenceNumbers = ByteKeyTable()
  private var references: [ReferenceMeaning] = []
  private var macroNumbers = ByteKeyTable()
  private var macros: [MacroMeaning] = []
  private var facts: [DefinitionIndex.ID: [Int: ParameterFacts]] = [:]
  fileprivate(set) var slots: [String: Int] = [:]

  /// The meaning of `head.tail`, or of `head` alone: a flat binding's key, or a block's header and a parameter.
  mutating func key(
    _ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>?, _ index: DefinitionIndex
  ) -> KeyMeaning {
    if let number = keyNumbers.number(of: head, tail) { return keys[number] }
    var text = String(decoding: head, as: UTF8.self)
    if let tail { text += "." + String(decoding: tail, as: UTF8.self) }
    let meaning = meaning(of: text, index)
    _ = keyNumbers.insert(head, tail)
    keys.append(meaning)
    return meaning
  }

  mutating func reference(_ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex) -> ReferenceMeaning {
    if let number = referenceNumbers.number(of: bytes) { return references[number] }
    let (scope, selector) = Self.splitScope(String(decoding: bytes, as: UTF8.self))
    let meaning = ReferenceMeaning(scope: scope, selector: selector, target: Self.target(of: selector, index))
    _ = referenceNumbers.insert(bytes)
    references.append(meaning)
    return meaning
  }

  mutating func macro(_ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex) -> MacroMeaning {
    if let number = macroNumbers.number(of: bytes) { return macros[number] }
    let name = String(decoding: bytes, as: UTF8.self)
    let meaning = MacroMeaning(
      name: name, constants: index.constants(named: name), isRequiredMark: name == "gin.REQUIRED" || name == "REQUIRED")
    _ = macroNumbers.insert(bytes)
    macros.append(meaning)
    return meaning
  }

  private mutating func meaning(of text: String, _ index: DefinitionIndex) -> KeyMeaning {
    let (scope, path) = Self.splitScope(text)
    guard let dot = path.lastIndex(of: ".") else {
      return KeyMeaning(
        scope: scope, selector: path, parameter: "", target: .macro, slot: slot("%" + text), facts: nil)
    }
    let selector = String(path[..<dot])
    let parameter = String(path[path.index(after: dot)...])
    func made(_ target: ConfigBinding.Target, _ slot: Int, _ facts: ParameterFacts? = nil) -> KeyMeaning {
      KeyMeaning(
        scope: scope, selector: selector, parameter: parameter, target: target, slot: slot, facts: facts)
    }
    switch Self.target(of: selector, index) {
    case .macro where parameter == "value":
      return KeyMeaning(scope: scope, selector: "", parameter: "", target: .macro, slot: slot("%" + scope), facts: nil)
    case .singleton where parameter == "constructor":
      return made(.singleton, slot("!" + scope))
    case .configurable(let id):
      let configurable = index.configurables[id]
      let place = Self.place(of: parameter, in: configurable)
      let slot = slot(Self.slotKey(scope: scope, configurable: id, place: place, parameter: parameter))
      if let place { return made(.parameter(id, place), slot, facts(of: place, configurable, id)) }
      return made(configurable.acceptsAnyParameter ? .parameter(id, nil) : .unknownParameter(id), slot)
    case .ambiguous(let ids): return made(.ambiguous(ids), slot("?" + text))
    case .macro, .singleton, .constant, .unknown: return made(.unknown, slot("?" + text))
    }
  }

  private mutating func facts(of place: Int, _ configurable: Configurable, _ id: Int) -> ParameterFacts {
    if let known = facts[id]?[place] { return known }
    let made = ParameterFacts(configurable: id, parameter: configurable.parameters[place])
    facts[id, default: [:]][place] = made
    return made
  }

  private mutating func slot(_ key: String) -> Int {
    if let known = slots[key] { return known }
    let slot = slots.count
    slots[key] = slot
    return slot
  }

  static func slotKey(scope: String, configurable: Int, place: Int?, parameter: String) -> String {
    "\(scope)/\(configurable).\(place.map { "#\($0)" } ?? parameter)"
  }

  /// Where in the signature the parameter stands that a config calls `name`; a Python `*args` has no name for configs.
  static func place(of name: String, in configurable: Configurable) -> Int? {
    guard let parameter = configurable.parameter(named: name),
      parameter.kind != .keywords, parameter.kind != .variadic || configurable.language == .swift
    else { return nil }
    return configurable.parameters.firstIndex { $0.name == parameter.name }
  }

  /// `a/b/c.d` is `c.d` in the scope `a/b`.
  static func splitScope(_ text: String) -> (scope: String, rest: String) {
    guard let slash = text.lastIndex(of: "/") else { return ("", text) }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }

  static func target(of selector: String, _ index: DefinitionIndex) -> ReferenceMeaning.Target {
    switch index.configurable(selector) {
    case .found(let id): return .configurable(id)
    case .ambiguous(let ids): return .ambiguous(ids)
    case .unknown:
      switch selector {
      case "gin.macro", "macro": return .macro
      case "gin.constant", "constant": return .constant
      case "gin.singleton", "singleton": return .singleton
      default: return .unknown
      }
    }
  }
}

extension String {
  /// The parts between the occurrences of `separator`.
  fileprivate func components(of separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
