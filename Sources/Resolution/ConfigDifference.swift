// What differs between two configs after everything was resolved? Values, not lines; what follows from what; swapped types.

import Configurables
import SourceText

package struct ConfigDifference: Sendable {
  package enum Kind: String, Sendable, Hashable {
    case changed, added, removed
    /// Another type or function stands there; its own parameters are `parts`.
    case swapped
  }

  package struct Row: Sendable {
    package var key: String
    package var kind: Kind
    /// Nil where the config gives nothing.
    package var left: ResolvedParameter?
    package var right: ResolvedParameter?
    /// The keys of the inputs that differ, where the same expression comes to something else because of them.
    package var causes: [String]
    /// The parameters of the types that were swapped.
    package var parts: [Row]

    /// Whether nobody wrote another expression: the value follows from others.
    package var isDerived: Bool { !causes.isEmpty }
  }

  /// Macros first, then parameters in the order of the right config, then what only the left one has; what follows from
  /// other rows stands behind them.
  package let rows: [Row]

  package init(from left: ResolvedConfig, to right: ResolvedConfig) {
    let unbound = { row, config in Self.unbound(row, in: config) } as (ResolvedParameter, ResolvedConfig) -> _
    let macros = Comparison(left.macros.map(Self.row), right.macros.map(Self.row))
    let parameters = Comparison(
      left.parameters(), right.parameters(), onLeft: { unbound($0, left) }, onRight: { unbound($0, right) })
    rows = Comparison.joined(macros.rows + parameters.rows)
  }

  /// What differs between the fields of two typed experiments, or between one and a config.
  package init(from left: [ResolvedParameter], to right: [ResolvedParameter]) {
    rows = Comparison.joined(Comparison(left, right).withoutOwners)
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// So many values differ, those of swapped types included.
  package var count: Int { rows.reduce(0) { $0 + 1 + $1.parts.count } }
  package var derivedCount: Int { rows.count(where: \.isDerived) }
}

extension ConfigDifference {
  /// A macro as a row of its own, so that it is written like all others.
  private static func row(of macro: ResolvedMacro) -> ResolvedParameter {
    ResolvedParameter(
      key: "%" + macro.name, scope: "", configurable: "", configurableID: nil, parameter: "",
      expression: macro.expression, value: macro.value, source: macro.source, definition: nil, overrides: [])
  }

  /// What a call gets in a config that does not bind the parameter in this scope: an outer scope's binding or the
  /// default. Nothing where nothing calls it there, for then there is no value either.
  private static func unbound(_ row: ResolvedParameter, in config: ResolvedConfig) -> ResolvedParameter? {
    guard let id = row.configurableID, !config.bindings(of: id).isEmpty || !config.consumers(of: id).isEmpty,
      let declared = config.definitions.index.parameter(row.parameter, of: id)
    else { return nil }
    let bound = config.effectiveBinding(of: declared.name, configurable: id, scope: row.scope)
    let value = config.value(of: declared.name, configurable: id, scope: row.scope)
    guard !value.text.isEmpty else { return nil }
    var other = row
    other.value = value
    other.expression = bound?.expression ?? declared.defaultText ?? ""
    other.source = bound?.location
    other.overrides = []
    return other
  }
}

private struct Comparison {
  let rows: [ConfigDifference.Row]

  /// - Parameters:
  ///   - onLeft: what the left side gives for a row that only the right one has, and `onRight` the reverse.
  init(
    _ lefts: [ResolvedParameter], _ rights: [ResolvedParameter],
    onLeft: (ResolvedParameter) -> ResolvedParameter? = { _ in nil },
    onRight: (ResolvedParameter) -> ResolvedParameter? = { _ in nil }
  ) {
    let places = Dictionary(zip(lefts.lazy.map(\.key), lefts.indices), uniquingKeysWith: { $1 })
    let known = Set(rights.map(\.key))
    var rows: [ConfigDifference.Row] = []
    for right in rights {
      rows += Self.row(right.key, places[right.key].map { lefts[$0] } ?? onLeft(right), right)
    }
    for left in lefts where !known.contains(left.key) { rows += Self.row(left.key, left, onRight(left)) }
    self.rows = rows
  }

  // MARK: Rows

  /// No row where both sides are alike.
  private static func row(_ key: String, _ left: ResolvedParameter?, _ right: ResolvedParameter?) -> [ConfigDifference
    .Row]
  {
    guard let left, let right else {
      return [
        ConfigDifference.Row(
          key: key, kind: left == nil ? .added : .removed, left: left, right: right, causes: [], parts: [])
      ]
    }
    let causes = left.expression == right.expression ? differingInputs(left.value, right.value) : []
    guard !isAlike(left, right) || !causes.isEmpty && !isKnown(right.value) else { return [] }
    let isSwapped =
      left.value.configurable != nil && left.value.configurable != right.value.configurable
      && right.value.configurable != nil
    return [
      ConfigDifference.Row(
        key: key, kind: isSwapped ? .swapped : .changed, left: left, right: right, causes: causes, parts: [])
    ]
  }

  private static func isKnown(_ value: ResolvedValue) -> Bool { value.value != nil }

  private static func isAlike(_ left: ResolvedParameter, _ right: ResolvedParameter) -> Bool {
    if isKnown(left.value), isKnown(right.value) { return left.value.text == right.value.text }
    // Neither is known: the same expression is taken to mean the same.
    return isKnown(left.value) == isKnown(right.value) && left.expression == right.expression
  }

  /// The inputs that one computation got other values for; a macro's use has none, and is named by what it uses.
  private static func differingInputs(_ left: ResolvedValue, _ right: ResolvedValue) -> [String] {
    let known = Dictionary(left.inputs.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    return right.inputs.filter { known[$0.key] != $0.text }.map(\.key)
  }

  /// The rows with the parameters of swapped types below the row that swaps them, and macros named as causes.
  static func joined(_ rows: [ConfigDifference.Row]) -> [ConfigDifference.Row] {
    var rows = rows
    let macros = rows.filter { $0.key.hasPrefix("%") }.map(\.key)
    for place in rows.indices where rows[place].causes.isEmpty && rows[place].kind == .changed {
      guard let left = rows[place].left, let right = rows[place].right, left.expression == right.expression else {
        continue
      }
      rows[place].causes = macros.filter { $0 != rows[place].key && mentions(right.expression, $0) }
    }
    var taken: Set<Int> = []
    for place in rows.indices where rows[place].kind == .swapped {
      let old = rows[place].left?.value.configurable
      let new = rows[place].right?.value.configurable
      for (other, row) in rows.enumerated() where other != place && !taken.contains(other) {
        let isPart =
          row.kind == .removed && row.left?.configurableID == old
          || row.kind == .added && row.right?.configurableID == new
        guard isPart else { continue }
        taken.insert(other)
        rows[place].parts.append(row)
      }
    }
    return causesFirst(rows.enumerated().filter { !taken.contains($0.offset) }.map(\.element))
  }

  /// What somebody wrote, then what follows from it, each behind its causes.
  private static func causesFirst(_ rows: [ConfigDifference.Row]) -> [ConfigDifference.Row] {
    var ordered = rows.filter { !$0.isDerived }
    var waiting = rows.filter(\.isDerived)
    while !waiting.isEmpty {
      let open = Set(waiting.map(\.key))
      let next = waiting.filter { row in !row.causes.contains { $0 != row.key && open.contains($0) } }
      // Of rows that cause each other any may be the first.
      guard !next.isEmpty else { return ordered + waiting }
      ordered += next
      let placed = Set(next.map(\.key))
      waiting.removeAll { placed.contains($0.key) }
    }
    return ordered
  }

  /// Whether `%name` stands in an expression as a whole word.
  private static func mentions(_ expression: String, _ macro: String) -> Bool {
    expression.split(whereSeparator: { " ,()[]{}:\n\t".contains($0) }).contains { $0 == macro }
  }

  /// Without the rows of fields that hold a config which only differs in its own fields; where its type differs, these
  /// are the parts of the swap.
  var withoutOwners: [ConfigDifference.Row] {
    var rows: [ConfigDifference.Row] = []
    var swapped: Int?
    for row in self.rows {
      if let place = swapped, row.key.hasPrefix(rows[place].key + ".") {
        rows[place].parts.append(row)
        continue
      }
      let inner = self.rows.filter { $0.key.hasPrefix(row.key + ".") }
      guard !inner.isEmpty else {
        rows.append(row)
        continue
      }
      guard inner.contains(where: { $0.kind != .changed }) else { continue }
      var owner = row
      owner.kind = .swapped
      swapped = rows.count
      rows.append(owner)
    }
    return rows
  }
}
