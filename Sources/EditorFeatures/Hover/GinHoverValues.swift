// What is said about a value? Its text and picture, what it was computed from, and whether the program ever sees it.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension GinHover {
  // MARK: Bindings

  /// What the program gets comes first, also on a line that gave way to another.
  func binding(_ binding: ConfigBinding) -> RichText {
    let winner = winner(of: binding) ?? binding
    let value = config.value(of: winner)
    var content = shown(value, as: key(of: binding), written: winner.expression)
    if winner.index != binding.index {
      for words in standing(of: binding) { content.paragraph(words) }
    }
    content.paragraph(calls(value, in: winner))
    content.list(FeatureWords.computedFrom, inputs(of: value))
    if binding.target == .macro { content.paragraph(macroUses(of: winner, value)) }
    if winner.index == binding.index {
      for words in standing(of: binding) { content.paragraph(words) }
    }
    if let id = binding.target.configurable {
      let places = codeBindings(of: binding.parameter, id)
      if !places.isEmpty { content.paragraph(FeatureWords.setByCode(places)) }
    }
    content.list(FeatureWords.experiments, experiments(of: binding))
    let readers = config.readers(of: binding)
    content.list(FeatureWords.usedBy, Self.listed(readers, rest: .explain) { line(of: $0) })
    let dependents = config.dependents(of: binding)
    if dependents.count > readers.count, case .effective = config.standing(of: binding.index) {
      content.paragraph(FeatureWords.dependents(dependents.map { key(of: $0.binding) }))
    }
    content.paragraph(owner(of: binding))
    if case .parameter(let id, .some(let place)) = binding.target,
      analysis.definitions.configurables[id].parameters.indices.contains(place)
    {
      content.blocks +=
        analysis.declaration(of: analysis.definitions.configurables[id].parameters[place], of: id).blocks
    }
    if case .parameter(let id, nil) = binding.target { content.paragraph(takenByKeywords(id)) }
    if case .ambiguous(let ids) = binding.target { content.blocks += likelyParameter(of: binding, ids).blocks }
    return content
  }

  /// Which `**kwargs` take a name that the signature has not.
  private func takenByKeywords(_ id: DefinitionIndex.ID) -> Words {
    let configurable = analysis.definitions.configurables[id]
    guard let keywords = configurable.parameters.first(where: { $0.kind == .keywords }) else { return "" }
    return FeatureWords.takenByKeywords(
      configurable.name, keywords.name, analysis.place(configurable.place(of: keywords)))
  }

  /// The parameter of the only thing that the file works with.
  private func likelyParameter(of binding: ConfigBinding, _ ids: [DefinitionIndex.ID]) -> RichText {
    guard let only = analysis.candidates(ids, named: binding.selector, in: file)?.only,
      let parameter = analysis.definitions.configurables[only].parameter(named: binding.parameter)
    else { return RichText() }
    var content = RichText([
      .paragraph(FeatureWords.onlyFitting(analysis.definitions.shortestSelector(of: only), of: binding.selector))
    ])
    // Whether a config sets it is what nobody can say.
    content.blocks += analysis.declaration(of: parameter, of: only).blocks.dropLast()
    let place = analysis.definitions.configurables[only].place(of: parameter)
    content.paragraph(FeatureWords.declared(analysis.place(place)))
    return content
  }

  /// Characters of a value that a hover has room for, a dozen lines of a terminal. Of lists the summary says what is shown.
  private static let longestText = 1_000

  /// Where code binds the same parameter, before or after the configs are read.
  func codeBindings(of parameter: String, _ id: DefinitionIndex.ID) -> [Words] {
    let places = analysis.files.definitions.codeBindings(of: parameter, id)
    return Self.listed(places, most: Self.mostFiles) { analysis.place($0) }
  }

  /// The value behind its key, with its picture; or why there is none.
  func shown(_ value: ResolvedValue, as key: String, written: String? = nil) -> RichText {
    var content = RichText()
    let unresolved = written.map { key + " = " + Self.firstLine(of: $0) } ?? key
    let summary = ValueSummary(value)
    switch value.status {
    case .value, .reference, .defaultValue:
      let text = value.value.isList ? summary.text : String(summary.text.prefix(Self.longestText))
      content.code(key == text ? key : "\(key) = \(text)" + (text == summary.text ? "" : " …"), .gin)
      if text != summary.text { content.paragraph(FeatureWords.cut) }
      let chart = binding.flatMap { analysis.chart(of: value, $0, in: config, title: key) }
      if let picture = summary.picture ?? chart.flatMap({ blockLine($0.numbers) }) {
        content.picture(chart, line: picture)
      }
      if let chart, chart.unit == .step { content.paragraph("\(chart.title).") }
      if let facts = summary.facts { content.paragraph(facts) }
      content.list(
        FeatureWords.computedFields,
        Self.listed(value.fieldsByReason) { field in
          let (text, isReason) = (field.value.text, field.value.isOpaque)
          return FeatureWords.computedField(field.name, isReason ? text : ValueSummary.shortened(text), isReason)
        })
      if value.status == .defaultValue { content.paragraph(FeatureWords.isDefault) }
    case .notEvaluated(let reason):
      content.code(unresolved, .gin)
      content.paragraph(FeatureWords.notEvaluated(reason))
      if let cause = value.cause { content.paragraph(FeatureWords.gaveUp(at: analysis.place(cause))) }
    case .error(let message):
      content.code(unresolved, .gin)
      content.paragraph(FeatureWords.error(message))
      if let cause = value.cause { content.paragraph(FeatureWords.raised(at: analysis.place(cause))) }
    }
    return content
  }

  static func firstLine(of text: String) -> String {
    let lines = text.split(maxSplits: 1, whereSeparator: \.isNewline)
    return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " …" : "")
  }

  func inputs(of value: ResolvedValue) -> [Words] {
    Self.listed(value.inputs, rest: .explain) { input in
      FeatureWords.input(
        input.key, ValueSummary.shortened(input.text), origin: input.origin,
        place: input.source.map { analysis.place($0) })
    }
  }

  /// In one sentence what a value that is one reference does; nothing for other values.
  private func calls(_ value: ResolvedValue, in binding: ConfigBinding) -> Words {
    guard let id = value.configurable, analysis.definitions.configurables.indices.contains(id) else { return Words() }
    let configurable = analysis.definitions.configurables[id]
    guard case .reference(let reference)? = binding.value?.content else { return Words() }
    return reference.isEvaluated
      ? FeatureWords.calls(configurable.name, in: scope(of: reference, in: binding))
      : FeatureWords.passes(configurable.name, configurable.kind)
  }

  private func scope(of reference: GinReference, in binding: ConfigBinding) -> FeatureWords.CallScope {
    let scope = reference.scope.text
    guard scope.isEmpty else { return .named(scope) }
    return binding.target == .macro ? .macro(binding.macroName) : .user(binding.scope)
  }

  /// `Trainer › optimizer › lr`: where a parameter of what is passed on ends up.
  private func owner(of binding: ConfigBinding) -> Words {
    guard let id = binding.target.configurable else { return Words() }
    var path = [binding.parameter, analysis.definitions.shortestSelector(of: id)]
    var seen: Set<DefinitionIndex.ID> = [id]
    var current = (id: id, scope: binding.scope)
    while let consumer = config.consumers(of: current.id, seeing: current.scope).first,
      let owner = consumer.target.configurable, seen.insert(owner).inserted
    {
      path.append(consumer.parameter)
      path.append(analysis.definitions.shortestSelector(of: owner))
      current = (owner, consumer.scope)
    }
    guard path.count > 2 else { return Words() }
    // The types between are named by the parameters that hold them.
    let names = path.reversed().enumerated().filter { $0.offset == 0 || $0.offset % 2 == 1 }.map(\.element)
    return FeatureWords.owner(names)
  }

  private func macroUses(of binding: ConfigBinding, _ value: ResolvedValue) -> Words {
    let count = config.useCount(ofMacro: binding)
    // Code may ask for it by name.
    guard count > 0 || config.readers(of: binding).isEmpty else { return Words() }
    let isCalled = binding.value?.holdsCall ?? false
    return isCalled && count > 1 ? FeatureWords.macroEvaluations(count) : FeatureWords.macroUses(count)
  }

  // MARK: Standing

  /// The binding that takes this one's place; nil where none does.
  private func winner(of binding: ConfigBinding) -> ConfigBinding? {
    guard case .overridden(let by, _) = config.standing(of: binding.index), config.bindings.indices.contains(by) else {
      return nil
    }
    return config.bindings[by]
  }

  /// Whether the program sees the binding, and what it takes the place of.
  func standing(of binding: ConfigBinding) -> [Words] {
    let scope = binding.target == .macro ? "" : binding.scope
    if case .overridden(let by, let reason) = config.standing(of: binding.index), config.bindings.indices.contains(by) {
      let winner = config.bindings[by]
      let words = FeatureWords.overridden(
        ValueSummary.shortened(Self.firstLine(of: binding.expression)),
        by: ValueSummary.shortened(Self.firstLine(of: winner.expression)), analysis.place(winner.location), reason,
        config.agreement(of: binding, winner))
      return [words] + (scope.isEmpty ? [] : [FeatureWords.inScope(scope)]) + shadows(of: binding)
    }
    let losers = config.overridden(by: binding.index).filter { config.bindings.indices.contains($0) }.map {
      config.bindings[$0]
    }
    let overridden = losers.map { loser in
      FeatureWords.Loser(
        expression: Self.firstLine(of: loser.expression), place: analysis.place(loser.location),
        agreement: config.agreement(of: loser, binding))
    }
    return [FeatureWords.effective(in: scope, overriding: overridden)] + shadows(of: binding)
  }

  /// Bindings of the same parameter in scopes inside this binding's.
  private func shadows(of binding: ConfigBinding) -> [Words] {
    guard let id = binding.target.configurable, case .effective = config.standing(of: binding.index) else { return [] }
    let others = config.bindings(of: id)
    // Where one configurable is bound this often, the list would say nothing, and cost as much as all of them.
    guard others.count <= 256 else { return [] }
    let inner = others.filter { other in
      other.target == binding.target && other.scope != binding.scope && config.standing(of: other.index) == .effective
        && (binding.scope.isEmpty || other.scope.hasPrefix(binding.scope + "/"))
    }
    return inner.prefix(Self.longestList).map {
      FeatureWords.shadowed(in: $0.scope, by: Self.firstLine(of: $0.expression), analysis.place($0.location))
    }
  }

  /// What the parameter is in the experiments with the file, and what took the place of the binding there.
  private func experiments(of binding: ConfigBinding) -> [Words] {
    Self.listed(analysis.experiments(including: file), most: Self.mostExperiments, rest: .nowhere) { entry in
      let other = analysis.resolved(entry)
      let name = name(of: entry)
      guard let same = other.binding(in: file, at: binding.range.start) else { return FeatureWords.notReached(name) }
      guard case .overridden(let by, let reason) = other.standing(of: same.index), other.bindings.indices.contains(by)
      else { return FeatureWords.experiment(name, text(of: same, in: other)) }
      let winner = other.bindings[by]
      let text = text(of: winner, in: other)
      let agreement = other.agreement(of: same, winner)
      return reason == .extraBinding
        ? FeatureWords.experiment(
          name, text, bindingsIn: entry.isLaunched ? nil : entry.bindingsOrigin, agreement)
        : FeatureWords.experiment(name, text, winnerAt: analysis.place(winner.location), agreement)
    }
  }

  /// What the macro stands for in the experiments with the file.
  private func experiments(ofMacro macro: String) -> [Words] {
    Self.listed(analysis.experiments(including: file), most: Self.mostExperiments) { entry in
      let other = analysis.resolved(entry)
      guard let bound = other.macro(macro) else { return FeatureWords.unbound(in: name(of: entry)) }
      return FeatureWords.experiment(
        name(of: entry), text(of: bound, in: other), boundAt: analysis.place(bound.location))
    }
  }

  /// The value, or where there is none what is written.
  private func text(of binding: ConfigBinding, in config: ResolvedConfig) -> String {
    let text = ValueSummary(config.value(of: binding)).brief
    return text.isEmpty ? Self.firstLine(of: binding.expression) : text
  }

  private func name(of entry: Entry) -> Words {
    let name = analysis.name(of: entry)
    return entry == config.entry ? name + FeatureWords.isInView : name
  }

  // MARK: Parts of values

  /// A literal or container: the binding's answer, and for a part inside a container first the part itself.
  func value(_ value: GinValue, _ path: [ValueStep]) -> RichText {
    guard let binding else { return RichText() }
    guard !path.isEmpty, !path.contains(.keyItself) else { return self.binding(binding) }
    let resolved = config.value(at: value.range, of: binding)
    var content = shown(resolved, as: key(of: binding) + Self.text(of: path), written: value.file.text[value.range])
    for words in standing(of: binding) { content.paragraph(words) }
    return content
  }

  static func text(of path: [ValueStep]) -> String {
    path.map { step in
      switch step {
      case .element(let index): "[\(index)]"
      case .key(let key): "[\(key)]"
      case .keyItself: ""
      }
    }.joined()
  }

  // MARK: References

  func reference(_ reference: GinReference) -> RichText {
    guard let binding else { return configurable(of: reference) }
    let value = config.value(at: reference.range, of: binding)
    let written = reference.value.file.text[reference.range]
    var content = shown(value, as: written)
    let definitions = analysis.definitions
    let scope = reference.scope.text
    guard case .found(let id) = analysis.configurable(reference.selector.text, in: file) else {
      content.blocks += configurable(of: reference).blocks
      return content
    }
    let configurable = definitions.configurables[id]
    let words =
      reference.isEvaluated
      ? FeatureWords.calls(configurable.name, in: self.scope(of: reference, in: binding))
      : FeatureWords.passes(configurable.name, configurable.kind)
    content.paragraph(words + (target.sign.map(\.page) ?? Words()))
    content.list(FeatureWords.computedFrom, inputs(of: value))
    if case .overridden = config.standing(of: binding.index), let words = standing(of: binding).first {
      content.paragraph(words)
    }
    if reference.range == binding.valueRange { content.list(FeatureWords.experiments, experiments(of: binding)) }
    if !reference.isEvaluated, !scope.isEmpty { content.paragraph(FeatureWords.runs(in: scope)) }
    if value.inputs.isEmpty || !reference.isEvaluated {
      let active = scope.isEmpty ? binding.scope : scope
      content.list(FeatureWords.parameters(inScope: active), parameters(of: id, scope: active))
    }
    content.blocks += analysis.declaration(of: id).blocks
    return content
  }

  /// A reference to what is not known, or in a statement that gin refuses.
  private func configurable(of reference: GinReference) -> RichText {
    let selector = reference.selector.text
    switch analysis.configurable(selector, in: file) {
    case .found(let id): return analysis.declaration(of: id)
    case .ambiguous, .unknown:
      if selector == "gin.singleton" || selector == "singleton" {
        return singleton(reference.scope.text)
      }
      if selector == "gin.macro" || selector == "macro" { return macro(reference.scope.text) }
      return RichText([.paragraph(FeatureWords.unknown(selector))])
    }
  }

  private func singleton(_ name: String) -> RichText {
    var content = RichText([.paragraph(FeatureWords.singleton(name))])
    if let constructor = config.bindings.last(where: { $0.target == .singleton && $0.scope == name }) {
      content.paragraph(
        FeatureWords.constructor(Self.firstLine(of: constructor.expression), analysis.place(constructor.location)))
    }
    return content
  }

  // MARK: Macros

  func macro(_ name: String) -> RichText {
    let constants = analysis.definitions.constants(named: name)
    if let constant = constants.first {
      return constants.count == 1 ? self.constant(constant) : ambiguous(name, constants)
    }
    if name == "gin.REQUIRED" { return RichText([.paragraph(FeatureWords.required)]) }
    guard let bound = config.macro(name) else {
      guard analysis.experiments(including: file).contains(where: { analysis.resolved($0).macro(name) != nil }) else {
        return RichText([.paragraph(FeatureWords.unboundMacro(name))])
      }
      return RichText([
        .paragraph(FeatureWords.macroBoundElsewhere(name)),
        .list(FeatureWords.experiments, items: experiments(ofMacro: name)),
      ])
    }
    let value = config.value(of: bound)
    var content = shown(value, as: "%" + name, written: bound.expression)
    content.paragraph(FeatureWords.macro(analysis.place(bound.location)))
    content.paragraph(macroUses(of: bound, value))
    content.list(FeatureWords.computedFrom, inputs(of: value))
    content.list(FeatureWords.experiments, experiments(ofMacro: name))
    return content
  }

  private func constant(_ constant: DefinitionIndex.ConstantInFile) -> RichText {
    let written = constant.constant.value.flatMap { analysis.text(of: constant.file)?[$0.range] }
    var content = shown(config.value(of: constant), as: "%" + constant.constant.selector, written: written)
    content.paragraph(FeatureWords.constant(constant.constant.selector))
    content.paragraph(FeatureWords.declared(analysis.place(FileLocation(constant.file, constant.constant.nameRange))))
    return content
  }

  /// Gin refuses a name that several constants end with.
  private func ambiguous(_ name: String, _ constants: [DefinitionIndex.ConstantInFile]) -> RichText {
    var content = RichText()
    content.list(
      FeatureWords.ambiguous("%" + name),
      Self.listed(constants) { constant in
        let place = FileLocation(constant.file, constant.constant.nameRange)
        return "\(code: constant.constant.selector) (\(analysis.place(place)))"
      })
    return content
  }
}

extension Value? {
  fileprivate var isList: Bool {
    switch self {
    case .list, .tuple: true
    default: false
    }
  }
}

extension GinValue {
  /// Whether working the value out calls something.
  fileprivate var holdsCall: Bool {
    switch content {
    case .reference(let reference): reference.isEvaluated
    case .list(let values), .tuple(let values): values.contains(where: \.holdsCall)
    case .dictionary(let entries): entries.contains { $0.key.holdsCall || ($0.value?.holdsCall ?? false) }
    case .parenthesised(let inner): inner.holdsCall
    case .literal, .macro, .unexpected: false
    }
  }
}
