// What changes when a name changes? Macros and scopes in the files that are read together, configurables and their
// parameters in every config and in the code.
//
// Code is read without its compiler. Where it leaves open what a name means, or where the new name would mean something
// already, the rename is refused with the place, for a rename that forgets one use breaks the program.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package enum RenameAnswer: Sendable, Hashable {
  case changes([TextChange])
  /// Why not, in a sentence.
  case refused(String)
}

/// Why a rename is not made, in a sentence.
struct RenameRefusal: Error {
  let reason: String
}

extension Analysis {
  /// The name that a rename at this place would change; nil where there is none.
  package func renamable(in file: FilePath, at offset: TextOffset) -> TextRange? {
    guard let (subject, range) = subject(in: file, at: offset) else { return nil }
    switch subject {
    case .named(.macro), .named(.scope), .named(.singleton), .named(.configurable), .named(.parameter): return range
    case .named(.constant): return lastPart(of: range, in: file)
    case .experiment, .configType, .field, .enumerationCase: return range
    case .named(.unknown), .named(.unknownParameter), .file, .module: return nil
    }
  }

  package func rename(in file: FilePath, at offset: TextOffset, to name: String) -> RenameAnswer {
    guard let (subject, range) = subject(in: file, at: offset) else { return .refused(FeatureWords.notRenamable) }
    let origin = definitions.files[file] != nil ? RenameOrigin.code : .gin
    do {
      switch subject {
      case .named(let thing): return .changes(try rename(thing, at: FileLocation(file, range), to: name, origin))
      case .experiment(let id): return .changes(try ExperimentRename(self, id, to: name).changes())
      case .configType(let id): return .changes(try rename(configType: id, to: name))
      case .field(let type, let old):
        guard let owners = owners(of: old, in: type) else { return .refused(FeatureWords.notRenamable) }
        return .changes(try ParameterRename(self, owners, in: file, to: name, typedIn: .code).changes())
      case .enumerationCase(let found):
        return .changes(try ConstantRename(self, found, selector: nil, to: name, typedIn: origin).changes())
      case .file, .module: return .refused(FeatureWords.notRenamable)
      }
    } catch {
      return .refused((error as? RenameRefusal)?.reason ?? "\(error)")
    }
  }

  private func rename(_ thing: NamedThing, at place: FileLocation, to name: String, _ origin: RenameOrigin) throws
    -> [TextChange]
  {
    switch thing {
    case .macro(let old): return try renameMacro(old, to: name, in: place.file)
    case .scope(let old): return try renameScope(old, to: name, in: place.file)
    case .singleton(let old): return try renameSingleton(old, to: name, in: place.file)
    case .configurable(let id):
      return try codeNameAlone(of: id, at: place, to: name)
        ?? ConfigurableRename(self, id, in: place.file, to: name, typedIn: origin).changes()
    case .parameter(let id, let old):
      guard let parameter = definitions.parameter(old, of: id) else {
        throw RenameRefusal(reason: FeatureWords.notRenamable)
      }
      let typed = origin == .code && text(of: place.file)?[place.range] == parameter.name ? RenameOrigin.code : .gin
      return try ParameterRename(self, owners(of: id, parameter), in: place.file, to: name, typedIn: typed).changes()
    case .constant(let selector):
      return try ConstantRename(self, caseOfConstant(selector), selector: selector, to: name, typedIn: origin).changes()
    case .unknown, .unknownParameter: throw RenameRefusal(reason: FeatureWords.notRenamable)
    }
  }

  /// Of what is registered under another name, on the name that code has for it; nil elsewhere.
  private func codeNameAlone(of id: DefinitionIndex.ID, at place: FileLocation, to name: String) throws -> [TextChange]?
  {
    let configurable = definitions.configurables[id]
    let home = FileLocation(configurable.file, configurable.nameRange)
    guard Language(ofCode: place.file) != nil, configurable.target != .external,
      let declared = nameInCode(of: configurable), declared != configurable.name,
      (text(of: place.file) ?? files.codeText(place.file))?[place.range] == declared
    else { return nil }
    // Registered a second time, without another name.
    let same = configurables(declaredAt: home).first { definitions.configurables[$0].name == declared }
    if let same { return try ConfigurableRename(self, same, in: place.file, to: name, typedIn: .code).changes() }
    let new = try CodeIdentifier(name, .code, after: declared, configurable.language)
    return inOrder(try renameGlobal(declared, at: home, configurable.language, to: new.inCode))
  }

