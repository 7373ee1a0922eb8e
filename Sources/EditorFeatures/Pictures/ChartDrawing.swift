// How is a chart drawn? As an SVG with colours that are seen on light and dark, and in characters for a terminal.

extension Chart {
  // MARK: SVG

  private static let width = 480.0
  private static let height = 200.0
  private static let left = 64.0
  private static let right = 16.0
  private static let top = 28.0
  private static let bottom = 30.0

  /// A whole SVG document, without scripts, fonts or links to anything outside.
  package var svg: String {
    let (least, greatest) = extremes
    let scale = self.scale
    var parts = [
      #"<svg xmlns="http://www.w3.org/2000/svg" width="480" height="200" viewBox="0 0 480 200" "#
        + #"font-family="sans-serif" font-size="11" fill="gray">"#,
      #"<text x="64" y="16" font-size="12">\#(Self.escaped(title))</text>"#,
      #"<path d="M64 28V170H464" fill="none" stroke="gray"/>"#,
      text(58, scale.y(scale.high) + 4, Self.label(scale.high), "end"),
      text(58, scale.y(scale.low), Self.label(scale.low), "end"),
      text(64, 186, String(scale.first), "start"), text(464, 186, String(scale.last), "end"),
      text(264, 186, FeatureWords.axis(unit), "middle"),
    ]
    if let base {
      parts.append(polyline(base.places, base.numbers, scale, #"stroke="gray" stroke-dasharray="4 3""#))
      parts.append(
        text(464, 16, FeatureWords.baseCurve(baseName), "end"))
    }
    parts.append(polyline(places, numbers, scale, #"stroke="dodgerblue" stroke-width="2""#))
    for place in Set([0, numbers.count - 1, least, greatest]).sorted() {
      parts.append(mark(place, scale))
    }
    return parts.joined() + "</svg>"
  }

  /// For a picture inside a text.
  package var dataURI: String { "data:image/svg+xml;base64," + Self.base64(Array(svg.utf8)) }

  private struct Scale {
    let first: Int
    let last: Int
    let low: Double
    let high: Double

    func x(_ place: Int) -> Double {
      let span = Double(last) - Double(first)
      let share = span > 0 ? (Double(place) - Double(first)) / span : 0
      return Chart.left + share * (Chart.width - Chart.left - Chart.right)
    }

    /// Halves, because the distance of two finite numbers need not be finite.
    func y(_ number: Double) -> Double {
      let span = high / 2 - low / 2
      let share = span > 0 ? (number / 2 - low / 2) / span : 0.5
      return Chart.height - Chart.bottom - share * (Chart.height - Chart.top - Chart.bottom)
    }
  }

  private var scale: Scale {
    let all = numbers + (base?.numbers ?? [])
    let allPlaces = places + (base?.places ?? [])
    return Scale(
      first: allPlaces.min() ?? 0, last: allPlaces.max() ?? 0, low: all.min() ?? 0, high: all.max() ?? 0)
  }

  private func polyline(_ places: [Int], _ numbers: [Double], _ scale: Scale, _ style: String) -> String {
    let points = zip(places, numbers).map { "\(Self.digits(scale.x($0))),\(Self.digits(scale.y($1)))" }
    return #"<polyline points="\#(points.joined(separator: " "))" fill="none" \#(style)/>"#
  }

  private func mark(_ place: Int, _ scale: Scale) -> String {
    let (x, y) = (scale.x(places[place]), scale.y(numbers[place]))
    // A label stands where the curve leaves room: inwards of the ends, above what is high and below what is low.
    let anchor = place == 0 ? "start" : place == numbers.count - 1 ? "end" : "middle"
    let offset = y < Self.height / 2 ? 14.0 : -6.0
    return #"<circle cx="\#(Self.digits(x))" cy="\#(Self.digits(y))" r="3" fill="dodgerblue"/>"#
      + text(place == 0 ? x + 6 : x, y + offset, Self.label(numbers[place]), anchor)
  }

  private func text(_ x: Double, _ y: Double, _ words: String, _ anchor: String) -> String {
    #"<text x="\#(Self.digits(x))" y="\#(Self.digits(y))" text-anchor="\#(anchor)">\#(Self.escaped(words))</text>"#
  }

  /// Tenths of a pixel are more than anybody sees.
  private static func digits(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 4 / 3 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0) }
      for offset in 0..<4 {
        text.append(offset <= group.count ? alphabet[bits >> (18 - 6 * offset) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Characters

  /// Columns of blocks, ten lines high, with the axes' ends beside them.
  package var characters: String {
    let rows = 10
    let columns = Self.columns(numbers, places, count: min(64, max(numbers.count, 2) <= 32 ? numbers.count * 2 : 64))
    guard let low = columns.min(), let high = columns.max() else { return "" }
    let span = high / 2 - low / 2
    let heights = columns.map { span > 0 ? Int((($0 / 2 - low / 2) / span * Double(rows * 8 - 1)).rounded()) + 1 : 4 }
    let labels = [Self.label(high), Self.label(low)]
    let margin = labels.map(\.count).max() ?? 0
    let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    var lines = [title]
    for row in (0..<rows).reversed() {
      let label = row == rows - 1 ? labels[0] : row == 0 ? labels[1] : ""
      let cells = String(heights.map { blocks[min(max($0 - row * 8, 0), 8)] })
      lines.append(String(repeating: " ", count: margin - label.count) + label + " ┤" + Self.trimmed(cells))
    }
    lines.append(String(repeating: " ", count: margin) + " └" + String(repeating: "─", count: heights.count))
    let ends = (String(places.first ?? 0), String(places.last ?? 0))
    let gap = max(1, heights.count - ends.0.count - ends.1.count)
    lines.append(String(repeating: " ", count: margin + 2) + ends.0 + String(repeating: " ", count: gap) + ends.1)
    return (lines + [facts]).joined(separator: "\n")
  }

  /// The number that stands at each of `count` columns.
  private static func columns(_ numbers: [Double], _ places: [Int], count: Int) -> [Double] {
    (0..<count).map { column in numbers[min(column * numbers.count / count, numbers.count - 1)] }
  }

  private static func trimmed(_ text: String) -> String { String(text.reversed().drop { $0 == " " }.reversed()) }
}
