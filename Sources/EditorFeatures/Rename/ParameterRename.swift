// What changes when a parameter gets another name? Its declaration, its body, the labels of calls, configs and queries.

import Configurables
import Resolution
import SourceText

struct ParameterRename {
  private let analysis: Analysis
  private let configurable: Configurable
  private let parameter: Parameter
  /// The configurables that have it: Python's inherit constructors.
  private let owners: [DefinitionIndex.ID]
  private let place: FileLocation
  private let new: CodeIdentifier
  /// The file that the rename was asked for in.
  private let asked: FilePath
  private var language: Language { configurable.language }
  private var old: String { parameter.name }

  init(
    _ analysis: Analysis, _ id: DefinitionIndex.ID, _ parameter: Parameter, in file: FilePath, to name: String,
    typedIn origin: RenameOrigin
  ) throws {
    self.analysis = analysis
    asked = file
    self.parameter = parameter
    let configurable = analysis.definitions.configurables[id]
    self.configurable = configurable
    let place = configurable.place(of: parameter)
    self.place = place
    new = try CodeIdentifier(name, origin, after: parameter.name, configurable.language)
    let all = analysis.definitions.configurables
    owners = all.indices.filter { index in
      all[index].parameters.contains { $0.name == parameter.name && all[index].place(of: $0) == place }
    }
  }

  func changes() throws -> [TextChange] {
    guard place.file.string.hasPrefix("/"), analysis.text(of: place.file)?[place.range] == old else {
      throw RenameRefusal(reason: FeatureWords.notDeclaredHere(old))
    }
    for owner in owners {
      let taken = analysis.definitions.configurables[owner].parameters.first { other in
        other.name != old
          && (other.name == new.inCode
            || language == .swift && DefinitionIndex.folded(other.name) == DefinitionIndex.folded(new.inCode))
      }
      if let taken { throw analysis.clash(new.inCode, analysis.definitions.configurables[owner].place(of: taken)) }
    }
    let inGin = owners.flatMap { analysis.ginChanges(of: .parameter($0, old), old: old, new, language, asked) }
    return analysis.inOrder(try codeChanges() + inGin)
  }

  // MARK: Code

  private func codeChanges() throws -> [TextChange] {
    let home = analysis.files.codeNames(
      CodeNameQuery(old, language, company: .init(home: place.file, name: Self.noName)))
    guard
      let declaration = home.first(where: { $0.file == place.file })?.names.first(where: { $0.range == place.range }),
      case .declaration(let declared) = declaration.role
    else { throw RenameRefusal(reason: FeatureWords.notDeclaredHere(old)) }
    try checkClashes(declared, declaration)
    let files = files(declared)
    let members = MemberUses(files, declaration, home: place.file)
    let calls = try CallLabels(analysis, owners)
    var changes: [TextChange] = []
    for code in files {
      for name in code.names {
        let isMeant: Bool
        switch name.role {
        case .declaration, .reference:
          isMeant =
            code.file == place.file && name.declaration == place.range
            || declared == .member && language == .swift && name.declaration == nil && name.role == .reference
              && name.container == declaration.container
        case .member(let base):
          isMeant = declared == .member ? try means(member: name, base, code, declaration, members) : false
        case .label(let callee): isMeant = try calls.mean(callee, name, in: code, analysis)
        case .imported, .text, .scope: isMeant = false
        }
        if isMeant {
          changes.append(TextChange(location: FileLocation(code.file, name.range), replacement: new.inCode))
        }
      }
    }
    return changes
  }

  /// No file holds it.
  private static let noName = "\u{0}"

  /// A property is used wherever its objects are. A function's parameter is named in its body, and where it is called.
  private func files(_ declared: CodeName.Declared) -> [CodeNames] {
    if declared == .member { return analysis.files.codeNames(CodeNameQuery(old, language)) }
    var seen: Set<FilePath> = []
    return owners.flatMap { owner in
      let configurable = analysis.definitions.configurables[owner]
      let name = analysis.text(of: configurable.file)?[configurable.nameRange] ?? configurable.name
      return analysis.files.codeNames(CodeNameQuery(old, language, company: .init(home: place.file, name: name)))
    }.filter { seen.insert($0.file).inserted }
  }

