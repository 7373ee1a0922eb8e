// Which words does a person read about a config? Every message of this layer, in one place.
//
// A message is one sentence, or two where the second says what to do.

import Configurables
import SourceText

enum ProblemWords {
  static func list(_ names: [String], _ word: String = "or") -> String {
    switch names.count {
    case 0: ""
    case 1: "`\(names[0])`"
    default: names.dropLast().map { "`\($0)`" }.joined(separator: ", ") + " \(word) `\(names[names.count - 1])`"
    }
  }

  private static func meant(_ names: [String]) -> String { names.isEmpty ? "" : " Did you mean \(list(names))?" }

  static func unknownConfigurable(_ selector: String, nearest: [String]) -> String {
    "No configurable is named `\(selector)`." + meant(nearest)
  }
  static let maySkip = "A program that parses this file with `skip_unknown` passes over the line."
  static let maySkipImport = "A program that parses this file with `skip_unknown` goes on without it."
  static func unreadConfigurable(_ selector: String, _ unread: String) -> String {
    "`\(selector)` is not known here: \(unread) could not be read, so nothing is checked."
  }
  static func module(_ name: String) -> String { "module `\(name)`" }
  static func notImported(_ name: String) -> String {
    "No import of this file gives `\(name)`: with dynamic registration every name comes from one."
  }
  static func importedLater(_ name: String) -> String {
    "`\(name)` is imported only further down: gin-config reads from above. Move the import up."
  }
  static let reservedGin = "With dynamic registration no import can be called `gin`: write `as` and another name."
  static let aliasOfFeature = "What is imported from `__gin__` has no other name: remove `as`."
  static let unknownFeature = "`__gin__` has no such feature: the only one is `dynamic_registration`."
  static let lateDynamicRegistration = "Dynamic registration comes before all other imports: move the line up."
  static func notInModule(_ name: String, _ module: String, nearest: [String]) -> String {
    "Module `\(module)` has no `\(name)`." + meant(nearest)
  }
  /// Two names are enough to know where to look.
  static func packages(_ names: [String]) -> String {
    names.count > 2 ? "\(names[0]), \(names[1]) and others" : names.joined(separator: " and ")
  }
  static func ambiguousConfigurable(_ selector: String, _ candidates: [String]) -> String {
    let more = candidates.count - mostCandidates
    let names =
      more > 1
      ? candidates.prefix(mostCandidates).map { "`\($0)`" }.joined(separator: ", ") + " or \(more) others"
      : list(candidates)
    return "`\(selector)` can mean \(names). Write a longer name."
  }
  /// The nearest ones are enough to see what is amiss.
  static let mostCandidates = 4
  static func ambiguousConfigurable(_ selector: String, _ count: Int, only candidate: String) -> String {
    "`\(selector)` can mean \(count) things, and only `\(candidate)` takes all that this file binds."
      + " Write the longer name."
  }
  static func unknownParameter(_ parameter: String, _ configurable: String, nearest: [String]) -> String {
    "`\(configurable)` has no parameter `\(parameter)`." + meant(nearest)
  }
  static func notConfigurable(_ parameter: String, _ configurable: String) -> String {
    "`\(parameter)` of `\(configurable)` is not configurable: its registration leaves it out."
  }
  static func computed(_ parameter: String, _ configurable: String, inputs: [String]) -> String {
    "`\(parameter)` of `\(configurable)` is computed and cannot be set."
      + (inputs.isEmpty ? "" : " Set what it is computed from: \(list(inputs)).")
  }
  static let declaredHere = "declared here"

  static func unknownMacro(_ name: String, nearest: [String]) -> String {
    "No config binds the macro `\(name)`."
      + (nearest.isEmpty ? " Bind it, here or on the command line." : meant(nearest))
  }
  static func ambiguousConstant(_ name: String, _ candidates: [String]) -> String {
    "`%\(name)` can mean the constants \(list(candidates, "and")). Write a longer name."
  }
  static func macroCycle(_ name: String) -> String { "The macro `\(name)` needs its own value." }
  static func cycleStep(_ name: String) -> String { "which needs `\(name)`" }
  static func definitionCycle(_ name: String) -> String { "The value needs itself: `\(name)` is called to compute it." }

