// How are coloured words told to this client? Five numbers a token, whole, for a stretch, or as what has changed.

import EditorFeatures
import LanguageServerProtocol
import SourceText

/// What a client was told last of each document, to tell it only what has changed since.
struct ToldTokens {
  private var told: [FilePath: (resultID: String, data: [Int])] = [:]
  private var count = 0

  mutating func tell(_ data: [Int], of file: FilePath) -> LSP.SemanticTokens {
    count += 1
    told[file] = (String(count), data)
    return LSP.SemanticTokens(resultID: String(count), data: data)
  }

  /// Nil when the client remembers another answer than the last.
  func data(of file: FilePath, resultID: String) -> [Int]? {
    guard let last = told[file], last.resultID == resultID else { return nil }
    return last.data
  }

  mutating func forget(_ file: FilePath) { told[file] = nil }
}

extension Server {
  func semanticTokens(_ params: LSP.DocumentParams) -> LSP.SemanticTokens {
    let file = DocumentURI.file(params.uri)
    return toldTokens.tell(snapshot(for: file).tokenData(in: file, within: nil), of: file)
  }

  func semanticTokensDelta(_ params: LSP.SemanticTokensDeltaParams) -> any JSONWritable {
    let file = DocumentURI.file(params.uri)
    let old = toldTokens.data(of: file, resultID: params.previousResultID)
    let answer = toldTokens.tell(snapshot(for: file).tokenData(in: file, within: nil), of: file)
    guard let old, let resultID = answer.resultID else { return answer }
    return LSP.SemanticTokensDelta(resultID: resultID, from: old, to: answer.data)
  }
}

extension Snapshot {
  func semanticTokens(_ params: LSP.DocumentRangeParams) -> LSP.SemanticTokens {
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    let range = TextRange(
      text.offset(of: params.range.start, in: session.encoding), text.offset(of: params.range.end, in: session.encoding)
    )
    return LSP.SemanticTokens(resultID: nil, data: tokenData(in: file, within: range))
  }

  fileprivate func tokenData(in file: FilePath, within range: TextRange?) -> [Int] {
    let text = text(of: file)
    let tokens = analysis.semanticTokens(in: file, within: range)
    var data: [Int] = []
    data.reserveCapacity(tokens.count * 5)
    var last = TextPosition(line: 0, column: 0)
    func add(_ start: TextPosition, _ end: TextPosition, _ token: SemanticToken) {
      data.append(start.line - last.line)
      data.append(start.line == last.line ? start.column - last.column : start.column)
      data.append(end.column - start.column)
      data.append(token.kind.rawValue)
      data.append(token.modifiers.reduce(0) { $0 | 1 << $1.rawValue })
      last = start
    }
    for token in tokens {
      let start = text.position(of: token.range.start, in: session.encoding)
      let end = text.position(of: token.range.end, in: session.encoding)
      guard start.line != end.line else {
        add(start, end, token)
        continue
      }
      for part in lines(of: token.range, in: text) {
        add(
          text.position(of: part.start, in: session.encoding), text.position(of: part.end, in: session.encoding), token)
      }
    }
    return data
  }

  /// A token over several lines in one piece a line, for few clients take it whole.
  private func lines(of range: TextRange, in text: SourceText) -> [TextRange] {
    let first = text.line(of: range.start)
    let last = text.line(of: range.end)
    return (first...last).compactMap { line in
      let whole = text.range(ofLine: line)
      let part = TextRange(max(whole.start, range.start), min(whole.end, range.end))
      return part.isEmpty ? nil : part
    }
  }
}

extension JSON {
  /// The names that the numbers stand for.
  static let semanticTokensLegend: JSON = [
    "tokenTypes": .array(SemanticToken.Kind.allCases.map { .string("\($0)") }),
    "tokenModifiers": .array(SemanticToken.Modifier.allCases.map { .string("\($0)") }),
  ]
}
