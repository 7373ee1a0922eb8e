// Which names were looked up before? By their bytes, so that a name that is met again costs a hash and a comparison.

import Configurables
import GinSyntax

/// What was looked up in one index. It only grows; a name that was typed letter by letter leaves its beginnings.
struct LookupTables {
  /// `scope/module.name` of a binding or a block.
  private struct Head {
    let scope: String
    let scopeNumber: Int32
    let selector: String
    let target: ReferenceMeaning.Target
    /// Tells the configurables apart, and what is none.
    let owner: Int32
    /// Under which number its keys are remembered.
    var family: Int32
  }

  /// What a key sets, whatever its spelling.
  private struct SlotKey: Hashable {
    let scope: Int32
    let owner: Int32
    /// The place in the signature, or for a name that is not in it one less than the negative of the name's number.
    let parameter: Int32
  }

  /// A parameter's name as a config writes it.
  private struct WrittenParameter {
    let name: String
    let facts: ParameterFacts?
    /// As in `SlotKey`.
    let number: Int32
    let target: ConfigBinding.Target
  }

  /// A configurable's parameters by name, as written and folded.
  private struct Places {
    var exact: [String: Int] = [:]
    var folded: [String: Int] = [:]
    var facts: [Int: ParameterFacts] = [:]
  }

  /// `module.name` of a binding, a block or a reference, whatever the scope.
  private struct Selector {
    let text: String
    let target: ReferenceMeaning.Target
  }

  private var selectorNumbers = ByteKeyTable()
  private var selectors: [Selector] = []
  private var headNumbers = ByteKeyTable()
  private var heads: [Head] = []
  /// By configurable and the name as it is written, whatever the scope.
  private var parameterNumbers = ByteKeyTable()
  private var parameters: [WrittenParameter] = []
  private var keyNumbers = ByteKeyTable()
  private var keys: [KeyMeaning] = []
  private var referenceNumbers = ByteKeyTable()
  private var references: [ReferenceMeaning] = []
  private var macroNumbers = ByteKeyTable()
  private var macros: [MacroMeaning] = []
  private var places: [DefinitionIndex.ID: Places] = [:]
  private var names: [String: Int32] = [:]
  private var slots: [SlotKey: Int] = [:]

  /// The imports of files, by which their names are read, and for each a number that is not 0.
  private var contexts: [ImportedNames: Int32] = [:]
  /// Under which number the parameters of a configurable are remembered, where that is not its ID.
  private var families: [DefinitionIndex.ID: Int32] = [:]
  private var familyCount: Int32 = 0

  private static let macroOwner: Int32 = -1
  private static let singletonOwner: Int32 = -2

  var slotCount: Int { slots.count }

  // MARK: Edits of code

  /// After so many forgotten keys it is cheaper to look the others up again than to carry what is left of these.
  private static let mostForgotten = 20_000

  /// What was looked up, for an index with the same names and other versions of some files.
  func updated(
    _ index: DefinitionIndex, _ changed: [(old: DefinitionFile, new: DefinitionFile)]
  ) -> LookupTables {
    guard Int(familyCount) < Self.mostForgotten else { return LookupTables() }
    var updated = self
    let ids = Set(changed.flatMap { index.configurables(in: $0.new.file) })
    for id in ids {
      updated.places[id] = nil
      updated.families[id] = updated.nextFamily()
    }
    for number in heads.indices {
      if case .configurable(let id) = heads[number].target, ids.contains(id) {
        updated.heads[number].family = updated.nextFamily()
      }
    }
    if changed.contains(where: { !$0.old.constants.isEmpty || !$0.new.constants.isEmpty }) {
      updated.macroNumbers = ByteKeyTable()
      updated.macros = []
    }
    return updated
  }

  /// A number that no head and no configurable has had.
  private mutating func nextFamily() -> Int32 {
    familyCount += 1
    return -1 - familyCount
  }

  // MARK: Contexts

  /// In what light the names of a file are read; files that import the same share it.
  struct Context {
    fileprivate let number: Int32
    fileprivate let imports: ImportedNames
  }

  mutating func context(_ imports: ImportedNames, _ index: DefinitionIndex) -> Context? {
    // Without dynamic registration the imports only choose among names that several files register.
    guard imports.bound != nil || imports.registered != nil || (!imports.modules.isEmpty && index.hasRepeatedNames)
    else { return nil }
    let number = contexts[imports] ?? Int32(truncatingIfNeeded: contexts.count + 1)
    contexts[imports] = number
    return Context(number: number, imports: imports)
  }

  // MARK: Keys

