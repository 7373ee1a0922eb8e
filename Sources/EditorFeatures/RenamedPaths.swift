// What else names a file by its path or its module? Selectors with modules, `gimlet.gin`, and the scripts that start runs.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Analysis {
  // MARK: Selectors

  /// `models.nets.Net` of a module that gets another name: as many of the new module's names as of the old one's.
  func selectorChanges(_ modules: [String: String]) -> [TextChange] {
    guard !modules.isEmpty else { return [] }
    var changes: [TextChange] = []
    for (id, configurable) in definitions.configurables.enumerated() {
      guard let new = modules[configurable.module], definitions.files[configurable.file]?.module == configurable.module
      else { continue }
      for use in occurrences(of: .named(.configurable(id))) where use.role != .declares {
        guard let text = text(of: use.location.file) else { continue }
        let end = use.location.range.start
        let start = text.selectorStart(before: end)
        guard start < end else { continue }
        let written = text[TextRange(start, end.advanced(by: -1))]
        // The types around the name stay.
        let types = configurable.name.split(separator: ".").dropLast().map(String.init)
        guard let range = Self.modulePart(of: written, from: start, types, configurable.module) else { continue }
        changes.append(
          TextChange(
            location: FileLocation(use.location.file, range),
            replacement: Self.last(text[range].split(separator: ".").count, of: new, whole: configurable.module)))
      }
    }
    return changes + constantChanges(modules)
  }

  private func constantChanges(_ modules: [String: String]) -> [TextChange] {
    definitions.constants.flatMap { found -> [TextChange] in
      let selector = found.constant.selector
      guard let module = definitions.files[found.file]?.module, let new = modules[module],
        selector.hasPrefix(module + "."), caseOfConstant(selector) != nil
      else { return [] }
      let rest = selector.dropFirst(module.count + 1).split(separator: ".").map(String.init)
      return occurrences(of: .named(.constant(selector))).filter { $0.role != .declares }.compactMap { use in
        let written = text(of: use.location.file)?[use.location.range] ?? ""
        let parts = written.split(separator: ".").count - rest.count
        guard parts > 0, selector.hasSuffix(written) else { return nil }
        let replacement = [Self.last(parts, of: new, whole: module)] + rest
        return TextChange(location: use.location, replacement: replacement.joined(separator: "."))
      }
    }
  }

  /// Where in `a.b.Outer` the module's names stand; nil where there are none, or others.
  static func modulePart(
    of written: String, from start: TextOffset, _ types: [String], _ module: String
  ) -> TextRange? {
    var parts = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if !types.isEmpty {
      guard parts.suffix(types.count).elementsEqual(types.suffix(parts.count)) else { return nil }
      parts.removeLast(min(types.count, parts.count))
    }
    let names = module.split(separator: ".").map(String.init)
    guard !parts.isEmpty, names.suffix(parts.count).elementsEqual(parts) else { return nil }
    return TextRange(start, start.advanced(by: parts.joined(separator: ".").utf8.count))
  }

  /// The last names of a module; the whole of it where the old one was written whole.
  private static func last(_ count: Int, of new: String, whole old: String) -> String {
    let names = new.split(separator: ".")
    return count >= old.split(separator: ".").count ? new : names.suffix(count).joined(separator: ".")
  }

  // MARK: Paths

  /// The paths of files and folders that `gimlet.gin` names.
  func settingsChanges(_ target: (FilePath) -> FilePath?) -> [TextChange] {
    files.roots.flatMap { root -> [TextChange] in
      let path = root.appending("gimlet.gin")
      guard let gin = files.ginFile(path)?.syntax else { return [] }
      return gin.nodes.enumerated().compactMap { place, node in
        guard node.kind == .string else { return nil }
        let range = GinValue(file: gin, index: place).range
        let inner = TextRange(range.start.advanced(by: 1), range.end.advanced(by: -1))
        guard range.length > 2 else { return nil }
        return renamed(gin.text[inner], below: files.configuredPaths + [root], target).map {
          TextChange(location: FileLocation(path, inner), replacement: $0)
        }
      }
    }
  }

  /// Paths of gin files, and in shells the modules that are run.
  func scriptChanges(_ target: (FilePath) -> FilePath?, _ modules: [String: String]) -> [TextChange] {
    files.launchScripts.flatMap { script -> [TextChange] in
      guard let text = text(of: script) else { return [] }
      let folders = files.configuredPaths + files.roots + [script.folder]
      return text.scriptWords.compactMap { range in
        let word = text[range]
        let new: String?
        if [".gin", ".py", ".swift"].contains(where: word.hasSuffix) {
          new = renamed(word, below: folders, target)
        } else if script.string.hasSuffix(".py") {
          new = nil
        } else {
          new = Self.renamed(module: word, modules)
        }
        return new.map { TextChange(location: FileLocation(script, range), replacement: $0) }
      }
    }
  }

  /// `project.train`, and what is reached through it: `project.train.config`.
  private static func renamed(module word: String, _ modules: [String: String]) -> String? {
    guard word.contains("."), !word.contains("/") else { return modules[word].flatMap { word == $0 ? nil : $0 } }
    let parts = word.split(separator: ".").map(String.init)
    for count in stride(from: parts.count, to: 1, by: -1) {
      guard let new = modules[parts.prefix(count).joined(separator: ".")] else { continue }
      return ([new] + parts.dropFirst(count)).joined(separator: ".")
    }
    return nil
  }

  /// The path that was found below one of the folders, as it is written below the same folder afterwards.
  private func renamed(_ path: String, below folders: [FilePath], _ target: (FilePath) -> FilePath?) -> String? {
    guard !path.isEmpty, !path.hasPrefix("/") else {
      return isKnown(FilePath(path)) ? target(FilePath(path)).map(\.string) : nil
    }
    guard let folder = folders.first(where: { isKnown($0.appending(path)) }),
      let new = target(folder.appending(path))
    else { return nil }
    let moved = target(folder) ?? folder
    return new.relative(to: moved) ?? files.roots.lazy.compactMap { new.relative(to: $0) }.first ?? new.string
  }

  /// Whether a gin file or a file of code, or a folder with gin files, is there.
  private func isKnown(_ path: FilePath) -> Bool {
    files.allGinFiles.contains { $0 == path || $0.relative(to: path) != nil } || files.codeText(path) != nil
  }
}

extension SourceText {
  /// Of `@a/b.c.name` the place of `b`, asked before `name`.
  fileprivate func selectorStart(before end: TextOffset) -> TextOffset {
    var start = end.utf8
    while start > 0, bytes[start - 1].isScriptWordPart, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return TextOffset(start)
  }
}
