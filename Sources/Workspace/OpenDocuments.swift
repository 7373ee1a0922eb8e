// What do the editor's texts parse to? Each open document with what was made of its text, kept from edit to edit.

import Resolution
import SourceText

/// Confined to the thread of its workspace.
final class OpenDocuments {
  private(set) var documents: [FilePath: Document] = [:]
  private var parsedGinFiles: [FilePath: ConfigFile] = [:]
  /// Gin files whose text is newer than what was parsed of it: keys that follow each other fast are parsed once.
  private var staleGinFiles: Set<FilePath> = []
  private var swift: [FilePath: SwiftDocument] = [:]

  var swiftDocuments: [SwiftDocument] { swift.values.sorted { $0.path < $1.path } }

  var pythonPaths: [FilePath] { documents.values.filter { $0.kind == .python }.map(\.path).sorted() }

  /// The open gin files; an immutable value for analyses to capture.
  var ginFiles: [FilePath: ConfigFile] {
    for path in staleGinFiles {
      parsedGinFiles[path] = documents[path].map { ConfigFile(path: path, text: $0.text) }
    }
    staleGinFiles = []
    return parsedGinFiles
  }

  /// The texts of the open files of code.
  var codeTexts: [FilePath: SourceText] {
    documents.filter { $0.value.kind == .swift || $0.value.kind == .python }.mapValues(\.text)
  }

  func contains(_ path: FilePath) -> Bool { documents[path] != nil }
  func swiftDocument(at path: FilePath) -> SwiftDocument? { swift[path] }
  func text(of path: FilePath) -> SourceText? { documents[path]?.text }

  func open(_ document: Document) {
    close(document.path)
    documents[document.path] = document
    switch document.kind {
    case .gin: staleGinFiles.insert(document.path)
    case .swift: swift[document.path] = SwiftDocument(path: document.path, text: document.text)
    case .python, .other: break
    }
  }

  /// - Returns: the document as it is now; nil when it is not open.
  func change(_ path: FilePath, _ changes: [DocumentChange], version: Int) -> Document? {
    guard var document = documents[path] else { return nil }
    // Without the copy in the table the text is edited in place.
    documents[path] = nil
    document.apply(changes)
    document.version = version
    documents[path] = document
    switch document.kind {
    case .gin: staleGinFiles.insert(path)
    case .swift: swift[path]?.change(to: document.text)
    case .python, .other: break
    }
    return document
  }

  func close(_ path: FilePath) {
    documents[path] = nil
    parsedGinFiles[path] = nil
    staleGinFiles.remove(path)
    swift[path] = nil
  }
}
