// What does a list of numbers look like? A curve with axes, its marked values, and the base experiment's behind it.

package import Configurables

package struct Chart: Sendable, Hashable {
  /// Finite.
  package let numbers: [Double]
  /// What each number stands at; a function that runs for many steps is drawn at some of them.
  package let places: [Int]
  /// The same value in the experiment that this one starts from.
  package let base: Series?
  /// The name of the base, for the legend.
  package let baseName: String
  /// What is drawn, above the picture.
  package let title: String
  package let unit: Unit

  package struct Series: Sendable, Hashable {
    package let numbers: [Double]
    package let places: [Int]
  }

  /// What the horizontal axis counts.
  package enum Unit: String, Sendable, Hashable {
    case index, step
  }

  /// - Parameter places: nil for the numbers' own places.
  /// - Returns: nil where there is no picture in it.
  package init?(
    _ numbers: [Double], at places: [Int]? = nil, title: String, unit: Unit = .index, base: Series? = nil,
    baseName: String = ""
  ) {
    guard numbers.count > 1, numbers.allSatisfy(\.isFinite), places?.count ?? numbers.count == numbers.count else {
      return nil
    }
    self.numbers = numbers
    self.places = places ?? Array(numbers.indices)
    self.title = title
    self.unit = unit
    self.base = base.flatMap { $0.numbers.count > 1 && $0.numbers.allSatisfy(\.isFinite) ? $0 : nil }
    self.baseName = baseName
  }

  /// The numbers of a list or a tuple; nil where one of its elements is none.
  package static func numbers(of value: Value?) -> [Double]? {
    let elements: [Value]
    switch value {
    case .list(let list), .tuple(let list): elements = list
    default: return nil
    }
    let numbers = elements.compactMap(\.plotted)
    return numbers.count == elements.count ? numbers : nil
  }

  /// The places in `numbers` of the least and the greatest.
  var extremes: (least: Int, greatest: Int) {
    let least = numbers.indices.min { numbers[$0] < numbers[$1] } ?? 0
    let greatest = numbers.indices.max { numbers[$0] < numbers[$1] } ?? 0
    return (least, greatest)
  }

  /// `64 of 1000 values: first 0.1, …` where not every place was looked at, else `6 values: first 0.001, last 0.0001, least 0.0001, greatest 0.001`
  package var facts: String {
    let (least, greatest) = extremes
    return FeatureWords.chart(
      numbers.count, of: (places.last ?? 0) - (places.first ?? 0) + 1, first: Self.label(numbers[0]),
      last: Self.label(numbers[numbers.count - 1]),
      least: Self.label(numbers[least]), greatest: Self.label(numbers[greatest]))
  }

  /// The number with five digits at most, which is as much as a label has room for.
  package static func label(_ number: Double) -> String {
    let text = Value.double(number).text
    let parts = text.split(separator: "e", maxSplits: 1)
    guard let mantissa = parts.first else { return text }
    let exponent = parts.count > 1 ? "e" + parts[1] : ""
    let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
    guard digits.count > 5 else {
      return mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) + exponent : text
    }
    return rounded(String(mantissa), digits: 5) + exponent
  }

  /// Decimal digits rounded as a person rounds them.
  private static func rounded(_ text: String, digits: Int) -> String {
    var characters = Array(text)
    var seen = 0
    var hasBegun = false
    var cut = characters.count
    for (place, character) in characters.enumerated() where character.isNumber {
      hasBegun = hasBegun || character != "0"
      guard hasBegun else { continue }
      seen += 1
      if seen == digits + 1 {
        cut = place
        break
      }
    }
    guard cut < characters.count, let point = characters.firstIndex(of: "."), point < cut else { return text }
    let roundsUp = characters[cut] >= "5"
    characters = Array(characters[..<cut])
    var place = characters.count - 1
    while roundsUp, place >= 0 {
      if let digit = characters[place].wholeNumberValue {
        characters[place] = digit == 9 ? "0" : Character(String(digit + 1))
        if digit < 9 { break }
      }
      place -= 1
    }
    // Every digit was a nine.
    if roundsUp, place < 0 { characters.insert("1", at: characters.first == "-" ? 1 : 0) }
    while characters.last == "0" { characters.removeLast() }
    if characters.last == "." { characters.removeLast() }
    return String(characters)
  }
}
