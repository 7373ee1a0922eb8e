// What does this Swift text define, and does it need a parse at all? The one place that asks the reader of Swift.

import Configurables
import SourceText
import SwiftDefinitions

enum SwiftReader {
  /// Whether the text holds anything that configs can set.
  static func isMarked(_ text: SourceText) -> Bool { ByteScan.mightDefine(text.bytes) }

  static func definitions(of path: FilePath, _ text: SourceText, module: String) -> DefinitionFile {
    DefinitionFile(swift: text, file: path, module: module)
  }

  /// The names that a file's code uses and does not define, and those of its types, which extensions elsewhere add to;
  /// as hashes.
  static func names(usedBy file: DefinitionFile) -> Set<UInt32> {
    let types = file.types.flatMap { $0.name.split(separator: ".").map(String.init) }
    return Set(file.freeNames(excluding: []).union(types).map { SwiftNames.hash(of: $0) })
  }
}

/// An open Swift file, whose tree is kept from edit to edit once there was a reason to parse it.
final class SwiftDocument {
  let path: FilePath
  private(set) var text: SourceText
  private var parse: SwiftParse?

  init(path: FilePath, text: SourceText) {
    self.path = path
    self.text = text
  }

  func change(to text: SourceText) { self.text = text }

  func definitions(module: String) -> DefinitionFile {
    let next: SwiftParse
    if let parse, parse.definitions.module == module {
      next = parse.updated(to: text)
    } else {
      next = SwiftParse(text: text, file: path, module: module)
    }
    parse = next
    return next.definitions
  }
}
