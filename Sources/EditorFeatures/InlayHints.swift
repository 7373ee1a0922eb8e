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
  /// The whole value, where the label is shortened, and the line that sets it, where that is another one.
  package let tooltip: String?
  /// The binding that is in effect instead.
  package let source: FileLocation?

  /// Characters of a value that a line has room for.
  private static let longestValue = 40
  private static let longestTooltip = 4000

  /// - Parameters:
  ///   - whole: the value's text.
  ///   - text: the same, with the middle of a long list left out.
  init(
    _ label: (String) -> String, _ text: String, whole: String, behind place: TextOffset, source: FileLocation? = nil,
    sourceName: String = ""
  ) {
    let isShown = text.count <= Self.longestValue
    self.place = place
    self.label = label(isShown ? text : String(text.prefix(Self.longestValue - 1)) + "…")
    let rest = isShown && text == whole ? "" : String(whole.prefix(Self.longestTooltip))
    let lines = [rest, sourceName].filter { !$0.isEmpty }
    tooltip = lines.isEmpty ? nil : lines.joined(separator: "\n")
    self.source = source
  }
}

extension Analysis {

  /// For the bindings that a stretch of a gin file touches, or the arguments of typed experiments.
  package func inlayHints(in file: FilePath, within range: TextRange) -> [InlayHint] {
    if definitions.files[file] != nil { return ExperimentHints(analysis: self, file: file, range: range).hints }
    let config = resolved(entry(for: file))
    return config.bindings(in: file).filter { $0.range.touches(range) }.compactMap {
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
      return InlayHint(
        FeatureWords.overriddenHint, text, whole: value.text.isEmpty ? text : value.text,
        behind: binding.valueRange.end,
        source: winner.location, sourceName: place(winner.location).plainText)
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
    return InlayHint(FeatureWords.valueHint, text, whole: resolved.text, behind: binding.valueRange.end)
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
