// What still holds of a config after an edit? All that no binding with another value has a part in.
//
// Most keys change a literal. Then the same bindings stand in the same places, and what was worked out without a look at
// the edited one is as it was; what was found wrong is worked out anew, for its places in the text have moved.

import GinSyntax
import SourceText
import Synchronization

/// What a config takes over from the one that its entry made in the moment before.
struct ConfigInheritance: Sendable {
  var unreached: [Int: UnreachedReason]?
  /// As in `ConfigMemo`, of the earlier config: `isClean` says which still hold.
  private(set) var cleanCalls: [Int: [Int]] = [:]
  private var values: [Int: KnownValue] = [:]
  private var changed: Set<Int> = []
  /// Of the files whose text is another one.
  private var moves: [FilePath: TextMove] = [:]

  init() {}

  /// - Parameter layout: of the new config; nothing is taken over where its bindings are other ones.
  init(_ layout: ConfigLayout, from earlier: ResolvedConfig) {
    guard let changes = layout.changes(since: earlier.layout) else { return }
    (changed, moves) = (changes.places, changes.moves)
    let memo = earlier.memo.withLock { ($0.cleanCalls, $0.unreached, $0.values) }
    (cleanCalls, unreached, values) = memo
  }

  /// Whether a binding's calls were found in order and look at no changed binding.
  func isClean(_ place: Int) -> Bool { cleanCalls[place].map { !holdChanged($0) } ?? false }

  /// A key changes one binding.
  private func holdChanged(_ visited: [Int]) -> Bool {
    if changed.count == 1, let only = changed.first { return visited.contains(only) }
    return !changed.isEmpty && visited.contains(where: changed.contains)
  }

  /// What the value of a binding comes to, where nothing that it was computed from has changed.
  func value(of place: Int) -> KnownValue? {
    guard let known = values[place], !holdChanged(known.visited) else { return nil }
    guard !moves.isEmpty else { return known }
    var moved = known
    return moved.value.move(moves) ? moved : nil
  }
}

/// A value with the bindings that were looked at for it.
struct KnownValue: Sendable {
  var value: ResolvedValue
  let visited: [Int]
}

/// Where a place in one text is in another, which differs from it in one stretch.
struct TextMove: Sendable {
  /// The stretch, in the first text.
  private let start: Int
  private let end: Int
  private let distance: Int

  init(from old: [UInt8], to new: [UInt8]) {
    let shared = min(old.count, new.count)
    var start = 0
    while start < shared, old[start] == new[start] { start += 1 }
    var rest = 0
    while rest < shared - start, old[old.count - 1 - rest] == new[new.count - 1 - rest] { rest += 1 }
    (self.start, end, distance) = (start, old.count - rest, new.count - old.count)
  }

  /// Nil for what is not outside of the stretch.
  func place(of range: TextRange) -> TextRange? {
    if range.end.utf8 <= start { return range }
    return range.start.utf8 >= end ? TextRange(range.start.utf8 + distance, range.end.utf8 + distance) : nil
  }
}

extension ResolvedValue {
  /// Moves every place that it names.
  /// - Returns: whether all of them are still there. What is not known is said in words, which may name places too.
  fileprivate mutating func move(_ moves: [FilePath: TextMove]) -> Bool {
    guard value != nil, cause == nil else { return false }
    for place in inputs.indices {
      guard let source = inputs[place].source else { continue }
      guard let moved = source.moved(moves) else { return false }
      inputs[place].source = moved
    }
    for place in nestedSources.indices {
      guard let moved = nestedSources[place].moved(moves) else { return false }
      nestedSources[place] = moved
    }
    return true
  }
}

extension FileLocation {
  fileprivate func moved(_ moves: [FilePath: TextMove]) -> FileLocation? {
    guard let move = moves[file] else { return self }
    return move.place(of: range).map { FileLocation(file, $0) }
  }
}

extension ConfigLayout {
  /// The bindings whose values differ, and what the texts differ in, where all else is the same; nil where it is not.
  fileprivate func changes(since old: ConfigLayout) -> (places: Set<Int>, moves: [FilePath: TextMove])? {
    guard uses.count == old.uses.count, places.count == old.places.count, problems.isEmpty, old.problems.isEmpty,
      runs.elementsEqual(old.runs, by: { $0.use == $1.use && $0.records == $1.records && $0.place == $1.place })
    else { return nil }
    var changed: Set<Int> = []
    var moves: [FilePath: TextMove] = [:]
    for (number, (new, old)) in zip(uses, old.uses).enumerated() {
      guard new.includedBy == old.includedBy, new.file.path == old.file.path else { return nil }
      if new.meaning === old.meaning { continue }
      guard let changes = new.meaning.changes(since: old.meaning) else { return nil }
      moves[new.file.path] = changes.move
      for record in changes.records {
        guard let place = place(use: number, record: record) else { return nil }
        changed.insert(place)
      }
    }
    return (changed, moves)
  }
}

/// What two versions of a file differ in, for the forty experiments that ask.
struct KeptChanges: Sendable {
  weak var old: FileMeaning?
  let changes: Changes?

  struct Changes: Sendable {
    /// The bindings whose values differ, none of which holds a name.
    let records: [Int]
    let move: TextMove
  }
}

extension FileMeaning {
  /// Nil where more than values differs.
  fileprivate func changes(since old: FileMeaning) -> KeptChanges.Changes? {
    if let known = changes.withLock({ $0 }), known.old === old { return known.changes }
    let made = comparedValues(with: old).map { records in
      KeptChanges.Changes(records: records, move: TextMove(from: old.syntax.text.bytes, to: syntax.text.bytes))
    }
    changes.withLock { $0 = KeptChanges(old: old, changes: made) }
    return made
  }

  private func comparedValues(with old: FileMeaning) -> [Int]? {
    guard definitions === old.definitions, bindings.count == old.bindings.count, named.count == old.named.count,
      syntax.importedNames == old.syntax.importedNames, includePaths == old.includePaths
    else { return nil }
    var changed: [Int] = []
    for place in bindings.indices {
      guard bindings[place].meaning === old.bindings[place].meaning else { return nil }
      if valueBytes(place).elementsEqual(old.valueBytes(place)) { continue }
      guard !holdsName(place), !old.holdsName(place) else { return nil }
      changed.append(place)
    }
    return changed
  }

  private var includePaths: [String] {
    steps.compactMap { if case .include(let include) = $0 { include.path } else { nil } }
  }

  private func valueBytes(_ place: Int) -> ArraySlice<UInt8> {
    let value = Int(bindings[place].value)
    guard syntax.nodes.indices.contains(value) else { return [] }
    let range = syntax.nodes[value].range
    let bytes = syntax.text.bytes
    let start = min(max(range.start.utf8, 0), bytes.count)
    return bytes[start..<max(start, min(range.end.utf8, bytes.count))]
  }

  private func holdsName(_ place: Int) -> Bool {
    let value = Int(bindings[place].value)
    guard syntax.nodes.indices.contains(value) else { return true }
    let end = min(max(value + 1, Int(syntax.nodes[value].next)), syntax.nodes.count)
    return syntax.nodes[value..<end].contains(where: \.kind.isName)
  }
}
