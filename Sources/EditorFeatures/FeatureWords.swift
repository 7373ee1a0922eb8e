// Which words does a person read in an editor? Every sentence of hover, in one place.

import Configurables
import Resolution

enum FeatureWords {
  static let commandLine = "the command line"
  static let preview = "this preview"

  static func opens(_ path: String) -> String { "Open \(path)" }

  // MARK: Values

  static func count(_ count: Int) -> Words { "\(count) values" }

  static func count(_ count: Int, least: String, greatest: String) -> Words {
    "\(count) values, least \(code: least), greatest \(code: greatest)"
  }

  static func notEvaluated(_ reason: String) -> Words { "Not evaluated: \(Words(marked: reason))." }
  static func error(_ message: String) -> Words {
    // Python's own sentences end with a point of their own.
    let end = [".", ".`"].contains { message.hasSuffix($0) } ? "" : "."
    return "Error: \(Words(marked: message + end))"
  }
  static func raised(at place: Words) -> Words { "It is raised at \(place)." }
  static func gaveUp(at place: Words) -> Words { "That is at \(place)." }
  static let computedFrom: Words = "Computed from:"
  static let computedFields: Words = "It computes:"
  static func computedField(_ name: String, _ text: String, _ isReason: Bool) -> Words {
    isReason ? "\(code: name): \(Words(marked: text))" : "\(code: name + " = " + text)"
  }
  static let isDefault: Words = "Not bound: this is the default that the code writes."

  static func input(_ key: String, _ text: String, origin: ResolvedValue.Input.Origin, place: Words?) -> Words {
    let value: Words = text.isEmpty ? "\(code: key)" : "\(code: key + " = " + text)"
    switch (origin, place) {
    case (.binding, .some(let place)): return value + " (\(place))"
    case (.binding, .none): return value
    case (.defaultValue, .some(let place)): return value + " (default, \(place))"
    case (.defaultValue, .none): return value + " (default)"
    }
  }

  // MARK: Completion

  static func alreadyBound(_ value: String) -> String { ", now " + value }
  static func addsLine(_ line: String) -> String { "adds `\(line)`" }
  static func addsImport(_ module: String) -> String { "adds `import \(module)`" }
  static let theFunctionItself = "the function itself"

  // MARK: Signatures

  static func boundHere(_ value: String, _ place: Words) -> Words {
    value.isEmpty ? "Bound at \(place)." : "Now \(code: value) (\(place))."
  }

  static func without(_ value: String, from parent: String, _ place: Words?) -> Words {
    let said = place.map { " (\($0))" as Words } ?? ""
    return "Without it \(code: value), from \(code: parent)" + said + "."
  }

  static func without(_ initial: String, _ place: Words) -> Words { "Without it \(code: initial) (\(place))." }

  // MARK: Actions

  static let notOffered = "This change is not offered any more: the text is another one now."
  static func fixAll(_ count: Int) -> String { "Fix all \(count) problems that have one fix" }

  static func callInsteadOfPass(_ name: String) -> String { "Add `()`: call `\(name)`, and pass its result" }
  static func passInsteadOfCall(_ name: String) -> String { "Remove `()`: pass `\(name)` itself" }
  static func extractMacro(_ name: String) -> String { "Extract into the macro `\(name)`" }
  static func inlineMacro(_ name: String, _ value: String) -> String { "Replace `%\(name)` by `\(value)`" }
  static func dissolveMacro(_ name: String, _ uses: Int) -> String {
    uses == 1
      ? "Replace the use of `%\(name)` by its value, and delete it"
      : "Replace all \(uses) uses of `%\(name)` by its value, and delete it"
  }
  static func makeBlock(_ name: String, _ count: Int) -> String {
    count == 1 ? "Write the binding as a block `\(name):`" : "Write \(count) bindings as a block `\(name):`"
  }
  static func makeFlat(_ name: String, _ count: Int) -> String {
    count == 1 ? "Write the block as `\(name).…`" : "Write the block as \(count) bindings `\(name).…`"
  }
  static func bindRequired(_ names: [String]) -> String {
    names.count == 1
      ? "Bind `\(names[0])`, which has no value" : "Bind the \(names.count) parameters that have no value"
  }
  static func addImport(_ module: String) -> String { "Import `\(module)`" }
  static func addInclude(_ path: String, _ macro: String) -> String { "Include `\(path)`, which binds `\(macro)`" }
  static func changeInclude(_ path: String) -> String { "Change to `\(path)`" }
  static func removeRedundant(_ count: Int) -> String { "Delete \(count) bindings that change nothing" }
  static let sort = "Sort bindings, configurable by configurable"

