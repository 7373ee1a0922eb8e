// How is a value shown where there is little room? Whole up to 16 elements, then its ends, with a picture of numbers.

import Configurables
import Resolution

struct ValueSummary {
  /// One line.
  var text: String
  /// A line of blocks, for lists of numbers.
  var picture: String?
  /// "1000 values, least 1e-05, greatest 0.001"; nil where the value is shown whole.
  var facts: Words?

  /// The longest list that is shown whole.
  static let wholeCount = 16
  /// Elements that are shown of a longer one, from either end.
  static let endCount = 3
  /// Characters of a text after which the rest is left out.
  static let longestText = 4_000

  /// - Parameter text: the value's own text.
  init(_ value: Value?, text: String) {
    self.text = text.count > Self.longestText ? String(text.prefix(Self.longestText)) + " …" : text
    let elements: [Value]
    let brackets: (String, String)
    switch value {
    case .list(let list): (elements, brackets) = (list, ("[", "]"))
    case .tuple(let tuple): (elements, brackets) = (tuple, ("(", ")"))
    default: return
    }
    let numbers = elements.compactMap(\.plotted)
    if numbers.count == elements.count { picture = blockLine(numbers) }
    guard elements.count > Self.wholeCount else { return }
    let first = elements.prefix(Self.endCount).map(\.text)
    let last = elements.suffix(Self.endCount).map(\.text)
    self.text = brackets.0 + (first + ["…"] + last).joined(separator: ", ") + brackets.1
    facts = Self.facts(of: elements, numbers: numbers.count == elements.count ? numbers : [])
  }

  init(_ resolved: ResolvedValue) { self.init(resolved.value, text: resolved.text) }

  private static func facts(of elements: [Value], numbers: [Double]) -> Words {
    let order = numbers.indices.filter { !numbers[$0].isNaN }
    guard let least = order.min(by: { numbers[$0] < numbers[$1] }),
      let greatest = order.max(by: { numbers[$0] < numbers[$1] })
    else { return FeatureWords.count(elements.count) }
    return FeatureWords.count(elements.count, least: elements[least].text, greatest: elements[greatest].text)
  }
}
