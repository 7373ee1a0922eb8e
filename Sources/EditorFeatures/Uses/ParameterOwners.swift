// Who has a parameter that is declared at one place? The function or type that declares it, and all that inherit it,
// as configurables and as types of experiments.

import Configurables
import Resolution
import SourceText

struct ParameterOwners {
  /// A function or type with the parameter.
  struct Owner: Hashable {
    let name: String
    let file: FilePath
    let nameRange: TextRange

    /// Without the types around it.
    var lastName: String { name.split(separator: ".").last.map(String.init) ?? name }
    var isConstructor: Bool { ["__init__", "__new__"].contains(lastName) }
  }

  let name: String
  let language: Language
  let place: FileLocation
  let configurables: [DefinitionIndex.ID]
  let types: Set<ExperimentIndex.TypeID>
  let owners: [Owner]
  /// What computes it, where that is declared by itself: the `@pproperty` of a field.
  let getters: Set<FileLocation>
  /// The other parameters of the owners, which the new name may not be.
  let others: [(name: String, place: FileLocation)]

  init(_ index: DefinitionIndex, _ name: String, at place: FileLocation, _ language: Language) {
    self.name = name
    self.language = language
    self.place = place
    let all = index.configurables
    let configurables = all.indices.filter { id in
      all[id].parameters.contains { $0.name == name && all[id].place(of: $0) == place }
    }
    let types = index.experiments.types
    let typeIDs = types.indices.filter { id in
      types[id].type.field(named: name).map { types[id].place(of: $0) == place } ?? false
    }
    self.configurables = configurables
    self.types = Set(typeIDs)
    var owners = configurables.map { Owner(name: all[$0].name, file: all[$0].file, nameRange: all[$0].nameRange) }
    for id in typeIDs {
      let owner = Owner(name: types[id].type.name, file: types[id].file, nameRange: types[id].type.nameRange)
      if !owners.contains(where: { $0.file == owner.file && $0.nameRange == owner.nameRange }) { owners.append(owner) }
    }
    // A constructor is called by the name of its class, which has the same parameter.
    let called = owners.filter { !$0.isConstructor }
    self.owners = called.isEmpty ? owners : called
    getters = Set(
      language == .swift
        ? []
        : typeIDs.compactMap { id in
          types[id].type.field(named: name)?.getter.map { FileLocation($0.file, $0.function.nameRange) }
        })
    var others = configurables.flatMap { id in
      all[id].parameters.filter { $0.name != name }.map { ($0.name, all[id].place(of: $0)) }
    }
    for id in typeIDs {
      others += types[id].type.fields.filter { $0.parameter.name != name }.map {
        ($0.parameter.name, types[id].place(of: $0))
      }
    }
    self.others = others
  }
}

extension Analysis {
  func owners(of id: DefinitionIndex.ID, _ parameter: Parameter) -> ParameterOwners {
    let configurable = definitions.configurables[id]
    return ParameterOwners(definitions, parameter.name, at: configurable.place(of: parameter), configurable.language)
  }

  func owners(of field: String, in id: ExperimentIndex.TypeID) -> ParameterOwners? {
    let type = definitions.experiments.types[id]
    return type.type.field(named: field).map {
      ParameterOwners(definitions, field, at: type.place(of: $0), type.language)
    }
  }
}
