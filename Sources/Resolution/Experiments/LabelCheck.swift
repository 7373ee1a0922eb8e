// Are the arguments of a construction what its type takes? Labels, their order, computed fields, and what is missing.

import Configurables
import Evaluation
import SourceText

struct LabelCheck {
  let analysis: Analysis
  let site: ConstructionSite

  private var index: DefinitionIndex { analysis.definitions }
  private var home: ExperimentIndex.TypeInFile { index.experiments.types[site.type] }
  private var type: ConfigType { home.type }
  private var code: DefinitionFile? { index.files[site.file] }

  var problems: [Problem] {
    guard type.obstacle == nil else { return [] }
    return site.arguments.flatMap(problems) + disorder + missing + fallingBack
  }

  private func location(_ range: TextRange) -> FileLocation { FileLocation(site.file, range) }

  private func problems(of argument: Expression.Argument) -> [Problem] {
    guard let label = argument.label, let range = argument.labelRange else { return [] }
    guard let field = type.field(named: label) else { return [unknown(label, range)] }
    guard field.standing == .pinned, !isSentinel(argument.value) else { return [] }
    let inputs = inputs(of: field)
    return [
      Problem(
        .computedParameter, ProblemWords.computed(label, type.name, inputs: inputs), at: location(range),
        related: [
          Problem.Related(
            field.getter.map { FileLocation($0.file, $0.function.nameRange) } ?? home.place(of: field),
            ProblemWords.computedHere)
        ])
    ]
  }

  private func unknown(_ label: String, _ range: TextRange) -> Problem {
    let settable = type.fields.filter { $0.standing != .pinned }.map(\.parameter.name)
    let nearest = NearestNames.nearest(to: label, among: settable)
    return Problem(
      .unknownParameter, ProblemWords.unknownParameter(label, type.name, nearest: nearest), at: location(range),
      related: [Problem.Related(FileLocation(home.file, type.nameRange), ProblemWords.declaredHere)],
      fixes: nearest.map {
        Problem.Fix(title: ProblemWords.change(to: $0), location: location(range), replacement: $0)
      })
  }

  /// `Pinned` stands for "not set".
  private func isSentinel(_ value: Expression) -> Bool {
    home.language == .python && value.namePath?.last == "Pinned"
  }

