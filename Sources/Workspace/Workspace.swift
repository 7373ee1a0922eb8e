// Which files belong together? Roots, open documents over the disk, and the index below each root.
//
// A workspace is confined to one thread, the consumer of a server or the main thread of a command. What leaves it is
// immutable: an `Analysis` to answer from, an `IndexJob` to run elsewhere.

import Configurables
import Evaluation
package import Resolution
package import SourceText

package final class Workspace {
  package private(set) var roots: [FilePath]
  package private(set) var settings: WorkspaceSettings
  /// Grows with everything that may change an answer.
  package private(set) var generation = 0

  private let nestedRoots: FileWalk.NestedRoots
  private let cancellation = CancellationFlag()
  private let documents = OpenDocuments()
  private var projects: [FilePath: Project] = [:]
  /// The root of each folder that was asked for.
  private var rootsOfFolders: [FilePath: FilePath] = [:]
  private var moments: [FilePath: Moment] = [:]

  /// What was answered from last, below one root.
  private struct Moment {
    var generation: Int
    var analysis: Analysis
    var definitionsStamp: [Int]
  }

  /// - Parameters:
  ///   - roots: the folders that the client names; without any, each file's own root is found from the file.
  ///   - nestedRoots: what a folder below a root with a `gimlet.gin` of its own is.
  package init(
    roots: [FilePath], settings: WorkspaceSettings = WorkspaceSettings(),
    nestedRoots: FileWalk.NestedRoots = .separate
  ) {
    self.roots = roots
    self.settings = settings
    self.nestedRoots = nestedRoots
  }

  // MARK: Work that nobody wants

  /// Ends what is being worked out; may be called on any thread.
  package var interrupt: @Sendable () -> Void { { [cancellation] in cancellation.cancel() } }

  /// Whether something is missing from an answer, for it was interrupted.
  package var wasInterrupted: Bool { cancellation.hasStopped }

  /// What is asked from now on is wanted.
  package func resume() { cancellation.takeBack() }

  // MARK: Documents

  /// The open documents, by path.
  package var openDocuments: [Document] { documents.documents.values.sorted { $0.path < $1.path } }

  package func document(at path: FilePath) -> Document? { documents.documents[path] }

  /// From now on the given text is the file's text, whatever the disk says. A document that is open already is replaced.
  package func open(_ path: FilePath, text: String, version: Int, languageID: String) {
    documents.open(Document(path: path, text: SourceText(text), version: version, languageID: languageID))
    textsChanged([path])
  }

  /// Edits an open document.
  /// - Returns: whether the document is open; edits of others are ignored.
  @discardableResult
  package func change(_ path: FilePath, _ changes: [DocumentChange], version: Int) -> Bool {
    guard let document = documents.change(path, changes, version: version) else { return false }
    switch document.kind {
    case .gin:
      generation += 1
      for project in projects.values { project.ginDocumentChanged(path, documents) }
    case .swift, .python: textsChanged([path])
    case .other: break
    }
    return true
  }

  /// From now on the disk's text is the file's text again.
  package func close(_ path: FilePath) {
    guard documents.contains(path) else { return }
    documents.close(path)
    textsChanged([path])
  }

  // MARK: The world around

  /// The folders of the client, in its order.
  package func setRoots(_ roots: [FilePath]) {
    guard roots != self.roots else { return }
    self.roots = roots
    forgetRoots()
  }

  /// The settings of the client; what `gimlet.gin` of a root sets goes before them.
  package func settingsChanged(_ settings: WorkspaceSettings) {
    guard settings != self.settings else { return }
    self.settings = settings
    generation += 1
    for project in projects.values {
      project.setClientSettings(settings, openText: documents.text(of: project.settingsPath))
    }
  }

  /// Files or folders were made, changed or deleted.
  package func filesChanged(_ paths: [FilePath]) {
    if paths.contains(where: { RootDiscovery.markers.contains($0.name) && !documents.contains($0) }) { forgetRoots() }
    guard paths.count <= Self.mostChanges else {
      // As after a checkout: the index finds out by itself, and reads only what changed.
      for project in projects.values { project.requireIndexing() }
      textsChanged(paths.filter { Document.kind(of: $0) == .gin })
      return
    }
    textsChanged(paths)
  }

  /// So many changed files are followed one by one.
  private static let mostChanges = 64

  /// Asks the disk about every file that was read, for clients that do not watch files. New files are found by the index
  /// job that `indexJobs` then has.
  /// - Returns: whether anything had changed.
  @discardableResult
  package func rescan() -> Bool {
    var changed = Set(projects.values.flatMap { $0.changedPaths() })
    changed.formUnion(
      projects.values.map(\.settingsPath).filter { path in
        documents.text(of: path) == nil && projects[path.folder]?.hasSettings != Disk.isFile(path)
      })
    guard !changed.isEmpty else { return false }
    filesChanged(changed.sorted())
    return true
  }

  private func textsChanged(_ paths: [FilePath]) {
    generation += 1
    for project in projects.values { project.filesChanged(paths, documents) }
  }

  private func forgetRoots() {
    generation += 1
    rootsOfFolders = [:]
    let needed = Set(roots + documents.documents.keys.map { root(of: $0) })
    for root in projects.keys where !needed.contains(root) {
      projects[root] = nil
      moments[root] = nil
    }
  }

  // MARK: Answers

  /// The root that a file belongs to.
  package func root(of path: FilePath) -> FilePath {
    let folder = path.folder
    if let known = rootsOfFolders[folder] { return known }
    let holding = roots.filter { $0 == path || path.relative(to: $0) != nil }.max { $0.string.count < $1.string.count }
    let root: FilePath
    if let holding {
      switch nestedRoots {
      case .separate: root = RootDiscovery.nestedRoot(above: folder, within: holding) ?? holding
      case .joined: root = holding
      }
    } else {
      root = RootDiscovery.root(of: path)
    }
    rootsOfFolders[folder] = root
    return root
  }

  /// What is known at this moment about the workspace that holds `path`. Costs little when nothing changed, and then
  /// gives the same object again.
  package func snapshot(for path: FilePath) -> Analysis {
    let project = project(at: root(of: path))
    project.indexNearby(documents)
    if path == project.settingsPath {
      if let analysis = project.settingsSnapshot(openText: documents.text(of: path)) { return analysis }
    }
    let last = moments[project.root]
    if let last, last.generation == generation { return last.analysis }
    project.followImports(documents)
    let neighbours = neighbours(of: project)
    let stamp = ([project] + neighbours).map(\.definitionsGeneration)
    let definitions: ProjectDefinitions
    if let last, last.definitionsStamp == stamp {
      definitions = last.analysis.files.definitions
    } else {
      let previous = last?.analysis.files.definitions
      let index = DefinitionIndex(
        Self.definitionFiles(of: project, borrowing: neighbours), previous: previous?.index)
      definitions = ProjectDefinitions(
        index, modules: ([project] + neighbours).reduce(into: []) { $0.formUnion($1.moduleNames) },
        coverage: project.coverage, previous: previous)
    }
    let files = project.files(
      definitions, neighbours: neighbours.map(\.root), documents, cancellation: cancellation)
    let analysis = Analysis(files, previous: last?.analysis)
    moments[project.root] = Moment(generation: generation, analysis: analysis, definitionsStamp: stamp)
    return analysis
  }

  /// From now on the files of the root that holds `path` are shown as they are in that experiment; with nil each file
  /// by itself again.
  package func choose(_ entry: Entry?, for path: FilePath) {
    let project = project(at: root(of: path))
    guard project.entryInView != entry else { return }
    project.entryInView = entry
    generation += 1
  }

  /// One snapshot for each root that is known: those of the client, those of open files, and nested ones.
  package func snapshots() -> [(root: FilePath, analysis: Analysis)] {
    for root in roots { project(at: root).indexNearby(documents) }
    for project in projects.values {
      for nested in project.knownNestedRoots { self.project(at: nested).indexNearby(documents) }
    }
    return projects.keys.sorted().map { ($0, snapshot(for: $0.appending("*"))) }
  }

  /// Whether all files of the root that holds `path` are known; before, a name that is not found may still be.
  package func isIndexed(_ path: FilePath) -> Bool { project(at: root(of: path)).indexState == .whole }

  private func project(at root: FilePath) -> Project {
    if let project = projects[root] { return project }
    let project = Project(root: root, settings: settings, nestedRoots: nestedRoots)
    projects[root] = project
    return project
  }

  /// Other folders of the client, whose definitions and includes are at hand too.
  private func neighbours(of project: Project) -> [Project] {
    guard roots.contains(project.root) else { return [] }
    return roots.filter { $0 != project.root }.map { root in
      let neighbour = self.project(at: root)
      neighbour.indexNearby(documents)
      return neighbour
    }
  }

  /// The definitions of a root, and those of its neighbours that it does not define itself: two copies of one project
  /// side by side, or two projects with a type of one name, must not make each other's names ambiguous.
  private static func definitionFiles(of project: Project, borrowing neighbours: [Project]) -> [DefinitionFile] {
    var files = project.definitionFiles
    if neighbours.isEmpty { return files }
    var modules = Set(files.map(\.module))
    for neighbour in neighbours {
      let names = Set(files.flatMap(\.configurables).map { DefinitionIndex.folded($0.name) })
      let borrowed = neighbour.definitionFiles.filter { !modules.contains($0.module) }
      files += borrowed.map { file in
        var file = file
        file.contents.configurables.removeAll { names.contains(DefinitionIndex.folded($0.name)) }
        return file
      }
      modules.formUnion(borrowed.map(\.module))
    }
    return files
  }

  // MARK: Indexing

  /// The work that is not yet done or under way, to be run on another thread; empty when there is none. To be asked for
  /// after anything that changes the workspace.
  package func indexJobs() -> [IndexJob] {
    for root in roots { project(at: root).indexNearby(documents) }
    return projects.keys.sorted().compactMap { projects[$0]?.nextJob() }
  }

  /// Takes over what a job found. Files that changed in the meantime keep what is newer.
  package func apply(_ result: IndexResult) {
    guard let project = projects[result.root], project.apply(result, documents) else { return }
    generation += 1
  }

  /// Finds out now all that there is to know below the root of `path`, for a command that has nothing else to do.
  package func index(for path: FilePath) {
    let project = project(at: root(of: path))
    project.indexNearby(documents)
    guard let job = project.nextJob(), let result = job.run() else { return }
    apply(result)
  }

  /// Finds out now all that there is to know about every root.
  package func index() {
    var indexed: Set<FilePath> = []
    while let next = roots.first(where: { !indexed.contains($0) })
      ?? projects.keys.first(where: { !indexed.contains($0) })
    {
      indexed.insert(next)
      index(for: next.appending("*"))
      // Their projects are made by asking for them, and so come next.
      for nested in project(at: next).knownNestedRoots { _ = project(at: nested) }
    }
  }
}
