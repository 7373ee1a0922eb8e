// Which texts of a gin file lead to another file? The paths of includes, and imported modules of the workspace.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct DocumentLink: Sendable, Hashable {
  package let range: TextRange
  package let target: FilePath
  /// What a press on it does.
  package let tooltip: String
}

extension Analysis {
  package func documentLinks(in file: FilePath) -> [DocumentLink] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    return gin.statements.flatMap { statement -> [DocumentLink] in
      switch statement.content {
      case .include(let include):
        return [link(include.pathRange, to: includedFile(include.path, from: file))].compactMap { $0 }
      case .import(let importing):
        // Of `from a import b` either may be a module.
        let module = link(importing.module.range, to: self.file(ofModule: importing.module.text))
        let imported = importing.importedName.flatMap { link($0.range, to: self.file(ofModule: importing.path)) }
        return [module, imported].compactMap { $0 }
      case .binding, .macro, .block, .incomplete: return []
      }
    }
  }

  private func link(_ range: TextRange, to target: FilePath?) -> DocumentLink? {
    target.map { DocumentLink(range: range, target: $0, tooltip: FeatureWords.opens(displayPath(of: $0))) }
  }

  /// The first of the files that make a module.
  func file(ofModule path: String) -> FilePath? {
    definitions.files.values.filter { $0.module == path }.map(\.file).min() ?? files.moduleFile(path)
  }
}
