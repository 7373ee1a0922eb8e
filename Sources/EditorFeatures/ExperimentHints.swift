// What does an argument of a typed experiment come to, shown in its line?

import Configurables
import Resolution
import SourceText

struct ExperimentHints {
  let analysis: Analysis
  let file: FilePath
  let range: TextRange

  /// Behind each argument that says in code what its value is.
  var hints: [InlayHint] {
    analysis.constructionSites(in: file).flatMap { site -> [InlayHint] in
      guard case .experiment(let id) = site.home, let path = site.path, site.range.touches(range) else { return [] }
      return site.arguments.compactMap { argument in
        guard let label = argument.label, argument.value.isWorkedOut, argument.value.range.touches(range) else {
          return nil
        }
        return hint(behind: argument.value.range, analysis.resolved(id).field(path + [label]))
      }
    }
  }

  private func hint(behind written: TextRange, _ field: ResolvedField?) -> InlayHint? {
    guard let field, field.nestedType == nil, field.value.status == .value,
      // A later argument, or a closure, may say otherwise.
      field.sources.first?.expressionRange == written
    else { return nil }
    let summary = ValueSummary(field.value)
    let inSwift = language == .swift && summary.facts == nil ? field.value.value?.swiftText : nil
    return InlayHint(
      FeatureWords.valueHint, inSwift ?? summary.text, whole: inSwift ?? field.value.text, behind: written.end)
  }

  private var language: Language? { Language(ofCode: file) }
}

extension Expression {
  /// Whether its value is not what is written: something is named, called or computed.
  fileprivate var isWorkedOut: Bool {
    switch kind {
    case .integer, .floating, .imaginary, .string, .bytes, .boolean, .none, .closure: false
    case .unary(_, let operand): operand.isWorkedOut
    case .list(let elements), .set(let elements): elements.contains(where: \.isWorkedOut)
    case .tuple(let elements): elements.contains { $0.value.isWorkedOut }
    // `.fast` is a case.
    case .member(let base, _, _): base != nil
    default: true
    }
  }
}
