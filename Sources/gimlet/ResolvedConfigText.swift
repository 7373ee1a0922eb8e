// How does a person read a resolved config? Aligned rows: what it is, what it comes to, and where that was said.

import Configurables
import EditorFeatures
import Resolution
import SourceText

/// Rows of three columns. The middle one is as wide as most of its cells; the place of a longer one follows on a line of
/// its own, so that places stand below each other.
struct AlignedRows {
  private static let widestName = 48
  private static let widestValue = 40

  private enum Emphasis { case plain, faint }
  private var rows: [(name: String, value: String, place: String, emphasis: Emphasis)] = []

  mutating func add(_ name: String, _ value: String, _ place: String = "") {
    rows.append((name, value.onOneLine, place, .plain))
  }

  /// What explains the row above it.
  mutating func addDetail(_ name: String, _ value: String, _ place: String = "") {
    rows.append((name, value.onOneLine, place, .faint))
  }

  mutating func addGap() { rows.append(("", "", "", .plain)) }

  func text(for terminal: Terminal) -> String {
    let nameWidth = min(Self.widestName, rows.map(\.name.count).max() ?? 0)
    let valueWidth = min(Self.widestValue, rows.map(\.value.count).filter { $0 <= Self.widestValue }.max() ?? 0)
    let placeColumn = nameWidth + valueWidth + 4
    return rows.map { row in
      let start = (row.name.padded(to: nameWidth) + "  " + row.value).withoutTrailingBlanks
      let isLong = start.count > placeColumn - 2 && !row.place.isEmpty
      let gap = isLong ? "\n" + "".padded(to: placeColumn) : "".padded(to: max(0, placeColumn - start.count))
      let styled = row.emphasis == .faint ? terminal.styled(start, .faint) : start
      return styled + (row.place.isEmpty ? "" : gap + terminal.styled(row.place, .faint)) + "\n"
    }.joined()
  }
}

extension String {
  /// What was written over several lines: its layout is of no interest between other values.
  fileprivate var onOneLine: String {
    guard contains(where: \.isNewline) else { return self }
    return split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
  }

  var withoutTrailingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}

/// Rows for parameters and macros.
struct ResolvedRows {
  let context: ReportContext
  private(set) var rows = AlignedRows()

  init(_ context: ReportContext) { self.context = context }

  mutating func add(_ parameter: ResolvedParameter) {
    let source = parameter.source.map { context.place($0) } ?? parameter.definition.map { context.place($0) } ?? ""
    rows.add(parameter.key, Self.text(of: parameter.value), source)
    if case .defaultValue = parameter.value.status { return }
    if Self.isComputed(parameter) {
      rows.addDetail("    computed by", parameter.expression, parameter.definition.map { context.place($0) } ?? "")
    }
    for field in parameter.value.fieldsByReason {
      rows.addDetail("    computes", Self.text(of: field), "")
    }
    for input in parameter.value.inputs {
      let origin = input.origin == .defaultValue ? "  (default)" : ""
      rows.addDetail("    from", "\(input.key) = \(input.text)\(origin)", input.source.map { context.place($0) } ?? "")
    }
    add(parameter.overrides, of: parameter.value, parameter.expression)
  }

  mutating func add(_ macro: ResolvedMacro) {
    rows.add(macro.name, Self.text(of: macro.value), context.place(macro.source))
    add(macro.overrides, of: macro.value, macro.expression)
  }

  private mutating func add(
    _ overrides: [ResolvedParameter.Override], of value: ResolvedValue, _ expression: String
  ) {
    for override in overrides {
      rows.addDetail(
        "    " + Self.verb(for: override, value, expression), Self.text(of: override), context.place(override.source))
    }
  }

  mutating func addGap() { rows.addGap() }

  static func verb(
    for override: ResolvedParameter.Override, _ value: ResolvedValue, _ expression: String
  ) -> String {
    override.agreement(with: value, expression).verb
  }

  /// What was said there; its value where that is short, for a loser's long list is of no interest.
  static func text(of override: ResolvedParameter.Override) -> String {
    override.value.isEmpty || override.value.count > 32 ? override.expression : override.value
  }

  /// `total = 6`, or why it is not known.
  static func text(of field: (name: String, value: Value)) -> String {
    field.name + (field.value.isOpaque ? ": " : " = ") + field.value.text
  }

  /// The value, or why there is none.
  static func text(of value: ResolvedValue) -> String {
    switch value.status {
    case .value, .reference: value.text
    case .defaultValue: value.text + "  (default)"
    case .notEvaluated(let reason): "not evaluated: \(reason)"
    case .error(let message): "error: \(message)"
    }
  }

  static func isComputed(_ parameter: ResolvedParameter) -> Bool {
    if case .reference = parameter.value.status { return false }
    return !parameter.expression.isEmpty && parameter.expression != parameter.value.text
      && (parameter.definition != nil || !parameter.value.inputs.isEmpty)
  }
}
