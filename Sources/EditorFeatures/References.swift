// Where is it used? Every place of a name, for lists of references and for marks in the open document.

import Configurables
package import Resolution
package import SourceText

extension Analysis {
  /// - Parameter declarations: whether the declared names in code are among the answers.
  package func references(
    in file: FilePath, at offset: TextOffset, declarations: DeclarationsInReferences
  ) -> [FileLocation] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    let meant = likely(subject, in: file)
    let names = allNames(of: meant)
    let configs = ginFiles(with: file)
    let known = names.flatMap { name in
      occurrences(of: name, asked: file) + configs.flatMap { likelyOccurrences(of: name, in: $0) }
    }
    let declared = Set(known.filter { $0.role == .declares }.map(\.location))
    let together = Set(filesReadTogether(with: file))
    let passed = names.flatMap { name -> [FileLocation] in
      guard case .named(let thing) = name else { return [] }
      return scriptPlaces(of: thing, together: together)
    }
    var found = Set(known.map(\.location)).union(codeUses(of: meant, within: .allFiles)).union(passed)
    if declarations == .leftOut { found.subtract(declared) }
    return found.sorted { ($0.file, $0.range.start) < ($1.file, $1.range.start) }
  }

  /// The places in the same file of what the cursor is on.
  package func highlights(in file: FilePath, at offset: TextOffset) -> [Occurrence] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    let meant = likely(subject, in: file)
    var seen: Set<FileLocation> = []
    let known = allNames(of: meant).flatMap { subject in
      occurrences(of: subject, in: file) + likelyOccurrences(of: subject, in: file)
    }.filter { seen.insert($0.location).inserted }
    let uses = Language(ofCode: file) == nil ? [] : codeUses(of: meant, within: .file(file))
    let read = uses.filter { seen.insert($0).inserted }.map { Occurrence(location: $0, role: .reads) }
    return (known + read).sorted { $0.location.range.start < $1.location.range.start }
  }

  /// A parameter that several configurables inherit from one declaration is one thing, whichever of them binds it; and
  /// so is what code registers under several names.
  private func allNames(of subject: Subject) -> [Subject] {
    switch subject {
    case .named(.configurable(let id)):
      let configurable = definitions.configurables[id]
      return configurables(declaredAt: FileLocation(configurable.file, configurable.nameRange)).map {
        .named(.configurable($0))
      }
    case .named(.parameter(let id, let name)):
      guard let parameter = definitions.parameter(name, of: id) else { return [subject] }
      return owners(of: id, parameter).configurables.map { .named(.parameter($0, parameter.name)) }
    case .named, .file, .module, .experiment, .configType, .field, .enumerationCase: return [subject]
    }
  }

  // MARK: Names of several meanings

  /// What a definition answers first for a name that several modules register: it is listed with that.
  private func likely(_ subject: Subject, in file: FilePath) -> Subject {
    switch subject {
    case .named(.unknown(let selector)):
      likeliest(selector, in: file).map { .named(.configurable($0)) } ?? subject
    case .named(.unknownParameter(let selector, let name)):
      likeliest(selector, in: file).flatMap { id in
        definitions.parameter(name, of: id).map { .named(.parameter(id, $0.name)) }
      } ?? subject
    case .named, .file, .module, .experiment, .configType, .field, .enumerationCase: subject
    }
  }

  private func likelyOccurrences(of subject: Subject, in file: FilePath) -> [Occurrence] {
    let wanted: DefinitionIndex.ID
    switch subject {
    case .named(.configurable(let id)), .named(.parameter(let id, _)): wanted = id
    case .named, .file, .module, .experiment, .configType, .field, .enumerationCase: return []
    }
    let name = DefinitionIndex.folded(definitions.configurables[wanted].name)
    return unclearNameUses(in: file).filter { use in
      let selector: String
      switch use.thing {
      case .unknown(let written): selector = written
      case .unknownParameter(let written, _): selector = written
      case .configurable, .parameter, .macro, .constant, .scope, .singleton: return false
      }
      return name.hasSuffix(DefinitionIndex.folded(selector.split(separator: ".").last.map(String.init) ?? ""))
        && likely(.named(use.thing), in: file) == subject
    }.map { Occurrence($0, in: file) }
  }

  private func likeliest(_ selector: String, in file: FilePath) -> DefinitionIndex.ID? {
    guard case .ambiguous(let ids) = configurable(selector, in: file) else { return nil }
    return ids.first
  }
}

package enum DeclarationsInReferences: Sendable {
  case included, leftOut
}
