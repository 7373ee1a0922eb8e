// How is a doc comment laid out? Paragraphs, lists, and the sections in which Python describes arguments.

extension RichText {
  /// A doc comment; the lines of a paragraph were broken for the code's margin only.
  mutating func documentation(_ text: String) {
    var part: [DocumentationLine] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(DocumentationLine.init) {
      if line.text.isEmpty {
        documentation(part: part)
        part = []
      } else {
        part.append(line)
      }
    }
    documentation(part: part)
  }

  /// Lines without an empty one between them.
  private mutating func documentation(part: [DocumentationLine]) {
    guard let first = part.first else { return }
    if first.text.hasPrefix(">>>") {
      code(part.map(\.text).joined(separator: "\n"), .python)
      return
    }
    var rest = part[...]
    // A title and a line of dashes below it, NumPy's.
    let isRuled = part.count > 2 && part[1].isRule
    if isRuled { rest.remove(at: 1) }
    guard let start = rest.firstIndex(where: { $0.startsItem || (isRuled && $0.text != first.text) }) else {
      paragraph(Self.words(rest))
      return
    }
    let column = rest[start].indentation
    var items: [ArraySlice<DocumentationLine>] = []
    for index in start..<rest.endIndex {
      let line = rest[index]
      if line.indentation <= column, items.isEmpty || line.startsItem || isRuled {
        items.append(rest[index...index])
      } else if let last = items.indices.last {
        items[last].append(line)
      }
    }
    let title = rest[..<start]
    // `Returns:` and a sentence with a colon in it: what is not further in than its title is no list.
    guard items.count > 1 || isRuled || rest[start].mark != nil || title.last.map({ $0.indentation < column }) == true
    else {
      paragraph(Self.words(rest))
      return
    }
    if isRuled {
      list(Self.words(title) + ":", items.map { Self.ruledItem($0) })
    } else {
      list(Self.words(title), items.map { Self.item($0) })
    }
  }

  private static func words(_ lines: some Sequence<DocumentationLine>) -> Words {
    Words(marked: lines.map(\.text).joined(separator: " "))
  }

  /// An item without its mark, its name as code.
  private static func item(_ lines: ArraySlice<DocumentationLine>) -> Words {
    guard let first = lines.first else { return Words() }
    let below = lines.dropFirst().map { " " + $0.text }.joined()
    if let mark = first.mark { return Words(marked: first.text.dropFirst(mark.count) + below) }
    guard let name = first.itemName else { return Words(marked: first.text + below) }
    let rest = first.text.dropFirst(name.count) + below
    return "\(code: String(name))" + Words(marked: String(rest))
  }
}

extension RichText {
  /// `name : type`, and below it what it is.
  fileprivate static func ruledItem(_ lines: ArraySlice<DocumentationLine>) -> Words {
    let below = words(lines.dropFirst())
    let head = words(lines.prefix(1))
    return below.pieces.isEmpty ? head : head + " – " + below
  }
}

private struct DocumentationLine {
  let indentation: Int
  let text: Substring

  init(_ line: Substring) {
    let start = line.firstIndex { $0 != " " && $0 != "\t" && !$0.isNewline } ?? line.endIndex
    indentation = line.utf8.distance(from: line.startIndex, to: start)
    var text = line[start...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    self.text = text
  }

  var isRule: Bool { text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") } }

  var startsItem: Bool { mark != nil || (indentation > 0 && itemName != nil) || text.hasPrefix(":param ") }

  /// `- ` and `* `.
  var mark: Substring? { ["- ", "* "].contains(text.prefix(2)) ? text.prefix(2) : nil }

  /// `name` of `name: words` and `name (type): words`.
  var itemName: Substring? {
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "*" }
    guard !name.isEmpty else { return nil }
    let rest = text.dropFirst(name.count)
    if rest.first == ":" { return rest.dropFirst().first.map { $0 == " " } ?? true ? name : nil }
    guard rest.hasPrefix(" ("), let close = rest.firstIndex(of: ")") else { return nil }
    return rest[rest.index(after: close)...].first == ":" ? name : nil
  }
}
