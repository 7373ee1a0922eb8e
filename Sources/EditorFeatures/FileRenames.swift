// What has to change when a file is renamed or moved? The includes that name it, its own, the imports of a module, and
// what `RenamedPaths` finds.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

/// A file or a folder under its old name and under its new one.
package struct FileRename: Sendable, Hashable {
  package let old: FilePath
  package let new: FilePath

  package init(old: FilePath, new: FilePath) {
    self.old = old
    self.new = new
  }

  /// Where a file comes to lie; nil for one that stays.
  func target(of file: FilePath) -> FilePath? {
    if file == old { return new }
    return file.relative(to: old).map { new.appending($0) }
  }
}

extension Analysis {
  /// The edits of all files but those of code, in the texts as they are before the renames.
  package func changes(renaming renames: [FileRename]) -> [TextChange] {
    func target(of file: FilePath) -> FilePath? { renames.lazy.compactMap { $0.target(of: file) }.first }
    let modules = renamedModules(target)
    var changes: [TextChange] = []
    for path in files.allGinFiles {
      guard let syntax = files.ginFile(path)?.syntax else { continue }
      for statement in syntax.statements {
        switch statement.content {
        case .include(let include):
          if let written = newPath(of: include, in: path, target) {
            let quote = syntax.text[include.pathRange].first == "\"" ? "\"" : "'"
            changes.append(
              TextChange(location: FileLocation(path, include.pathRange), replacement: quote + written + quote))
          }
        case .import(let importing):
          changes += self.changes(of: importing, in: path, modules)
        case .binding, .macro, .block, .incomplete: break
        }
      }
    }
    changes += selectorChanges(modules) + settingsChanges(target) + scriptChanges(target, modules)
    changes += literalChanges(modules)
    var seen: Set<FileLocation> = []
    return changes.filter { change in
      text(of: change.location.file)?[change.location.range] != change.replacement
        && seen.insert(change.location).inserted
    }
  }

  // MARK: Includes

  /// How an include has to be written after the renames; nil where it still opens what it opened.
  private func newPath(
    of include: GinInclude, in file: FilePath, _ target: (FilePath) -> FilePath?
  ) -> String? {
    guard !include.path.isEmpty, let opened = includedFile(include.path, from: file) else { return nil }
    let (newOpened, newFile) = (target(opened) ?? opened, target(file) ?? file)
    guard newOpened != opened || newFile != file else { return nil }
    if include.path.hasPrefix("/") { return newOpened == opened ? nil : newOpened.string }
    // The folder that the path was found below, if it was: there the new path is looked for too.
    let fixed = files.configuredPaths + files.roots + files.literalPaths
    if let folder = fixed.first(where: { $0.appending(include.path) == opened }) {
      guard newOpened != opened else { return nil }
      if let path = newOpened.relative(to: folder) { return path }
    } else if file.folder.appending(include.path) == opened {
      let path = newOpened.relative(to: newFile.folder)
      if path == include.path { return nil }
      if let path { return path }
    } else if newFile == file, newOpened.name == opened.name, newOpened.string.hasSuffix("/" + include.path) {
      return nil
    }
    let shortest = fixed.compactMap { newOpened.relative(to: $0) }.min { $0.utf8.count < $1.utf8.count }
    let written = shortest ?? newOpened.string
    return written == include.path ? nil : written
  }

  // MARK: Imports

  /// The modules of Python files that get another name, by the old one.
  private func renamedModules(_ target: (FilePath) -> FilePath?) -> [String: String] {
    var modules: [String: String] = [:]
    for file in definitions.files.values where file.language == .python && !file.module.isEmpty {
      guard let new = target(file.file), let name = Self.module(of: new, before: file.module, at: file.file) else {
        continue
      }
      modules[file.module] = name
    }
    return modules
  }

  /// The module's new name, counted from the folder that its old name was counted from.
  private static func module(of new: FilePath, before old: String, at file: FilePath) -> String? {
    let suffix = "/" + old.replacing(".", with: "/") + ".py"
    guard file.string.hasSuffix(suffix), new.name.hasSuffix(".py") else { return nil }
    let base = FilePath(String(file.string.dropLast(suffix.count)))
    guard let path = new.relative(to: base.string.isEmpty ? FilePath("/") : base) else { return nil }
    let name = path.dropLast(3).replacing("/", with: ".")
    let isName = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      part.first.map { $0 == "_" || $0.isLetter } ?? false
        && part.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
    }
    return isName && name != old ? String(name) : nil
  }

  private func changes(of importing: GinImport, in file: FilePath, _ modules: [String: String]) -> [TextChange] {
    guard let new = modules[importing.path] else { return [] }
    func change(_ range: TextRange, _ text: Substring) -> TextChange {
      TextChange(location: FileLocation(file, range), replacement: String(text))
    }
    guard let imported = importing.importedName else { return [change(importing.module.range, new[...])] }
    guard let period = new.lastIndex(of: ".") else {
      // `from a import b` has nothing to come from any more.
      let alias = importing.alias.map { " as " + $0.text } ?? ""
      return [change(importing.statement.range, "import \(new)\(alias)")]
    }
    var changes: [TextChange] = []
    if new[..<period] != importing.module.text { changes.append(change(importing.module.range, new[..<period])) }
    let name = new[new.index(after: period)...]
    if name != imported.text { changes.append(change(imported.range, name)) }
    return changes
  }
}
