// What do the names of the workspace's Swift mean? Types, functions and globals of all files, by module and name.

import Configurables
import SourceText

/// One file, as lookups see it.
final class FileUnit: Sendable {
  let definition: DefinitionFile
  var path: FilePath { definition.file }
  var module: String { definition.module }
  /// Its own module first.
  let visibleModules: [String]

  init(_ definition: DefinitionFile) {
    self.definition = definition
    visibleModules = [definition.module] + definition.imports.filter { $0 != definition.module }
  }

  func location(_ range: TextRange) -> FileLocation { FileLocation(path, range) }
}

/// A function, method, initializer or getter, by its place in `SymbolTable.functions`.
struct FunctionEntry: Sendable {
  let function: Function
  let unit: FileUnit
  /// The type that it is a member of; for an extension of a library type only `builtinSelf` is set.
  var nominal: Int?
  var builtinSelf: String?
  var configurable: DefinitionIndex.ID?
  /// `make`, `Outer.make`.
  var name: String
}

struct PropertyEntry: Sendable {
  let property: Property
  let unit: FileUnit
  let nominal: Int?
  /// The getter's place in `functions`, for a computed one.
  let getter: Int?
  /// Its place in `SymbolTable.properties`.
  let place: Int
}

/// A type with all of its extensions.
struct Nominal: Sendable {
  let index: Int
  /// With the types that it is nested in.
  let name: String
  let module: String
  var unit: FileUnit
  var definition: TypeDefinition
  var configurable: DefinitionIndex.ID?
  /// In the order of declaration, as `Parameter`s of a memberwise initializer would stand.
  var stored: [PropertyEntry] = []
  var properties: [String: PropertyEntry] = [:]
  var methods: [String: [Int]] = [:]
  var initializers: [Int] = []
  /// Whether an initializer stands in the type itself, which takes the memberwise one away.
  var declaresInitializer = false
  var inherited: [TypeExpression] = []

  var isClass: Bool { definition.kind == .classType || definition.kind == .actor }
  var isEnumeration: Bool { definition.kind == .enumeration }

  func inherits(_ name: String) -> Bool {
    inherited.contains { type in
      if case .named(let path, _) = type { return path.last == name }
      return false
    }
  }

  func caseIndex(_ name: String) -> Int? { definition.cases.firstIndex { $0.name == name } }
}

struct GlobalKey: Hashable, Sendable {
  let owner: String
  let name: String
}

struct SymbolTable: Sendable {
  private(set) var nominals: [Nominal] = []
  private(set) var functions: [FunctionEntry] = []
  /// Globals and members, computed ones included.
  private(set) var properties: [PropertyEntry] = []
  private(set) var units: [FilePath: FileUnit] = [:]
  /// By module, then by full name.
  private var nominalsByName: [String: [String: Int]] = [:]
  private var aliases: [String: [String: (TypeExpression, FileUnit)]] = [:]
  private var functionsByName: [String: [String: [Int]]] = [:]
  private var globalsByName: [String: [String: PropertyEntry]] = [:]
  /// Members that extensions add to types from outside the workspace, by the type's name.
  private(set) var builtinMembers: [String: [String: [Int]]] = [:]
  private(set) var builtinProperties: [String: [String: PropertyEntry]] = [:]
  private(set) var operatorsByName: [String: [Int]] = [:]
  private(set) var configurableFunctions: [DefinitionIndex.ID: Int] = [:]
  private(set) var configurableTypes: [DefinitionIndex.ID: Int] = [:]
  /// Behind which places the functions and properties of each file stand.
  private var starts: [FilePath: (functions: Int, properties: Int)] = [:]

  init(_ index: DefinitionIndex) {
    let files = index.files.values.filter { $0.language == .swift }.sorted { $0.file < $1.file }.map(FileUnit.init)
    for unit in files { units[unit.path] = unit }
    for unit in files { declareTypes(of: unit) }
    for unit in files { declareMembers(of: unit, index.configurables(definedIn: unit.path), index) }
  }

  // MARK: Edits

  /// The table with other versions of some files; nil where that is no matter of files one by one.
  func updated(_ changed: [(old: DefinitionFile, new: DefinitionFile)]) -> SymbolTable? {
    var updated = self
    for (old, new) in changed where new.language == .swift {
      guard Self.areAlike(old, new), updated.replace(new) else { return nil }
    }
    return updated
  }

  /// Whether two versions of a file declare the same things in the same order.
  private static func areAlike(_ old: DefinitionFile, _ new: DefinitionFile) -> Bool {
    func areAlike(_ old: [Property], _ new: [Property]) -> Bool {
      old.elementsEqual(new) { old, new in
        old.name == new.name && old.placement == new.placement && (old.getter == nil) == (new.getter == nil)
      }
    }
    return old.module == new.module && old.imports == new.imports
      && old.functions.elementsEqual(new.functions, by: { $0.name == $1.name }) && areAlike(old.globals, new.globals)
      && old.types.elementsEqual(new.types) { old, new in
        old.name == new.name && old.kind == new.kind && old.inherited == new.inherited && old.aliased == new.aliased
          && old.methods.elementsEqual(new.methods, by: { $0.name == $1.name })
          && old.initializers.count == new.initializers.count && areAlike(old.properties, new.properties)
      }
  }

