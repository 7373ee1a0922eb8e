// How does a program read a resolved config? The keys that scripts rely on.

import Configurables
import LanguageServerProtocol
import Resolution
import SourceText

struct ResolvedConfigJSON {
  let context: ReportContext

  func json(_ parameter: ResolvedParameter) -> JSON {
    var members: [(name: String, value: JSON)] = [
      ("key", .string(parameter.key)), ("scope", .string(parameter.scope)),
      ("configurable", .string(parameter.configurable)), ("parameter", .string(parameter.parameter)),
      ("expression", .string(parameter.expression)),
    ]
    members += status(of: parameter.value)
    if let source = parameter.source { members.append(("source", place(source))) }
    if let definition = parameter.definition { members.append(("definition", place(definition))) }
    if !parameter.value.inputs.isEmpty {
      members.append(("inputs", .array(parameter.value.inputs.map { json($0) })))
    }
    let computed = parameter.value.computedFields
    if !computed.isEmpty {
      members.append(
        ("computes", .array(computed.map { .object([("name", .string($0.name)), ("value", .string($0.value.text))]) })))
    }
    members.append(("overrides", json(parameter.overrides)))
    return .object(members)
  }

  func json(_ macro: ResolvedMacro) -> JSON {
    .object(
      [("name", .string(macro.name)), ("expression", .string(macro.expression))] + status(of: macro.value)
        + [("source", place(macro.source)), ("overrides", json(macro.overrides))])
  }

  private func json(_ overrides: [ResolvedParameter.Override]) -> JSON {
    .array(
      overrides.map { override in
        let position = context.position(override.source.range.start, in: override.source.file)
        return .object([
          ("file", .string(context.name(override.source.file))), ("line", .integer(position.line + 1)),
          ("expression", .string(override.expression)), ("value", .string(override.value)),
        ])
      })
  }

  private func json(_ input: ResolvedValue.Input) -> JSON {
    var members: [(name: String, value: JSON)] = [("key", .string(input.key)), ("value", .string(input.text))]
    if let source = input.source { members.append(("source", place(source))) }
    return .object(members)
  }

  /// `value`, `status`, and what goes with a status. An empty value goes with those that have none.
  private func status(of value: ResolvedValue) -> [(name: String, value: JSON)] {
    let text = JSON.string(value.text)
    switch value.status {
    case .value: return [("value", text), ("status", "value")]
    case .reference: return [("value", text), ("status", "reference")]
    case .defaultValue: return [("value", text), ("status", "default")]
    case .notEvaluated(let reason):
      return [("value", ""), ("status", "not-evaluated"), ("reason", .string(reason))]
    case .error(let message): return [("value", ""), ("status", "error"), ("message", .string(message))]
    }
  }

  private func place(_ location: FileLocation) -> JSON { .object(context.json(location)) }
}
