// Where is it defined? From what is under the cursor to the name that declares it.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct DefinitionAnswer: Sendable, Hashable {
  package struct Target: Sendable, Hashable {
    package let file: FilePath
    /// The whole declaration or statement.
    package let range: TextRange
    /// The declared name itself.
    package let selectionRange: TextRange

    package init(file: FilePath, range: TextRange, selectionRange: TextRange) {
      self.file = file
      self.range = range
      self.selectionRange = selectionRange
    }
  }

  /// What was asked about.
  package let origin: TextRange
  /// The likeliest first; never empty.
  package let targets: [Target]
}

extension Analysis {
  /// The declarations of what stands at the place; nil where nothing is declared.
  package func definition(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    guard let target = target(in: file, at: offset) else { return nil }
    let targets =
      switch target {
      case .gin(let target): DefinitionSearch(analysis: self, file: file, target: target).targets
      case .code(let target): definitions(of: target)
      }
    return targets.isEmpty ? nil : DefinitionAnswer(origin: target.range, targets: targets)
  }

  /// The key of a query leads to the parameter. A declared name is its own definition, and the language's own server
  /// says so already.
  private func definitions(of target: CodeTarget) -> [DefinitionAnswer.Target] {
    let places: [FileLocation]
    switch target.meaning {
    case .configurable, .parameter: places = []
    case .query(let key):
      places = parameter(ofQuery: key).map { [definitions.configurables[$0.0].place(of: $0.1)] } ?? []
    case .experiment(let id):
      let experiment = definitions.experiments.experiments[id]
      places = [FileLocation(experiment.file, experiment.nameRange)]
    case .configType(let id):
      let type = definitions.experiments.types[id]
      places = [FileLocation(type.file, type.type.nameRange)]
    case .experimentField(let field): places = declarations(of: field)
    }
    return places.map { declaration($0.file, $0.range) }
  }

  /// What computes the field, where it is computed, else its declaration.
  private func declarations(of field: ExperimentField) -> [FileLocation] {
    let type = definitions.experiments.types[field.type]
    guard let declared = type.type.field(named: field.name) else { return [] }
    let computed = declared.getter.map { FileLocation($0.file, $0.function.nameRange) }
    return [computed, type.place(of: declared)].compactMap { $0 }.reduce(into: []) { places, place in
      if !places.contains(place) { places.append(place) }
    }
  }

  /// A name in a file; the declaration around it is its line.
  func declaration(_ file: FilePath, _ name: TextRange) -> DefinitionAnswer.Target {
    guard let text = text(of: file) else {
      return DefinitionAnswer.Target(file: file, range: name, selectionRange: name)
    }
    let line = text.range(ofLine: text.line(of: name.start))
    let whole = TextRange(line.start, max(line.end, name.end))
    return DefinitionAnswer.Target(file: file, range: whole, selectionRange: name)
  }
}

/// One search in the light of the file's own config.
private struct DefinitionSearch {
  let analysis: Analysis
  let file: FilePath
  let target: GinTarget

  private typealias Target = DefinitionAnswer.Target

  private var config: ResolvedConfig { analysis.resolved(analysis.entry(for: file)) }
  private var definitions: DefinitionIndex { analysis.definitions }
  private var binding: ConfigBinding? { config.binding(in: file, at: target.statement.range.start) }

  var targets: [DefinitionAnswer.Target] {
    switch target.meaning {
    case .syntax: []
    case .scope(let scope): self.scope(scope)
    case .module(let selector, _): configurables(selector).map { start(of: $0.file) }
    case .configurable(let selector): configurables(selector).map { analysis.declaration($0.file, $0.nameRange) }
    case .parameter: parameter
    case .macroBinding(let name), .macroUse(let name): macro(name)
    case .reference(let reference): self.reference(reference)
    case .include(let path): analysis.includedFile(path, from: file).map { [start(of: $0)] } ?? []
    case .importedModule(let importing): module(importing.path)
    case .value(let value, _): enumerationCase(value)
    }
  }

