// What does the comment above a declaration say, and what of it is about which parameter?

import SwiftSyntax

/// A `///` or `/** */` comment without its decoration.
struct DocumentationComment {
  /// Without the parts on parameters, which `parameters` holds.
  var text = ""
  var parameters: [String: String] = [:]

  init(_ node: some SyntaxProtocol) {
    self.init(lines: Self.lines(of: node.leadingTrivia))
  }

  init(lines: [String]) {
    guard !lines.isEmpty else { return }
    var kept: [String] = []
    var current: String?
    var inList = false
    var listIndent = 0
    for line in lines {
      let indent = line.prefix { $0 == " " }.count
      let content = line.dropFirst(indent)
      if content.lowercased().hasPrefix("- parameters:") {
        (inList, current, listIndent) = (true, nil, indent)
      } else if let (name, rest) = Self.item(content, prefix: "- parameter ") {
        (inList, current, listIndent) = (false, name, indent)
        parameters[name] = rest
      } else if inList, indent > listIndent, let (name, rest) = Self.item(content, prefix: "- ") {
        current = name
        parameters[name] = rest
      } else if let name = current, indent > listIndent, !content.isEmpty {
        parameters[name, default: ""] += " " + content
      } else {
        if !content.isEmpty { (inList, current) = (false, nil) }
        kept.append(line)
      }
    }
    while kept.last?.allSatisfy(\.isWhitespace) == true { kept.removeLast() }
    while kept.first?.allSatisfy(\.isWhitespace) == true { kept.removeFirst() }
    text = kept.joined(separator: "\n")
  }

  /// `name: text` behind the prefix.
  private static func item(_ line: Substring, prefix: String) -> (String, String)? {
    guard line.lowercased().hasPrefix(prefix), let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon].dropFirst(prefix.count).filter { $0 != "`" && $0 != " " }
    let text = line[line.index(after: colon)...].drop { $0 == " " }
    return name.isEmpty ? nil : (name, String(text))
  }

  /// The last comment's lines: an ordinary comment or another declaration between ends the older one.
  private static func lines(of trivia: Trivia) -> [String] {
    var lines: [String] = []
    var newlines = 0
    for piece in trivia {
      switch piece {
      case .docLineComment(let text):
        if newlines > 1 { lines = [] }
        newlines = 0
        let content = text.dropFirst(3)
        lines.append(trimmed(content.hasPrefix(" ") ? content.dropFirst() : content))
      case .docBlockComment(let text):
        lines = block(text)
        newlines = 0
      case .lineComment, .blockComment: lines = []
      case .newlines(let count), .carriageReturns(let count), .carriageReturnLineFeeds(let count): newlines += count
      default: break
      }
    }
    return lines
  }

  private static func block(_ text: String) -> [String] {
    let inner = text.dropFirst(3).dropLast(2)
    var lines = inner.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line -> String in
      let content = line.drop { $0 == " " || $0 == "\t" }
      guard content.hasPrefix("*") else { return trimmed(line) }
      let behind = content.dropFirst()
      return trimmed(behind.hasPrefix(" ") ? behind.dropFirst() : behind)
    }
    // The first line follows `/**`; lines without `*` share an indentation that is not the comment's own.
    if let first = lines.first { lines[0] = String(first.drop { $0 == " " }) }
    let indents = lines.dropFirst().filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }
    let shared = indents.min() ?? 0
    for index in lines.indices.dropFirst() { lines[index] = String(lines[index].dropFirst(shared)) }
    return lines
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while line.last?.isWhitespace == true { line = line.dropLast() }
    return String(line)
  }
}
