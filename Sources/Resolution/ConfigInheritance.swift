// What still holds of a config after an edit? All that no binding with another value has a part in.
//
// Most keys change a literal. Then the same bindings stand in the same places, and what was worked out without a look at
// the edited one is as it was; what was found wrong is worked out anew, for its places in the text have moved.

import GinSyntax
import SourceText
import Synchronization

/// What a config takes over from the one that its entry made in the moment before.
struct ConfigInheritance: Sendable {
  /// The bindings whose calls were found in order and look at no changed binding, with the bindings that they look at.
  var cleanCalls: [Int: [Int]] = [:]
  var unreached: [Int: UnreachedReason]?

  init() {}

  /// - Parameter layout: of the new config; nothing is taken over where its bindings are other ones.
  init(_ layout: ConfigLayout, from earlier: ResolvedConfig) {
    guard let changed = layout.changedPlaces(since: earlier.layout) else { return }
    let memo = earlier.memo.withLock { ($0.cleanCalls, $0.unreached) }
    cleanCalls = changed.isEmpty ? memo.0 : memo.0.filter { $0.value.allSatisfy { !changed.contains($0) } }
    unreached = memo.1
  }
}

extension ConfigLayout {
  /// The bindings whose values differ, where all else is the same; nil where it is not.
  fileprivate func changedPlaces(since old: ConfigLayout) -> Set<Int>? {
    guard uses.count == old.uses.count, places.count == old.places.count, problems.isEmpty, old.problems.isEmpty,
      runs.elementsEqual(old.runs, by: { $0.use == $1.use && $0.records == $1.records && $0.place == $1.place })
    else { return nil }
    var changed: Set<Int> = []
    for (number, (new, old)) in zip(uses, old.uses).enumerated() {
      guard new.includedBy == old.includedBy, new.file.path == old.file.path else { return nil }
      if new.meaning === old.meaning { continue }
      guard let records = new.meaning.changedValues(since: old.meaning) else { return nil }
      for record in records {
        guard let place = place(use: number, record: record) else { return nil }
        changed.insert(place)
      }
    }
    return changed
  }
}

/// What two versions of a file differ in, for the forty experiments that ask.
struct KeptChanges: Sendable {
  weak var old: FileMeaning?
  let records: [Int]?
}

extension FileMeaning {
  /// The bindings whose values differ, none of which holds a name; nil where anything else differs.
  fileprivate func changedValues(since old: FileMeaning) -> [Int]? {
    if let known = changes.withLock({ $0 }), known.old === old { return known.records }
    let records = comparedValues(with: old)
    changes.withLock { $0 = KeptChanges(old: old, records: records) }
    return records
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
