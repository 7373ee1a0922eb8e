// How is a config written in Swift? As the expressions that make the values of its types.

import Configurables

extension ResolvedConfig {
  /// The expression of the one type of Swift that the config binds; of several, a constant for each, and for each scope
  /// that binds it. What is not known, or has no form in Swift, is a comment that says why. Nil without such a type.
  package var swiftText: String? {
    var seen: Set<CallKey> = []
    var calls: [CallKey] = []
    let bindings = bindings
    for place in bindings.indices where winner(of: place) == place {
      guard let id = bindings[place].target.configurable, isTypeOfSwift(id) else { continue }
      let call = CallKey(configurable: id, scope: bindings[place].scope)
      if seen.insert(call).inserted { calls.append(call) }
    }
    let texts = calls.map { call in
      let value = result(of: call.configurable, scope: call.scope)
      let name = constantName(index.configurables[call.configurable].name, call.scope)
      switch value.status {
      case .value, .reference, .defaultValue:
        guard let written = value.value.flatMap(written) else { return "// \(name): \(ProblemWords.noFormInSwift)" }
        return calls.count == 1 ? written.swiftText : "let \(name) = \(written.swiftText)"
      case .notEvaluated(let reason): return "// \(name): not evaluated: \(reason.replacing("\n", with: " "))"
      case .error(let message): return "// \(name): error: \(message.replacing("\n", with: " "))"
      }
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
  }

  private func isTypeOfSwift(_ id: DefinitionIndex.ID) -> Bool {
    let configurable = index.configurables[id]
    guard configurable.language == .swift else { return false }
    return switch configurable.kind {
    case .structure, .classType, .actor: true
    case .function, .method, .enumeration: false
    }
  }

  /// `trainerConfig`, `sgd` for `SGD`, and `trainerConfigInEval` for what is made in a scope.
  private func constantName(_ type: String, _ scope: String) -> String {
    let parts = scope.split(separator: "/").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let capitals = type.prefix { $0.isUppercase }.count
    let lowered = capitals > 1 && capitals < type.count ? capitals - 1 : capitals
    return type.prefix(lowered).lowercased() + type.dropFirst(lowered) + (parts.isEmpty ? "" : "In" + parts.joined())
  }

  /// The value without what its constructors do not take; nil where a part of it has no form in Swift.
  private func written(_ value: Value) -> Value? {
    func all(_ values: [Value]) -> [Value]? {
      let written = values.compactMap { self.written($0) }
      return written.count == values.count ? written : nil
    }
    switch value {
    case .none, .boolean, .integer, .double, .float, .string, .enumeration: return value
    case .list(let elements): return all(elements).map { .list($0) }
    case .tuple(let elements): return all(elements).map { .tuple($0) }
    case .set(let elements): return all(elements).map { .set($0) }
    case .dictionary(let table):
      guard let keys = all(table.keys), let values = all(table.values) else { return nil }
      return .dictionary(DictionaryValue(uniquing: keys, values))
    case .object(var object):
      guard case .found(let id) = index.configurable(object.type) else { return nil }
      let taken = Set(index.configurables[id].parameters.map(\.name))
      var fields: [ObjectValue.Field] = []
      for field in object.fields where field.origin == .computed || taken.contains(field.name) {
        // A computed field is only a comment.
        guard field.origin == .stored else {
          fields.append(field)
          continue
        }
        guard let written = self.written(field.value) else { return nil }
        fields.append(ObjectValue.Field(name: field.name, value: written))
      }
      object.fields = fields
      return .object(object)
    case .bigInteger, .complex, .bytes, .reference, .opaque: return nil
    }
  }
}