  /// `x.name` is this property where nothing else is called so, or where `x` is the object itself.
  private func means(
    member name: CodeName, _ base: String, _ code: CodeNames, _ declaration: CodeName, _ members: MemberUses
  ) throws -> Bool {
    if base == "self" || base == "cls" { return name.container == declaration.container }
    guard let other = members.other else { return true }
    throw RenameRefusal(
      reason: FeatureWords.mayBeAnother(
        old, analysis.place(FileLocation(code.file, name.range)).plainText, analysis.place(other).plainText))
  }

  /// What the new name means already where the old one stands.
  private func checkClashes(_ declared: CodeName.Declared, _ declaration: CodeName) throws {
    let body = bodyRange
    let company = CodeNameQuery.Company(home: place.file, name: Self.noName)
    for code in analysis.files.codeNames(CodeNameQuery(new.inCode, language, company: company)) {
      let clash = code.names.first { name in
        switch name.role {
        case .declaration, .reference:
          body?.contains(name.range) ?? true
            && (declared != .member || name.container == declaration.container)
        case .member, .label, .imported, .text, .scope: false
        }
      }
      if let clash { throw analysis.clash(new.inCode, FileLocation(code.file, clash.range)) }
    }
  }

  /// The function or the type that declares the parameter.
  private var bodyRange: TextRange? {
    guard let code = analysis.definitions.files[place.file] else { return nil }
    let functions = code.functions + code.types.flatMap { $0.methods + $0.initializers }
    let ranges = functions.map(\.range).filter { $0.contains(place.range) }
    return ranges.min { $0.length < $1.length } ?? code.types.map(\.range).first { $0.contains(place.range) }
  }
}

/// Whether members of other types share the name.
private struct MemberUses {
  let other: FileLocation?

  init(_ files: [CodeNames], _ declaration: CodeName, home: FilePath) {
    other =
      files.lazy.flatMap { code in
        code.names.lazy.filter { name in
          let isAnother = code.file != home || name.range != declaration.range
          switch name.role {
          case .declaration(.member): return isAnother
          // `self.x = …` makes an attribute in Python.
          case .member("self"): return name.container != declaration.container
          case .declaration, .reference, .member, .label, .imported, .text, .scope: return false
          }
        }.map { FileLocation(code.file, $0.range) }
      }.first
  }
}

/// The calls whose labels are the parameters of some configurables.
private struct CallLabels {
  private let owners: [(configurable: Configurable, paths: CodePaths)]
  private let files: Set<FilePath>

  init(_ analysis: Analysis, _ ids: [DefinitionIndex.ID]) throws {
    var files: Set<FilePath> = []
    owners = ids.map { id in
      let configurable = analysis.definitions.configurables[id]
      let declared = analysis.text(of: configurable.file)?[configurable.nameRange] ?? configurable.name
      let found = analysis.files.codeNames(CodeNameQuery(declared, configurable.language))
      files.formUnion(found.map(\.file))
      return (configurable, CodePaths(of: declared, declaredIn: configurable.file, found))
    }
    self.files = files
  }

  func mean(_ callee: String, _ name: CodeName, in code: CodeNames, _ analysis: Analysis) throws -> Bool {
    for owner in owners {
      let own = owner.configurable.name.split(separator: ".").last.map(String.init) ?? owner.configurable.name
      switch code.language {
      case .python:
        if owner.paths.means(callee, in: code) { return true }
        if callee == "cls", name.container == own { return true }
      case .swift:
        let last = callee.split(separator: ".").last.map(String.init) ?? callee
        if callee == own || callee.hasSuffix("." + own) || callee.hasPrefix(own + "<") { return true }
        if ["Self", "init"].contains(last), name.container == own { return true }
        if last == "init", callee.hasPrefix(own + ".") { return true }
      }
    }
    // Whom these call is not seen here.
    let isOpen =
      callee.hasPrefix("super()") || callee.hasSuffix("partial") || callee == ".init" || callee.hasSuffix(".init")
    guard isOpen, files.contains(code.file) else { return false }
    throw RenameRefusal(
      reason: FeatureWords.mayBeMeant(
        analysis.text(of: code.file)?[name.range] ?? "",
        analysis.place(FileLocation(code.file, name.range)).plainText))
  }
}
