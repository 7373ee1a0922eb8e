// Where is a case of an enum named? In code behind its type or a period, in configs as a constant or a literal.

package import Configurables
import GinSyntax
import Resolution
package import SourceText

/// A case at its declaration.
package struct CaseInFile: Sendable, Hashable {
  package let file: FilePath
  package let language: Language
  /// The enum, with the types around it.
  package let type: String
  package let typeRange: TextRange
  package let name: String
  package let nameRange: TextRange
  /// Whether its raw value is its name.
  let isItsOwnRawValue: Bool
}

extension Analysis {
  func enumerationCase(at place: FileLocation) -> CaseInFile? {
    guard let code = definitions.files[place.file] else { return nil }
    for type in code.types {
      guard let found = type.cases.first(where: { $0.nameRange == place.range }) else { continue }
      let isText = type.inherited.first.map { $0 == .named("String") } ?? false
      return CaseInFile(
        file: place.file, language: code.language, type: type.name, typeRange: type.nameRange, name: found.name,
        nameRange: found.nameRange, isItsOwnRawValue: isText && found.rawValue == nil)
    }
    return nil
  }

  func enumerationCases(named name: String) -> [CaseInFile] {
    definitions.files.values.flatMap { code in
      code.types.flatMap { type in
        type.cases.filter { $0.name == name }.compactMap {
          enumerationCase(at: FileLocation(code.file, $0.nameRange))
        }
      }
    }.sorted { ($0.file, $0.nameRange.start) < ($1.file, $1.nameRange.start) }
  }

  /// The case that a config writes as a string, with the text between the quotes.
  func writtenCase(in file: FilePath, at offset: TextOffset) -> (subject: Subject, range: TextRange)? {
    guard let statement = files.ginFile(file)?.syntax.statement(at: offset) else { return nil }
    let config = resolved(entry(for: file))
    guard case .gin(let target)? = target(in: file, at: offset),
      let binding = config.binding(in: file, at: statement.range.start),
      case .enumeration(let value)? = config.value(at: target.range, of: binding).value
    else { return nil }
    return enumerationCases(named: value.name).lazy.filter { $0.type == value.type }.compactMap { found in
      self.literals(of: found, in: file).first { $0.touches(offset) }.map { (self.subject(of: found), $0) }
    }.first
  }

  /// The text between the quotes where a config writes the case as a string.
  func literals(of wanted: CaseInFile, in file: FilePath) -> [TextRange] {
    guard wanted.language == .swift, let gin = files.ginFile(file)?.syntax else { return [] }
    let folded = DefinitionIndex.folded(wanted.name)
    var found: [TextRange] = []
    for (place, node) in gin.nodes.enumerated() where node.kind == .string {
      let range = GinValue(file: gin, index: place).range
      let inner = TextRange(range.start.advanced(by: 1), range.end.advanced(by: -1))
      guard range.length > 2, ["'", "\""].contains(gin.text[TextRange(range.start, inner.start)]),
        DefinitionIndex.folded(gin.text[inner]) == folded, let statement = gin.statement(at: range.start)
      else { continue }
      let config = resolved(entry(for: file))
      guard let binding = config.binding(in: file, at: statement.range.start),
        case .enumeration(let value)? = config.value(at: range, of: binding).value, value.name == wanted.name,
        value.type == wanted.type
      else { continue }
      found.append(inner)
    }
    return found
  }
}

struct CaseUses {
  let wanted: CaseInFile
  let search: UseSearch

  func places() throws -> [FileLocation] {
    let files = search.names(wanted.name, wanted.language)
    let types = search.everywhere(lastName, wanted.language)
    let paths = CodePaths(of: lastName, declaredIn: wanted.file, types)
    let company = Set(types.map(\.file))
    let other = search.everywhere(wanted.name, wanted.language).lazy.flatMap { code in
      code.names.lazy.filter {
        $0.role == .declaration(.member) && FileLocation(code.file, $0.range) != place
      }.map { FileLocation(code.file, $0.range) }
    }.first
    return try files.flatMap { code in
      let known = search.analysis.experimentNames(in: code.file)
      return try code.names.filter { name in
        if case .member(ofType: let type)? = known[name.range] { return type == wanted.type || type == lastName }
        return try means(name, in: code, paths, other, company)
      }.map { FileLocation(code.file, $0.range) }
    }
  }

  private var place: FileLocation { FileLocation(wanted.file, wanted.nameRange) }
  private var lastName: String { wanted.type.split(separator: ".").last.map(String.init) ?? wanted.type }

  private func means(
    _ name: CodeName, in code: CodeNames, _ paths: CodePaths, _ other: FileLocation?, _ company: Set<FilePath>
  ) throws -> Bool {
    switch name.role {
    case .declaration, .reference: return code.file == wanted.file && name.declaration == wanted.nameRange
    case .member(let base):
      let isInside = name.container == wanted.type
      switch wanted.language {
      case .python: return paths.means(base, in: code) || (base == "cls" || base == "self") && isInside
      case .swift: break
      }
      if base == wanted.type || base == lastName || base.hasSuffix("." + wanted.type) { return true }
      if base == "Self" { return isInside }
      guard base.isEmpty else { return false }
      guard let other else { return true }
      return try search.doubt(
        FeatureWords.mayBeAnother(
          wanted.name, search.analysis.place(FileLocation(code.file, name.range)).plainText,
          search.analysis.place(other).plainText))
    case .text:
      // The name as a text may be what the case is looked up by.
      guard company.contains(code.file), code.file != wanted.file || wanted.nameRange != name.range else {
        return false
      }
      let isLookedUp = wanted.language == .python || wanted.isItsOwnRawValue
      guard isLookedUp else { return false }
      return try search.doubt(
        FeatureWords.mayBeMeantCase(
          wanted.name, search.analysis.place(FileLocation(code.file, name.range)).plainText))
    case .label, .imported, .scope: return false
    }
  }
}
