// What is behind a name, shown in the line itself? The value of a call or a macro, and of an overridden binding the
// value that is in effect.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct InlayHint: Sendable, Hashable {
  /// Behind the value.
  package let place: TextOffset
  /// Short.
  package let label: String
  /// The whole value, where the label is shortened.
  package let tooltip: String?
}

extension Analysis {
  /// Characters of a value that a line has room for.
  private static let longestHint = 40

  /// For the bindings that a stretch of a gin file touches.
  package func inlayHints(in file: FilePath, within range: TextRange) -> [InlayHint] {
    let config = resolved(entry(for: file))
    return config.bindings(in: file).filter { $0.range.end >= range.start && $0.range.start <= range.end }.compactMap {
      hint(for: $0, in: config)
    }
  }

  private func hint(for binding: ConfigBinding, in config: ResolvedConfig) -> InlayHint? {
    if case .overridden(let by, _) = config.standing(of: binding.index), config.bindings.indices.contains(by) {
      let winner = config.bindings[by]
      // Further down in the same file a person sees it, and the line is faded.
      guard winner.file.path != binding.file.path else { return nil }
      let value = config.value(of: winner)
      guard config.agreement(of: binding, winner) == .different else { return valueHint(for: binding, in: config) }
      let text = value.text.isEmpty ? oneLine(winner.expression) : ValueSummary(value).text
      let short = Self.shortened(text)
      return made(binding, FeatureWords.overriddenHint(short), short == text ? nil : value.text)
    }
    return valueHint(for: binding, in: config)
  }

  /// What is behind the names in a value.
  private func valueHint(for binding: ConfigBinding, in config: ResolvedConfig) -> InlayHint? {
    guard let value = binding.value, value.holdsName else { return nil }
    let resolved = config.value(of: binding)
    guard resolved.value != nil, resolved.status == .value else { return nil }
    let text = ValueSummary(resolved).text
    guard text != binding.expression else { return nil }
    let short = Self.shortened(text)
    return made(binding, "= " + short, short == resolved.text ? nil : resolved.text)
  }

  private static func shortened(_ text: String) -> String {
    text.count <= longestHint ? text : String(text.prefix(longestHint - 1)) + "…"
  }

  private func made(_ binding: ConfigBinding, _ label: String, _ tooltip: String?) -> InlayHint {
    InlayHint(place: binding.valueRange.end, label: label, tooltip: tooltip.map { String($0.prefix(4000)) })
  }
}

extension GinValue {
  /// Whether a macro's use or a call stands in it.
  fileprivate var holdsName: Bool {
    switch content {
    case .macro: true
    case .reference(let reference): reference.isEvaluated
    case .list(let parts), .tuple(let parts): parts.contains(where: \.holdsName)
    case .parenthesised(let inner): inner.holdsName
    case .dictionary(let entries): entries.contains { $0.key.holdsName || $0.value?.holdsName == true }
    case .literal, .unexpected: false
    }
  }
}