  /// Puts the things of a file in the places that they have, which follow each other as `declareMembers` goes.
  private mutating func replace(_ file: DefinitionFile) -> Bool {
    guard let start = starts[file.file], units[file.file] != nil else { return false }
    let unit = FileUnit(file)
    units[file.file] = unit
    let types = file.types.filter { $0.kind != .alias }
    let newFunctions =
      file.functions + file.globals.compactMap(\.getter)
      + types.flatMap { $0.methods + $0.initializers + $0.properties.compactMap(\.getter) }
    let newProperties = file.globals + types.flatMap(\.properties)
    guard functions.count >= start.functions + newFunctions.count,
      properties.count >= start.properties + newProperties.count
    else { return false }
    for (place, function) in newFunctions.enumerated() {
      let old = functions[start.functions + place]
      functions[start.functions + place] = FunctionEntry(
        function: function, unit: unit, nominal: old.nominal, builtinSelf: old.builtinSelf,
        configurable: old.configurable, name: old.name)
    }
    for (place, property) in newProperties.enumerated() {
      let old = properties[start.properties + place]
      let entry = PropertyEntry(
        property: property, unit: unit, nominal: old.nominal, getter: old.getter, place: old.place)
      properties[old.place] = entry
      replace(entry, owner: place < file.globals.count ? nil : owner(of: place - file.globals.count, in: types))
    }
    for type in file.types {
      if type.kind == .alias, let aliased = type.aliased { aliases[unit.module]?[type.name] = (aliased, unit) }
      guard type.kind != .alias, type.kind != .extensionOfType, let nominal = nominalsByName[unit.module]?[type.name],
        nominals[nominal].unit.path == unit.path
      else { continue }
      nominals[nominal].unit = unit
      nominals[nominal].definition = type
    }
    return true
  }

  /// The name of the type whose property stands at this place among those of all types.
  private func owner(of place: Int, in types: [TypeDefinition]) -> String? {
    var left = place
    for type in types {
      if left < type.properties.count { return type.name }
      left -= type.properties.count
    }
    return nil
  }

  private mutating func replace(_ entry: PropertyEntry, owner: String?) {
    let name = entry.property.name
    if let nominal = entry.nominal {
      if nominals[nominal].properties[name]?.place == entry.place { nominals[nominal].properties[name] = entry }
      if let stored = nominals[nominal].stored.firstIndex(where: { $0.place == entry.place }) {
        nominals[nominal].stored[stored] = entry
      }
    } else if let owner {
      if builtinProperties[owner]?[name]?.place == entry.place { builtinProperties[owner]?[name] = entry }
    } else if globalsByName[entry.unit.module]?[name]?.place == entry.place {
      globalsByName[entry.unit.module]?[name] = entry
    }
  }

  private mutating func declareTypes(of unit: FileUnit) {
    for type in unit.definition.types {
      switch type.kind {
      case .extensionOfType: continue
      case .alias: if let aliased = type.aliased { aliases[unit.module, default: [:]][type.name] = (aliased, unit) }
      default:
        nominalsByName[unit.module, default: [:]][type.name] = nominals.count
        nominals.append(
          Nominal(
            index: nominals.count, name: type.name, module: unit.module, unit: unit, definition: type))
      }
    }
  }

  private mutating func declareMembers(
    of unit: FileUnit, _ identifiers: [DefinitionIndex.ID], _ index: DefinitionIndex
  ) {
    starts[unit.path] = (functions.count, properties.count)
    var functionIDs: [Int: DefinitionIndex.ID] = [:]
    var typeIDs: [Int: DefinitionIndex.ID] = [:]
    var methodIDs: [[Int]: DefinitionIndex.ID] = [:]
    for id in identifiers {
      switch index.configurables[id].target {
      case .function(let place): functionIDs[place] = id
      case .type(let place): typeIDs[place] = id
      case .method(let type, let place): methodIDs[[type, place]] = id
      case .external: continue
      }
    }
    for (place, function) in unit.definition.functions.enumerated() {
      let entry = add(
        FunctionEntry(function: function, unit: unit, configurable: functionIDs[place], name: function.name))
      functionsByName[unit.module, default: [:]][function.name, default: []].append(entry)
    }
    for global in unit.definition.globals {
      globalsByName[unit.module, default: [:]][global.name] = entry(global, unit, nominal: nil, builtin: nil, "")
    }
    for (place, type) in unit.definition.types.enumerated() where type.kind != .alias {
      let nominal = nominal(named: type.name.split(separator: ".").map(String.init), from: unit, enclosing: "")
      if let nominal, let id = typeIDs[place] {
        nominals[nominal].configurable = id
        configurableTypes[id] = nominal
      }
      declareMembers(of: type, nominal, unit) { methodIDs[[place, $0]] }
    }
  }

