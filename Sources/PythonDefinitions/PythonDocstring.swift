// What does a docstring say about each parameter? Google's, NumPy's and Sphinx's ways of writing it.

enum PythonDocstring {
  /// By the parameters' names, in the docstring's own words and lines; empty where it describes none.
  ///
  /// - Parameter text: as `inspect.cleandoc` leaves it.
  static func parameters(in text: String) -> [String: String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Line.init)
    var found: [String: String] = [:]
    var place = 0
    while place < lines.count {
      if googleTitles.contains(lines[place].text) {
        place = readGoogle(lines, from: place + 1, below: lines[place].indentation, &found)
      } else if numPyTitles.contains(lines[place].text), place + 1 < lines.count, lines[place + 1].isRule {
        place = readNumPy(lines, from: place + 2, at: lines[place].indentation, &found)
      } else if let (name, rest) = sphinxField(lines[place].text) {
        place = readSphinx(lines, from: place, name, rest, &found)
      } else {
        place += 1
      }
    }
    return found
  }

  private static let googleTitles: Set<Substring> = [
    "Args:", "Arguments:", "Parameters:", "Params:", "Attributes:", "Keyword Args:", "Keyword Arguments:",
  ]
  private static let numPyTitles: Set<Substring> = ["Parameters", "Other Parameters", "Attributes"]

  private struct Line {
    let indentation: Int
    /// Without blanks at either end.
    let text: Substring

    init(_ line: Substring) {
      let start = line.firstIndex { !$0.isWhitespace } ?? line.endIndex
      indentation = line.utf8.distance(from: line.startIndex, to: start)
      let end = line.lastIndex { !$0.isWhitespace }.map { line.index(after: $0) } ?? start
      text = line[start..<end]
    }

    /// The line of dashes below a title.
    var isRule: Bool { text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") } }
  }

  // MARK: Google

  /// `name: words` and `name (type): words`, with the lines below that are further in.
  private static func readGoogle(
    _ lines: [Line], from start: Int, below margin: Int, _ found: inout [String: String]
  ) -> Int {
    var place = start
    var names: [Substring] = []
    var words: [Substring] = []
    let column = lines[start...].first { !$0.text.isEmpty }?.indentation ?? 0
    guard column > margin else { return start }
    while place < lines.count, lines[place].text.isEmpty || lines[place].indentation > margin {
      let line = lines[place]
      if line.indentation == column, let item = googleItem(line.text) {
        note(words, of: names, &found)
        names = item.names
        words = [item.rest]
      } else {
        words.append(line.text)
      }
      place += 1
    }
    note(words, of: names, &found)
    return place
  }

  private static func googleItem(_ text: Substring) -> (names: [Substring], rest: Substring)? {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case ":" where depth == 0:
        let head = text[..<index].prefix { $0 != "(" }
        guard let names = names(in: head) else { return nil }
        return (names, text[text.index(after: index)...].drop { $0 == " " })
      default: break
      }
    }
    return nil
  }

  /// `a`, `a, b`, `*args`, `` `a` ``.
  private static func names(in head: Substring) -> [Substring]? {
    let names = head.split(separator: ",", omittingEmptySubsequences: false).map { part in
      part.drop { $0 == " " || $0 == "*" || $0 == "`" }.prefix { $0 != " " && $0 != "`" }
    }
    let isName = { (name: Substring) in
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && name.first?.isNumber == false
    }
    // Two words are the beginning of a sentence.
    guard names.allSatisfy(isName), !head.split(separator: ",").contains(where: { $0.split(separator: " ").count > 1 })
    else { return nil }
    return names
  }

  // MARK: NumPy

  private static func readNumPy(
    _ lines: [Line], from start: Int, at margin: Int, _ found: inout [String: String]
  ) -> Int {
    var place = start
    var names: [Substring] = []
    var words: [Substring] = []
    while place < lines.count {
      let line = lines[place]
      if place + 1 < lines.count, lines[place + 1].isRule { break }
      if line.indentation == margin, !line.text.isEmpty {
        guard let next = self.names(in: line.text.prefix { $0 != ":" }) else { break }
        note(words, of: names, &found)
        (names, words) = (next, [])
      } else {
        words.append(line.text)
      }
      place += 1
    }
    note(words, of: names, &found)
    return place
  }

  // MARK: Sphinx

  /// `:param name: words` and `:param type name: words`.
  private static func sphinxField(_ text: Substring) -> (name: Substring, rest: Substring)? {
    guard text.first == ":" else { return nil }
    let inner = text.dropFirst()
    guard let end = inner.firstIndex(of: ":") else { return nil }
    let parts = inner[..<end].split(separator: " ")
    guard parts.count >= 2, let name = parts.last, ["param", "parameter", "arg", "argument", "key"].contains(parts[0])
    else { return nil }
    return (name.drop { $0 == "*" }, inner[inner.index(after: end)...].drop { $0 == " " })
  }

  private static func readSphinx(
    _ lines: [Line], from start: Int, _ name: Substring, _ rest: Substring, _ found: inout [String: String]
  ) -> Int {
    var place = start + 1
    var words = [rest]
    while place < lines.count, lines[place].indentation > lines[start].indentation, !lines[place].text.isEmpty {
      words.append(lines[place].text)
      place += 1
    }
    note(words, of: [name], &found)
    return place
  }

  private static func note(_ words: [Substring], of names: [Substring], _ found: inout [String: String]) {
    var words = words[...]
    while words.first?.isEmpty == true { words.removeFirst() }
    while words.last?.isEmpty == true { words.removeLast() }
    guard !words.isEmpty else { return }
    // The first description stands: a class may repeat a parameter among its attributes.
    for name in names where found[String(name)] == nil { found[String(name)] = words.joined(separator: "\n") }
  }
}
