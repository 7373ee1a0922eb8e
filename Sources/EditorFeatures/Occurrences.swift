// Where else does a name stand? In every config, in the declarations and in the strings of queries.

package import Configurables
import GinSyntax
package import Resolution
package import SourceText

/// What can be looked for in all files.
package enum Subject: Sendable, Hashable {
  case named(NamedThing)
  /// A file that configs include.
  case file(FilePath)
  /// A module that configs import, by its dotted path.
  case module(String)
  /// A global that holds a typed experiment.
  case experiment(ExperimentIndex.ID)
  /// A type of experiments that configs do not know.
  case configType(ExperimentIndex.TypeID)
  /// A field of such a type.
  case field(ExperimentIndex.TypeID, String)
  /// A case that is no constant of configs.
  case enumerationCase(CaseInFile)
}

package struct Occurrence: Sendable, Hashable {
  package enum Role: Sendable, Hashable {
    /// The declared name in code.
    case declares
    case sets
    case reads
  }

  package let location: FileLocation
  package let role: Role
}

extension Occurrence {
  init(_ use: NameUse, in file: FilePath) {
    self.init(location: FileLocation(file, use.range), role: use.role == .sets ? .sets : .reads)
  }
}

extension Analysis {
  /// What a cursor means, with the name that it is on.
  package func subject(in file: FilePath, at offset: TextOffset) -> (subject: Subject, range: TextRange)? {
    if let code = definitions.files[file] { return subject(in: code, at: offset) }
    if Language(ofCode: file) != nil { return usedSubject(in: file, at: offset) }
    if let use = nameUses(in: file).first(where: { $0.range.touches(offset) }) {
      return (.named(use.thing), use.range)
    }
    guard case .gin(let target)? = target(in: file, at: offset) else { return nil }
    if case .value = target.meaning { return writtenCase(in: file, at: offset) }
    switch target.meaning {
    case .include(let path): return includedFile(path, from: file).map { (.file($0), target.range) }
    case .importedModule(let importing): return (.module(importing.path), target.range)
    case .module: return module(in: file, at: offset)
    case .reference, .macroUse:
      // The cursor is on a sign, or in front of the name: what is named behind it is meant.
      let use = nameUses(in: file).last { target.range.contains($0.range) || $0.range.start == target.range.end }
      return use.map { (.named($0.thing), $0.range) }
    case .syntax, .scope, .configurable, .parameter, .macroBinding, .value: return nil
    }
  }

  private func subject(in code: DefinitionFile, at offset: TextOffset) -> (subject: Subject, range: TextRange)? {
    if case .code(let target)? = target(in: code.file, at: offset) {
      switch target.meaning {
      case .configurable(let id): return (.named(.configurable(id)), target.range)
      case .parameter(let id, let parameter): return (.named(.parameter(id, parameter.name)), target.range)
      case .experiment(let id): return (.experiment(id), target.range)
      case .configType(let id): return (subject(of: id), target.range)
      case .experimentField(let field): return (subject(ofField: field.name, in: field.type), target.range)
      case .query:
        return queryNames(in: code).first { $0.range.touches(offset) }.map { (.named($0.thing), $0.range) }
      }
    }
    if let constant = code.constants.first(where: { $0.nameRange.touches(offset) }) {
      return (.named(.constant(constant.selector)), constant.nameRange)
    }
    return usedSubject(in: code.file, at: offset)
  }

  /// Where the subject stands, in the order of the files: code and configs by their paths.
  /// - Parameter asked: a gin file that may lie outside the workspace.
  package func occurrences(of subject: Subject, asked: FilePath? = nil) -> [Occurrence] {
    var found = ginFiles(with: asked).flatMap { occurrences(of: subject, in: $0) }
    found += definitions.files.keys.flatMap { occurrences(of: subject, in: $0) }
    return found.sorted {
      ($0.location.file, $0.location.range.start) < ($1.location.file, $1.location.range.start)
    }
  }

  /// Those of the workspace, and one more that somebody has open.
  func ginFiles(with asked: FilePath?) -> [FilePath] {
    guard let asked, definitions.files[asked] == nil, !files.allGinFiles.contains(asked) else {
      return files.allGinFiles
    }
    return files.allGinFiles + [asked]
  }

