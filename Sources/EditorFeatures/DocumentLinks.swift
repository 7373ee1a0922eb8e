// Which texts of a gin file lead to another file? The paths of includes, and imported modules of the workspace.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct DocumentLink: Sendable, Hashable {
  package let range: TextRange
  package let target: FilePath
}

extension Analysis {
  package func documentLinks(in file: FilePath) -> [DocumentLink] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    return gin.statements.compactMap { statement in
      switch statement.content {
      case .include(let include):
        includedFile(include.path, from: file).map { DocumentLink(range: include.pathRange, target: $0) }
      case .import(let importing):
        self.file(ofModule: importing.path).map { DocumentLink(range: importing.module.range, target: $0) }
      case .binding, .macro, .block, .incomplete: nil
      }
    }
  }

  /// The first of the files that make a module.
  func file(ofModule path: String) -> FilePath? {
    definitions.files.values.filter { $0.module == path }.map(\.file).min()
  }
}
