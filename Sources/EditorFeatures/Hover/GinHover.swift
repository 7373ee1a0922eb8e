// What is said about a piece of a gin file? One answer a kind of target, in the light of the file's own experiment.

import Configurables
import GinSyntax
import Resolution
import SourceText

struct GinHover {
  let analysis: Analysis
  let file: FilePath
  let target: GinTarget
  let config: ResolvedConfig

  init(analysis: Analysis, file: FilePath, target: GinTarget) {
    self.analysis = analysis
    self.file = file
    self.target = target
    config = analysis.resolved(analysis.entry(for: file))
  }

  var content: RichText {
    var content = meaning
    if let sign = target.sign, !explainsItself(sign) { content.paragraph(sign.help) }
    return content
  }

  /// What a known reference does is said with the reference.
  private func explainsItself(_ sign: SyntaxElement) -> Bool {
    guard sign == .at || sign == .call, binding != nil, case .reference(let reference) = target.meaning,
      case .found = analysis.configurable(reference.selector.text, in: file)
    else { return false }
    return true
  }

  /// The binding that the target stands in; nil outside bindings and where gin refuses the statement.
  var binding: ConfigBinding? { config.binding(in: file, at: target.statement.range.start) }

  private var meaning: RichText {
    switch target.meaning {
    case .syntax(let element): RichText([.paragraph(element.help)])
    case .scope(let scope): self.scope(scope)
    case .module(let selector, let prefix): module(selector, prefix)
    case .configurable(let selector): configurable(selector)
    case .parameter, .macroBinding: binding.map { self.binding($0) } ?? RichText()
    case .reference(let reference): self.reference(reference)
    case .macroUse(let name): macro(name)
    case .include(let path): include(path)
    case .importedModule(let importing): RichText([.paragraph(FeatureWords.imported(importing.path))])
    case .value(let value, let path): self.value(value, path)
    }
  }

  // MARK: Scopes and selectors

  private func scope(_ scope: String) -> RichText {
    var content = RichText([.paragraph(FeatureWords.scope(scope))])
    let inScope = config.bindings(in: file).filter { $0.scope == scope && $0.target != .macro }
    content.list(FeatureWords.boundInScope, Self.listed(inScope) { line(of: $0) })
    return content
  }

  private func module(_ selector: String, _ prefix: String) -> RichText {
    guard case .found(let id) = analysis.configurable(selector, in: file) else { return configurable(selector) }
    let configurable = analysis.definitions.configurables[id]
    return RichText([.paragraph(FeatureWords.module(prefix, analysis.place(ofFile: configurable.file)))])
  }

  private func configurable(_ selector: String) -> RichText {
    switch analysis.configurable(selector, in: file) {
    case .found(let id):
      let scope = binding?.scope ?? Self.scope(of: target.statement)
      var content = analysis.declaration(of: id)
      content.list(FeatureWords.parameters(inScope: scope), parameters(of: id, scope: scope))
      content.paragraph(analysis.configsThatSet(id))
      return content
    case .ambiguous(let ids):
      let names = ids.map { analysis.definitions.configurables[$0] }
      var content = RichText()
      content.list(
        FeatureWords.ambiguous(selector),
        Self.listed(names, most: Self.longestList / 2) { "\(code: $0.selector) (\(analysis.place(of: $0)))" })
      if let only = analysis.candidates(ids, named: selector, in: file)?.only {
        content.paragraph(FeatureWords.onlyFitting(analysis.definitions.shortestSelector(of: only)))
        content.blocks += analysis.declaration(of: only).blocks
      }
      return content
    case .unknown: return RichText([.paragraph(FeatureWords.unknown(selector))])
    }
  }

  private static func scope(of statement: GinStatement) -> String {
    switch statement.content {
    case .block(let block): block.scope.text
    case .binding(let binding): binding.scope.text
    case .incomplete(let incomplete): incomplete.scope?.text ?? ""
    case .macro, .import, .include: ""
    }
  }

