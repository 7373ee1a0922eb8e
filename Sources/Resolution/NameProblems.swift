// What is to be said about a name that is not known, ambiguous or closed? With the nearest names as fixes.

import Configurables
import GinSyntax
import SourceText

struct NameProblems {
  let path: FilePath
  let definitions: ProjectDefinitions
  private let imports: [GinImport]
  private let syntax: GinFile
  /// The first import that names a module outside the workspace.
  private let unreadModule: String?

  init(_ meaning: FileMeaning) {
    path = meaning.path
    definitions = meaning.definitions
    imports = meaning.imports
    syntax = meaning.syntax
    let modules = definitions.modules
    unreadModule =
      imports.lazy.filter { $0.module.text != "__gin__" && !Self.isKnown($0.path, modules) }.first?.path
  }

  private var index: DefinitionIndex { definitions.index }
  private func location(_ range: TextRange) -> FileLocation { FileLocation(path, range) }

  private func fixes(_ names: [String], at range: TextRange) -> [Problem.Fix] {
    names.map { Problem.Fix(title: ProblemWords.change(to: $0), location: location(range), replacement: $0) }
  }

  // MARK: Configurables

  /// Whether nothing can be said of unknown names: the definitions are still being read, or there are none at all.
  var isSilent: Bool {
    definitions.coverage == .growing || (index.configurables.isEmpty && unreadModule == nil)
  }

  /// What a name stands for: a program may be told to pass over bindings of unknown names, and not over values with them
  /// (`config.py`, `_should_skip`, `find_unknown_references_hook`).
  enum Place: Hashable { case key, value }

  /// Nil where nothing can be said.
  func unknown(_ selector: String, at range: TextRange, in place: Place) -> Problem? {
    var problem = unknown(selector, at: range)
    if place == .key, problem?.severity == .error, definitions.maySkip(selector) {
      problem?.severity = .hint
      problem?.message += " " + ProblemWords.maySkip
    }
    return problem
  }

  private func unknown(_ selector: String, at range: TextRange) -> Problem? {
    guard !isSilent else { return nil }
    if syntax.importedNames.bound != nil { return notImported(selector, at: range) }
    // What a file before this text has registered is checked where that file imports it.
    guard syntax.importedNames.registeredPaths(of: selector).isEmpty else { return nil }
    let prefix = selector.split(separator: ".").dropLast().joined(separator: ".")
    let isInWorkspace = !prefix.isEmpty && definitions.modules.contains(prefix)
    if !isInWorkspace, let unread = unread(prefix) {
      return Problem(
        .unknownConfigurable, severity: .hint, ProblemWords.unreadConfigurable(selector, unread), at: location(range))
    }
    guard !index.configurables.isEmpty else { return nil }
    let nearest = nearestSelectors(to: selector)
    return Problem(
      .unknownConfigurable, ProblemWords.unknownConfigurable(selector, nearest: nearest), at: location(range),
      fixes: fixes(nearest, at: range))
  }

  /// With dynamic registration the file's own imports alone give names; what they lead to outside the workspace has a
  /// hint at the import.
  private func notImported(_ selector: String, at range: TextRange) -> Problem? {
    guard let path = syntax.importedNames.path(of: selector) else {
      guard !hasBrokenImport else { return nil }
      let name = selector.prefix { $0 != "." }
      return Problem(.unknownConfigurable, ProblemWords.notImported(String(name)), at: location(range))
    }
    let meaning = index.imported(path)
    if case .outside(let package) = meaning, Self.isKnown(String(path.prefix { $0 != "." }), definitions.modules) {
      // A module here that takes all names of one elsewhere.
      return Problem(
        .unknownConfigurable, severity: .hint,
        ProblemWords.unreadConfigurable(selector, ProblemWords.packages(["`\(package)`"])), at: location(range))
    }
    guard case .missing(let name, let module) = meaning else { return nil }
    let end = range.start.advanced(by: selector.utf8.count)
    let known = index.importedNames(below: module).map(\.name).filter { !$0.contains(".") }
    let nearest = NearestNames.nearest(to: name, among: known)
    // A fix changes the name alone, which stands at the end of all but longer paths.
    let last = TextRange(end.advanced(by: -name.utf8.count), end)
    return Problem(
      .unknownConfigurable, ProblemWords.notInModule(name, module, nearest: nearest), at: location(range),
      fixes: path.hasSuffix("." + name) ? fixes(nearest, at: last) : [])
  }

