// What does a whole experiment come to, as one text to read? The resolved config, every value with its source.

import Configurables
package import Resolution
import SourceText

extension Analysis {
  /// A text in gin's own syntax: one line a value, and in comments where it came from.
  package func resolvedDocument(of entry: Entry) -> String {
    let config = resolved(entry)
    let parameters = config.parameters()
    let macros = config.macros
    let computed = parameters.count { !$0.value.inputs.isEmpty }
    var lines = ["# " + FeatureWords.resolvedTitle(name(of: entry).plainText, parameters.count, computed: computed)]
    let bindings = entry.allBindings
    if !bindings.isEmpty {
      lines +=
        ["#"] + bindings.map { "# " + FeatureWords.withBinding($0.split(separator: "\n").joined(separator: " ")) }
    }
    if !macros.isEmpty { lines.append("") }
    for macro in macros {
      lines.append("\(macro.name) = \(shown(macro.value, written: macro.expression))  # \(placeText(macro.source))")
    }
    for parameter in parameters { lines += self.lines(of: parameter) }
    return lines.joined(separator: "\n") + "\n"
  }

  func lines(of parameter: ResolvedParameter) -> [String] {
    var lines = [""]
    let source = parameter.source.map { "  # " + placeText($0) } ?? ""
    let overridden = parameter.overrides.map { override in
      FeatureWords.overrides(
        oneLine(override.value.isEmpty || override.value.count > 32 ? override.expression : override.value),
        placeText(override.source), override.agreement(with: parameter.value, parameter.expression))
    }.joined()
    lines.append("\(parameter.key) = \(shown(parameter.value, written: parameter.expression))\(source)\(overridden)")
    switch parameter.value.status {
    case .notEvaluated(let reason): lines.append("  # " + FeatureWords.notEvaluated(oneLine(reason)).plainText)
    case .error(let message): lines.append("  # " + FeatureWords.error(oneLine(message)).plainText)
    case .value, .reference, .defaultValue: break
    }
    let isComputed = !parameter.value.inputs.isEmpty || parameter.value.text != parameter.expression
    if isComputed, let definition = parameter.definition, parameter.value.status != .reference {
      lines.append("  # " + FeatureWords.computedBy(oneLine(parameter.expression), placeText(definition)))
    }
    if let picture = ValueSummary(parameter.value).picture { lines.append("  # " + picture) }
    for field in parameter.value.fieldsByReason {
      let words = FeatureWords.computedField(field.name, oneLine(field.value.text), field.value.isOpaque)
      lines.append("  # " + FeatureWords.computes(words))
    }
    for input in parameter.value.inputs {
      let place = input.source.map { placeWords($0) }
      lines.append(
        "  # "
          + FeatureWords.from(FeatureWords.input(input.key, oneLine(input.text), origin: input.origin, place: place)))
    }
    return lines
  }

  /// The value whole, for a person may copy it; what is not known as it is written.
  private func shown(_ value: ResolvedValue, written: String) -> String {
    value.text.isEmpty ? oneLine(written) : value.text
  }

  private func placeWords(_ location: FileLocation) -> Words { place(location) }
}

/// An expression that was written over several lines, on one.
func oneLine(_ text: String) -> String {
  guard text.contains(where: \.isNewline) else { return text }
  return text.split(whereSeparator: \.isNewline).map { line in
    String(line.drop { $0 == " " || $0 == "\t" })
  }.joined(separator: " ")
}
