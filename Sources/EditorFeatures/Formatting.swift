// How should a config be laid out? Whole, in part, and while it is typed.

package import GinSyntax
package import Resolution
package import SourceText

extension Analysis {
  /// The changes that lay a gin file out; none for a file of code.
  /// - Parameter range: the statements that it touches; nil for the whole file.
  package func formatting(
    of file: FilePath, within range: TextRange? = nil, style: GinFormatStyle? = nil
  ) -> [TextChange] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    let edits = range.map { gin.formattingEdits(style, touching: $0) } ?? gin.formattingEdits(style)
    return edits.map { TextChange(location: FileLocation(file, $0.range), replacement: $0.replacement) }
  }

  /// The changes when a character was typed: behind a line end the statement above is laid out and the new line
  /// indented, behind a closing bracket its line.
  /// - Parameter offset: behind the character.
  package func formatting(
    of file: FilePath, behind character: String, at offset: TextOffset, style: GinFormatStyle? = nil
  ) -> [TextChange] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    let text = gin.text
    let line = text.range(ofLine: text.line(of: offset))
    let white = text.bytes[line.start.utf8..<line.end.utf8].prefix { $0 == 0x20 || $0 == 0x09 }.count
    let indentation = TextRange(line.start, line.start.advanced(by: white))
    var changes: [TextChange] = []
    if character == "\n" {
      let above = line.start.advanced(by: -1)
      changes = formatting(of: file, within: TextRange(above, above), style: style).filter { change in
        // Only inside lines: what is about to be typed may still belong to the statement.
        let range = change.location.range
        return range.end < line.start && text.line(of: range.start) == text.line(of: range.end)
          && !change.replacement.contains("\n") && range.start > text.range(ofLine: text.line(of: range.start)).start
      }
    } else if line.start.advanced(by: white + character.utf8.count) != offset {
      // The bracket closes something on its own line.
      return []
    }
    if let wanted = gin.indentation(ofLineAt: offset, style ?? .own(of: gin)), text[indentation] != wanted {
      changes.append(TextChange(location: FileLocation(file, indentation), replacement: wanted))
    }
    return changes
  }
}
