// What can be set here, and which of it is being set? The signature of a configurable while its bindings are typed.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct SignatureHelp: Sendable, Hashable {
  package struct Parameter: Sendable, Hashable {
    /// In the label, in bytes.
    package let range: Range<Int>
    package let documentation: RichText
  }

  /// `Net(width: int, depth: int = 3)`, in the names that a config writes.
  package let label: String
  package let documentation: RichText
  package let parameters: [Parameter]
  /// The one that the cursor is about.
  package let active: Int?
}

extension Analysis {
  /// In a block, on a binding, behind `@f(` and in a construction of a config; nil where no known configurable is meant.
  package func signatureHelp(in file: FilePath, at offset: TextOffset) -> SignatureHelp? {
    if let code = definitions.files[file] {
      return ExperimentSignature(analysis: self, code: code, offset: offset).help
    }
    guard let gin = files.ginFile(file)?.syntax else { return nil }
    if let selector = gin.calledSelector(at: offset) {
      return signature(of: selector, scope: "", parameter: nil, file)
    }
    let site = CompletionSiteFinder(gin: gin, offset: offset)
    guard !site.isInsideComment else { return nil }
    if let statement = site.statement {
      switch statement.content {
      case .binding(let binding):
        return signature(
          of: binding.selector.text, scope: binding.scope.text, parameter: binding.parameter.text, file)
      case .incomplete(let incomplete) where incomplete.parameter != nil:
        return signature(
          of: incomplete.selector?.text ?? "", scope: incomplete.scope?.text ?? "",
          parameter: incomplete.parameter?.text, file)
      case .block(let block):
        return signature(of: block.selector.text, scope: block.scope.text, parameter: nil, file)
      case .macro, .import, .include: return nil
      case .incomplete: break
      }
    }
    // An indented line of a block that nothing stands on yet.
    let line = gin.text.range(ofLine: gin.text.line(of: offset))
    guard offset > line.start, let block = site.block(above: line.start) else { return nil }
    return signature(of: block.selector, scope: block.scope, parameter: nil, file)
  }

  private func signature(of selector: String, scope: String, parameter: String?, _ file: FilePath) -> SignatureHelp? {
    let id: DefinitionIndex.ID
    switch self.configurable(selector, in: file) {
    case .found(let found): id = found
    // Of several the likeliest, as a definition has it.
    case .ambiguous(let ids):
      guard let first = ids.first else { return nil }
      id = first
    case .unknown: return nil
    }
    let configurable = definitions.configurables[id]
    let open = configurable.parameters.filter(\.canBeBound)
    let config = resolved(entry(for: file))
    var label = definitions.shortestSelector(of: id) + "("
    var parameters: [SignatureHelp.Parameter] = []
    for (place, parameter) in open.enumerated() {
      if place > 0 { label += ", " }
      let start = label.utf8.count
      label += configurable.language.ginSpelling(parameter.name)
      if let type = parameter.typeText { label += ": " + type }
      if let initial = parameter.defaultText { label += " = " + initial }
      var documentation = RichText()
      documentation.documentation(parameter.documentation)
      if let bound = config.effectiveBinding(of: parameter.name, configurable: id, scope: scope) {
        documentation.paragraph(
          FeatureWords.boundHere(ValueSummary(config.value(of: bound, scope: scope)).text, self.place(bound.location)))
      } else if parameter.defaultText == nil {
        documentation.paragraph(FeatureWords.noDefault)
      }
      parameters.append(SignatureHelp.Parameter(range: start..<label.utf8.count, documentation: documentation))
    }
    label += ")"
    if let result = configurable.resultText { label += " -> " + result }
    var documentation = RichText()
    documentation.documentation(configurable.documentation)
    let active = parameter.flatMap { name in
      configurable.parameter(named: name).flatMap { found in open.firstIndex { $0.name == found.name } }
    }
    return SignatureHelp(label: label, documentation: documentation, parameters: parameters, active: active)
  }
}

extension GinSyntax.GinFile {
  /// `module.f` where the cursor stands right behind the `(` of `@a/module.f(`.
  fileprivate func calledSelector(at offset: TextOffset) -> String? {
    let line = text.range(ofLine: text.line(of: offset))
    let before = text[TextRange(line.start, offset)]
    guard before.last == "(", let at = before.lastIndex(of: "@") else { return nil }
    let name = before[before.index(after: at)...].dropLast()
    guard !name.isEmpty,
      name.utf8.allSatisfy({ $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "(") })
    else { return nil }
    return name.split(separator: "/").last.map(String.init)
  }
}
