// Is the function wanted, or what it gives? `()` added to a reference, or taken away.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  func callChange(in statement: GinStatement) -> ActionOffer? {
    guard case .reference(let reference)? = gin.target(at: range.start)?.meaning,
      let id = configurable(reference.selector.text), definitions.configurables[id].kind != .enumeration,
      // The fix of the problem says the same.
      !problems.contains(where: { $0.code == .missingCall || $0.code == .needlessCall })
    else { return nil }
    if let value = value(of: statement), value.range == reference.range, let type = type(of: statement) {
      let fit = analysis.fit(of: id, to: type)
      guard (reference.isEvaluated ? fit.function : fit.result) != .no else { return nil }
    }
    let name = reference.name.text
    return ActionOffer(
      title: reference.isEvaluated ? FeatureWords.passInsteadOfCall(name) : FeatureWords.callInsteadOfPass(name),
      kind: .rewrite,
      changes: { [change(reference.range, to: "@" + name + (reference.isEvaluated ? "" : "()"))] })
  }

  private func type(of statement: GinStatement) -> TypeExpression? {
    guard case .binding(let binding) = statement.content, let id = configurable(binding.selector.text) else {
      return nil
    }
    return definitions.parameter(binding.parameter.text, of: id)?.type
  }
}
