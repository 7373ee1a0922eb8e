// A value under a name of its own, or in the place of its name: macros made and macros dissolved.
//
// `%NAME` runs what its value calls in the scope `NAME` (`config.py`: it is `@NAME/gin.macro()`). So a call without a
// scope is not the same call outside the macro, unless nothing is bound in any scope.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  // MARK: Made

  func extraction(in statement: GinStatement) -> ActionOffer? {
    guard let root = value(of: statement), isSound(top(of: statement)), let value = selectedValue(in: root),
      keepsScopes(value)
    else { return nil }
    if case .macro = statement.content, value.index == root.index { return nil }
    let name = freeMacroName(for: statement)
    return ActionOffer(title: FeatureWords.extractMacro(name), kind: .extract) {
      let place = lineStart(top(of: statement).range.start)
      let written = text[value.range]
      let needsParentheses = value.kind == .concatenation && written.contains { $0.isNewline }
      let body = needsParentheses ? "(" + written + ")" : written
      return [insertion("\(name) = \(body)\(lineEnd)", at: place), change(value.range, to: "%" + name)]
    }
  }

  /// The value at the cursor, or the smallest around the selection. A macro's use is a name already.
  private func selectedValue(in root: GinValue) -> GinValue? {
    guard root.range.contains(range) || root.range.touches(range.start) && range.isEmpty else { return nil }
    var value = root
    while let inner = value.items.first(where: { item in
      range.isEmpty ? item.range.touches(range.start) : item.range.contains(range)
    }) {
      value = inner
    }
    switch value.content {
    case .macro, .unexpected: return nil
    case .parenthesised(let inner): return inner.kind == .macroUse ? nil : value
    case .literal, .list, .tuple, .dictionary, .reference: return value
    }
  }

  /// `BASE_LR` for `base_lr`, with a number where that is taken.
  private func freeMacroName(for statement: GinStatement) -> String {
    let base: String
    switch statement.content {
    case .binding(let binding): base = Language.swift.ginSpelling(binding.parameter.text)
    case .macro(let macro): base = macro.name.split.selector.text
    case .block, .import, .include, .incomplete: base = "VALUE"
    }
    let plain = base.uppercased()
    for number in 1...1000 {
      let name = number == 1 ? plain : "\(plain)_\(number)"
      let isTaken = !definitions.constants(named: name).isEmpty || !analysis.places(ofMacro: name, near: file).isEmpty
      if !isTaken { return name }
    }
    return plain
  }

  // MARK: Dissolved

  func inlinings(in statement: GinStatement) -> [ActionOffer] {
    switch gin.target(at: range.start)?.meaning {
    case .macroUse(let name)?: [inlining(of: name)].compactMap { $0 }
    case .macroBinding(let name)?: [dissolving(name, statement)].compactMap { $0 }
    default: []
    }
  }

  /// This one use becomes the value, where every experiment gives it the same.
  private func inlining(of name: String) -> ActionOffer? {
    guard let use = gin.target(at: range.start), definitions.constants(named: name).isEmpty,
      let bound = config.macro(name)
        ?? analysis.experiments(including: file).lazy.compactMap({
          analysis.resolved($0).macro(name)
        }).first,
      let value = bound.value, keepsScopes(value)
    else { return nil }
    let others = analysis.experiments(including: file).compactMap { analysis.resolved($0).macro(name) }
    guard others.allSatisfy({ $0.location == bound.location }) else { return nil }
    let written = inlined(value, from: bound.file.text, macro: name)
    return ActionOffer(title: FeatureWords.inlineMacro(name, Self.oneLine(written)), kind: .inline) {
      [change(use.range, to: written)]
    }
  }

  /// Every use becomes the value and the binding goes, where it is the only one.
  private func dissolving(_ name: String, _ statement: GinStatement) -> ActionOffer? {
    guard case .macro(let macro) = statement.content, keepsScopes(macro.value), isSound(statement) else { return nil }
    let places = analysis.places(ofMacro: name, near: file)
    let uses = places.filter { $0.role == .reads }
    guard places.count == uses.count + 1, !uses.isEmpty else { return nil }
    let signs = uses.compactMap { analysis.macroUse(at: $0.location) }
    // The old spelling, `@NAME/gin.macro()`, is left to whoever wrote it.
    guard signs.count == uses.count else { return nil }
    return ActionOffer(title: FeatureWords.dissolveMacro(name, uses.count), kind: .inline) {
      let written = inlined(macro.value, from: text, macro: name)
      return signs.map { TextChange(location: $0, replacement: written) } + [change(lines(of: statement.range), to: "")]
    }
  }

  /// Strings in a row over several lines are held together by brackets or backslashes only where they stand.
  private func inlined(_ value: GinValue, from text: SourceText, macro: String) -> String {
    let written = text[value.range]
    return value.kind == .concatenation && written.contains { $0.isNewline } ? "(" + written + ")" : written
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count <= 40 && line.utf8.count == text.utf8.count ? line : String(line.prefix(39)) + "…"
  }

  // MARK: Scopes

  /// Whether what the value calls runs in the same scope inside a macro and outside.
  private func keepsScopes(_ value: GinValue) -> Bool {
    guard holdsUnscopedCall(value) else { return true }
    let configs = [config] + analysis.experiments(including: file).map { analysis.resolved($0) }
    return configs.allSatisfy { config in config.bindings.allSatisfy { $0.scope.isEmpty || $0.target == .singleton } }
  }

  private func holdsUnscopedCall(_ value: GinValue) -> Bool {
    if case .reference(let reference) = value.content { return reference.isEvaluated && reference.scope.isEmpty }
    return value.items.contains { holdsUnscopedCall($0) }
  }
}

extension GinValue {
  /// What a container holds. The strings of a concatenation are one value.
  fileprivate var items: [GinValue] {
    switch kind {
    case .list, .tuple, .parenthesised, .dictionary: values
    default: []
    }
  }
}

extension Analysis {
  /// Where a macro is bound and used in the files that are read together with one.
  func places(ofMacro name: String, near file: FilePath) -> [Occurrence] {
    filesReadTogether(with: file).flatMap { occurrences(of: .named(.macro(name)), in: $0) }
  }

  /// The `%NAME` whose name stands at a place.
  func macroUse(at location: FileLocation) -> FileLocation? {
    guard let gin = files.ginFile(location.file)?.syntax, let target = gin.target(at: location.range.start),
      case .macroUse = target.meaning
    else { return nil }
    return FileLocation(location.file, target.range)
  }
}
