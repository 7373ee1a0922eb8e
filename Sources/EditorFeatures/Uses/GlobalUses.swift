// Where does code name what stands at the top of a file: a function, a type, a global that holds an experiment?

import Configurables
import Resolution
import SourceText

struct GlobalUses {
  let name: String
  let place: FileLocation
  let language: Language
  let search: UseSearch

  /// In the order of the files.
  func places() throws -> [FileLocation] {
    let files = search.names(name, language)
    let all = search.isWithinOneFile && language == .swift ? files : search.everywhere(name, language)
    let paths = CodePaths(of: name, declaredIn: place.file, all)
    let members = all.flatMap { code in
      code.names.filter { $0.role == .declaration(.member) }.map { FileLocation(code.file, $0.range) }
    }
    return try files.flatMap { code in
      try code.names.filter { try means($0, in: code, paths, members) }.map { FileLocation(code.file, $0.range) }
    }
  }

  private func means(
    _ name: CodeName, in code: CodeNames, _ paths: CodePaths, _ members: [FileLocation]
  ) throws -> Bool {
    let isHome = code.file == place.file
    switch name.role {
    case .declaration(let declared):
      if isHome, name.range == place.range { return true }
      guard declared == .global && (isHome || language == .swift) else { return false }
      return try search.doubt(
        FeatureWords.declaredTwice(
          self.name, search.analysis.place(FileLocation(code.file, name.range)).plainText))
    case .reference:
      if let declaration = name.declaration, isHome { return declaration == place.range }
      switch language {
      case .swift: return try name.declaration == nil && !mayBeMember(name, in: code, members)
      case .python: return paths.means(self.name, in: code) && !isOwn(name.declaration, in: code)
      }
    case .member(let base):
      switch language {
      case .swift: return base == paths.module
      case .python: return paths.means(base + "." + self.name, in: code)
      }
    case .imported(let module): return paths.all.contains(module + "." + self.name)
    case .label, .text, .scope: return false
    }
  }

  /// Inside a type a bare name may be a member that another file, or a library, declares.
  private func mayBeMember(_ name: CodeName, in code: CodeNames, _ members: [FileLocation]) throws -> Bool {
    guard !name.container.isEmpty, search.analysis.definitions.files[code.file] != nil || !members.isEmpty else {
      return false
    }
    let outer = name.container.split(separator: ".").first.map(String.init) ?? name.container
    let isForeign =
      self.name.first?.isUppercase == false
      && !search.analysis.definitions.files.values.contains { file in
        file.types.contains { $0.name == outer && $0.kind != .extensionOfType }
      }
    guard let other = members.first ?? (isForeign ? FileLocation(code.file, name.range) : nil) else { return false }
    _ = try search.doubt(
      FeatureWords.mayBeAnother(
        self.name, search.analysis.place(FileLocation(code.file, name.range)).plainText,
        search.analysis.place(other).plainText))
    return true
  }

  /// A variable of the file that only has the same name.
  private func isOwn(_ declaration: TextRange?, in code: CodeNames) -> Bool {
    guard let declaration, let name = code.names.first(where: { $0.range == declaration }) else { return false }
    if case .declaration = name.role { return code.paths[self.name] == nil || name.role != .declaration(.local) }
    return false
  }
}

/// The dotted paths by which Python code reaches what one file declares: its own, and those of modules that import it.
struct CodePaths {
  let module: String
  private(set) var all: Set<String>
  /// What the names of each module mean, by the module.
  private let imported: [String: [String: String]]

  init(of name: String, declaredIn file: FilePath, _ files: [CodeNames]) {
    module = files.first { $0.file == file }?.module ?? ""
    all = [module + "." + name]
    imported = Dictionary(files.map { ($0.module, $0.paths) }, uniquingKeysWith: { first, _ in first })
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for code in files where code.paths[name].map(all.contains) ?? false {
        hasGrown = all.insert(code.module + "." + name).inserted || hasGrown
      }
    }
  }

  /// Whether a chain of names leads to the declaration.
  func means(_ chain: String, in code: CodeNames) -> Bool {
    guard let first = chain.split(separator: ".", maxSplits: 1).first.map(String.init) else { return false }
    let rest = chain.dropFirst(first.count)
    if let path = code.paths[first] { return all.contains(path + rest) || all.contains(followed(path + rest)) }
    return code.module == module && all.contains(module + "." + chain)
  }

  /// `project.trainer.Net` of `project.second.trainer.Net`, where `project.second` imports the module `trainer`.
  private func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<Self.longestChain {
      let parts = path.split(separator: ".").map(String.init)
      var next: String?
      for count in 1..<max(parts.count, 1) {
        guard let meaning = imported[parts.prefix(count).joined(separator: ".")]?[parts[count]] else { continue }
        next = ([meaning] + parts.dropFirst(count + 1)).joined(separator: ".")
      }
      guard let next, next != path else { return path }
      path = next
    }
    return path
  }

  private static let longestChain = 8
}