  /// Whether a line that is being typed may be the import that is missed.
  private var hasBrokenImport: Bool {
    syntax.records.indices.contains { place in
      guard syntax.records[place].kind == .incomplete else { return false }
      let text = syntax.statements[place].text.text
      return text.hasPrefix("import") || text.hasPrefix("from")
    }
  }

  /// What could define the name and cannot be read, in words; nil when there is no such thing.
  private func unread(_ prefix: String) -> String? {
    if let unreadModule { return ProblemWords.module(unreadModule) }
    if case .partial(let packages) = definitions.coverage { return ProblemWords.packages(packages) }
    return nil
  }

  private func nearestSelectors(to selector: String) -> [String] {
    let count = selector.split(separator: ".").count
    let candidates = index.registered.lazy.map { id in
      let shortest = index.shortestSelector(of: id)
      guard shortest.split(separator: ".").count < count else { return shortest }
      return index.configurables[id].selector.split(separator: ".").suffix(count).joined(separator: ".")
    }
    let imported = (syntax.importedNames.registered ?? [:]).keys.map {
      $0.split(separator: ".").suffix(count).joined(separator: ".")
    }
    return NearestNames.nearest(to: selector, among: Array(candidates) + imported)
  }

  func ambiguous(_ selector: String, _ ids: [DefinitionIndex.ID], at range: TextRange) -> Problem {
    let candidates = Candidates(ids, named: selector, in: syntax, at: path, index)
    let names = candidates.all.map(index.shortestSelector(of:))
    let message =
      candidates.only.map {
        ProblemWords.ambiguousConfigurable(selector, ids.count, only: index.shortestSelector(of: $0))
      }
      ?? ProblemWords.ambiguousConfigurable(selector, names)
    let shown = candidates.all.prefix(ProblemWords.mostCandidates)
    return Problem(
      .ambiguousConfigurable, severity: severityOfAmbiguity(ids), message, at: location(range),
      related: shown.map { declaration(of: $0) }, fixes: fixes(Array(names.prefix(shown.count)), at: range))
  }

  /// A Python program knows only what the modules that it imports have registered, and which these are it decides when
  /// it starts: of several programs in a repository each may have one of the names.
  private func severityOfAmbiguity(_ ids: [DefinitionIndex.ID]) -> Problem.Severity {
    let modules = Set(ids.map { index.configurables[$0].file })
    let isImportable = ids.contains { !index.registered.contains($0) }
    return (modules.count > 1 || isImportable) && ids.allSatisfy { index.configurables[$0].language == .python }
      ? .hint : .error
  }

  private func declaration(of id: DefinitionIndex.ID) -> Problem.Related {
    let configurable = index.configurables[id]
    return Problem.Related(FileLocation(configurable.file, configurable.nameRange), ProblemWords.declaredHere)
  }

  // MARK: Parameters

  func unknownParameter(_ parameter: GinName, _ id: DefinitionIndex.ID) -> Problem {
    let configurable = index.configurables[id]
    let open = configurable.parameters.filter { $0.isConfigurable && !$0.isComputed && $0.kind != .variadic }
    let nearest = NearestNames.nearest(
      to: parameter.text, among: open.lazy.map { configurable.language.ginSpelling($0.name) })
    return Problem(
      .unknownParameter,
      ProblemWords.unknownParameter(parameter.text, configurable.name, nearest: nearest), at: location(parameter.range),
      related: [declaration(of: id)], fixes: fixes(nearest, at: parameter.range))
  }

