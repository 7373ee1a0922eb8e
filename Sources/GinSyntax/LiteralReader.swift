// What literal does a node of the tree stand for?

import PythonText
import SourceText

enum LiteralReader {
  /// - Returns: nil for what is no literal.
  static func literal(at index: Int, in file: GinFile) -> PythonLiteral? {
    let node = file.nodes[index]
    switch node.kind {
    case .number: return try? PythonLiteral(number: file.text[node.range])
    case .constant: return try? PythonLiteral(name: file.text[node.range])
    case .string, .concatenation: return strings(at: index, in: file)
    case .negation:
      let number = GinValue(file: file, index: index).children.first { $0.kind == .number }
      return number.flatMap { try? literal(at: $0.index, in: file)?.negated() }
    default: return nil
    }
  }

  private static func strings(at index: Int, in file: GinFile) -> PythonLiteral? {
    let end = max(index + 1, Int(file.nodes[index].next))
    return file.text.bytes.withUnsafeBufferPointer { bytes in
      var concatenation = PythonStringConcatenation()
      for node in file.nodes[index..<end] where node.kind == .string {
        let range = Int(node.start)..<Int(node.end)
        guard range.upperBound <= bytes.count, (try? concatenation.append(bytes[range])) != nil else { return nil }
      }
      return concatenation.literal
    }
  }
}
