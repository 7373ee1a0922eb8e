// How is a signature shown that is longer than a line? A parameter a line, and not all of very many.

enum SignatureLayout {
  private static let widest = 100
  private static let mostParameters = 24

  /// The signature as it is, or with its parameters below each other.
  static func lines(of signature: String) -> String {
    guard signature.utf8.count > widest, let open = signature.firstIndex(of: "(") else { return signature }
    var parameters: [Substring] = []
    var depth = 0
    var quote: Character?
    var start = signature.index(after: open)
    var previous: Character = " "
    for index in signature[open...].indices {
      let character = signature[index]
      defer { previous = character }
      if let inside = quote {
        if character == inside, previous != "\\" { quote = nil }
        continue
      }
      switch character {
      case "'", "\"": quote = character
      case "(", "[", "{": depth += 1
      // `Dictionary<String, Int>`; the head of an arrow closes nothing.
      case "<": depth += 1
      case ">" where previous != "-" && previous != "=" && depth > 1: depth -= 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 {
          parameters.append(signature[start..<index])
          return layout(signature[...open], parameters, signature[index...])
        }
      case "," where depth == 1:
        parameters.append(signature[start..<index])
        start = signature.index(after: index)
      default: break
      }
    }
    return signature
  }

  private static func layout(_ head: Substring, _ parameters: [Substring], _ tail: Substring) -> String {
    let named = parameters.map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    var lines = named.prefix(mostParameters).map { "    " + trimmed($0) + "," }
    if named.count > mostParameters { lines.append("    …") }
    return ([String(head)] + lines + [String(tail)]).joined(separator: "\n")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
