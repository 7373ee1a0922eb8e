// What is known below one root? Its files, its settings, and the analysis of this moment.

import Configurables
import Evaluation
import GinSyntax
import Resolution
import SourceText

/// The files of one root. Confined to the thread of its workspace.
final class Project {
  enum IndexState: Equatable {
    case none
    /// What is near was read while somebody waited, and there is more.
    case near
    case whole
  }

  let root: FilePath
  private let nestedRoots: FileWalk.NestedRoots
  private let codeNameCache = CodeNameCache()
  private var clientSettings: WorkspaceSettings
  private(set) var settings = WorkspaceSettings() { didSet { knownNamedEntries = nil } }
  private var settingsAnalysis: Analysis?

  private(set) var ginFiles: Set<FilePath> = [] {
    didSet {
      sortedGinFiles = nil
      knownNamedEntries = nil
    }
  }
  /// What analyses see of `ginFiles`, kept from key to key.
  private var sortedGinFiles: [FilePath]?
  /// Folders below the root that are workspaces of their own.
  private(set) var knownNestedRoots: [FilePath] = []
  private var folders: [FileWalk.File] = []
  private(set) var table = GinFileTable()
  private(set) var swift = SwiftIndex()
  private var scripts = LaunchScripts() { didSet { knownNamedEntries = nil } }
  private var knownNamedEntries: [Entry]?
  /// The experiment that a person has chosen to see the files in; a named one is looked up anew each time.
  var entryInView: Entry?
  private(set) var indexState = IndexState.none
  private(set) var python: PythonIndex

  /// The number of the job that is under way; its result is the only one that is taken.
  private var jobUnderWay: Int?
  private var jobsMade = 0
  private var wantsIndexing = true
  /// Files that changed while a job was under way, which may have seen them before.
  private var changedDuringJob: Set<FilePath> = []
  /// Gin files of which nobody has looked what they import now.
  private var changedConfigs: Set<FilePath> = []

  /// Grows with every change of a definition.
  private(set) var definitionsGeneration = 0

  init(root: FilePath, settings: WorkspaceSettings, nestedRoots: FileWalk.NestedRoots) {
    self.root = root
    python = PythonIndex(root: root)
    self.nestedRoots = nestedRoots
    clientSettings = settings
  }

  var settingsPath: FilePath { root.appending(SettingsFile.name) }

  /// Whether the last look found a `gimlet.gin`.
  var hasSettings: Bool { settingsAnalysis != nil }

  var walk: FileWalk {
    FileWalk(root: root, exclusions: settings.exclusions.map { PathPattern($0) }, nestedRoots: nestedRoots)
  }

  /// Whether a file would belong here by its place.
  func covers(_ path: FilePath) -> Bool {
    walk.covers(path) && !knownNestedRoots.contains { path.relative(to: $0) != nil }
  }

  // MARK: Settings

  func setClientSettings(_ settings: WorkspaceSettings, openText: SourceText?) {
    clientSettings = settings
    reloadSettings(openText: openText)
  }

  /// Reads `gimlet.gin` again.
  /// - Parameter openText: its text where an editor has it open.
  func reloadSettings(openText: SourceText?) {
    let text = openText ?? (try? Disk.text(of: settingsPath))
    let before = settings
    if let text {
      let file = ConfigFile(path: settingsPath, text: text)
      let analysis = SettingsFile.analysis(of: file, root: root, previous: settingsAnalysis)
      settingsAnalysis = analysis
      settings = clientSettings.overridden(by: SettingsFile.settings(in: analysis, file: settingsPath))
    } else {
      settingsAnalysis = nil
      settings = clientSettings
    }
    if settings.exclusions != before.exclusions || settings.pythonPaths != before.pythonPaths { wantsIndexing = true }
  }

  /// What `gimlet.gin` itself is answered from.
  func settingsSnapshot(openText: SourceText?) -> Analysis? {
    if settingsAnalysis == nil { reloadSettings(openText: openText) }
    return settingsAnalysis
  }

  // MARK: Indexing