  private func start(of file: FilePath) -> Target { Target(file: file, range: .zero, selectionRange: .zero) }

  private func configurables(_ selector: String) -> [Configurable] {
    switch analysis.configurable(selector, in: file) {
    case .found(let id): [definitions.configurables[id]]
    case .ambiguous(let ids):
      (analysis.candidates(ids, named: selector, in: file)?.fitting ?? ids).map { definitions.configurables[$0] }
    case .unknown: []
    }
  }

  private var parameter: [Target] {
    let names: (selector: String, parameter: String)
    switch target.statement.content {
    case .binding(let binding): names = (binding.selector.text, binding.parameter.text)
    case .incomplete(let incomplete): names = (incomplete.selector?.text ?? "", incomplete.parameter?.text ?? "")
    case .macro, .block, .include, .import: return []
    }
    if case .singleton = binding?.target { return [] }
    return configurables(names.selector).map { configurable in
      let declared = configurable.parameter(named: names.parameter).map { configurable.place(of: $0) }
      let place = declared ?? FileLocation(configurable.file, configurable.nameRange)
      return analysis.declaration(place.file, place.range)
    }
  }

  private func reference(_ reference: GinReference) -> [Target] {
    let found = configurables(reference.selector.text)
    if !found.isEmpty { return found.map { analysis.declaration($0.file, $0.nameRange) } }
    switch reference.selector.text {
    case "gin.singleton", "singleton":
      let constructor = config.bindings.last { $0.target == .singleton && $0.scope == reference.scope.text }
      return constructor.map { [Target($0, $0.valueRange)] } ?? []
    case "gin.macro", "macro": return macro(reference.scope.text)
    default: return []
    }
  }

  /// The name in the binding that wins: here, else in the experiments that include this file.
  private func macro(_ name: String) -> [Target] {
    let constants = definitions.constants(named: name)
    if !constants.isEmpty { return constants.map { analysis.declaration($0.file, $0.constant.nameRange) } }
    if let bound = config.macro(name) { return [Target(bound, bound.nameRange)] }
    let elsewhere = analysis.experiments(including: file).compactMap { analysis.resolved($0).macro(name) }
    var targets: [Target] = []
    for bound in elsewhere where !targets.contains(Target(bound, bound.nameRange)) {
      targets.append(Target(bound, bound.nameRange))
    }
    return targets
  }

  /// The first binding in the scope.
  private func scope(_ scope: String) -> [Target] {
    let first = config.bindings.first { $0.scope == scope || $0.scope.hasPrefix(scope + "/") }
    return first.map { [Target($0, $0.scopeRange ?? $0.selectorRange)] } ?? []
  }

  private func module(_ path: String) -> [Target] {
    analysis.file(ofModule: path).map { [start(of: $0)] } ?? []
  }

  /// A value that stands for a case of an enum leads to the case.
  private func enumerationCase(_ value: GinValue) -> [Target] {
    guard let binding, case .enumeration(let wanted)? = config.value(at: value.range, of: binding).value else {
      return []
    }
    return definitions.files.values.sorted { $0.file < $1.file }.flatMap { file in
      file.types.filter { $0.name == wanted.type }.flatMap { type in
        type.cases.filter { $0.name == wanted.name }.map { analysis.declaration(file.file, $0.nameRange) }
      }
    }
  }
}

extension DefinitionAnswer.Target {
  fileprivate init(_ binding: ConfigBinding, _ selection: TextRange) {
    // A scope may stand in the header of a block, and its first binding in a line below.
    let range = TextRange(min(binding.range.start, selection.start), max(binding.range.end, selection.end))
    self.init(file: binding.file.path, range: range, selectionRange: selection)
  }
}

extension ConfigBinding {
  /// A macro's name with its scopes.
  fileprivate var nameRange: TextRange { TextRange(scopeRange?.start ?? selectorRange.start, selectorRange.end) }
}
