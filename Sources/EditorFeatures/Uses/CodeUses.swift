// Where does code use what is looked for? Every subject's places in code, those that are certain.

import Configurables
import Resolution
import SourceText

extension Analysis {
  /// In the order of the files.
  func codeUses(of subject: Subject, within extent: UseSearch.Extent) -> [FileLocation] {
    let search = UseSearch(analysis: self, extent: extent, doubts: .leaveOut)
    return (try? uses(of: subject, search)) ?? []
  }

  private func uses(of subject: Subject, _ search: UseSearch) throws -> [FileLocation] {
    switch subject {
    case .named(.configurable(let id)):
      // Code knows it by its declared name, whatever it is registered as.
      let configurable = definitions.configurables[id]
      guard let declared = nameInCode(of: configurable), CodeIdentifier.isIdentifier(declared) else { return [] }
      return try GlobalUses(
        name: declared, place: FileLocation(configurable.file, configurable.nameRange),
        language: configurable.language, search: search
      ).places()
    case .named(.parameter(let id, let name)):
      guard let parameter = definitions.parameter(name, of: id) else { return [] }
      return try ParameterUses(owners(of: id, parameter), search).places()
    case .named(.constant(let selector)):
      guard let found = caseOfConstant(selector) else { return [] }
      return try CaseUses(wanted: found, search: search).places()
    case .experiment(let id):
      let experiment = definitions.experiments.experiments[id]
      return try GlobalUses(
        name: experiment.name, place: FileLocation(experiment.file, experiment.nameRange),
        language: experiment.language, search: search
      ).places()
    case .configType(let id):
      let type = definitions.experiments.types[id]
      return try GlobalUses(
        name: type.type.name, place: FileLocation(type.file, type.type.nameRange), language: type.language,
        search: search
      ).places()
    case .field(let type, let name):
      return try owners(of: name, in: type).map { try ParameterUses($0, search).places() } ?? []
    case .enumerationCase(let found): return try CaseUses(wanted: found, search: search).places()
    case .module(let path): return codePlaces(ofModule: path, search)
    case .named, .file: return []
    }
  }

  /// The case that a constant stands for.
  func caseOfConstant(_ selector: String) -> CaseInFile? {
    definitions.constants.first { $0.constant.selector == selector }.flatMap {
      enumerationCase(at: FileLocation($0.file, $0.constant.nameRange))
    }
  }

  // MARK: From a use

  /// What a name in code means that is no declaration of a definition: each thing that is called so is asked whether
  /// it is used here.
  func usedSubject(in file: FilePath, at offset: TextOffset) -> (subject: Subject, range: TextRange)? {
    guard let language = Language(ofCode: file), let text = text(of: file) ?? files.codeText(file),
      let range = text.identifier(at: offset)
    else { return nil }
    let place = FileLocation(file, range)
    return subjects(named: text[range], language).prefix(Self.mostCandidates).lazy.filter { subject in
      self.codeUses(of: subject, within: .file(file)).contains(place)
    }.first.map { ($0, range) }
  }

  private static let mostCandidates = 24

  private func subjects(named name: String, _ language: Language) -> [Subject] {
    var found: [Subject] = []
    let index = definitions.experiments
    for id in index.experiments.indices
    where index.experiments[id].name == name && index.experiments[id].language == language {
      found.append(.experiment(id))
    }
    var seen: Set<FileLocation> = []
    for (id, type) in index.types.enumerated() where type.language == language {
      if type.type.name == name { found.append(subject(of: id)) }
      if let field = type.type.field(named: name), seen.insert(type.place(of: field)).inserted {
        found.append(subject(ofField: name, in: id))
      }
    }
    for (id, configurable) in definitions.configurables.enumerated() where configurable.language == language {
      if configurable.nameRange.length == name.utf8.count, nameInCode(of: configurable) == name {
        found.append(.named(.configurable(id)))
      }
      if let parameter = configurable.parameters.first(where: { $0.name == name }),
        seen.insert(configurable.place(of: parameter)).inserted
      {
        found.append(.named(.parameter(id, name)))
      }
    }
    return found + enumerationCases(named: name).filter { $0.language == language }.map { subject(of: $0) }
  }

  /// What code calls it, whatever it is registered as; nil where its file has no text.
  func nameInCode(of configurable: Configurable) -> String? {
    text(of: configurable.file)?[configurable.nameRange]
  }

  // MARK: One subject for one thing

  /// Of a type that configs can bind, the configurable.
  func subject(of id: ExperimentIndex.TypeID) -> Subject {
    let type = definitions.experiments.types[id]
    let configurable = configurables(declaredAt: FileLocation(type.file, type.type.nameRange)).first
    return configurable.map { .named(.configurable($0)) } ?? .configType(id)
  }

  /// One for each name that it is registered under.
  func configurables(declaredAt place: FileLocation) -> [DefinitionIndex.ID] {
    let all = definitions.configurables
    return all.indices.filter { all[$0].nameRange == place.range && all[$0].file == place.file }
  }

  /// The same of a field; one that is inherited is its declaration's.
  func subject(ofField name: String, in id: ExperimentIndex.TypeID) -> Subject {
    guard let owners = owners(of: name, in: id) else { return .field(id, name) }
    if let configurable = owners.configurables.first { return .named(.parameter(configurable, name)) }
    return .field(owners.types.min() ?? id, name)
  }

  /// Of a case that configs know as a constant, the constant.
  func subject(of found: CaseInFile) -> Subject {
    let constant = definitions.constants.first {
      $0.file == found.file && $0.constant.nameRange == found.nameRange
    }
    return constant.map { .named(.constant($0.constant.selector)) } ?? .enumerationCase(found)
  }
}

extension Language {
  init?(ofCode file: FilePath) {
    if file.string.hasSuffix(".swift") {
      self = .swift
    } else if file.string.hasSuffix(".py") {
      self = .python
    } else {
      return nil
    }
  }
}

extension SourceText {
  /// The name that an offset touches.
  fileprivate func identifier(at offset: TextOffset) -> TextRange? {
    func isPart(_ place: Int) -> Bool { bytes.indices.contains(place) && bytes[place].isNamePart }
    var (start, end) = (offset.utf8, offset.utf8)
    while start > 0, isPart(start - 1) { start -= 1 }
    while isPart(end) { end += 1 }
    guard start < end, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) else { return nil }
    return TextRange(TextOffset(start), TextOffset(end))
  }
}
