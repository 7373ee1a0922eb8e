// Which known names are closest to a misspelt one? Edit distance over folded names.

import Configurables

package enum NearestNames {
  /// At most three of `candidates`, the nearest first, in the order given among equals; none that is too far to be
  /// meant.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 100 else { return [] }
    let limit = max(1, wanted.count / 3)
    var found: [(name: String, distance: Int)] = []
    var rows = EditDistance(to: wanted)
    for candidate in candidates {
      // Folding drops bytes, so a name may be a little longer than it counts.
      guard candidate.utf8.count >= wanted.count - limit, candidate.utf8.count <= 2 * (wanted.count + limit),
        candidate != name
      else { continue }
      let other = folded(candidate)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = rows.distance(to: other, atMost: limit)
      if distance <= limit, !found.contains(where: { $0.name == candidate }) { found.append((candidate, distance)) }
      // Enough that are all but right: nothing nearer will come.
      if found.count > 50 { break }
    }
    return found.enumerated()
      .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .prefix(3).map(\.element.name)
  }

  private static func folded(_ name: String) -> [UInt8] { Array(DefinitionIndex.folded(name).utf8) }
}

/// Distances from one name to others, with the rows of the table kept from one to the next.
private struct EditDistance {
  private let name: [UInt8]
  private var beforePrevious: [Int]
  private var previous: [Int]
  private var current: [Int]

  init(to name: [UInt8]) {
    self.name = name
    beforePrevious = Array(repeating: 0, count: name.count + 1)
    previous = beforePrevious
    current = beforePrevious
  }

  /// The least number of inserted, deleted, replaced or swapped bytes that makes one of the other; something greater
  /// than `limit` where it is greater.
  mutating func distance(to other: [UInt8], atMost limit: Int) -> Int {
    for column in 0...name.count { previous[column] = column }
    for row in 0..<other.count {
      current[0] = row + 1
      var least = row + 1
      for column in 0..<name.count {
        var best = min(previous[column + 1] + 1, current[column] + 1)
        best = min(best, previous[column] + (other[row] == name[column] ? 0 : 1))
        if row > 0, column > 0, other[row] == name[column - 1], other[row - 1] == name[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current[column + 1] = best
        least = min(least, best)
      }
      guard least <= limit else { return limit + 1 }
      swap(&beforePrevious, &previous)
      swap(&previous, &current)
    }
    return previous[name.count]
  }
}