  private func rename(configType id: ExperimentIndex.TypeID, to name: String) throws -> [TextChange] {
    let type = definitions.experiments.types[id]
    let new = try CodeIdentifier(name, .code, after: type.type.name, type.language)
    return inOrder(
      try renameGlobal(
        type.type.name, at: FileLocation(type.file, type.type.nameRange), type.language, to: new.inCode))
  }

  /// Of `module.Class.MEMBER` the last name.
  func lastPart(of range: TextRange, in file: FilePath) -> TextRange {
    let written = Array((text(of: file)?[range] ?? "").utf8)
    let end = written.last.map { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") } == true ? 1 : 0
    let start = written.lastIndex { [UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains($0) }
    guard end == 0 else {
      let first = written.dropLast().lastIndex {
        [UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains($0)
      }
      return TextRange(range.start.advanced(by: (first ?? -1) + 1), range.end.advanced(by: -1))
    }
    return TextRange(range.start.advanced(by: (start ?? -1) + 1), range.end)
  }

  // MARK: Names of configs alone

  private func renameMacro(_ old: String, to name: String, in file: FilePath) throws -> [TextChange] {
    guard Self.isMacroName(name) else { throw RenameRefusal(reason: FeatureWords.noMacroName(name)) }
    // A constant would win over the macro.
    if let constant = definitions.constants(named: name).first {
      throw clash(name, FileLocation(constant.file, constant.constant.nameRange))
    }
    return try rename(.macro(old), to: .macro(name), name, in: filesReadTogether(with: file))
  }

  private func renameSingleton(_ old: String, to name: String, in file: FilePath) throws -> [TextChange] {
    guard Self.isMacroName(name) else { throw RenameRefusal(reason: FeatureWords.noScopeName(name)) }
    return try rename(.singleton(old), to: .singleton(name), name, in: filesReadTogether(with: file))
  }

  /// Of `a/b` the part `b`, in all configs: code may enter a scope from anywhere.
  private func renameScope(_ old: String, to name: String, in file: FilePath) throws -> [TextChange] {
    guard CodeIdentifier.isIdentifier(name) else { throw RenameRefusal(reason: FeatureWords.noScopeName(name)) }
    let parts = old.split(separator: "/").map(String.init)
    let whole = (parts.dropLast() + [name]).joined(separator: "/")
    var changes = try rename(
      .scope(old), to: .scope(whole), name, in: ginFiles(with: file) + definitions.files.keys.sorted())
    if parts.count == 1 {
      for code in files.codeNames(CodeNameQuery(old, .python)) {
        changes += code.names.filter { $0.role == .scope }.map {
          TextChange(location: FileLocation(code.file, $0.range), replacement: name)
        }
      }
    }
    return changes
  }

  private func rename(_ old: NamedThing, to new: NamedThing, _ name: String, in files: [FilePath]) throws
    -> [TextChange]
  {
    if old != new, let clash = files.lazy.flatMap({ self.occurrences(of: .named(new), in: $0) }).first {
      throw RenameRefusal(reason: FeatureWords.nameIsTaken(name, place(clash.location).plainText))
    }
    let inFiles = files.flatMap { self.occurrences(of: .named(old), in: $0) }.map(\.location)
    return inOrder(
      (inFiles + scriptPlaces(of: old, together: Set(files))).map { TextChange(location: $0, replacement: name) })
  }

  /// Every file that some experiment reads together with this one, in the order of their paths.
  func filesReadTogether(with file: FilePath) -> [FilePath] {
    var seen: Set<FilePath> = [file]
    var waiting = [file]
    while let next = waiting.popLast() {
      let near = includes(of: next).union(experiments(including: next).flatMap(\.files))
      for other in near where seen.insert(other).inserted { waiting.append(other) }
    }
    return seen.sorted()
  }

  /// Names between slashes, as gin's grammar has them (`config_parser.py`, `IDENTIFIER_RE`).
  private static func isMacroName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { CodeIdentifier.isIdentifier(String($0)) }
      && !["True", "False", "None", "include", "import", "from"].contains(name)
  }
}