  /// The meaning of `head.tail`, or of `head` alone: a flat binding's key, or a block's header and a parameter.
  mutating func key(
    _ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>?, _ index: DefinitionIndex,
    in context: Context?
  ) -> KeyMeaning {
    guard let tail else { return macroKey(head) }
    let headNumber: Int
    if let known = headNumbers.number(of: head, family: context?.number ?? 0) {
      headNumber = known
    } else {
      headNumber = heads.count
      let made = makeHead(head, index, context)
      heads.append(made)
      headNumbers.insert(head, family: context?.number ?? 0)
    }
    let family = heads[headNumber].family
    if let number = keyNumbers.number(of: tail, family: family) { return keys[number] }
    let meaning = meaning(of: heads[headNumber], tail, index)
    keyNumbers.insert(tail, family: family)
    keys.append(meaning)
    return meaning
  }

  private mutating func macroKey(_ bytes: UnsafeBufferPointer<UInt8>) -> KeyMeaning {
    if let number = keyNumbers.number(of: bytes, family: -1) { return keys[number] }
    let name = String(decoding: bytes, as: UTF8.self)
    let (scope, selector) = Self.splitScope(name)
    let slot = slot(SlotKey(scope: number(of: name), owner: Self.macroOwner, parameter: 0))
    let meaning = KeyMeaning(
      scope: scope, selector: selector, parameter: "", target: .macro, slot: slot, facts: nil)
    keyNumbers.insert(bytes, family: -1)
    keys.append(meaning)
    return meaning
  }

  private mutating func makeHead(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex, _ context: Context?
  ) -> Head {
    let (scope, selector) = split(bytes, index, context)
    let owner: Int32
    if case .configurable(let id) = selector.target {
      owner = Int32(truncatingIfNeeded: id)
    } else {
      // What lies outside the workspace is one thing under all the names that files give it.
      owner = -3 - number(of: context?.imports.path(of: selector.text) ?? selector.text)
    }
    return Head(
      scope: scope, scopeNumber: number(of: scope), selector: selector.text, target: selector.target, owner: owner,
      family: Int32(truncatingIfNeeded: heads.count))
  }

  /// `a/b/c.d` is `c.d` in the scope `a/b`. A thousand scopes of one selector cost one look into the index.
  private mutating func split(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex, _ context: Context?
  ) -> (scope: String, Selector) {
    let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1
    let scope = slash < 0 ? "" : String(decoding: bytes[..<slash], as: UTF8.self)
    let rest = UnsafeBufferPointer(rebasing: bytes[(slash + 1)...])
    let family = context?.number ?? 0
    if let number = selectorNumbers.number(of: rest, family: family) { return (scope, selectors[number]) }
    let text = String(decoding: rest, as: UTF8.self)
    let made = Selector(text: text, target: index.target(of: text, context?.imports))
    selectorNumbers.insert(rest, family: family)
    selectors.append(made)
    return (scope, made)
  }

  private mutating func meaning(
    of head: Head, _ tail: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex
  ) -> KeyMeaning {
    if case .configurable(let id) = head.target {
      let written = writtenParameter(tail, of: id, index)
      let slot = slot(SlotKey(scope: head.scopeNumber, owner: head.owner, parameter: written.number))
      return made(head, written.name, written.target, slot, written.facts)
    }
    let parameter = String(decoding: tail, as: UTF8.self)
    switch head.target {
    case .macro where parameter == "value":
      let slot = slot(SlotKey(scope: head.scopeNumber, owner: Self.macroOwner, parameter: 0))
      return KeyMeaning(scope: head.scope, selector: "", parameter: "", target: .macro, slot: slot, facts: nil)
    case .singleton where parameter == "constructor":
      let slot = slot(SlotKey(scope: head.scopeNumber, owner: Self.singletonOwner, parameter: 0))
      return made(head, parameter, .singleton, slot)
    case .ambiguous(let ids): return made(head, parameter, .ambiguous(ids), looseSlot(head, parameter))
    case .macro, .singleton, .constant, .unknown, .configurable:
      return made(head, parameter, .unknown, looseSlot(head, parameter))
    }
  }

  private mutating func writtenParameter(
    _ bytes: UnsafeBufferPointer<UInt8>, of id: DefinitionIndex.ID, _ index: DefinitionIndex
  ) -> WrittenParameter {
    let family = families[id] ?? Int32(truncatingIfNeeded: id)
    if let number = parameterNumbers.number(of: bytes, family: family) { return parameters[number] }
    let name = String(decoding: bytes, as: UTF8.self)
    let made: WrittenParameter
    if let place = place(of: name, in: id, index) {
      made = WrittenParameter(
        name: name, facts: facts(of: place, id, index), number: Int32(truncatingIfNeeded: place),
        target: .parameter(id, place))
    } else {
      let isOpen = index.configurables[id].acceptsAnyParameter
      made = WrittenParameter(
        name: name, facts: nil, number: -1 - number(of: name),
        target: isOpen ? .parameter(id, nil) : .unknownParameter(id))
    }
    parameterNumbers.insert(bytes, family: family)
    parameters.append(made)
    return made
  }

  private func made(
    _ head: Head, _ parameter: String, _ target: ConfigBinding.Target, _ slot: Int, _ facts: ParameterFacts? = nil
  ) -> KeyMeaning {
    KeyMeaning(
      scope: head.scope, selector: head.selector, parameter: parameter, target: target, slot: slot, facts: facts)
  }

