// How is a value shown where there is little room? Whole up to 16 elements, then its ends, with a picture of numbers.

package import Configurables
package import Resolution

struct ValueSummary {
  /// One line.
  var text: String
  /// For a line that says more than the value: a long list by its first two values and its last, another long text by its
  /// beginning.
  let brief: String
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
    default:
      brief = Self.shortened(text)
      return
    }
    brief = Self.shortened(elements, brackets, whole: text)
    let numbers = elements.compactMap(\.plotted)
    if numbers.count == elements.count { picture = blockLine(numbers) }
    guard elements.count > Self.wholeCount else { return }
    let first = elements.prefix(Self.endCount).map(\.text)
    let last = elements.suffix(Self.endCount).map(\.text)
    self.text = brackets.0 + (first + ["…"] + last).joined(separator: ", ") + brackets.1
    facts = Self.facts(of: elements, numbers: numbers.count == elements.count ? numbers : [])
  }

  init(_ resolved: ResolvedValue) { self.init(resolved.value, text: resolved.text) }

  /// Characters of a value that a line has room for that says more than it.
  private static let longestBrief = 60

  /// The beginning of a text, where all of it is too long.
  static func shortened(_ text: String) -> String {
    text.count <= longestBrief ? text : String(text.prefix(longestBrief - 1)) + "…"
  }

  private static func shortened(_ elements: [Value], _ brackets: (String, String), whole: String) -> String {
    guard whole.utf8.count > longestBrief, elements.count > endCount, let last = elements.last else {
      return shortened(whole)
    }
    let shown = (elements.prefix(2).map(\.text) + ["…", last.text]).joined(separator: ", ")
    return shown.count > longestBrief + 20 ? shortened(whole) : brackets.0 + shown + brackets.1
  }

  private static func facts(of elements: [Value], numbers: [Double]) -> Words {
    let order = numbers.indices.filter { !numbers[$0].isNaN }
    guard let least = order.min(by: { numbers[$0] < numbers[$1] }),
      let greatest = order.max(by: { numbers[$0] < numbers[$1] })
    else { return FeatureWords.count(elements.count) }
    return FeatureWords.count(elements.count, least: elements[least].text, greatest: elements[greatest].text)
  }
}

extension ResolvedValue {
  /// What an object computes of itself; where one reason keeps several of them from being known, it is said once.
  package var fieldsByReason: [(name: String, value: Value)] {
    var shown: [(name: String, value: Value)] = []
    var places: [String: Int] = [:]
    for field in computedFields {
      guard field.value.isOpaque else {
        shown.append(field)
        continue
      }
      if let place = places[field.value.text] {
        shown[place].name += ", " + field.name
      } else {
        places[field.value.text] = shown.count
        shown.append(field)
      }
    }
    return shown
  }
}