  /// Reads what is near, where nothing is known yet, so that an answer need not wait for the index.
  func indexNearby(_ documents: OpenDocuments) {
    guard indexState == .none else { return }
    reloadSettings(openText: documents.text(of: settingsPath))
    let job = IndexJob(
      root: root, walk: walk, extent: .near, known: swift, knownPython: python, configs: table,
      pythonPaths: settings.pythonPaths, number: 0)
    guard let result = job.run() else { return }
    take(result, documents)
    wantsIndexing = indexState != .whole
  }

  /// The work that is to be done elsewhere, once.
  func nextJob() -> IndexJob? {
    guard wantsIndexing, jobUnderWay == nil else { return nil }
    wantsIndexing = false
    jobsMade += 1
    jobUnderWay = jobsMade
    changedDuringJob = []
    return IndexJob(
      root: root, walk: walk, extent: .whole, known: swift, knownPython: python, configs: table,
      pythonPaths: settings.pythonPaths, number: jobsMade)
  }

  /// Asks for a new index, when more changed than is worth following file by file.
  func requireIndexing() { wantsIndexing = true }

  /// Takes over what a job found.
  /// - Returns: whether the result was the awaited one.
  func apply(_ result: IndexResult, _ documents: OpenDocuments) -> Bool {
    guard result.number == jobUnderWay else { return false }
    jobUnderWay = nil
    take(result, documents)
    let changed = changedDuringJob
    changedDuringJob = []
    filesChanged(changed, documents)
    return true
  }

  private func take(_ result: IndexResult, _ documents: OpenDocuments) {
    ginFiles = Set(result.ginFiles)
    knownNestedRoots = result.nestedRoots
    folders = result.folders
    let (before, pythonBefore, coverageBefore) = (swift.definitionFiles, python.definitionFiles, coverage)
    swift = result.swift
    python = result.python
    scripts = result.scripts
    indexState = result.completeness == .whole || result.number > 0 ? .whole : .near
    for document in documents.swiftDocuments where covers(document.path) { updateSwift(document.path, documents) }
    follow(documents)
    updatePython(documents.pythonPaths.filter(covers), documents)
    if swift.definitionFiles != before || python.definitionFiles != pythonBefore || coverage != coverageBefore {
      definitionsGeneration += 1
    }
  }

  // MARK: Answers

  var definitionFiles: [DefinitionFile] { swift.definitionFiles + python.definitionFiles }
  var moduleNames: Set<String> { swift.moduleNames.union(python.moduleNames) }

  /// Whether a name that no definition has is surely unknown to the program.
  var coverage: ProjectDefinitions.Coverage {
    guard indexState == .whole else { return .growing }
    return python.unread.isEmpty ? .complete : .partial(python.unread)
  }

  /// What resolution sees of this moment.
  /// - Parameter neighbours: other roots, which are searched for includes after this one.
  func files(
    _ definitions: ProjectDefinitions, neighbours: [FilePath], _ documents: OpenDocuments,
    cancellation: CancellationFlag
  ) -> ProjectFiles {
    let open = documents.ginFiles
    let table = table
    var files = ProjectFiles(
      roots: [root] + neighbours, configuredPaths: settings.includePaths.map { root.appending($0) },
      literalPaths: literalPaths(of: definitions), allGinFiles: analysedGinFiles(),
      namedEntries: namedEntries, entryInView: currentEntryInView, definitions: definitions, limits: settings.limits,
      cancellation: cancellation,
      ginFile: { open[$0] ?? (Document.kind(of: $0).isCode ? nil : table.file(at: $0)) })
    let code = CodeFiles(swift: swift, python: python, open: documents.codeTexts, cache: codeNameCache)
    files.launchScripts = scripts.paths
    files.readFailure = { open[$0] == nil ? table.failure(at: $0)?.explanation : nil }
    files.codeNames = { code.names($0) }
    files.codeText = { code.text(of: $0) }
    let modules = python.moduleFiles
    files.moduleFile = { modules[$0] }
    return files
  }

  private func analysedGinFiles() -> [FilePath] {
    let files = sortedGinFiles ?? ginFiles.filter { $0 != settingsPath }.sorted()
    sortedGinFiles = files
    return files
  }

  private func literalPaths(of definitions: ProjectDefinitions) -> [FilePath] {
    // Relative to the folder that the program is started in, which is the root as far as anybody can know.
    definitions.index.orderedFiles.flatMap(\.searchPaths).map { root.appending($0) }
  }

