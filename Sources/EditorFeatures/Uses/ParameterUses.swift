// Where does code name a parameter? At its declaration, in its body, where its objects are used, and in calls' labels.

import Configurables
import Resolution
import SourceText

struct ParameterUses {
  private let owners: ParameterOwners
  private let search: UseSearch
  private let holders: MemberHolders
  private var analysis: Analysis { search.analysis }
  private var language: Language { owners.language }
  private var place: FileLocation { owners.place }

  init(_ owners: ParameterOwners, _ search: UseSearch) {
    self.owners = owners
    self.search = search
    holders = MemberHolders(analysis: search.analysis)
  }

  /// Where and as what it is declared.
  func declaration() throws -> (name: CodeName, declared: CodeName.Declared) {
    let home = analysis.files.codeNames(CodeNameQuery(owners.name, language, in: .file(place.file)))
    guard
      let name = home.first(where: { $0.file == place.file })?.names.first(where: { $0.range == place.range }),
      case .declaration(let declared) = name.role
    else { throw RenameRefusal(reason: FeatureWords.notDeclaredHere(owners.name)) }
    return (name, declared)
  }

  /// In the order of the files.
  func places() throws -> [FileLocation] {
    let (declaration, declared) = try declaration()
    let files = files(declared)
    let members = MemberUses(declared == .member ? everywhere(declared) : [], declaration, owners)
    let calls = CallLabels(owners, search)
    var found: [FileLocation] = []
    for code in files {
      let known = analysis.experimentNames(in: code.file)
      for name in code.names {
        let isMeant: Bool
        if case .field(let type, _)? = known[name.range] {
          isMeant = owners.types.contains(type)
        } else {
          isMeant = try means(name, in: code, declaration, declared, members, calls)
        }
        if isMeant { found.append(FileLocation(code.file, name.range)) }
      }
    }
    return found
  }

  private func means(
    _ name: CodeName, in code: CodeNames, _ declaration: CodeName, _ declared: CodeName.Declared,
    _ members: MemberUses, _ calls: CallLabels
  ) throws -> Bool {
    switch name.role {
    case .declaration, .reference:
      return code.file == place.file && name.declaration == place.range
        || owners.getters.contains(FileLocation(code.file, name.range))
        || declared == .member && language == .swift && name.declaration == nil && name.role == .reference
          && name.container == declaration.container
    case .member(let base): return declared == .member ? try means(member: name, base, code, members) : false
    case .label(let callee): return try calls.mean(callee, name, in: code)
    case .imported, .text, .scope: return false
    }
  }

  /// A property is used wherever its objects are. A function's parameter is named in its body, and where it is called.
  private func files(_ declared: CodeName.Declared) -> [CodeNames] {
    if declared == .member { return search.names(owners.name, language) }
    var seen: Set<FilePath> = []
    return owners.owners.flatMap { owner in
      let name = analysis.text(of: owner.file)?[owner.nameRange] ?? owner.name
      return search.names(owners.name, language, with: name, home: place.file)
    }.filter { seen.insert($0.file).inserted }.sorted { $0.file < $1.file }
  }

  private func everywhere(_ declared: CodeName.Declared) -> [CodeNames] { search.everywhere(owners.name, language) }

  /// `x.name` is this property where `x` holds its object, or where nothing else is called so.
  private func means(
    member name: CodeName, _ base: String, _ code: CodeNames, _ members: MemberUses
  ) throws -> Bool {
    if base == "self" || base == "cls", owners.owners.contains(where: { $0.name == name.container }) {
      return true
    }
    switch holders.holder(base, of: name, in: code) {
    case .config(let type): return owners.types.contains(type)
    case .other: return false
    case .unknown: break
    }
    if base == "self" || base == "cls" { return false }
    let place = FileLocation(code.file, name.range)
    if let other = members.other {
      return try search.doubt(
        FeatureWords.mayBeAnother(
          owners.name, analysis.place(place).plainText, analysis.place(other).plainText))
    }
    guard !LibraryMembers.contains(owners.name, language) else {
      return try search.doubt(FeatureWords.mayBeMeant(owners.name, analysis.place(place).plainText))
    }
    return true
  }
}

/// Members that objects of the standard libraries have, so that a config is not the only one who may have them.
private enum LibraryMembers {
  static func contains(_ name: String, _ language: Language) -> Bool {
    switch language {
    case .swift: swift.contains(name)
    case .python: python.contains(name)
    }
  }

  private static let swift: Set<String> = [
    "count", "first", "last", "isEmpty", "description", "keys", "values", "indices", "rawValue", "startIndex",
    "endIndex", "lowerBound", "upperBound", "magnitude", "utf8", "key", "value", "offset", "element", "exponent",
  ]

  private static let python: Set<String> = [
    "count", "index", "keys", "values", "items", "real", "imag", "start", "stop", "step", "name", "names", "value",
    "shape", "size", "dtype", "parent", "path", "args", "default", "format", "title", "data",
  ]
}

/// Whether members of other types share the name.
private struct MemberUses {
  let other: FileLocation?

  init(_ files: [CodeNames], _ declaration: CodeName, _ owners: ParameterOwners) {
    other =
      files.lazy.flatMap { code in
        code.names.lazy.filter { name in
          let location = FileLocation(code.file, name.range)
          let isAnother = location != owners.place && !owners.getters.contains(location)
          switch name.role {
          case .declaration(.member): return isAnother
          // `self.x = …` makes an attribute in Python.
          case .member("self"):
            return owners.language == .python && !owners.owners.contains { $0.name == name.container }
          case .declaration, .reference, .member, .label, .imported, .text, .scope: return false
          }
        }.map { FileLocation(code.file, $0.range) }
      }.first
  }
}

/// The calls whose labels are the parameters of some owners.
private struct CallLabels {
  private let search: UseSearch
  private let owners: [(owner: ParameterOwners.Owner, paths: CodePaths)]
  private let files: Set<FilePath>

  init(_ parameters: ParameterOwners, _ search: UseSearch) {
    self.search = search
    var files: Set<FilePath> = []
    owners = parameters.owners.map { owner in
      let declared = search.analysis.text(of: owner.file)?[owner.nameRange] ?? owner.name
      let found =
        search.isWithinOneFile && parameters.language == .swift
        ? search.names(declared, parameters.language) : search.everywhere(declared, parameters.language)
      files.formUnion(found.map(\.file))
      return (owner, CodePaths(of: declared, declaredIn: owner.file, found))
    }
    self.files = files
  }

  func mean(_ callee: String, _ name: CodeName, in code: CodeNames) throws -> Bool {
    for (owner, paths) in owners {
      let own = owner.lastName
      switch code.language {
      case .python:
        if paths.means(callee, in: code) { return true }
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
      || code.language == .python && (callee == "replace" || callee.hasSuffix(".replace"))
    guard isOpen, files.contains(code.file) else { return false }
    return try search.doubt(
      FeatureWords.mayBeMeant(
        search.analysis.text(of: code.file)?[name.range] ?? "",
        search.analysis.place(FileLocation(code.file, name.range)).plainText))
  }
}