  /// The fields that can be set instead, other computed ones looked through.
  private func inputs(of field: ConfigType.Field) -> [String] {
    var read: Set<String> = []
    var waiting = [field.parameter.name]
    var seen: Set<String> = []
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      guard let field = type.field(named: name) else { continue }
      guard let getter = field.getter else {
        read.insert(name)
        continue
      }
      getter.function.visitExpressions { expression in
        switch expression.kind {
        case .member(_?, let name, _), .member(nil, let name, _), .name(let name): waiting.append(name)
        default: break
        }
      }
    }
    return type.fields.map(\.parameter.name).filter { read.contains($0) }
  }

  // MARK: Order

  /// Swift takes labels in the order of the declaration.
  private var disorder: [Problem] {
    guard home.language == .swift else { return [] }
    var last = -1
    var lastName = ""
    for argument in site.arguments {
      guard let label = argument.label, let range = argument.labelRange,
        let place = type.fields.firstIndex(where: { $0.parameter.name == label })
      else { continue }
      if place < last {
        return [
          Problem(.argumentOrder, ProblemWords.disorder(label, before: lastName), at: location(range))
        ]
      }
      (last, lastName) = (place, label)
    }
    return []
  }

  // MARK: What is missing

  private var missing: [Problem] {
    guard site.home != .defaults, site.arguments.allSatisfy({ $0.spread == .single }) else { return [] }
    let parents = site.parents.map(parentType)
    guard !parents.contains(nil) else { return [] }
    let given = Set(site.arguments.compactMap(\.label))
    let inherited = parents.compactMap { $0 }.flatMap { index.experiments.types[$0].type.fields.map(\.parameter.name) }
    let names = type.fields.filter { field in
      !given.contains(field.parameter.name) && !inherited.contains(field.parameter.name) && needsValue(field)
    }.map(\.parameter.name)
    guard !names.isEmpty, !closureForm else { return [] }
    return [
      Problem(
        .requiredNotBound, ProblemWords.missing(names, type.name), at: location(site.callee.range),
        related: [Problem.Related(FileLocation(home.file, type.nameRange), ProblemWords.declaredHere)])
    ]
  }

  private var closureForm: Bool {
    site.arguments.contains { if case .closure = $0.value.kind { $0.label == nil } else { false } }
  }

  /// The type of what a parent gives; nil where it is not known.
  private func parentType(_ parent: Expression) -> ExperimentIndex.TypeID? {
    guard let code else { return nil }
    if let made = index.experiments.type(constructedBy: parent, in: code, index.files) { return made }
    if let (id, path) = parent.namePath.flatMap({ index.experiments.experiment(named: $0, in: code, index.files) }) {
      return path.isEmpty ? index.experiments.experiments[id].type : analysis.resolved(id).field(path)?.nestedType
    }
    // `pdefaults(TrainerConfig)` gives an instance of the type.
    if case .call(_, let arguments) = parent.kind, arguments.count == 1 {
      return index.experiments.type(namedBy: arguments[0].value, in: code, index.files)
    }
    return nil
  }

  private func needsValue(_ field: ConfigType.Field) -> Bool {
    switch home.language {
    case .swift:
      guard field.getter == nil, field.parameter.defaultValue == nil else { return false }
      if case .optional = field.parameter.type { return false }
      return true
    case .python:
      return ![home.selector].filter { hasDefaults($0) }.isEmpty ? false : !inheritsDefault(field)
    }
  }

  private func hasDefaults(_ selector: String) -> Bool {
    index.experiments.defaults.contains { index.experiments.types[$0.type].selector == selector }
  }

  private func inheritsDefault(_ field: ConfigType.Field) -> Bool {
    type.ancestors.contains { selector in
      hasDefaults(selector)
        && index.experiments.type(selector: selector).map {
          index.experiments.types[$0].type.field(named: field.parameter.name) != nil
        } ?? false
    }
  }

  // MARK: A config inside that is replaced

  /// A nested config that is made anew loses what the parent's has: its other fields fall back to their defaults.
  private var fallingBack: [Problem] {
    guard case .experiment(let id) = site.home, let path = site.path, !path.isEmpty, site.parents.isEmpty, !closureForm,
      let parent = analysis.parents(of: id).first
    else { return [] }
    let own = analysis.resolved(id)
    let other = analysis.resolved(parent)
    guard other.field(path)?.nestedType == site.type else { return [] }
    let given = Set(site.arguments.compactMap(\.label))
    let lost = type.fields.compactMap { field -> (name: String, now: String, before: String)? in
      let name = field.parameter.name
      guard field.getter == nil, !given.contains(name), let now = own.field(path + [name])?.value.text,
        let before = other.field(path + [name])?.value.text, now != before, !now.isEmpty, !before.isEmpty
      else { return nil }
      return (name, now, before)
    }
    guard !lost.isEmpty else { return [] }
    let whole = (parentText(of: id) ?? other.experiment.name) + "." + path.joined(separator: ".")
    let start = site.arguments.first.map { $0.labelRange?.start ?? $0.value.range.start }
    let fixes = start.map {
      [
        Problem.Fix(
          title: ProblemWords.deriveFrom(whole), location: location(TextRange($0, $0)), replacement: whole + ", ")
      ]
    }
    return [
      Problem(
        .nestedDefaults, ProblemWords.fallsBack(lost, of: whole), at: location(site.callee.range), fixes: fixes ?? [])
    ]
  }

  /// The parent as the experiment's own call names it.
  private func parentText(of id: ExperimentIndex.ID) -> String? {
    guard case .call(_, let arguments) = index.experiments.experiments[id].construction.kind else { return nil }
    return arguments.first { $0.label == nil }.flatMap { $0.value.namePath?.joined(separator: ".") }
  }
}