  /// What `gimlet.gin` names, and what scripts start with several files or with bindings.
  private var namedEntries: [Entry] {
    if let knownNamedEntries { return knownNamedEntries }
    let entries = settings.experiments.map { entry($0) } + launchedEntries
    knownNamedEntries = entries
    return entries
  }

  private var launchedEntries: [Entry] {
    scripts.launches.compactMap { script, launch in
      let files = launch.files.compactMap { launchedFile($0, from: script) }
      guard files.count == launch.files.count else { return nil }
      let name = script.relative(to: root) ?? script.string
      var entry = Entry(files: files, bindings: launch.bindings, name: "\(name):\(launch.line + 1)")
      entry.bindingsOrigin = entry.name
      return entry
    }
  }

  /// The file that a command line names: from the root, where most scripts are started, else from the script's folder,
  /// else the only one that ends so.
  private func launchedFile(_ path: String, from script: FilePath) -> FilePath? {
    let folders = settings.includePaths.map { root.appending($0) } + [root, script.folder]
    let candidates = folders.map { $0.appending(path) }
    if let found = candidates.first(where: { ginFiles.contains($0) }) { return found }
    let suffix = "/" + path.split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
    let matches = analysedGinFiles().filter { $0.string.hasSuffix(suffix) }
    return matches.count == 1 ? matches.first : nil
  }

  /// The chosen experiment as it is now; nil when its name is gone.
  private var currentEntryInView: Entry? {
    guard let entryInView, !entryInView.name.isEmpty else { return entryInView }
    return namedEntries.first { $0.name == entryInView.name }
  }

  private func entry(_ experiment: ExperimentSettings) -> Entry {
    let folders = settings.includePaths.map { root.appending($0) } + [root]
    let files = experiment.files.map { file in
      let candidates = folders.map { $0.appending(file) }
      return candidates.first { ginFiles.contains($0) || table.file(at: $0) != nil } ?? root.appending(file)
    }
    var entry = Entry(files: files, bindings: experiment.bindings, name: experiment.name)
    entry.bindingsOrigin = clientSettings.experiments.contains(experiment) ? "the settings" : SettingsFile.name
    return entry
  }

  // MARK: Changes

  /// Files were made, changed, deleted, opened, edited or closed.
  func filesChanged(_ paths: some Sequence<FilePath>, _ documents: OpenDocuments) {
    var forgotten: [FilePath] = []
    var swiftChanged: [FilePath] = []
    var pythonChanged: [FilePath] = []
    for path in paths {
      if jobUnderWay != nil { changedDuringJob.insert(path) }
      if LaunchScripts.isScript(path), path.relative(to: root) != nil {
        scripts.update(path, documents.text(of: path)?.bytes ?? (try? Disk.bytes(of: path)))
      }
      switch Document.kind(of: path) {
      case .gin:
        forgotten.append(path)
        changedConfigs.insert(path)
        if path == settingsPath { reloadSettings(openText: documents.text(of: path)) }
        guard covers(path) else { continue }
        if documents.contains(path) || Disk.isFile(path) { ginFiles.insert(path) } else { ginFiles.remove(path) }
      case .swift:
        guard covers(path) else { continue }
        if path.name == "Package.swift" {
          swiftChanged += swift.reloadModules()
        } else {
          swiftChanged.append(path)
        }
      case .python: if covers(path) { pythonChanged.append(path) }
      case .other:
        // A folder that came or went takes files with it that nobody names.
        if path.relative(to: root) != nil, Disk.isFolder(path) || holdsFiles(path) { wantsIndexing = true }
      }
    }
    if !forgotten.isEmpty { table = table.forgetting(forgotten) }
    if !swiftChanged.isEmpty { swiftFilesChanged(swiftChanged, documents) }
    if !pythonChanged.isEmpty {
      let coverageBefore = coverage
      let hasChanged = updatePython(pythonChanged, documents)
      if hasChanged || coverage != coverageBefore { definitionsGeneration += 1 }
    }
  }