  private mutating func declareMembers(
    of type: TypeDefinition, _ nominal: Int?, _ unit: FileUnit, _ methodID: (Int) -> DefinitionIndex.ID?
  ) {
    let builtin = nominal == nil ? type.name : nil
    for (place, method) in type.methods.enumerated() {
      let entry = add(
        FunctionEntry(
          function: method, unit: unit, nominal: nominal, builtinSelf: builtin, configurable: methodID(place),
          name: type.name + "." + method.name))
      if let nominal {
        nominals[nominal].methods[method.name, default: []].append(entry)
      } else {
        builtinMembers[type.name, default: [:]][method.name, default: []].append(entry)
      }
    }
    for initializer in type.initializers {
      let entry = add(
        FunctionEntry(function: initializer, unit: unit, nominal: nominal, builtinSelf: builtin, name: type.name))
      if let nominal {
        nominals[nominal].initializers.append(entry)
        if type.kind != .extensionOfType { nominals[nominal].declaresInitializer = true }
      } else {
        builtinMembers[type.name, default: [:]]["init", default: []].append(entry)
      }
    }
    for property in type.properties {
      let entry = entry(property, unit, nominal: nominal, builtin: builtin, type.name + ".")
      guard let nominal else {
        builtinProperties[type.name, default: [:]][property.name] = entry
        continue
      }
      nominals[nominal].properties[property.name] = entry
      if property.placement == .instance, property.getter == nil { nominals[nominal].stored.append(entry) }
    }
    if let nominal { nominals[nominal].inherited += type.inherited }
  }

  private mutating func add(_ entry: FunctionEntry) -> Int {
    functions.append(entry)
    if let first = entry.function.name.unicodeScalars.first, !first.properties.isAlphabetic, first != "_" {
      operatorsByName[entry.function.name, default: []].append(functions.count - 1)
    }
    if let id = entry.configurable { configurableFunctions[id] = functions.count - 1 }
    return functions.count - 1
  }

  private mutating func entry(
    _ property: Property, _ unit: FileUnit, nominal: Int?, builtin: String?, _ prefix: String
  ) -> PropertyEntry {
    let getter = property.getter.map { getter in
      add(
        FunctionEntry(
          function: getter, unit: unit, nominal: nominal, builtinSelf: builtin, name: prefix + property.name))
    }
    let entry = PropertyEntry(
      property: property, unit: unit, nominal: nominal, getter: getter, place: properties.count)
    properties.append(entry)
    return entry
  }

  // MARK: Lookup

  /// A type by the path that code writes, seen from inside `enclosing` first and outwards from there.
  func nominal(named path: [String], from unit: FileUnit, enclosing: String) -> Int? {
    lookUp(path, from: unit, enclosing: enclosing) { module, name in nominalsByName[module]?[name] }
  }

  func alias(named path: [String], from unit: FileUnit, enclosing: String) -> (TypeExpression, FileUnit)? {
    lookUp(path, from: unit, enclosing: enclosing) { module, name in aliases[module]?[name] }
  }

  func functions(named name: String, from unit: FileUnit) -> [Int] {
    for module in unit.visibleModules {
      if let found = functionsByName[module]?[name] { return found }
    }
    return []
  }

  func global(named name: String, from unit: FileUnit) -> PropertyEntry? {
    for module in unit.visibleModules {
      if let found = globalsByName[module]?[name] { return found }
    }
    return nil
  }

  /// Whether `name` is a module that the workspace holds or the file imports.
  func isModule(_ name: String, from unit: FileUnit) -> Bool { unit.visibleModules.contains(name) }

  private func lookUp<Found>(
    _ path: [String], from unit: FileUnit, enclosing: String, _ find: (String, String) -> Found?
  ) -> Found? {
    let name = path.joined(separator: ".")
    var outer = Substring(enclosing)
    while !outer.isEmpty {
      if let found = find(unit.module, outer + "." + name) { return found }
      outer = outer.lastIndex(of: ".").map { outer[..<$0] } ?? ""
    }
    for module in unit.visibleModules {
      if let found = find(module, name) { return found }
    }
    guard let first = path.first, path.count > 1, isModule(first, from: unit) else { return nil }
    return find(first, path.dropFirst().joined(separator: "."))
  }
}

extension SymbolTable {
  /// Declarations of an operator: global functions, and members of any type in sight.
  func operators(_ name: String, from unit: FileUnit) -> [Int] { operatorsByName[name] ?? [] }
}
