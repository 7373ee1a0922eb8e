// How does a test show a place in a text? The file and line, the line itself, and carets under the range.

package import SourceText

/// `path:line`, the line, and carets under what the range covers of it; a range that goes on says so.
package func sourceFrame(path: String, text: SourceText, range: TextRange) -> String {
  let line = text.line(of: range.start)
  let lineRange = text.range(ofLine: line)
  let content = text[lineRange]
  let start = min(range.start, lineRange.end)
  let end = max(start, min(range.end, lineRange.end))
  let indent = String(
    String.UnicodeScalarView(text[TextRange(lineRange.start, start)].unicodeScalars.map { $0 == "\t" ? $0 : " " }))
  let width = text[TextRange(start, end)].unicodeScalars.count
  let carets = String(repeating: "^", count: max(width, 1)) + (range.end > lineRange.end ? " …" : "")
  return "\(path):\(line + 1)\n\(content)\n\(indent)\(carets)"
}
