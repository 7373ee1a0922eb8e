// One header for neighbouring bindings, or each binding with its whole key?

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  // MARK: Into a block

  func blockOfBindings(around statement: GinStatement) -> ActionOffer? {
    let bindings = neighbours(of: statement)
    guard let first = bindings.first, let last = bindings.last, isFollowedByLineStart(last.statement) else {
      return nil
    }
    let head = first.scope.asPrefix + first.selector.text
    return ActionOffer(title: FeatureWords.makeBlock(head, bindings.count), kind: .rewrite) {
      var changes: [TextChange] = []
      for (place, binding) in bindings.enumerated() {
        let key = TextRange(lineStart(binding.statement.range.start), binding.parameter.range.start)
        changes.append(change(key, to: (place == 0 ? head + ":" + lineEnd : "") + step))
        changes += lineStarts(inside: binding.statement.range).map { insertion(step, at: $0) }
      }
      let whole = TextRange(first.statement.range.end, last.statement.range.start)
      changes += ownLines(ofCommentsIn: whole).map { change($0, to: step) }
      return changes.sorted { $0.location.range.start < $1.location.range.start }
    }
  }

  /// The flat bindings of one configurable in one scope around a statement, without anything else between them.
  func neighbours(of statement: GinStatement) -> [GinBinding] {
    guard statement.block == nil, case .binding(let binding) = statement.content else { return [] }
    func fits(_ other: GinStatement) -> GinBinding? {
      guard other.block == nil, case .binding(let found) = other.content, isSound(other),
        found.scope == binding.scope, found.selector == binding.selector,
        text[TextRange(lineStart(other.range.start), other.range.start)].allSatisfy({ $0 == " " || $0 == "\t" })
      else { return nil }
      return found
    }
    guard let own = fits(statement) else { return [] }
    var found = [own]
    for other in gin.statements[..<statement.index].reversed() {
      guard let before = fits(other) else { break }
      found.insert(before, at: 0)
    }
    for other in gin.statements[(statement.index + 1)...] {
      guard let after = fits(other) else { break }
      found.append(after)
    }
    return found
  }

  /// An indented statement behind a block would become a member of it.
  private func isFollowedByLineStart(_ statement: GinStatement) -> Bool {
    guard let next = gin.statements[(statement.index + 1)...].first(where: { $0.block == nil }) else { return true }
    return next.range.start == lineStart(next.range.start)
  }

  /// The white space before comments that have a line of their own.
  private func ownLines(ofCommentsIn range: TextRange) -> [TextRange] {
    gin.nodes.lazy.filter { $0.kind == .comment && range.contains($0.range) }.compactMap { comment in
      let white = TextRange(lineStart(comment.range.start), comment.range.start)
      return text[white].allSatisfy { $0 == " " || $0 == "\t" } && !isInsideValue(comment.range) ? white : nil
    }
  }

  /// Where the further lines of a statement begin, but for those of a text that holds line ends itself.
  private func lineStarts(inside range: TextRange) -> [TextOffset] {
    let (first, last) = (text.line(of: range.start), text.line(of: range.end))
    guard first < last else { return [] }
    let texts = gin.nodes.filter { $0.kind == .string && range.contains($0.range) }.map(\.range)
    return (first + 1...last).map { text.range(ofLine: $0).start }.filter { start in
      !text.range(ofLine: text.line(of: start)).isEmpty && !texts.contains { $0.start < start && start < $0.end }
    }
  }

  private func isInsideValue(_ comment: TextRange) -> Bool {
    gin.statement(at: comment.start).map { $0.kind != .block && $0.range.contains(comment) } ?? false
  }

  // MARK: Out of a block

  func bindingsOfBlock(around statement: GinStatement) -> ActionOffer? {
    guard case .block(let block) = top(of: statement).content, isSound(block.statement),
      !block.members.isEmpty, block.members.allSatisfy({ $0.kind == .binding })
    else { return nil }
    let prefix = block.scope.asPrefix + block.selector.text
    return ActionOffer(title: FeatureWords.makeFlat(prefix, block.members.count), kind: .rewrite) {
      guard let first = block.members.first else { return [] }
      let header = TextRange(lineStart(block.statement.range.start), lineStart(first.range.start))
      let comments = gin.nodes.filter { $0.kind == .comment && header.contains($0.range) }
      var changes = [change(header, to: comments.map { text[$0.range] + lineEnd }.joined())]
      for member in block.members {
        let white = TextRange(lineStart(member.range.start), member.range.start)
        changes.append(change(white, to: prefix + "."))
        changes += lineStarts(inside: member.range).map { TextRange($0, $0.advanced(by: white.length)) }
          .filter { $0.end <= member.range.end && text[$0] == text[white] }.map { change($0, to: "") }
      }
      let rest = TextRange(first.range.end, block.statement.range.end)
      changes += ownLines(ofCommentsIn: rest).map { change($0, to: "") }
      return changes.sorted { $0.location.range.start < $1.location.range.start }
    }
  }
}
