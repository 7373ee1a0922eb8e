// Which definition does a config's name mean, remembered? The index with the tables that outlive an edit of a config.

package import Configurables
package import Evaluation
import GinSyntax
package import SourceText
import Synchronization

/// Made anew only when a definition changes: by its identity, an unchanged index keeps what was looked up in it.
package final class ProjectDefinitions: Sendable {
  /// Whether a name that the index does not know is surely unknown to the program.
  package enum Coverage: Sendable, Hashable {
    /// Every file of code has been read.
    case complete
    /// Files of code are still being read: nothing is said about unknown names.
    case growing
    /// There is code that cannot be read, in words: packages outside the workspace, what code computes. The likeliest
    /// to define names first.
    case partial([String])
  }

  package let index: DefinitionIndex
  package let evaluator: Evaluator
  package let coverage: Coverage
  /// Every module of the workspace, those without a definition included: SwiftPM targets, dotted Python modules.
  package let modules: Set<String>
  private let givenModules: Set<String>
  let computations: ComputationMemo
  let editions: CodeEditions
  private let tables = Mutex(LookupTables())
  private let queried = Mutex<Set<String>?>(nil)
  private let imported = Mutex(ImportedModules())
  private let textsInCode = Mutex<TextsInCode?>(nil)
  private let bindingsInCode = Mutex<BindingsInCode?>(nil)
  private let typeKinds = Mutex<[String: TypeKind]?>(nil)
  private let experiments = Mutex<[ExperimentIndex.ID: ResolvedExperiment]>([:])
  private let sites = Mutex<[FilePath: [ConstructionSite]]>([:])

  enum TypeKind: Sendable {
    /// A struct or an enum: nothing else can stand for it.
    case value
    /// A class or an actor: a subclass can stand for it.
    case object
    /// A protocol or an alias, or several types that share the name.
    case unclear
  }

  /// - Parameter previous: the definitions of the moment before, from which is taken what did not change.
  package init(
    _ index: DefinitionIndex, modules: Set<String> = [], coverage: Coverage = .complete,
    previous: ProjectDefinitions? = nil
  ) {
    self.index = index
    self.coverage = coverage
    givenModules = modules
    evaluator = Evaluator(index: index, previous: previous?.evaluator)
    guard let previous, let changed = index.changedFiles(since: previous.index) else {
      self.modules = modules.union(index.files.values.lazy.map(\.module))
      computations = ComputationMemo()
      editions = CodeEditions()
      return
    }
    // The modules of the files with definitions are names, which are the same.
    self.modules = previous.givenModules == modules ? previous.modules : previous.modules.union(modules)
    computations = previous.computations
    editions = previous.editions.updated(changed)
    takeOver(from: previous, changed)
  }

  /// Takes what was looked up and found out that no changed file has a part in.
  private func takeOver(
    from previous: ProjectDefinitions, _ changed: [(old: DefinitionFile, new: DefinitionFile)]
  ) {
    let tables = previous.tables.withLock { $0 }.updated(index, changed)
    self.tables.withLock { $0 = tables }
    let bindings = previous.bindingsInCode.withLock { $0 }?.updated(changed)
    bindingsInCode.withLock { $0 = bindings }
    let texts = previous.textsInCode.withLock { $0 }?.updated(changed)
    textsInCode.withLock { $0 = texts }
    if changed.allSatisfy({ Self.queriedParameters($0.old) == Self.queriedParameters($0.new) }) {
      let known = previous.queried.withLock { $0 }
      queried.withLock { $0 = known }
    }
    let haveSameTypes = changed.allSatisfy { old, new in
      old.types.elementsEqual(new.types) { $0.name == $1.name && $0.kind == $1.kind }
    }
    if haveSameTypes {
      let known = previous.typeKinds.withLock { $0 }
      typeKinds.withLock { $0 = known }
    }
  }

  private static func queriedParameters(_ file: DefinitionFile) -> Set<String> {
    Set(
      file.queries.lazy.filter { $0.purpose == .asks }.map {
        DefinitionIndex.folded(String($0.key.split(separator: ".").last ?? ""))
      })
  }

  /// What kind of type the workspace defines under a name, nested or not; nil when it defines none.
  func typeKind(named name: String) -> TypeKind? {
    typeKinds.withLock { kept in
      if let kept { return kept[name] }
      var made: [String: TypeKind] = [:]
      for type in index.files.values.lazy.flatMap(\.types) where type.kind != .extensionOfType {
        let last = type.name.split(separator: ".").last.map(String.init) ?? type.name
        let kind: TypeKind =
          switch type.kind {
          case .structure, .enumeration: .value
          case .classType, .actor: .object
          case .protocolType, .alias, .extensionOfType: .unclear
          }
        made[last] = made[last] == nil || made[last] == kind ? kind : .unclear
      }
      kept = made
      return made[name]
    }
  }

  /// Whether some code asks for a parameter of this name by `Gin.query` or `query_parameter`, which fails where nothing
  /// is bound.
  func isQueried(_ parameter: String) -> Bool {
    queried.withLock { kept in
      if let kept { return kept.contains(DefinitionIndex.folded(parameter)) }
      let made = index.orderedFiles.reduce(into: Set()) { $0.formUnion(Self.queriedParameters($1)) }
      kept = made
      return made.contains(DefinitionIndex.folded(parameter))
    }
  }

  /// The modules that a program loads for an import, by way of their own imports too. `a.b.c` loads `a` and `a.b` first.
  package func modules(loadedBy path: String) -> Set<String> { imported.withLock { $0.modules(loadedBy: path, index) } }

  /// The modules in which something is registered, or a constant is.
  var definingModules: Set<String> { imported.withLock { $0.defining(index) } }

  /// The queries in the body of a configurable.
  func queries(in id: DefinitionIndex.ID) -> [QueryUse] {
    let configurable = index.configurables[id]
    guard let code = index.files[configurable.file], !code.queries.isEmpty else { return [] }
    let range: TextRange
    switch configurable.target {
    case .function(let place) where code.functions.indices.contains(place): range = code.functions[place].range
    case .type(let place) where code.types.indices.contains(place): range = code.types[place].range
    case .method(let type, let place) where code.types.indices.contains(type):
      guard code.types[type].methods.indices.contains(place) else { return [] }
      range = code.types[type].methods[place].range
    case .function, .type, .method, .external: return []
    }
    return code.queries.filter { range.contains($0.range) }
  }

  /// Whether the code may enter a scope, of one name: it writes the name in a text, or makes up the name of a scope, or
  /// there is code that nobody could read.
  func mayEnter(scope: String) -> Bool {
    guard coverage == .complete else { return true }
    let texts = codeTexts
    return texts.makesScopes || texts.hasPart(scope)
  }

  /// Whether the code may call what is registered for references only.
  var mayCallRegistered: Bool { coverage != .complete || codeTexts.asksForConfigurables }

  /// Whether the code writes the name of a macro as a text, as `query_parameter('%NAME')` does.
  func namesInCode(_ macro: String) -> Bool {
    guard coverage == .complete else { return true }
    let texts = codeTexts
    return texts.hasLiteral("%" + macro) || texts.hasLiteral(macro) || texts.hasLiteral(macro + "/macro.value")
  }

  /// Whether a program may pass over the name where it binds something: one of them parses with `skip_unknown`.
  func maySkip(_ selector: String) -> Bool { codeTexts.maySkip(selector) }

  /// Whether a program may pass over imports that fail.
  var maySkipImports: Bool { codeTexts.maySkipImports }

  /// Whether files may be found in folders that code works out.
  var mayAddSearchPaths: Bool { codeTexts.makesSearchPaths }

  /// Whether the code itself gives a macro its value, by a constant or by a binding that it parses.
  func codeSets(_ macro: String) -> Bool {
    let texts = codeTexts
    return texts.binds(macro) || (texts.makesConstants && texts.hasLiteral(macro))
  }

  /// Where code binds a parameter, by `gin.bind_parameter`.
  package func codeBindings(of parameter: String, _ id: DefinitionIndex.ID) -> [FileLocation] {
    let bindings = bindingsInCode.withLock { kept in
      if let kept { return kept }
      let made = BindingsInCode(index.orderedFiles)
      kept = made
      return made
    }
    return bindings.places(ofParameter: parameter) { selector in
      switch index.configurable(selector) {
      case .found(let found): found == id
      case .ambiguous(let ids): ids.contains(id)
      case .unknown: false
      }
    }
  }

  private var codeTexts: TextsInCode {
    textsInCode.withLock { kept in
      if let kept { return kept }
      let made = TextsInCode(index.orderedFiles)
      kept = made
      return made
    }
  }

  /// The config of a typed experiment; worked out once.
  package func experiment(
    _ id: ExperimentIndex.ID, _ limits: EvaluationLimits, cancellation: CancellationFlag?
  ) -> ResolvedExperiment {
    if let known = experiments.withLock({ $0[id] }) { return known }
    prepare([id], limits, cancellation: cancellation)
    return experiments.withLock { $0[id] } ?? ResolvedExperiment(id, .failure(.cancelled), self)
  }

  /// Works experiments out together with what they are derived from.
  func prepare(_ ids: [ExperimentIndex.ID], _ limits: EvaluationLimits, cancellation: CancellationFlag?) {
    let known = experiments.withLock { Set($0.keys) }
    let missing = ids.filter { !known.contains($0) }
    guard !missing.isEmpty else { return }
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    let configs = evaluator.configs(
      of: ExperimentOrder.dependencies(of: missing, in: index), environment: EmptyEnvironment(), run: run)
    var made: [ExperimentIndex.ID: ResolvedExperiment] = [:]
    for (id, config) in configs where !known.contains(id) {
      // What was cut short is no answer.
      if case .failure(.cancelled) = config { continue }
      made[id] = ResolvedExperiment(id, config, self)
    }
    experiments.withLock { [made] in $0.merge(made) { first, _ in first } }
  }

  /// The constructions of a file, read once.
  package func constructionSites(in file: FilePath) -> [ConstructionSite] {
    if let known = sites.withLock({ $0[file] }) { return known }
    let made = index.readConstructionSites(in: file)
    sites.withLock { $0[file] = made }
    return made
  }

  /// Looks names up under one lock; `body` must not ask these definitions anything else.
  func withTables<Result>(_ body: (inout LookupTables, DefinitionIndex) -> sending Result) -> sending Result {
    tables.withLock { tables in body(&tables, index) }
  }

  /// The slot of a parameter in exactly this scope; nil when no config of any time has bound it.
  func slot(scope: String, configurable: DefinitionIndex.ID, parameter: String) -> Int? {
    tables.withLock { $0.slot(scope: scope, configurable: configurable, parameter: parameter, index) }
  }

  func macroSlot(_ name: String) -> Int? { tables.withLock { $0.macroSlot(name) } }
  func singletonSlot(_ name: String) -> Int? { tables.withLock { $0.singletonSlot(name) } }

  /// One more than the greatest slot that was given out.
  var slotCount: Int { tables.withLock { $0.slotCount } }

  /// - Parameter file: the file that the name stands in, whose imports may say what it means.
  func reference(_ text: String, in file: GinFile?) -> ReferenceMeaning {
    var text = text
    return text.withUTF8 { bytes in
      tables.withLock { tables in
        let context = file.flatMap { tables.context($0.importedNames, index) }
        return tables.reference(bytes, index, in: context)
      }
    }
  }

  package func macro(_ text: String) -> MacroMeaning {
    var text = text
    return text.withUTF8 { bytes in
      tables.withLock { $0.macro(bytes, index) }
    }
  }
}