  static func includeNotFound(_ path: String, searched: [String]) -> String {
    searched.isEmpty
      ? "There is no file `\(path)`."
      : "There is no file `\(path)`. Looked for \(searched.joined(separator: ", ")). "
        + "`workspace.include_paths` in `gimlet.gin` adds places to look in."
  }
  static func includeUnreadable(_ path: String, _ reason: String) -> String { "\(path) is there, but \(reason)." }
  static let otherSearchPaths = "Code adds folders to look in that are not known here."
  static func includeCycle(_ path: String) -> String { "`\(path)` includes itself, directly or through other files." }
  static let includedHere = "included here"
  static func lateInclude(_ count: Int) -> String {
    "This include comes late: it overrides \(count == 1 ? "a binding" : "\(count) bindings") above it."
      + " Move it to the top."
  }
  static func importNotFound(_ module: String, nearest: [String]) -> String {
    "There is no module `\(module)`." + meant(nearest)
  }
  static func importNotRead(_ module: String) -> String {
    "Module `\(module)` is not in the workspace, so what it defines is not known here."
  }

  static func missingCall(_ reference: String, _ result: String?) -> String {
    "`\(reference)` passes the function itself. Write `\(reference)()` to pass its result"
      + (result.map { ", `\($0)`." } ?? ".")
  }
  static func needlessCall(_ reference: String) -> String {
    "`\(reference)()` passes a result where the function itself is wanted. Write `\(reference)`."
  }
  static func resultMismatch(_ reference: String, _ result: String?, _ parameter: String, _ type: String) -> String {
    "`\(parameter)` takes \(article(type)) `\(type)`, and `\(reference)` gives "
      + (result.map { "\(article($0)) `\($0)`." } ?? "something else.")
  }
  static func functionMismatch(_ reference: String, _ parameter: String, _ type: String) -> String {
    "`\(parameter)` takes \(article(type)) `\(type)`, and `\(reference)` is a function."
  }
  static func article(_ type: String) -> String { "AEIOUaeiou".contains(type.prefix(1)) ? "an" : "a" }
  static func sentence(_ message: String) -> String { message.hasSuffix(".") ? message : message + "." }
  static func macroBoundHere(_ name: String) -> String { "`\(name)` is bound here" }

  static func requiredNotBound(_ parameter: String, _ configurable: String, scope: String) -> String {
    "`\(configurable)` is called\(scope.isEmpty ? "" : " in scope `\(scope)`") and its `\(parameter)` has no value."
      + " Bind `\(scope.isEmpty ? "" : scope + "/")\(configurable).\(parameter)`."
  }
  static func requiredLeft(_ key: String) -> String {
    "`\(key)` is required here, and nothing gives it a value."
  }

  static func raised(_ message: String, _ configurable: String, inputs: [String]) -> String {
    // Python's own sentences end with a point of their own.
    "Calling `\(configurable)` fails: \(message)" + (message.hasSuffix(".") || message.hasSuffix(".`") ? "" : ".")
      + (inputs.isEmpty ? "" : " It had \(inputs.joined(separator: ", ")).")
  }
  static let raisedHere = "raised here"
  static let calledHere = "called here"
  static func inputHere(_ name: String) -> String { "`\(name)` is set here" }
  static let overriddenByInclude = "this binding is overridden by the include"

  static func unused(_ reason: UnreachedReason, _ index: DefinitionIndex) -> String {
    switch reason {
    case .notReferred(let id):
      "Unused: `\(index.shortestSelector(of: id))` is registered for references only, and no value here refers to it."
    case .scopeNotEntered(let scope): "Unused: nothing here runs in scope `\(scope)`, and no code names it."
    case .macroNotUsed(let name): "Unused: no value here uses `%\(name)`."
    case .singletonNotUsed(let name): "Unused: no value here asks for the singleton `\(name)`."
    }
  }
  static func unusedImport(_ module: String) -> String {
    "Unused: nothing here names what `\(module)` defines."
  }
  static let deleteImport = "Delete this import"

