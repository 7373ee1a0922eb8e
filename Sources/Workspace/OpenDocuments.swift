// What do the editor's texts parse to? Each open document with what was made of its text, kept from edit to edit.

import Resolution
import SourceText

/// Confined to the thread of its workspace.
final class OpenDocuments {
  private(set) var documents: [FilePath: Document] = [:]
  /// The open gin files; an immutable value for analyses to capture.
  private(set) var ginFiles: [FilePath: ConfigFile] = [:]
  private var swift: [FilePath: SwiftDocument] = [:]

  var swiftDocuments: [SwiftDocument] { swift.values.sorted { $0.path < $1.path } }

  func contains(_ path: FilePath) -> Bool { documents[path] != nil }
  func swiftDocument(at path: FilePath) -> SwiftDocument? { swift[path] }
  func text(of path: FilePath) -> SourceText? { documents[path]?.text }

  func open(_ document: Document) {
    close(document.path)
    documents[document.path] = document
    switch document.kind {
    case .gin: ginFiles[document.path] = ConfigFile(path: document.path, text: document.text)
    case .swift: swift[document.path] = SwiftDocument(path: document.path, text: document.text)
    case .other: break
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
    case .gin: ginFiles[path] = ConfigFile(path: path, text: document.text)
    case .swift: swift[path]?.change(to: document.text)
    case .other: break
    }
    return document
  }

  func close(_ path: FilePath) {
    documents[path] = nil
    ginFiles[path] = nil
    swift[path] = nil
  }
}
