// In what order do the files of an entry bind, and which binding of each key is the last? One walk over the includes.

import Configurables
import GinSyntax
import SourceText

/// Built by `build` and then only read.
struct ConfigLayout: Sendable {
  var uses: [ConfigFileUse] = []
  var places: [ConfigBindings.Place] = []
  /// The last binding of each slot; -1 for none.
  var winners: [Int32] = []
  /// For each binding the one before it with the same key; -1 for none.
  var earlier: [Int32] = []
  var problems: [Problem] = []
  /// Stretches of one use's bindings, in order.
  var runs: [Run] = []
  /// Where each `include` stands: the use that it opened, and how many bindings came before it.
  var includes: [Include] = []

  struct Run: Sendable {
    let use: Int
    let records: Range<Int>
    /// Of the first of them.
    let place: Int
  }

  /// The place of a binding of a use.
  func place(use: Int, record: Int) -> Int? {
    for run in runs where run.use == use && run.records.contains(record) {
      return run.place + record - run.records.lowerBound
    }
    return nil
  }

  struct Include: Sendable {
    let from: Int
    let location: FileLocation
    let opened: Int
    let firstBinding: Int
    var endBinding: Int
  }

  /// Python stops at its recursion limit not far beyond this; and a project of files that include each other twice
  /// over must not fill the memory.
  private static let depthLimit = 200
  private static let useLimit = 20_000
  private static let bindingLimit = 4_000_000

  static func build(_ entry: Entry, _ files: ProjectFiles) -> ConfigLayout {
    var builder = Builder(files: files)
    for path in entry.files {
      if let file = files.ginFile(path) { builder.visit(file, includedBy: nil, at: nil) }
    }
    let bindings = entry.bindings.isEmpty ? nil : entry.bindings.joined(separator: "\n")
    for (path, bindings) in [(entry.bindingsPath, bindings), (Entry.trial, entry.triedBinding)] {
      guard let bindings else { continue }
      let syntax = GinFile(
        SourceText(bindings), registered: builder.layout.registeredSelectors(files.definitions.index))
      builder.visit(ConfigFile(path: path, syntax: syntax), includedBy: nil, at: nil)
    }
    builder.rank()
    return builder.layout
  }

  private struct Builder {
    let files: ProjectFiles
    let search: IncludeSearch
    var layout = ConfigLayout()
    /// The files that are being parsed now, outermost first.
    var active: [FilePath] = []

    init(files: ProjectFiles) {
      self.files = files
      search = IncludeSearch(files: files)
    }

    mutating func visit(_ file: ConfigFile, includedBy: Int?, at include: FileLocation?) {
      let meaning = file.meaning(by: files.definitions)
      let use = layout.uses.count
      layout.uses.append(ConfigFileUse(file: file, meaning: meaning, includedBy: includedBy, include: include))
      active.append(file.path)
      for step in meaning.steps {
        switch step {
        case .bindings(let records):
          guard layout.places.count + records.count <= ConfigLayout.bindingLimit else { continue }
          layout.runs.append(Run(use: use, records: records, place: layout.places.count))
          for record in records {
            layout.places.append(
              ConfigBindings.Place(use: Int32(truncatingIfNeeded: use), record: Int32(truncatingIfNeeded: record)))
          }
        case .include(let statement): open(statement, from: use, in: file)
        case .import: continue
        }
      }
      active.removeLast()
    }

    private mutating func open(_ statement: GinInclude, from use: Int, in file: ConfigFile) {
      let path = statement.path
      let location = FileLocation(file.path, statement.pathRange)
      switch search.find(path, from: file.path) {
      case .missing(let searched):
        var problem = Problem(
          .includeNotFound, ProblemWords.includeNotFound(path, searched: searched.map(shown)), at: location)
        if !path.hasPrefix("/"), search.files.definitions.mayAddSearchPaths {
          problem.severity = .warning
          problem.message += " " + ProblemWords.otherSearchPaths
        }
        layout.problems.append(problem)
      case .unreadable(let file, let reason):
        layout.problems.append(
          Problem(.includeNotFound, ProblemWords.includeUnreadable(shown(file), reason), at: location))
      case .found(let included):
        if let start = active.firstIndex(of: included.path) {
          layout.problems += cycle(included.path, from: start, at: location)
          return
        }
        guard active.count < ConfigLayout.depthLimit, layout.uses.count < ConfigLayout.useLimit else { return }
        let place = layout.includes.count
        layout.includes.append(
          Include(
            from: use, location: FileLocation(file.path, statement.statement.range), opened: layout.uses.count,
            firstBinding: layout.places.count, endBinding: layout.places.count))
        visit(included, includedBy: use, at: FileLocation(file.path, statement.statement.range))
        layout.includes[place].endBinding = layout.places.count
      }
    }

    /// A path as a person knows it: below a root without the root.
    private func shown(_ path: FilePath) -> String {
      let short = files.roots.lazy.compactMap { path.relative(to: $0) }.first
      return "`\(short ?? path.string)`"
    }

    /// One problem for every include of the circle that `location` closes, so that each file on it says so.
    private func cycle(_ path: FilePath, from start: Int, at location: FileLocation) -> [Problem] {
      var circle = [location]
      var use = layout.uses.indices.last { layout.uses[$0].file.path == location.file }
      for _ in start..<active.count {
        guard let current = use, layout.uses[current].file.path != path, let include = layout.uses[current].include
        else { break }
        circle.append(include)
        use = layout.uses[current].includedBy
      }
      circle.reverse()
      return circle.map { step in
        Problem(
          .includeCycle, ProblemWords.includeCycle(step.file.name), at: step,
          related: circle.filter { $0 != step }.map { Problem.Related($0, ProblemWords.includedHere) })
      }
    }

    mutating func rank() {
      var winners = Array(repeating: Int32(-1), count: files.definitions.slotCount)
      var earlier = Array(repeating: Int32(-1), count: layout.places.count)
      for run in layout.runs {
        let bindings = layout.uses[run.use].meaning.bindings
        for record in run.records {
          let place = run.place + record - run.records.lowerBound
          let slot = bindings[record].meaning.slot
          guard slot < winners.count else { continue }
          earlier[place] = winners[slot]
          winners[slot] = Int32(truncatingIfNeeded: place)
        }
      }
      layout.winners = winners
      layout.earlier = earlier
    }
  }
}