  /// Reads what the imports of changed gin files ask for. To be called before definitions are used.
  func followImports(_ documents: OpenDocuments) {
    guard !python.isEmpty else { return }
    let open = documents.ginFiles
    var changed = changedConfigs
    changedConfigs = []
    changed.formUnion(open.keys.filter { covers($0) && Document.kind(of: $0) == .gin })
    var hasChanged = false
    for path in changed.sorted() where path != settingsPath {
      let file = ginFiles.contains(path) || open[path] != nil ? open[path] ?? table.file(at: path) : nil
      if python.setImports(file?.syntax.importedNames, of: path) { hasChanged = true }
    }
    guard hasChanged else { return }
    let coverageBefore = coverage
    if linkPython(documents) || coverage != coverageBefore { definitionsGeneration += 1 }
  }

  /// An open gin file has a new text: what the disk says of it does not matter, unless it is the settings.
  func ginDocumentChanged(_ path: FilePath, _ documents: OpenDocuments) {
    if path == settingsPath { reloadSettings(openText: documents.text(of: path)) }
  }

  /// Asks the disk about every file that was read, and about the folders whether files came or went.
  /// - Returns: the paths of files that changed.
  func changedPaths() -> [FilePath] {
    if folders.contains(where: { Disk.stamp(of: $0.path) != $0.stamp }) { wantsIndexing = true }
    return table.changedPaths() + swift.changedPaths() + python.changedPaths()
  }

  private func swiftFilesChanged(_ paths: [FilePath], _ documents: OpenDocuments) {
    let before = paths.map { swift.definitions(of: $0) }
    for path in paths { updateSwift(path, documents) }
    let hasFollowed = follow(documents)
    if hasFollowed || zip(paths, before).contains(where: { swift.definitions(of: $0) != $1 }) {
      definitionsGeneration += 1
    }
  }

  private func updateSwift(_ path: FilePath, _ documents: OpenDocuments) {
    if let document = documents.swiftDocument(at: path) {
      swift.update(path, document.text, stamp: Disk.stamp(of: path)) { _, module in
        document.definitions(module: module)
      }
    } else if let stamp = Disk.stamp(of: path), stamp.kind == .file, let bytes = try? Disk.bytes(of: path) {
      swift.update(path, SourceText(utf8: bytes), stamp: stamp) { text, module in
        SwiftReader.definitions(of: path, text, module: module)
      }
    } else {
      swift.remove(path)
    }
  }

  /// Reads files again, from the editor or from the disk, and what they now import.
  /// - Returns: whether a definition changed.
  @discardableResult
  private func updatePython(_ paths: [FilePath], _ documents: OpenDocuments) -> Bool {
    guard !paths.isEmpty else { return false }
    for path in paths { readPython(path, documents, isWanted: false) }
    return linkPython(documents)
  }

  private func linkPython(_ documents: OpenDocuments) -> Bool {
    while case let imported = python.imported(), !imported.isEmpty {
      for path in imported { readPython(path, documents, isWanted: true) }
    }
    return python.link()
  }

  private func readPython(_ path: FilePath, _ documents: OpenDocuments, isWanted: Bool) {
    let stamp = Disk.stamp(of: path)
    let text = documents.text(of: path) ?? (try? Disk.bytes(of: path)).map { SourceText(utf8: $0) }
    guard let text else {
      guard isWanted else { return python.remove(path) }
      return python.take(
        PythonIndex.Reading(path, SourceText(""), stamp: stamp, module: python.module(of: path), isWanted: true))
    }
    python.add(path)
    python.take(
      PythonIndex.Reading(path, text, stamp: stamp, module: python.module(of: path), isWanted: isWanted))
  }

  @discardableResult
  private func follow(_ documents: OpenDocuments) -> Bool {
    swift.follow(
      text: { path in
        documents.swiftDocument(at: path)?.text ?? (try? Disk.bytes(of: path)).map { SourceText(utf8: $0) }
      },
      parse: { path, text, module in
        documents.swiftDocument(at: path)?.definitions(module: module)
          ?? SwiftReader.definitions(of: path, text, module: module)
      })
  }

  private func holdsFiles(_ folder: FilePath) -> Bool {
    ginFiles.contains { $0.relative(to: folder) != nil } || swift.paths.contains { $0.relative(to: folder) != nil }
      || python.paths.contains { $0.relative(to: folder) != nil }
  }
}
