// What can a value be? References whose results fit the declared type first, then macros, constants and words.

import Configurables
import Resolution
import SourceText

extension Completion {
  func values(_ wanted: CompletionSite.Wanted) -> [CompletionItem] {
    let type = type(of: wanted)
    let named: String? = if case .named(let path, _)? = type?.unwrapped { path.last } else { nil }
    let constants = type == nil || named != nil ? constants(sign: "%", of: named) : []
    return words(for: type) + cases(of: named) + references(wanted, sign: "@") + macros(sign: "%") + constants
  }

  // MARK: References

  /// Each configurable as the function itself and as its result, as far as types leave both.
  func references(_ wanted: CompletionSite.Wanted, sign: String) -> [CompletionItem] {
    let type = type(of: wanted)
    let (scope, typed, range) = selectorSite
    let references = offered(typed: typed).flatMap { id, selector, filter in
      let configurable = definitions.configurables[id]
      // Nobody makes a new case of an enum.
      guard configurable.kind != .enumeration else { return [CompletionItem]() }
      let fits = type.map { analysis.fit(of: id, to: $0) } ?? ReferenceFit(result: .unknown, function: .unknown)
      return [("()", fits.result), ("", fits.function)].compactMap { (call, fit) -> CompletionItem? in
        guard fit != .no else { return nil }
        return CompletionItem(
          label: sign + selector + call, kind: configurable.completionKind,
          detail: call.isEmpty ? FeatureWords.theFunctionItself : configurable.resultText ?? configurable.module,
          range: range, text: sign + selector + call, filter: sign + filter,
          order: fit == .yes ? 1 : 4, subject: .named(.configurable(id)))
      }
    }
    guard scope.isEmpty, sign.isEmpty else { return references }
    return references + scopes
  }

  // MARK: Macros and constants

  func macros(sign: String) -> [CompletionItem] {
    Set(config.macroNames).sorted().map { name in
      CompletionItem(
        label: sign + name, kind: .macro, detail: analysis.valueText(ofMacro: name, in: config), range: site.range,
        text: sign + name, filter: sign + name, order: 3)
    }
  }

  /// - Parameter type: an enum whose cases alone are wanted; constants of no enum fit every type.
  func constants(sign: String, of type: String?) -> [CompletionItem] {
    definitions.files.values.flatMap(\.constants).compactMap { constant -> CompletionItem? in
      let owner = constant.enumeration?.type.split(separator: ".").last.map(String.init)
      if let type, let owner, owner != type { return nil }
      let parts = constant.selector.split(separator: ".").map(String.init)
      let short = (1...max(parts.count, 1)).lazy.map { parts.suffix($0).joined(separator: ".") }
        .first { definitions.constants(named: $0).count == 1 }
      let text = sign + (short ?? constant.selector)
      return CompletionItem(
        label: text, kind: constant.enumeration == nil ? .constant : .enumerationCase, range: site.range, text: text,
        filter: text, order: type == nil ? 4 : 0, subject: .named(.constant(constant.selector)))
    }.sorted { $0.label < $1.label }
  }

  // MARK: Literals

  private func words(for type: TypeExpression?) -> [CompletionItem] {
    var wanted: Set<String> = []
    if case .optional? = type { wanted.insert("None") }
    if case .named(["Bool"], _)? = type?.unwrapped { wanted.formUnion(["True", "False"]) }
    if case .named(["bool"], _)? = type?.unwrapped { wanted.formUnion(["True", "False"]) }
    return ["True", "False", "None"].map { word in
      CompletionItem(
        label: word, kind: .keyword, range: site.range, text: word, filter: word, order: wanted.contains(word) ? 0 : 8)
    } + literals(of: type)
  }

  /// The values that Python's `Literal[...]` names.
  private func literals(of type: TypeExpression?) -> [CompletionItem] {
    guard case .literal(let values)? = type?.unwrapped else { return [] }
    return values.map { value in
      CompletionItem(
        label: value.text, kind: .value, range: site.range, text: value.text, filter: value.text, order: 0)
    }
  }

  /// The cases of a Swift enum as strings, which is the shorter way to write them.
  private func cases(of name: String?) -> [CompletionItem] {
    guard let name else { return [] }
    let enumerations = definitions.files.values.filter { $0.language == .swift }.flatMap(\.types).filter {
      $0.kind == .enumeration && $0.name.split(separator: ".").last.map(String.init) == name
    }
    return enumerations.flatMap(\.cases).filter(\.payload.isEmpty).map { enumerationCase in
      CompletionItem(
        label: "'\(enumerationCase.name)'", kind: .enumerationCase, detail: name, range: site.range,
        text: "'\(enumerationCase.name)'", filter: enumerationCase.name, order: 0)
    }
  }

  // MARK: Types

  /// The declared type at the cursor, inside the containers that are open there.
  private func type(of wanted: CompletionSite.Wanted) -> TypeExpression? {
    guard case .found(let id) = analysis.configurable(wanted.selector, in: file) else { return nil }
    var type = definitions.parameter(wanted.parameter, of: id)?.type
    for bracket in wanted.brackets {
      switch (bracket.open, type?.unwrapped) {
      case (UInt8(ascii: "["), .array(let element)), (UInt8(ascii: "("), .array(let element)): type = element
      case (UInt8(ascii: "("), .tuple(let elements)):
        type = elements.indices.contains(bracket.commas) ? elements[bracket.commas].type : nil
      case (UInt8(ascii: "{"), .dictionary(let key, let value)): type = bracket.hasColon ? value : key
      case (UInt8(ascii: "("), let inner): type = bracket.commas == 0 ? inner : nil
      default: type = nil
      }
    }
    return type
  }
}
