// What do numbers look like? A line of blocks, one a number, from the least (`▁`) to the greatest (`█`).

import Configurables

/// `█▇▆▃▂▁`; nil where there is no picture in it.
/// - Parameter width: the most blocks in the line; more numbers share a block by their mean.
package func blockLine(_ numbers: [Double], width: Int = 64) -> String? {
  guard numbers.count > 1, numbers.allSatisfy(\.isFinite) else { return nil }
  let columns = columns(of: numbers, count: min(max(width, 1), numbers.count))
  guard let least = columns.min(), let greatest = columns.max() else { return nil }
  // Halves, because the distance of two finite numbers need not be finite.
  let distance = greatest / 2 - least / 2
  let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  return String(
    columns.map { number in
      guard distance > 0 else { return levels[3] }
      let share = (number / 2 - least / 2) / distance
      return levels[min(max(Int((share * 7).rounded()), 0), 7)]
    })
}

/// The means of `count` groups of neighbours that are as equal in size as can be.
private func columns(of numbers: [Double], count: Int) -> [Double] {
  guard count < numbers.count else { return numbers }
  return (0..<count).map { column in
    let group = numbers[(column * numbers.count / count)..<((column + 1) * numbers.count / count)]
    return group.reduce(0) { $0 + $1 / Double(group.count) }
  }
}

extension Value {
  /// The number that a picture draws; nil for what is none. Booleans are none.
  var plotted: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .bigInteger(let digits): Double(digits)
    case .double(let number): number
    case .float(let number): Double(number)
    default: nil
    }
  }
}