  // MARK: Hints

  static func valueHint(_ value: String) -> String { "= " + value }

  static func overriddenHint(_ value: String) -> String { "overridden: " + value }

  // MARK: Outline

  static let root = "root"
  static func roots(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return names.isEmpty ? "" : (names.count == 1 ? "root: " : "roots: ") + shown
  }

  // MARK: Rename

  static let notRenamable =
    "Nothing here can be renamed: macros, scopes, constants, configurables, parameters and experiments can."
  static func noMacroName(_ name: String) -> String { "`\(name)` is no name for a macro." }
  static func noScopeName(_ name: String) -> String { "`\(name)` is no name for a scope." }
  static func noName(_ name: String) -> String { "`\(name)` is no name that code can have." }
  static func notAtTheTop(_ name: String) -> String {
    "`\(name)` does not stand at the top of a file of this workspace: rename it in the code."
  }
  static func notDeclaredHere(_ name: String) -> String {
    "The declaration of `\(name)` is not found in this workspace, or has another name."
  }
  static func registeredElsewhere(_ name: String) -> String {
    "`\(name)` is registered under a name that the code works out: rename it there."
  }
  static func declaredTwice(_ name: String, _ place: String) -> String {
    "`\(name)` is declared a second time, at \(place): which of the two is meant elsewhere is not certain."
  }
  static func mayBeAnother(_ name: String, _ place: String, _ other: String) -> String {
    "`\(name)` at \(place) may be the one at \(other): rename it in the code."
  }
  static func mayBeMeant(_ name: String, _ place: String) -> String {
    "Whether `\(name)` at \(place) is this parameter is not certain: rename it in the code."
  }
  static func mayBeMeantCase(_ name: String, _ place: String) -> String {
    "Whether the text `\(name)` at \(place) is this case is not certain: rename it in the code."
  }
  static func sharedByName(_ name: String, _ place: String) -> String {
    "The experiment at \(place) takes `\(name)` by its name from an experiment of another type: rename it in the code."
  }
  static func nameIsTaken(_ name: String, _ place: String) -> String { "`\(name)` is used already, at \(place)." }

  // MARK: Bindings

  /// - Parameter scope: empty for a binding that every call sees.
  static func effective(
    in scope: String = "", overriding losers: [Loser] = []
  ) -> Words {
    let effect: Words = scope.isEmpty ? "In effect" : "In effect for calls in scope \(code: scope)"
    guard !losers.isEmpty else { return effect + "." }
    let verbs = [Agreement.same, .different].compactMap { agreement -> Words? in
      let list = losers.filter { $0.agreement == agreement }.map { "\(code: $0.expression) (\($0.place))" as Words }
      return list.isEmpty ? nil : "\(agreement.verb) \(list.joined(by: ", then "))"
    }
    return effect + "; it \(verbs.joined(by: " and "))."
  }

  /// A binding that gave way to another.
  struct Loser {
    let expression: String
    let place: Words
    let agreement: Agreement
  }

  static func overridden(
    _ written: String, by expression: String, _ place: Words, _ reason: ConfigBinding.Reason, _ agreement: Agreement
  ) -> Words {
    let loser: Words = "\(code: written) is \(agreement.participle) by \(code: expression)"
    return switch reason {
    case .line: "\(loser) further down in this file (\(place))."
    case .fileOrder: "\(loser) in a file that is parsed later (\(place))."
    case .extraBinding: "\(loser) from \(place), which comes after all files."
    }
  }

