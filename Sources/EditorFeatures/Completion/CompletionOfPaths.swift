// Which files and modules can be named? Those of the workspace, as an include or an import would find them.

import Configurables
import Resolution
import SourceText

extension Completion {
  /// Every gin file under the shortest path that an include of this file finds it by.
  var paths: [CompletionItem] {
    analysis.files.allGinFiles.filter { $0 != file }.compactMap { target in
      guard let path = analysis.includePath(to: target, from: file) else { return nil }
      return CompletionItem(
        label: path, kind: .file, range: site.range, text: path, filter: path,
        order: target.folder == file.folder ? 1 : 2)
    }
  }

  var modules: [CompletionItem] {
    let registering = Set(definitions.files.values.filter { !$0.configurables.isEmpty }.map(\.module))
    return analysis.files.definitions.modules.sorted().filter { !$0.isEmpty }.map { module in
      CompletionItem(
        label: module, kind: .module, range: site.range, text: module, filter: module,
        order: registering.contains(module) ? 1 : 2, subject: .module(module))
    }
  }

  /// The modules right inside a package.
  func names(in package: String) -> [CompletionItem] {
    let prefix = package + "."
    let names = Set(
      analysis.files.definitions.modules.compactMap { module -> String? in
        guard module.hasPrefix(prefix) else { return nil }
        return module.dropFirst(prefix.count).split(separator: ".").first.map(String.init)
      })
    return names.sorted().map { name in
      CompletionItem(
        label: name, kind: .module, range: site.range, text: name, filter: name, subject: .module(prefix + name))
    }
  }
}