  /// Each parameter with what a call in the scope gets for it.
  func parameters(of id: DefinitionIndex.ID, scope: String) -> [Words] {
    let configurable = analysis.definitions.configurables[id]
    let named = configurable.parameters.filter { !$0.isComputed && $0.hasNameForConfigs(configurable.language) }
    return Self.listed(named, rest: .print) { parameter in
      let bound = config.effectiveBinding(of: parameter.name, configurable: id, scope: scope)
      let value = config.value(of: parameter.name, configurable: id, scope: scope)
      let written = bound?.expression ?? Self.firstLine(of: parameter.shownDefault)
      let text = value.text.isEmpty ? written : ValueSummary(value).brief
      let origin: FeatureWords.Origin
      if let bound {
        let place = analysis.place(bound.location)
        origin = bound.scope == scope ? .binding(place) : .inherited(place, bound.scope)
      } else {
        let code = text.isEmpty ? codeBindings(of: parameter.name, id) : []
        let none = code.isEmpty ? FeatureWords.Origin.none : .code(code)
        origin = text.isEmpty ? none : .defaultValue(analysis.place(configurable.place(of: parameter)))
      }
      return FeatureWords.parameter(parameter.name, text, origin)
    }
  }

  // MARK: Includes

  private func include(_ path: String) -> RichText {
    guard let included = analysis.includedFile(path, from: file) else {
      if let (file, reason) = analysis.unreadableInclude(path, from: file) {
        return RichText([.paragraph(FeatureWords.includeUnreadable(analysis.place(ofFile: file), reason))])
      }
      return RichText([.paragraph(FeatureWords.includeNotFound)])
    }
    let count = analysis.resolved(analysis.entry(for: included)).bindings.count
    return RichText([
      .paragraph(FeatureWords.included(analysis.place(ofFile: included))),
      .paragraph(FeatureWords.includedBindings(count)),
    ])
  }

  // MARK: Lists

  static let longestList = 12
  /// They only say who else sets something: references list them all.
  static let mostFiles = 5
  /// Each costs the resolution of a config.
  static let mostExperiments = 8

  /// A line for each item, or for the first of them and how many more there are. No line is made for nothing.
  static func listed<Item>(
    _ items: [Item], most: Int = longestList, rest: FeatureWords.Rest = .nowhere, _ line: (Item) -> Words
  ) -> [Words] {
    guard items.count > most else { return items.map(line) }
    return items.prefix(most).map(line) + [FeatureWords.more(items.count - most, in: rest)]
  }

  /// `TrainerConfig.base_lr = 0.001 (experiments/second.gin:5)`.
  func line(of binding: ConfigBinding) -> Words {
    let brief = ValueSummary(config.value(of: binding)).brief
    let text = brief.isEmpty ? ValueSummary.shortened(binding.expression) : brief
    return "\(code: key(of: binding) + " = " + text) (\(analysis.place(binding.location)))"
  }

  func key(of binding: ConfigBinding) -> String { analysis.key(of: binding) }
}

extension Parameter {
  /// Python's `*args` and `**kwargs` have no names for configs.
  fileprivate func hasNameForConfigs(_ language: Language) -> Bool {
    kind != .keywords && (kind != .variadic || language == .swift)
  }

  /// A default that is not worked out, as the code writes it; nothing for the mark that says that there is none.
  fileprivate var shownDefault: String {
    guard let text = defaultText, !text.hasSuffix("REQUIRED") else { return "" }
    return text
  }
}

extension Analysis {
  /// `scope/selector.parameter`, with the selector as short as it may be.
  func key(of binding: ConfigBinding) -> String {
    let scope = binding.scope.isEmpty ? "" : binding.scope + "/"
    let selector = binding.target.configurable.map { definitions.shortestSelector(of: $0) } ?? binding.selector
    return scope + selector + (binding.parameter.isEmpty ? "" : "." + binding.parameter)
  }
}
