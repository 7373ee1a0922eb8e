// What changes when a constant gets another name? Its declaration, a string or a case of an enum, and its uses.

import Configurables
import Resolution
import SourceText

struct ConstantRename {
  private let analysis: Analysis
  /// Nil for what `gin.constant` makes.
  private let enumerationCase: CaseInFile?
  /// Nil for a case that configs know only as a literal.
  private let selector: String?
  private let new: CodeIdentifier
  private let old: String
  private let language: Language

  init(
    _ analysis: Analysis, _ enumerationCase: CaseInFile?, selector: String?, to name: String,
    typedIn origin: RenameOrigin
  ) throws {
    self.analysis = analysis
    self.enumerationCase = enumerationCase
    self.selector = selector
    old = enumerationCase?.name ?? selector?.split(separator: ".").last.map(String.init) ?? ""
    language = enumerationCase?.language ?? .python
    new = try CodeIdentifier(name, origin, after: old, language)
  }

  func changes() throws -> [TextChange] {
    try checkClashes()
    var changes = try constantChanges()
    if let enumerationCase {
      let uses = CaseUses(wanted: enumerationCase, search: UseSearch(analysis: analysis))
      changes += try uses.places().map { TextChange(location: $0, replacement: new.inCode) }
      for file in analysis.files.allGinFiles {
        changes += analysis.literals(of: enumerationCase, in: file).map { range in
          let written = analysis.text(of: file)?[range] ?? ""
          return TextChange(
            location: FileLocation(file, range), replacement: new.replacing(written, old: old, language))
        }
      }
    }
    return analysis.inOrder(changes)
  }

  private func constantChanges() throws -> [TextChange] {
    guard let selector else { return [] }
    let literals = Set(
      enumerationCase.map { found in
        analysis.files.allGinFiles.flatMap { file in
          analysis.literals(of: found, in: file).map { FileLocation(file, $0) }
        }
      } ?? [])
    let named = analysis.occurrences(of: .named(.constant(selector))).filter { !literals.contains($0.location) }
    return try named.map { occurrence in
      let range = analysis.lastPart(of: occurrence.location.range, in: occurrence.location.file)
      guard analysis.text(of: occurrence.location.file)?[range] == old else {
        throw RenameRefusal(reason: FeatureWords.registeredElsewhere(old))
      }
      return TextChange(location: FileLocation(occurrence.location.file, range), replacement: new.inCode)
    }
  }

  private func checkClashes() throws {
    if let enumerationCase, let code = analysis.definitions.files[enumerationCase.file] {
      for type in code.types where type.name == enumerationCase.type {
        let members = type.cases.map { ($0.name, $0.nameRange) } + type.properties.map { ($0.name, $0.nameRange) }
        if let taken = members.first(where: { $0.0 == new.inCode && $0.1 != enumerationCase.nameRange }) {
          throw analysis.clash(new.inCode, FileLocation(code.file, taken.1))
        }
      }
    }
    guard selector != nil else { return }
    // A config may name a constant by its last part alone.
    for other in analysis.definitions.constants
    where other.constant.selector != selector && other.constant.selector.split(separator: ".").last ?? "" == new.inCode
    {
      throw analysis.clash(new.inCode, FileLocation(other.file, other.constant.nameRange))
    }
    if let macro = analysis.occurrences(of: .named(.macro(new.inCode))).first {
      throw analysis.clash(new.inCode, macro.location)
    }
  }
}
