// Which known names are closest to a misspelt one? Edit distance over folded names.

import Configurables

enum NearestNames {
  /// At most three of `candidates`, the nearest first, in the order given among equals; none that is too far to be
  /// meant.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 100 else { return [] }
    let limit = max(1, wanted.count / 3)
    var found: [(name: String, distance: Int)] = []
    for candidate in candidates where candidate != name {
      let other = folded(candidate)
      guard abs(other.count - wanted.count) <= limit, other.count <= 200 else { continue }
      let distance = distance(wanted, other)
      if distance <= limit, !found.contains(where: { $0.name == candidate }) { found.append((candidate, distance)) }
    }
    return found.enumerated()
      .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .prefix(3).map(\.element.name)
  }

  private static func folded(_ name: String) -> [UInt8] { Array(DefinitionIndex.folded(name).utf8) }

  /// The least number of inserted, deleted, replaced or swapped bytes that makes one of the other.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, leftByte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, rightByte) in right.enumerated() {
        var best = min(previous[column + 1] + 1, current[column] + 1)
        best = min(best, previous[column] + (leftByte == rightByte ? 0 : 1))
        if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
