// What is known at one moment? An immutable answer to every question about the configs of a workspace.

package import Configurables
import Evaluation
import GinSyntax
package import SourceText
import Synchronization

/// Answers are worked out when they are asked for, and kept. A new moment takes over what did not change.
package final class Analysis: Sendable {
  package let files: ProjectFiles
  package var definitions: DefinitionIndex { files.definitions.index }
  private let memo: Mutex<Memo>

  private struct Memo {
    var configs: [Entry: ResolvedConfig] = [:]
    /// Those of the moment before, which have still to be compared with the files of this one.
    var earlier: [Entry: ResolvedConfig] = [:]
    var graph: IncludeGraph?
    /// Whether `graph` is of this moment, and not of the one before.
    var isGraphCurrent = false
    var settingFiles = AskedTable<ConfigBinding.Target, FilePath>()
    var referringFiles: [DefinitionIndex.ID: [FilePath]]?
    var problems: [FilePath: [Problem]] = [:]
  }

  /// So many configs are taken over from the moment before; those that are not asked for again are let go.
  private static let keptConfigs = 64
  /// In the light of so many experiments an included file is checked.
  private static let contextLimit = 8
  /// For so many unknown names of a file the nearest ones are looked for.
  private static let suggestionLimit = 20

  /// - Parameter previous: the analysis of the moment before, from which unchanged answers are taken.
  package init(_ files: ProjectFiles, previous: Analysis? = nil) {
    self.files = files
    var memo = Memo()
    if let previous, previous.files.definitions === files.definitions, previous.hasSameSearchPaths(files) {
      let old = previous.memo.withLock { $0 }
      memo.graph = old.graph
      // What was not asked for in the moment before is let go where there is much.
      let kept = old.configs.merging(old.earlier) { newer, _ in newer }
      memo.earlier = kept.count <= Self.keptConfigs ? kept : old.configs
    }
    self.memo = Mutex(memo)
  }

  private func hasSameSearchPaths(_ other: ProjectFiles) -> Bool {
    files.roots == other.roots && files.configuredPaths == other.configuredPaths
      && files.literalPaths == other.literalPaths && files.allGinFiles == other.allGinFiles
      && files.limits == other.limits
  }

  /// The config that an entry makes; worked out once.
  package func resolved(_ entry: Entry) -> ResolvedConfig {
    let (known, earlier) = memo.withLock { ($0.configs[entry], $0.earlier[entry]) }
    if let known { return known }
    let made = earlier.flatMap { isCurrent($0) ? $0 : nil } ?? ResolvedConfig(entry, files, earlier: earlier)
    memo.withLock {
      $0.configs[entry] = made
      $0.earlier[entry] = nil
    }
    return made
  }

  /// Whether every file that the config was made of is still the same, and none that was missing has come.
  private func isCurrent(_ config: ResolvedConfig) -> Bool {
    guard !config.layout.problems.contains(where: { $0.code == .includeNotFound }) else { return false }
    return config.layout.uses.allSatisfy { use in
      Entry.isBindings(use.file.path) || files.ginFile(use.file.path) === use.file
    }
      && config.entry.files.allSatisfy { path in
        (files.ginFile(path) == nil) == !config.layout.uses.contains { $0.includedBy == nil && $0.file.path == path }
      }
  }

  /// The entry in whose light an editor shows the file: the chosen one where the file is part of it, else the file alone.
  package func entry(for file: FilePath) -> Entry { entryInView(of: file) ?? Entry(file) }

  /// The experiment that was chosen, where the file is part of it.
  package func entryInView(of file: FilePath) -> Entry? {
    guard let entry = files.entryInView, resolved(entry).layout.uses.contains(where: { $0.file.path == file }) else {
      return nil
    }
    return entry
  }

  /// All that a person can run: what is named, and every file that nobody includes.
  package var experiments: [Entry] {
    let graph = includeGraph
    return files.namedEntries + files.allGinFiles.filter { graph.isRoot($0) }.map { Entry($0) }
  }

  /// The experiments that the file takes part in: the files that include it, directly or not, and that nobody
  /// includes, and the entries of `gimlet.gin` that hold it. Empty when nothing includes it.
  package func experiments(including file: FilePath) -> [Entry] {
    let graph = includeGraph
    return graph.experiments.experiments(of: file, named: files.namedEntries) {
      let named = files.namedEntries.filter { entry in
        (entry.files != [file] || !entry.bindings.isEmpty)
          && entry.files.contains { $0 == file || graph.reaches(from: $0, file) }
      }
      return named + graph.roots(including: file).map { Entry($0) }
    }
  }

  /// The files that a file includes, directly or not.
  package func includes(of file: FilePath) -> Set<FilePath> { includeGraph.reachable(from: file) }

  /// The gin files that bind what `target` names, in any scope, in the order of their paths.
  package func files(setting target: ConfigBinding.Target) -> [FilePath] {
    memo.withLock { memo in
      memo.settingFiles.elements(of: target) {
        files.allGinFiles.filter { path in
          files.ginFile(path)?.meaning(by: files.definitions).bindings.contains { $0.meaning.target == target } ?? false
        }
      } make: {
        var made: [ConfigBinding.Target: [FilePath]] = [:]
        for path in files.allGinFiles {
          guard let file = files.ginFile(path) else { continue }
          let targets = Set(file.meaning(by: files.definitions).bindings.map(\.meaning.target))
          for target in targets { made[target, default: []].append(path) }
        }
        return made
      }
    }
  }

  /// The files in which a value refers to a configurable, in the order of their paths.
  package func files(referringTo id: DefinitionIndex.ID) -> [FilePath] {
    if let known = memo.withLock({ $0.referringFiles }) { return known[id] ?? [] }
    var made: [DefinitionIndex.ID: [FilePath]] = [:]
    for path in files.allGinFiles {
      guard let file = files.ginFile(path) else { continue }
      var found: Set<DefinitionIndex.ID> = []
      for named in file.meaning(by: files.definitions).named {
        named.expression.visitNames { part in
          if case .reference(let reference, _) = part.kind, case .configurable(let id) = reference.target {
            found.insert(id)
          }
        }
      }
      for id in found { made[id, default: []].append(path) }
    }
    memo.withLock { [made] in $0.referringFiles = made }
    return made[id] ?? []
  }

  private var includeGraph: IncludeGraph {
    let (previous, isCurrent) = memo.withLock { ($0.graph, $0.isGraphCurrent) }
    if isCurrent, let previous { return previous }
    let graph = IncludeGraph(files, previous: previous)
    memo.withLock {
      $0.graph = graph
      $0.isGraphCurrent = true
    }
    return graph
  }

  /// Everything that is to be said about a gin file, in the order of the text.
  ///
  /// What needs more than the file itself is said in the light of the experiments that include it: a file that others
  /// include is a part, and may be incomplete by itself.
  package func problems(in path: FilePath) -> [Problem] {
    if let known = memo.withLock({ $0.problems[path] }) { return known }
    let made = allProblems(in: path)
    // What was ended early says too little.
    if files.cancellation?.hasStopped != true { memo.withLock { $0.problems[path] = made } }
    return made
  }

  private func allProblems(in path: FilePath) -> [Problem] {
    if definitions.files[path] != nil { return experimentProblems(in: path) }
    guard let file = files.ginFile(path) else { return [] }
    var found = file.meaning(by: files.definitions).problems
    let including = entryInView(of: path).map { [$0] } ?? experiments(including: path)
    let contexts = including.isEmpty ? [Entry(path)] : Array(including.prefix(Self.contextLimit))
    for entry in contexts {
      found += resolved(entry).entryProblems.filter { $0.location.file == path }
    }
    if isRunAlso(path, including) {
      // The bindings with which it is started may be what is missing.
      found += resolved(Entry(path)).entryProblems.filter { $0.location.file == path && $0.code != .requiredNotBound }
    }
    found += unknownMacros(in: file, including: including)
    found += unusedBindings(in: file, contexts) + unusedImports(in: file, contexts)
    found.sort { $0.location.range.start < $1.location.range.start }
    guard contexts.count > 1 || isRunAlso(path, including) else { return found }
    var seen: Set<Problem> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// The bindings that have no effect in any of the experiments. Of a file that nobody is known to run nothing is said:
  /// a command line may put it together with others.
  private func unusedBindings(in file: ConfigFile, _ contexts: [Entry]) -> [Problem] {
    let graph = includeGraph
    let areKnown = contexts.allSatisfy { entry in
      entry == files.entryInView || !entry.name.isEmpty
        || entry.files.contains { !graph.reachable(from: $0).isEmpty }
    }
    guard areKnown, let first = contexts.first else { return [] }
    guard files.cancellation?.hasStopped != true else { return [] }
    let config = resolved(first)
    let reasons = config.unreached
    guard !reasons.isEmpty else { return [] }
    let others = contexts.dropFirst().map { entry in
      let other = resolved(entry)
      return (config: other, use: other.lastUse(of: file.path), unreached: other.unreached)
    }
    let use = config.lastUse(of: file.path)
    let bindings = config.bindings
    return reasons.sorted { $0.key < $1.key }.compactMap { place, reason in
      let binding = bindings[place]
      guard binding.use == use else { return nil }
      let record = Int(config.layout.places[place].record)
      let isUsed = others.contains { other in
        guard let use = other.use, let same = other.config.place(use: use, record: record) else { return false }
        // What is overridden there is no reason to keep it, and no reason to fade it either.
        return other.unreached[same] == nil
      }
      guard !isUsed else { return nil }
      return Problem(.unusedBinding, ProblemWords.unused(reason, definitions), at: binding.location)
    }
  }

  /// Whether a file is an experiment by itself too, beside those that start it with bindings.
  private func isRunAlso(_ file: FilePath, _ including: [Entry]) -> Bool {
    files.entryInView == nil && !including.isEmpty && including.allSatisfy { $0.files == [file] }
  }

  /// Uses of macros that no experiment with this file binds.
  private func unknownMacros(in file: ConfigFile, including: [Entry]) -> [Problem] {
    var isBound: [ObjectIdentifier: Bool] = [:]
    let unbound = file.macroUses(files.definitions).filter { use in
      if let known = isBound[ObjectIdentifier(use.macro)] { return !known }
      let answer =
        files.definitions.codeSets(use.macro.name) || resolved(Entry(file.path)).macro(use.macro) != nil
        || including.contains { resolved($0).macro(use.macro) != nil }
      isBound[ObjectIdentifier(use.macro)] = answer
      return !answer
    }
    guard !unbound.isEmpty else { return [] }
    let known = ([Entry(file.path)] + including.prefix(Self.contextLimit)).flatMap { resolved($0).macroNames }
    return unbound.enumerated().map { place, use in
      let nearest =
        place < Self.suggestionLimit
        ? NearestNames.nearest(to: use.macro.name, among: known + constantNames(like: use.macro.name)) : []
      let name = TextRange(use.range.start.advanced(by: 1), use.range.end)
      return Problem(
        .unknownMacro, ProblemWords.unknownMacro(use.macro.name, nearest: nearest),
        at: FileLocation(file.path, use.range),
        fixes: nearest.map {
          Problem.Fix(
            title: ProblemWords.change(to: $0), location: FileLocation(file.path, name), replacement: $0)
        })
    }
  }

  /// The constants of the code, with as many parts of their names as are written.
  private func constantNames(like written: String) -> [String] {
    let count = written.split(separator: ".").count
    guard count > 1 else { return [] }
    let names = definitions.constants.map { found in
      found.constant.selector.split(separator: ".").suffix(count).joined(separator: ".")
    }
    return names.filter { definitions.constants(named: $0).count == 1 }
  }

  /// The file that an `include` of `path` in `file` opens, as gin and DESIGN.md search for it.
  package func includedFile(_ path: String, from file: FilePath) -> FilePath? {
    guard case .found(let found) = IncludeSearch(files: files).find(path, from: file) else { return nil }
    return found.path
  }

  /// A file that an `include` of `path` in `file` finds and cannot open, with the reason in a clause.
  package func unreadableInclude(_ path: String, from file: FilePath) -> (file: FilePath, reason: String)? {
    guard case .unreadable(let found, let reason) = IncludeSearch(files: files).find(path, from: file) else {
      return nil
    }
    return (found, reason)
  }
}

extension ConfigFile {
  /// The uses of macros, without constants and `%gin.REQUIRED`.
  func macroUses(_ definitions: ProjectDefinitions) -> [(macro: MacroMeaning, range: TextRange)] {
    var uses: [(macro: MacroMeaning, range: TextRange)] = []
    let named = meaning(by: definitions).named
    for place in named.indices where named[place].holds.contains(.macro) {
      named[place].expression.visitNames { part in
        if case .macro(let macro) = part.kind, macro.constants.isEmpty, !macro.isRequiredMark {
          uses.append((macro, part.range))
        }
      }
    }
    return uses
  }
}