  /// Where the subject stands in one file, in the order of the text.
  package func occurrences(of subject: Subject, in file: FilePath) -> [Occurrence] {
    switch subject {
    case .named(let thing):
      if let code = definitions.files[file] {
        return occurrences(of: thing, in: code).sorted { $0.location.range.start < $1.location.range.start }
      }
      let named = nameUses(of: thing, in: file).map { Occurrence($0, in: file) }
      guard case .constant(let selector) = thing, let found = caseOfConstant(selector) else { return named }
      let literals = literals(of: found, in: file).map {
        Occurrence(location: FileLocation(file, $0), role: .reads)
      }
      return (named + literals).sorted { $0.location.range.start < $1.location.range.start }
    case .file(let wanted):
      return statements(of: file).compactMap { statement in
        guard case .include(let include) = statement.content, includedFile(include.path, from: file) == wanted else {
          return nil
        }
        return Occurrence(location: FileLocation(file, include.pathRange), role: .reads)
      }
    case .module(let wanted):
      return places(ofModule: wanted, in: file).map { Occurrence(location: FileLocation(file, $0), role: .reads) }
    case .experiment(let id):
      let experiment = definitions.experiments.experiments[id]
      return experiment.file == file
        ? [Occurrence(location: FileLocation(file, experiment.nameRange), role: .declares)] : []
    case .configType(let id):
      let type = definitions.experiments.types[id]
      return type.file == file
        ? [Occurrence(location: FileLocation(file, type.type.nameRange), role: .declares)] : []
    case .field(let id, let name):
      return declarations(ofField: name, in: id).filter { $0.file == file }.map {
        Occurrence(location: $0, role: .declares)
      }
    case .enumerationCase(let found):
      if found.file == file {
        return [Occurrence(location: FileLocation(file, found.nameRange), role: .declares)]
      }
      return literals(of: found, in: file).map { Occurrence(location: FileLocation(file, $0), role: .reads) }
    }
  }

  private func declarations(ofField name: String, in id: ExperimentIndex.TypeID) -> [FileLocation] {
    owners(of: name, in: id).map { [$0.place] + $0.getters.sorted { $0.file < $1.file } } ?? []
  }

  private func statements(of file: FilePath) -> [GinStatement] {
    files.ginFile(file).map { Array($0.syntax.statements) } ?? []
  }

  // MARK: Code

  private func occurrences(of thing: NamedThing, in code: DefinitionFile) -> [Occurrence] {
    var ranges: [(TextRange, Occurrence.Role)] = []
    switch thing {
    case .configurable(let id) where definitions.configurables[id].file == code.file:
      ranges.append((definitions.configurables[id].nameRange, .declares))
    case .parameter(let id, let name):
      guard let declared = definitions.parameter(name, of: id) else { break }
      let place = definitions.configurables[id].place(of: declared)
      if place.file == code.file { ranges.append((place.range, .declares)) }
    case .constant(let selector):
      ranges += code.constants.filter { $0.selector == selector }.map { ($0.nameRange, .declares) }
    case .configurable, .macro, .scope, .singleton, .unknown, .unknownParameter: break
    }
    ranges += queryNames(in: code).filter { $0.thing == thing }.map { ($0.range, .reads) }
    return ranges.map { Occurrence(location: FileLocation(code.file, $0.0), role: $0.1) }
  }

  /// The names inside the strings of queries; a string with escapes is passed over, for places in it are not certain.
  private func queryNames(in code: DefinitionFile) -> [(thing: NamedThing, range: TextRange)] {
    code.queries.flatMap { query -> [(thing: NamedThing, range: TextRange)] in
      let literal = Array(code.text[query.range].utf8)
      guard let (id, parameter) = parameter(ofQuery: query.key),
        let first = literal.firstIndex(where: { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }),
        literal[first...].starts(with: query.key.utf8), let period = query.key.utf8.lastIndex(of: UInt8(ascii: "."))
      else { return [] }
      let start = query.range.start.advanced(by: first)
      let end = start.advanced(by: query.key.utf8.count)
      let split = start.advanced(by: query.key.utf8.distance(from: query.key.startIndex, to: period))
      let selectorStart = query.key[..<period].utf8.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
      let before = selectorStart.map { query.key.utf8.distance(from: query.key.startIndex, to: $0) + 1 } ?? 0
      return scopes(of: query.key, at: start) + [
        (.configurable(id), TextRange(start.advanced(by: before), split)),
        (.parameter(id, parameter.name), TextRange(split.advanced(by: 1), end)),
      ]
    }
  }

  private func scopes(of key: String, at start: TextOffset) -> [(thing: NamedThing, range: TextRange)] {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    return parts.indices.map { place in
      let path = parts[...place].joined(separator: "/")
      let end = start.advanced(by: path.utf8.count)
      return (.scope(path), TextRange(end.advanced(by: -parts[place].utf8.count), end))
    }
  }
}
