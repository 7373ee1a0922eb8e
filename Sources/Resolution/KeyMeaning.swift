// What does a written name mean? Binding keys, references and macros as they were found in the definitions.

package import Configurables
import GinSyntax
import SourceText

/// A binding's key, looked up. One object serves every binding that is spelled alike.
final class KeyMeaning: Sendable {
  let scope: String
  let selector: String
  /// Empty for a macro.
  let parameter: String
  let target: ConfigBinding.Target
  /// Numbers what the key sets: two spellings of one key have one slot.
  let slot: Int
  /// Set for a parameter of the signature.
  let facts: ParameterFacts?
  /// Whether the key sets a parameter that configs may set, so that only the value can be wrong.
  let isSound: Bool
  let isMacro: Bool
  let isUnknown: Bool

  init(
    scope: String, selector: String, parameter: String, target: ConfigBinding.Target, slot: Int,
    facts: ParameterFacts?
  ) {
    self.scope = scope
    self.selector = selector
    self.parameter = parameter
    self.target = target
    self.slot = slot
    self.facts = facts
    isSound = facts.map { $0.parameter.isConfigurable && !$0.parameter.isComputed } ?? (target == .macro)
    isMacro = target == .macro
    isUnknown = target == .unknown
  }

  /// For a macro: its name with its scopes.
  var macroName: String { scope.isEmpty ? selector : selector.isEmpty ? scope : scope + "/" + selector }
}

/// What stands behind `@`, looked up.
package final class ReferenceMeaning: Sendable {
  package enum Target: Sendable, Equatable {
    case configurable(DefinitionIndex.ID)
    /// `@name/gin.macro()`, the old spelling of `%name`.
    case macro
    /// `@name/gin.constant()`.
    case constant
    /// `@name/gin.singleton()`.
    case singleton
    case ambiguous([DefinitionIndex.ID])
    case unknown
  }

  package let scope: String
  package let selector: String
  package let target: Target

  init(scope: String, selector: String, target: Target) {
    self.scope = scope
    self.selector = selector
    self.target = target
  }

  /// The reference as a value.
  func value(_ form: ReferenceValue.Form) -> ReferenceValue {
    let configurable: DefinitionIndex.ID? = if case .configurable(let id) = target { id } else { nil }
    return ReferenceValue(scope: scope, selector: selector, form: form, configurable: configurable)
  }
}

/// What stands behind `%`, looked up. Constants win over macros of the same name (`ParserDelegate.macro`).
package final class MacroMeaning: Sendable {
  package let name: String
  package let constants: [DefinitionIndex.ConstantInFile]
  /// `%gin.REQUIRED`, in any spelling that a suffix allows.
  package let isRequiredMark: Bool
  /// The slots of the macros that the name can mean, the likeliest first: `a/b`, `a` and the one without a name.
  let slots: [Int]

  init(name: String, constants: [DefinitionIndex.ConstantInFile], isRequiredMark: Bool, slots: [Int]) {
    self.slots = slots
    self.name = name
    self.constants = constants
    self.isRequiredMark = isRequiredMark
  }
}