  /// A parameter that exists and that configs may not set.
  func closedParameter(_ parameter: GinName, _ facts: ParameterFacts) -> Problem {
    let configurable = index.configurables[facts.configurable]
    let declared = Problem.Related(configurable.place(of: facts.parameter), ProblemWords.declaredHere)
    guard facts.parameter.isComputed else {
      return Problem(
        .parameterNotConfigurable, ProblemWords.notConfigurable(parameter.text, configurable.name),
        at: location(parameter.range), related: [declared])
    }
    return Problem(
      .computedParameter,
      ProblemWords.computed(
        parameter.text, configurable.name,
        inputs: ComputedInputs.names(of: facts.parameter.name, in: configurable, index)),
      at: location(parameter.range), related: [declared])
  }

  // MARK: Constants and imports

  func constantProblem(_ macro: MacroMeaning, at range: TextRange) -> [Problem] {
    guard macro.constants.count > 1 else { return [] }
    let names = Set(macro.constants.map(\.constant.selector)).sorted()
    let name = TextRange(range.start.advanced(by: 1), range.end)
    // As of configurables: programs that define the same constant are not one program.
    guard names.count > 1 else { return [] }
    let files = Set(macro.constants.map(\.file))
    let isOfPrograms = files.count > 1 && files.allSatisfy { index.files[$0]?.language == .python }
    return [
      Problem(
        .ambiguousConfigurable, severity: isOfPrograms ? .hint : .error,
        ProblemWords.ambiguousConstant(macro.name, names), at: location(range),
        fixes: fixes(names, at: name))
    ]
  }

  func importProblem(_ statement: GinImport) -> Problem? {
    var problem = missingImport(statement)
    if problem?.severity == .error, definitions.maySkipImports {
      problem?.severity = .hint
      problem?.message += " " + ProblemWords.maySkipImport
    }
    return problem
  }

  private func missingImport(_ statement: GinImport) -> Problem? {
    guard definitions.coverage != .growing, statement.module.text != "__gin__" else { return nil }
    let modules = definitions.modules
    guard !Self.isKnown(statement.path, modules) else { return nil }
    let range = statement.module.range
    let top = statement.path.split(separator: ".").first.map(String.init) ?? ""
    // `from a import b` imports the module `a.b`: gin-config calls `__import__('a.b')` (`process_import`).
    guard Self.isKnown(top, modules) else {
      guard !modules.isEmpty else { return nil }
      return Problem(
        .importNotFound, severity: .hint, ProblemWords.importNotRead(statement.path), at: location(range))
    }
    // Of a Swift module an import may name what it defines.
    if statement.isFrom,
      index.files.values.contains(where: { $0.language == .swift && $0.module == statement.module.text })
    {
      return nil
    }
    if let name = statement.importedName {
      let prefix = statement.module.text + "."
      let inside = modules.lazy.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.utf8.count)) }
      let nearest = NearestNames.nearest(to: name.text, among: inside.filter { !$0.contains(".") }.sorted())
      return Problem(
        .importNotFound, ProblemWords.importNotFound(statement.path, nearest: nearest.map { prefix + $0 }),
        at: location(name.range), fixes: fixes(nearest, at: name.range))
    }
    let nearest = NearestNames.nearest(to: statement.path, among: modules.sorted())
    return Problem(
      .importNotFound, ProblemWords.importNotFound(statement.path, nearest: nearest), at: location(range),
      fixes: fixes(nearest, at: range))
  }

  /// Whether a module, or one inside it, is in the workspace.
  private static func isKnown(_ module: String, _ modules: Set<String>) -> Bool {
    modules.contains(module) || modules.contains { $0.hasPrefix(module + ".") }
  }
}