  /// Keys that mean nothing known are one where they are written alike.
  private mutating func looseSlot(_ head: Head, _ parameter: String) -> Int {
    slot(SlotKey(scope: head.scopeNumber, owner: head.owner, parameter: -1 - number(of: parameter)))
  }

  private mutating func parameterKey(
    _ scope: Int32, _ id: DefinitionIndex.ID, _ place: Int?, _ parameter: String
  ) -> SlotKey {
    let name = place.map { Int32(truncatingIfNeeded: $0) } ?? (-1 - number(of: parameter))
    return SlotKey(scope: scope, owner: Int32(truncatingIfNeeded: id), parameter: name)
  }

  private mutating func number(of name: String) -> Int32 {
    if let known = names[name] { return known }
    let number = Int32(truncatingIfNeeded: names.count)
    names[name] = number
    return number
  }

  private mutating func slot(_ key: SlotKey) -> Int {
    if let known = slots[key] { return known }
    let slot = slots.count
    slots[key] = slot
    return slot
  }

  // MARK: Slots

  /// The slot of a parameter in exactly this scope; nil when no config of any time has bound it.
  mutating func slot(
    scope: String, configurable id: DefinitionIndex.ID, parameter: String, _ index: DefinitionIndex
  ) -> Int? {
    guard let scopeNumber = names[scope], index.configurables.indices.contains(id) else { return nil }
    let place = place(of: parameter, in: id, index)
    return slots[parameterKey(scopeNumber, id, place, parameter)]
  }

  func macroSlot(_ name: String) -> Int? {
    names[name].flatMap { slots[SlotKey(scope: $0, owner: Self.macroOwner, parameter: 0)] }
  }

  func singletonSlot(_ name: String) -> Int? {
    names[name].flatMap { slots[SlotKey(scope: $0, owner: Self.singletonOwner, parameter: 0)] }
  }

  // MARK: References and macros

  mutating func reference(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex, in context: Context?
  ) -> ReferenceMeaning {
    let family = context?.number ?? 0
    if let number = referenceNumbers.number(of: bytes, family: family) { return references[number] }
    let (scope, selector) = split(bytes, index, context)
    let meaning = ReferenceMeaning(scope: scope, selector: selector.text, target: selector.target)
    referenceNumbers.insert(bytes, family: family)
    references.append(meaning)
    return meaning
  }

  mutating func macro(_ bytes: UnsafeBufferPointer<UInt8>, _ index: DefinitionIndex) -> MacroMeaning {
    if let number = macroNumbers.number(of: bytes) { return macros[number] }
    let name = String(decoding: bytes, as: UTF8.self)
    let slots = ResolvedConfig.chain(of: name).map { scope in
      slot(SlotKey(scope: number(of: scope), owner: Self.macroOwner, parameter: 0))
    }
    let meaning = MacroMeaning(
      name: name, constants: index.constants(named: name), isRequiredMark: name == "gin.REQUIRED" || name == "REQUIRED",
      slots: slots)
    macroNumbers.insert(bytes)
    macros.append(meaning)
    return meaning
  }

  // MARK: Parameters

  /// Where in the signature the parameter stands that a config calls `name`: an exact name, in Swift else a folded one.
  private mutating func place(of name: String, in id: DefinitionIndex.ID, _ index: DefinitionIndex) -> Int? {
    let configurable = index.configurables[id]
    let places = places[id] ?? makePlaces(id, configurable)
    if let place = places.exact[name] { return place }
    return configurable.language == .swift ? places.folded[DefinitionIndex.folded(name)] : nil
  }

  private mutating func makePlaces(_ id: DefinitionIndex.ID, _ configurable: Configurable) -> Places {
    var made = Places()
    for (place, parameter) in configurable.parameters.enumerated() {
      // Python's `*args` and `**kwargs` have no names for configs.
      guard parameter.kind != .keywords, parameter.kind != .variadic || configurable.language == .swift else {
        continue
      }
      if made.exact[parameter.name] == nil { made.exact[parameter.name] = place }
      let folded = DefinitionIndex.folded(parameter.name)
      if made.folded[folded] == nil { made.folded[folded] = place }
    }
    places[id] = made
    return made
  }

  private mutating func facts(of place: Int, _ id: DefinitionIndex.ID, _ index: DefinitionIndex) -> ParameterFacts {
    if let known = places[id]?.facts[place] { return known }
    let configurable = index.configurables[id]
    let made = ParameterFacts(
      configurable: id, parameter: configurable.parameters[place], language: configurable.language)
    places[id]?.facts[place] = made
    return made
  }

  /// `a/b/c.d` is `c.d` in the scope `a/b`.
  static func splitScope(_ text: String) -> (scope: String, rest: String) {
    guard let slash = text.lastIndex(of: "/") else { return ("", text) }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }
}
