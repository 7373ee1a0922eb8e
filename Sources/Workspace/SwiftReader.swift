// What does this Swift text define, and does it need a parse at all? The one place that asks the reader of Swift.

import Configurables
import SourceText
import SwiftDefinitions

enum SwiftReader {
  /// Whether the text holds anything that configs can set.
  static func isMarked(_ text: SourceText) -> Bool { false }

  static func definitions(of path: FilePath, _ text: SourceText, module: String) -> DefinitionFile {
    DefinitionFile(file: path, language: .swift, module: module, text: text)
  }
}

/// An open Swift file, whose tree is kept from edit to edit.
final class SwiftDocument {
  let path: FilePath
  private(set) var text: SourceText

  init(path: FilePath, text: SourceText) {
    self.path = path
    self.text = text
  }

  /// - Parameter edits: what was replaced, in order; nil when the whole text was.
  func change(to text: SourceText, _ edits: [DocumentEdit]?) { self.text = text }

  func definitions(module: String) -> DefinitionFile {
    SwiftReader.definitions(of: path, text, module: module)
  }
}
