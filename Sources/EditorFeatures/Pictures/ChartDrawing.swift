// How is a chart drawn? As an SVG with colours that are seen on light and dark, and in characters for a terminal.

extension Chart {
  // MARK: SVG

  private static let width = 480.0
  private static let right = 464.0
  /// The axes, and between them and the curve the room for labels.
  private static let top = 24.0
  private static let bottom = 178.0
  private static let highest = 44.0
  private static let lowest = 160.0
  /// As wide as a character of a label is at most.
  private static let characterWidth = 7.0
  private static let mostTitle = 60

  /// A whole SVG document, without scripts, fonts or links to anything outside.
  package var svg: String {
    let scale = self.scale
    let height = base == nil ? "200" : "214"
    let shownTitle = title.count > Self.mostTitle ? title.prefix(Self.mostTitle - 1) + "…" : title[...]
    let (left, right) = (Self.digits(scale.left), Self.digits(Self.right))
    var parts = [
      #"<svg xmlns="http://www.w3.org/2000/svg" width="480" height="\#(height)" viewBox="0 0 480 \#(height)" "#
        + #"font-family="sans-serif" font-size="11" fill="gray">"#,
      #"<text x="\#(left)" y="16" font-size="12">\#(Self.escaped(String(shownTitle)))</text>"#,
      #"<path d="M\#(left) \#(Self.digits(Self.top))V\#(Self.digits(Self.bottom))H\#(right)" fill="none" stroke="gray"/>"#,
      text(scale.left - 6, scale.y(scale.high) + 4, Self.label(scale.high), "end"),
      text(scale.left - 6, scale.y(scale.low) + 4, Self.label(scale.low), "end"),
      text(scale.left, 194, String(scale.first), "start"), text(Self.right, 194, String(scale.last), "end"),
      text((scale.left + Self.right) / 2, 194, FeatureWords.axis(unit), "middle"),
    ]
    if let base {
      parts.append(polyline(base.places, base.numbers, scale, #"stroke="gray" stroke-dasharray="4 3""#))
      parts.append(text(scale.left, 208, FeatureWords.baseCurve(baseName), "start"))
    }
    parts.append(polyline(places, numbers, scale, #"stroke="dodgerblue" stroke-width="2""#))
    return (parts + marks(scale)).joined() + "</svg>"
  }

  /// For a picture inside a text.
  package var dataURI: String { "data:image/svg+xml;base64," + Self.base64(Array(svg.utf8)) }

  private struct Scale {
    let first: Int
    let last: Int
    let low: Double
    let high: Double

    /// Where the vertical axis stands: its labels have room beside it.
    var left: Double {
      max(40, 14 + Chart.characterWidth * Double(max(Chart.label(high).count, Chart.label(low).count)))
    }

    func x(_ place: Int) -> Double {
      let span = Double(last) - Double(first)
      let share = span > 0 ? (Double(place) - Double(first)) / span : 0
      return left + share * (Chart.right - left)
    }

    /// Halves, because the distance of two finite numbers need not be finite.
    func y(_ number: Double) -> Double {
      let span = high / 2 - low / 2
      let share = span > 0 ? (number / 2 - low / 2) / span : 0.5
      return Chart.lowest - share * (Chart.lowest - Chart.highest)
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

  /// The first, the last, the greatest and the least value, each with its number where that covers no other one.
  private func marks(_ scale: Scale) -> [String] {
    let (least, greatest) = extremes
    var parts: [String] = []
    var labels: [MarkLabel] = []
    var marked: Set<Int> = []
    for place in [0, numbers.count - 1, greatest, least] where marked.insert(place).inserted {
      let (x, y) = (scale.x(places[place]), scale.y(numbers[place]))
      parts.append(
        #"<circle cx="\#(Self.digits(x))" cy="\#(Self.digits(y))" r="3" fill="dodgerblue"/>"#)
      let words = Self.label(numbers[place])
      // The curve leaves the room above a hill and below a valley.
      let neighbours = [place - 1, place + 1].filter(numbers.indices.contains).map { numbers[$0] }
      let isHill = neighbours.allSatisfy { $0 <= numbers[place] }
      let sides = [
        MarkLabel(words, x, isHill ? y - 7 : y + 15, scale.left),
        MarkLabel(words, x, isHill ? y + 15 : y - 7, scale.left),
      ]
      guard let label = sides.first(where: { side in !labels.contains { $0.covers(side) } }) else { continue }
      labels.append(label)
      parts.append(text(label.x, label.y, words, label.anchor))
    }
    return parts
  }

  /// Where a number stands beside its mark.
  private struct MarkLabel {
    let x: Double
    let y: Double
    let anchor: String
    private let left: Double
    private let width: Double

    /// In the middle over its mark, but never outside of the picture.
    init(_ words: String, _ x: Double, _ y: Double, _ axis: Double) {
      width = Double(words.count) * Chart.characterWidth
      self.y = y
      if x - width / 2 < axis + 4 {
        (self.x, anchor, left) = (axis + 4, "start", axis + 4)
      } else if x + width / 2 > Chart.width - 4 {
        (self.x, anchor, left) = (Chart.width - 4, "end", Chart.width - 4 - width)
      } else {
        (self.x, anchor, left) = (x, "middle", x - width / 2)
      }
    }

    func covers(_ other: MarkLabel) -> Bool {
      abs(y - other.y) < 12 && left < other.left + other.width && other.left < left + width
    }
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
  package var characters: String { characters(columns: 64, width: .max) }

  /// - Parameters:
  ///   - columns: of blocks, at most; a short list has two a value.
  ///   - width: of a line, at most.
  package func characters(columns most: Int, width: Int) -> String {
    let rows = 10
    let (least, greatest) = extremes
    let labels = [Self.label(numbers[greatest]), Self.label(numbers[least])]
    let margin = labels.map(\.count).max() ?? 0
    let columns = self.columns(min(most, max(width - margin - 2, 2)))
    let (low, high) = (numbers[least], numbers[greatest])
    let span = high / 2 - low / 2
    let heights = columns.map { span > 0 ? Int((($0 / 2 - low / 2) / span * Double(rows * 8 - 1)).rounded()) + 1 : 4 }
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
    let facts = self.facts
    lines.append(facts.count <= width ? facts : facts.replacing(", ", with: "\n  ").replacing(": ", with: ":\n  "))
    return lines.joined(separator: "\n")
  }

  /// The number that stands at each column, `most` of them at most. Where a column stands for several, none of the four
  /// that are spoken of is lost.
  private func columns(_ most: Int) -> [Double] {
    let count = min(most, numbers.count <= min(most, 64) / 2 ? numbers.count * 2 : max(numbers.count, 64))
    let (least, greatest) = extremes
    return (0..<count).map { column in
      let begin = min(column * numbers.count / count, numbers.count - 1)
      let end = max(begin + 1, (column + 1) * numbers.count / count)
      let place =
        [greatest, least].first { begin <= $0 && $0 < end } ?? (column == count - 1 ? numbers.count - 1 : begin)
      return numbers[place]
    }
  }

  private static func trimmed(_ text: String) -> String { String(text.reversed().drop { $0 == " " }.reversed()) }
}
