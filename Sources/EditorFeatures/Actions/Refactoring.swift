// Which changes can a person want at a place of a gin file? One question; each family of answers has its own file.

import Configurables
import GinSyntax
import Resolution
import SourceText

struct Refactoring {
  let analysis: Analysis
  let file: FilePath
  let gin: GinSyntax.GinFile
  /// The cursor, or what is selected.
  let range: TextRange
  /// The problems that the range touches.
  let problems: [Problem]

  var text: SourceText { gin.text }
  var definitions: DefinitionIndex { analysis.definitions }
  var config: ResolvedConfig { analysis.resolved(analysis.entry(for: file)) }
  var statement: GinStatement? { gin.statement(at: range.start) }

  var offers: [ActionOffer] {
    guard let statement else { return [] }
    return [
      callChange(in: statement), extraction(in: statement), blockOfBindings(around: statement),
      bindingsOfBlock(around: statement), requiredBindings(for: statement), missingImport(in: statement),
    ].compactMap { $0 } + inlinings(in: statement) + missingIncludes + nearIncludes
  }

  // MARK: Texts

  var lineEnd: String { text.lineEnd }
  var step: String { GinFormatStyle.own(of: gin).step }

  func change(_ range: TextRange, to replacement: String) -> TextChange {
    TextChange(location: FileLocation(file, range), replacement: replacement)
  }

  func insertion(_ text: String, at offset: TextOffset) -> TextChange { change(TextRange(offset, offset), to: text) }

  /// The start of the line that holds the offset.
  func lineStart(_ offset: TextOffset) -> TextOffset { text.range(ofLine: text.line(of: offset)).start }

  /// The start of the next line, or the end of the text.
  func nextLine(_ offset: TextOffset) -> TextOffset {
    let line = text.line(of: offset) + 1
    return line < text.lineCount ? TextOffset(text.lineStarts[line]) : TextOffset(text.length)
  }

  /// The lines of a statement, the last line end included.
  func lines(of range: TextRange) -> TextRange { TextRange(lineStart(range.start), nextLine(range.end)) }

  /// Whole lines put behind the line of `offset`, which may be the last one and have no line end.
  func lines(_ lines: [String], behind offset: TextOffset) -> TextChange {
    let end = text.range(ofLine: text.line(of: offset)).end
    return insertion(lines.map { lineEnd + $0 }.joined(), at: end)
  }

  /// The statement outside blocks that holds this one: itself, or its block.
  func top(of statement: GinStatement) -> GinStatement { statement.block?.statement ?? statement }

  /// Whether gin reads everything of the statement.
  func isSound(_ statement: GinStatement) -> Bool {
    let range = lines(of: statement.range)
    return !gin.problems.contains { range.start <= $0.range.start && $0.range.start < range.end }
  }

  /// The value of a binding or a macro.
  func value(of statement: GinStatement) -> GinValue? {
    switch statement.content {
    case .binding(let binding): binding.value
    case .macro(let macro): macro.value
    case .block, .import, .include, .incomplete: nil
    }
  }

  /// Scope, selector and parameter as they are written; nil for what names no configurable.
  func key(of statement: GinStatement) -> (scope: GinName, selector: GinName)? {
    switch statement.content {
    case .binding(let binding): (binding.scope, binding.selector)
    case .block(let block): (block.scope, block.selector)
    case .macro, .import, .include, .incomplete: nil
    }
  }

  func configurable(_ selector: String) -> DefinitionIndex.ID? {
    guard case .found(let id) = analysis.configurable(selector, in: file) else { return nil }
    return id
  }
}

extension GinName {
  /// `scope/` in front of a selector; nothing without a scope.
  var asPrefix: String { isEmpty ? "" : text + "/" }
}