  static func ignoredByQuery(_ function: String, _ key: String, _ scope: String, gets value: String?) -> String {
    "`\(function)` asks for `\(key)` by a query, which ignores scopes: in `\(scope)` too it gets "
      + (value.map { "`\($0)`." } ?? "no value, and fails.")
  }
  static let askedHere = "asked for here"
  static let takenHere = "this value is taken"
  static func shared(_ selector: String, _ parameter: String, _ value: String, places: Int) -> String {
    "`\(selector)` is made in \(places) places without a scope, and `\(parameter)` is `\(value)` in all of them. "
      + "For a value of its own, give one a scope: `@name/\(selector)()` and `name/\(selector).\(parameter)`."
  }
  static let madeHere = "made here"
  static func twoTypes(_ macro: String, _ first: String, _ second: String) -> String {
    "`\(macro)` meets two types: \(first), \(second). Give each a macro of its own."
  }
  static func takes(_ key: String, _ type: String) -> String { "`\(key)` takes `\(type)`" }
  static func elementTakes(_ key: String, _ type: String) -> String {
    "an element of `\(key)` takes " + (type.isEmpty ? "something else" : "`\(type)`")
  }
  static let usedHere = "used here"

  static func overridden(line: Int) -> String { "Line \(line) sets this again, so this value is never used." }
  static let overridingHere = "set again here"
  static func redundant(default text: String) -> String { "`\(text)` is the default already." }
  static func redundant(earlier key: String) -> String { "`\(key)` has this value already." }
  /// What is worked out from other values is so for every experiment, whichever line says that it is.
  static func redundant(earlier key: String, computed expression: String) -> String {
    "`\(key)` is `\(expression)` already, which is worked out with the values of this config."
  }
  static let valueFromHere = "the same value comes from here"
  static let expressionFromHere = "the same is said here"
  static func change(to name: String) -> String { "Change to `\(name)`" }
  static let addCall = "Add `()`"
  static let removeCall = "Remove `()`"
  static let deleteBinding = "Delete this binding"

  static func unknownReference(_ reference: String) -> String { "`\(reference)` is not known here" }
  static func needsRequired(_ parameter: String, _ configurable: String) -> String {
    "`\(parameter)` of `\(configurable)` has no value"
  }
  static let noFormInSwift = "holds a function or a value that no literal of Swift stands for"
  static let tooDeep = "the value is nested too deeply"
  static let notWellFormed = "the value has a syntax error"
  static func mismatch(_ parameter: String) -> String { "`\(parameter)` has a value of a wrong type" }
  static func unbound(_ key: String) -> String { "`\(key)` has no value bound" }
  static let singletonWithoutConstructor = "the singleton has no constructor bound"
  static func notCallable(_ name: String) -> String { "The constructor of the singleton `\(name)` is not a function" }
}

// MARK: Typed experiments

extension ProblemWords {
  static let computedHere = "computed here"
  static func experimentCycle(_ name: String) -> String {
    "This experiment needs itself: `\(name)` needs its own value."
  }
  static func propertyCycle(_ name: String) -> String { "`\(name)` needs its own value, so that it never has one." }
  static let needsItselfHere = "the value that needs itself"
  static func constructionFails(_ type: String, _ message: String) -> String {
    "Making this `\(type)` fails: " + sentence(message)
  }
  static func disorder(_ label: String, before other: String) -> String {
    "`\(label)` is declared before `\(other)`, and Swift takes labels in that order."
  }
  static func missing(_ names: [String], _ type: String) -> String {
    "`\(type)` needs \(list(names, "and")): nothing gives \(names.count == 1 ? "it a value" : "them values")."
  }
  static func fallsBack(_ lost: [(name: String, now: String, before: String)], of parent: String) -> String {
    let fields = lost.prefix(3).map { "`\($0.name)` is \($0.now), not \($0.before)" }
    let more = lost.count > 3 ? ", and \(lost.count - 3) more" : ""
    return "This replaces `\(parent)` whole, and what is not set falls back: \(fields.joined(separator: ", "))\(more)."
  }
  static func deriveFrom(_ parent: String) -> String { "Take the other values from `\(parent)`" }
  static func staleCount(_ field: String, _ expression: String, _ counted: Int, _ list: String, _ now: Int) -> String {
    "`\(field)` was counted as `\(expression)`, from \(counted) values; `\(list)` has \(now) here."
  }
  static let countedHere = "counted here"
}
