// What does the file have to read before a name in it means something? Imports of modules, and includes of files.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  /// Offered where the cursor is on a Python name whose module no file of the config imports.
  func missingImport(in statement: GinStatement) -> ActionOffer? {
    let selector: String
    switch gin.target(at: range.start)?.meaning {
    case .configurable(let name)?: selector = name
    case .reference(let reference)?: selector = reference.selector.text
    default: return nil
    }
    guard let id = configurable(selector), let module = analysis.unimportedModule(of: id, in: file) else { return nil }
    return ActionOffer(title: FeatureWords.addImport(module), kind: .quickFix) {
      [analysis.insertion(ofImport: module, in: gin, file)]
    }
  }

  /// Files with nearly the path that an include looks for in vain.
  var nearIncludes: [ActionOffer] {
    problems.filter { $0.code == .includeNotFound }.flatMap { problem -> [ActionOffer] in
      guard let statement = gin.statement(at: problem.location.range.start),
        case .include(let include) = statement.content
      else { return [] }
      let paths = analysis.files.allGinFiles.filter { $0 != file }.compactMap {
        analysis.includePath(to: $0, from: file)
      }
      return NearestNames.nearest(to: include.path, among: paths).map { path in
        ActionOffer(title: FeatureWords.changeInclude(path), kind: .quickFix, problem: problem) {
          [change(include.pathRange, to: "'" + path + "'")]
        }
      }
    }
  }

  /// Files that bind a macro which no file of the experiments binds.
  var missingIncludes: [ActionOffer] {
    let unknown = problems.filter { $0.code == .unknownMacro }
    return unknown.flatMap { problem -> [ActionOffer] in
      guard case .macroUse(let name)? = gin.target(at: problem.location.range.start)?.meaning else { return [] }
      let binding = analysis.files.allGinFiles.filter { other in
        other != file && !analysis.includes(of: other).contains(file)
          && analysis.nameUses(in: other).contains { $0.role == .sets && $0.thing == .macro(name) }
      }
      return binding.compactMap { analysis.includePath(to: $0, from: file) }.prefix(3).map { path in
        ActionOffer(title: FeatureWords.addInclude(path, name), kind: .quickFix, problem: problem) {
          [analysis.insertion(ofInclude: path, in: gin, file)]
        }
      }
    }
  }
}

extension Analysis {
  /// The module to import before a Python configurable can be bound, where no file of the config, and no module that
  /// one of them imports, does so. Nil with dynamic registration, whose imports make names of their own.
  func unimportedModule(of id: DefinitionIndex.ID, in file: FilePath) -> String? {
    loadedModules(near: file).flatMap { unimportedModule(of: id, $0.modules) }
  }

  func unimportedModule(of id: DefinitionIndex.ID, _ loaded: Set<String>) -> String? {
    let configurable = definitions.configurables[id]
    guard configurable.language == .python, let code = definitions.files[configurable.file], !code.module.isEmpty,
      code.module != "__main__", !loaded.contains(code.module)
    else { return nil }
    return code.module
  }

  /// The modules that the imports of a config load, and how many imports there are; nil with dynamic registration.
  func loadedModules(near file: FilePath) -> (modules: Set<String>, imports: Int)? {
    let imports = imports(near: file)
    guard !imports.contains(where: \.isDynamicRegistration) else { return nil }
    return (imports.reduce(into: []) { $0.formUnion(files.definitions.modules(loadedBy: $1.path)) }, imports.count)
  }

  /// The import statements of the file, of what it includes, and of the experiments that it is part of.
  func imports(near file: FilePath) -> [GinImport] {
    var paths = includes(of: file).union([file])
    for entry in experiments(including: file) {
      for root in entry.files { paths.formUnion(includes(of: root).union([root])) }
    }
    return paths.sorted().flatMap { path in
      (files.ginFile(path)?.syntax).map { gin in
        gin.statements.compactMap { statement -> GinImport? in
          guard case .import(let importing) = statement.content else { return nil }
          return importing
        }
      } ?? []
    }
  }

  /// Behind the last import, else before the first statement.
  func insertion(ofImport module: String, in gin: GinSyntax.GinFile, _ file: FilePath) -> TextChange {
    insertion(of: "import " + module, behindLast: [.import], in: gin, file)
  }

  /// Behind the last include, else behind the last import, else before the first statement: what the file binds itself
  /// stays below it, and goes on winning.
  func insertion(ofInclude path: String, in gin: GinSyntax.GinFile, _ file: FilePath) -> TextChange {
    insertion(of: "include '" + path + "'", behindLast: [.include, .import], in: gin, file)
  }

  private func insertion(
    of line: String, behindLast kinds: [SyntaxKind], in gin: GinSyntax.GinFile, _ file: FilePath
  ) -> TextChange {
    let text = gin.text
    let lineEnd = text.lineEnd
    let firstBinding = gin.records.firstIndex { $0.kind != .import && $0.kind != .include } ?? gin.records.count
    for kind in kinds {
      guard let last = gin.records[..<firstBinding].last(where: { $0.kind == kind }) else { continue }
      let end = text.range(ofLine: text.line(of: last.span.range.end)).end
      return TextChange(location: FileLocation(file, TextRange(end, end)), replacement: lineEnd + line)
    }
    let start = gin.records.first.map { text.range(ofLine: text.line(of: $0.span.range.start)).start } ?? .zero
    let gap = gin.records.isEmpty ? "" : lineEnd
    return TextChange(location: FileLocation(file, TextRange(start, start)), replacement: line + lineEnd + gap)
  }

  /// The shortest path by which an include of a file finds another. gin-config does not look in the file's own folder:
  /// only a program that is started there does, as where the folder's files include each other so.
  func includePath(to target: FilePath, from file: FilePath) -> String? {
    func shortest(in folders: [FilePath]) -> String? {
      folders.compactMap { target.relative(to: $0) }.filter { includedFile($0, from: file) == target }
        .min { $0.utf8.count < $1.utf8.count }
    }
    let searched = files.configuredPaths + files.literalPaths + files.roots
    let own = shortest(in: [file.folder])
    let path = shortest(in: searched)
    return own != nil && isWorkingFolder(file.folder, searched) ? shortest(in: searched + [file.folder]) : path ?? own
  }

  /// Whether a file of the folder includes another by a path that is found from there alone.
  private func isWorkingFolder(_ folder: FilePath, _ searched: [FilePath]) -> Bool {
    files.allGinFiles.contains { file in
      guard file.folder == folder else { return false }
      return (files.ginFile(file)?.includedPaths ?? []).contains { path in
        !path.hasPrefix("/") && files.ginFile(folder.appending(path)) != nil
          && !searched.contains { files.ginFile($0.appending(path)) != nil }
      }
    }
  }
}