  static func setByCode(_ places: [Words]) -> Words {
    "Code binds it too, by \(code: "bind_parameter") (\(places.joined(by: ", ")))."
  }
  static func inScope(_ scope: String) -> Words { "Only for calls in scope \(code: scope)." }
  static let usedBy: Words = "Used by:"
  static let experiments: Words = "In the experiments with this file:"
  static func experiment(_ name: Words, _ value: String) -> Words { "\(name): \(code: value)" }
  /// - Parameter place: of the binding that takes the place of this one.
  static func experiment(_ name: Words, _ value: String, winnerAt place: Words, _ agreement: Agreement) -> Words {
    "\(name): \(code: value), \(agreement.participle) at \(place)"
  }
  /// - Parameter origin: where an experiment's bindings are written; nil for a command line.
  static func experiment(_ name: Words, _ value: String, bindingsIn origin: String?, _ agreement: Agreement) -> Words {
    "\(name): \(code: value), \(agreement.participle) \(origin.map { "in " + $0 } ?? "on the command line")"
  }
  static func experiment(_ name: Words, _ value: String, boundAt place: Words) -> Words {
    "\(name): \(code: value) (\(place))"
  }
  static func unbound(in name: Words) -> Words { "\(name): not bound" }
  static func notReached(_ name: Words) -> Words { "\(name): this line is not read" }
  static func value(_ text: String) -> Words { "\(code: text)" }
  static func moreFiles(_ count: Int) -> Words { count == 1 ? "and in 1 more file" : "and in \(count) more files" }
  /// The rest of a list that is cut.
  static func more(_ count: Int, in rest: Rest) -> Words {
    switch rest {
    case .nowhere: "and \(count) more"
    case .explain: "and \(count) more; \(code: "gimlet explain") lists them"
    case .print: "and \(count) more; \(code: "gimlet print --defaults") lists them"
    }
  }
  /// Where the rest of a list that is cut can be read.
  enum Rest { case nowhere, explain, print }
  static let cut: Words = "The rest is cut; the resolved config has it whole."
  static func shadowed(in scope: String, by expression: String, _ place: Words) -> Words {
    "Calls in \(code: scope) get \(code: expression) instead (\(place))."
  }

  // MARK: Definitions

  static func takenByKeywords(_ name: String, _ keywords: String, _ place: Words) -> Words {
    "\(code: name) has no such parameter of its own and takes it by \(code: "**" + keywords) (\(place))."
  }
  static func declared(_ place: Words) -> Words { "Declared at \(place)." }
  static func declared(_ place: Words, boundIn files: Int) -> Words {
    switch files {
    case 0: "Declared at \(place); no config sets it."
    case 1: "Declared at \(place); set in 1 file."
    default: "Declared at \(place); set in \(files) files."
    }
  }
  static let noDefault: Words = "It has no default."
  static let computed: Words = "Computed from the other values: it is shown, and cannot be set."
  static let notConfigurable: Words = "The code does not let configs set it."
  static let parameters: Words = "Parameters:"
  static func parameters(inScope scope: String) -> Words {
    scope.isEmpty ? "Its parameters when it is called:" : "Its parameters when it is called in \(code: scope):"
  }
  static func parameter(_ name: String, _ text: String, _ origin: Origin) -> Words {
    let value: Words = text.isEmpty ? "\(code: name)" : "\(code: name + " = " + text)"
    return switch origin {
    case .none: value + " (not bound)"
    case .code(let places): value + " (bound by code, \(places.joined(by: ", ")))"
    case .defaultValue(let place): value + " (default, \(place))"
    case .binding(let place): value + " (\(place))"
    case .inherited(let place, ""): value + " (\(place), inherited)"
    case .inherited(let place, let scope): value + " (\(place), inherited from \(code: scope))"
    }
  }
  /// Where a call takes the value of a parameter from.
  enum Origin {
    case none
    /// By `bind_parameter`.
    case code([Words])
    case defaultValue(Words)
    case binding(Words)
    /// Bound in an outer scope, empty for the root.
    case inherited(Words, String)
  }
  static func module(_ prefix: String, _ place: Words) -> Words { "\(code: prefix): a module, read from \(place)." }
  static let setIn: Words = "Set in:"
  static let usedIn: Words = "Used in:"
  static let setNowhere: Words = "No config sets it."
  static func owner(_ path: [String]) -> Words { "It is \(path.joined(separator: " › "))." }
  static func unknown(_ name: String) -> Words { "\(code: name) is not defined in this workspace." }
  static func ambiguous(_ name: String) -> Words { "\(code: name) may be any of:" }
  static func onlyFitting(_ name: String) -> Words { "Only \(code: name) takes all that this file binds:" }
  static func onlyFitting(_ name: String, of selector: String) -> Words {
    "Of all that \(code: selector) can mean, only \(code: name) takes what this file binds:"
  }

  // MARK: References

  static func calls(_ name: String, in scope: CallScope) -> Words {
    let place: Words =
      switch scope {
      case .named(let scope): "in scope \(code: scope), whatever the scope of the call that uses it"
      case .user(""): "in the root scope"
      case .user(let scope): "in scope \(code: scope), that of the call that uses it"
      case .macro(let scope): "in scope \(code: scope), that of the macro"
      }
    return "Calls \(code: name) \(place): a new result each time the value is needed."
  }
  /// In which scope an evaluated reference runs, and why.
  enum CallScope {
    /// The reference names it.
    case named(String)
    /// The scope of the call that the value is for.
    case user(String)
    case macro(String)
  }
  static func passes(_ name: String, _ kind: Configurable.Kind) -> Words {
    switch kind {
    case .function, .method: "Passes the function \(code: name) itself, without calling it."
    case .structure, .classType, .actor, .enumeration:
      "Passes the type \(code: name) itself: whoever gets it makes new ones with it."
    }
  }
  static func singleton(_ name: String) -> Words {
    "Calls its constructor once: everyone who asks for \(code: name) gets the same result."
  }
  static func constructor(_ expression: String, _ place: Words) -> Words {
    "The constructor is \(code: expression) (\(place))."
  }
  static func runs(in scope: String) -> Words {
    "Runs in scope \(code: scope), whatever the scope of the call that uses it."
  }
  // MARK: Macros, scopes and files

  static func macro(_ place: Words) -> Words { "A macro, bound at \(place)." }
  static func unboundMacro(_ name: String) -> Words {
    "\(code: "%" + name) is bound in no config that this file is part of; a command line may bind it."
  }
  static func macroBoundElsewhere(_ name: String) -> Words { "\(code: "%" + name) is not bound by this file alone." }
  static func macroUses(_ count: Int) -> Words {
    switch count {
    case 0: "Used nowhere in this config."
    case 1: "Used once."
    default: "Used \(count) times."
    }
  }
  static func macroEvaluations(_ count: Int) -> Words {
    "Evaluated \(count) times: its value is worked out anew for each use."
  }
  static func constant(_ selector: String) -> Words { "The constant \(code: selector)." }
  static let required: Words = "Must be bound elsewhere: left as it is, it is an error when the program starts."
  static func scope(_ name: String) -> Words {
    "Scope \(code: name): what is bound here is seen only by calls in this scope and in scopes inside it."
  }
  static let boundInScope: Words = "Bound in it:"
  static func included(_ place: Words) -> Words { "Reads \(place) at this place." }
  static func includedBindings(_ count: Int) -> Words {
    count == 1 ? "It brings 1 binding." : "It brings \(count) bindings."
  }
  static func includeUnreadable(_ place: Words, _ reason: String) -> Words { "\(place) is there, but \(reason)." }
  static let includeNotFound: Words = "No such file is in the workspace or on its search paths."
  static func imported(_ module: String) -> Words {
    "Makes the program import \(code: module), whose configurables can then be bound."
  }
}

extension Words {
  /// Words with code between backticks, as messages of lower layers have it.
  init(marked text: String) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else {
      self.init([.text(text)])
      return
    }
    self.init(parts.enumerated().map { $0.offset % 2 == 0 ? .text(String($0.element)) : .code(String($0.element)) })
  }
}

extension Agreement {
  /// What a binding does to the one whose place it takes.
  package var verb: String { self == .same ? "repeats" : "overrides" }
  /// What happens to that one.
  var participle: String { self == .same ? "repeated" : "overridden" }
}
