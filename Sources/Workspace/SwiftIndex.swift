// Which Swift files below a root matter to configs, and what do they define?
//
// Every file is scanned, few are parsed: those in which something is marked for configs, and those that declare a name
// which the code of a parsed file uses, until no new name turns up.

import Configurables
import SourceText

/// A value: an index that is being built on another thread is a copy, and never seen half done.
struct SwiftIndex: Sendable {
  private struct Record: Sendable {
    var stamp: FileStamp?
    var module: String
    var names: SwiftNames
    var isMarked: Bool
    var definitions: DefinitionFile?
    /// The types that its code may construct.
    var constructed: ConstructedNames
  }

  private var records: [FilePath: Record] = [:] {
    didSet { sortedFiles = nil }
  }
  private var sortedFiles: [DefinitionFile]?
  /// Names that parsed files use, as hashes, by the module that they are looked for in.
  private var wanted: [String: Set<UInt32>] = [:]
  /// The types whose instances are experiments.
  private var configTypes: Set<String> = []
  /// Whether `configTypes` are those of the parsed files, and all that construct one are parsed.
  private var areTypesFollowed = false
  private var modules = SwiftModules()
  /// Parsed files whose names have still to be looked for.
  private var unfollowed: [FilePath] = []

  /// The parsed files, in the order of their paths.
  var definitionFiles: [DefinitionFile] {
    mutating get {
      let files = sortedFiles ?? records.values.compactMap(\.definitions).sorted { $0.file < $1.file }
      sortedFiles = files
      return files
    }
  }

  /// Every module that has files here.
  var moduleNames: Set<String> { Set(records.values.lazy.map(\.module)) }

  var paths: [FilePath] { records.keys.sorted() }

  /// The file as the index knows it; nil for files that were not parsed.
  func definitions(of path: FilePath) -> DefinitionFile? { records[path]?.definitions }

  func contains(_ path: FilePath) -> Bool { records[path] != nil }

  /// Whether the disk still has what the index read.
  func isCurrent(_ path: FilePath, _ stamp: FileStamp?) -> Bool {
    guard let record = records[path] else { return stamp == nil }
    return record.stamp == stamp
  }

  /// Files whose stamp on the disk is no longer the one that was read.
  func changedPaths() -> [FilePath] {
    records.compactMap { path, record in Disk.stamp(of: path) == record.stamp ? nil : path }
  }

  /// Takes over a file's text; `follow` has to come after the last one.
  /// - Parameters:
  ///   - stamp: of the disk's file; nil for a text that is only open.
  ///   - parse: reads the definitions; called where the scan found a reason.
  mutating func update(
    _ path: FilePath, _ text: SourceText, stamp: FileStamp?, parse: (SourceText, String) -> DefinitionFile
  ) {
    let module = modules.module(of: path)
    var record = Record(
      stamp: stamp, module: module, names: SwiftNames(scanning: text.bytes), isMarked: SwiftReader.isMarked(text),
      definitions: nil, constructed: ConstructedNames(scanning: text.bytes))
    if record.isMarked || wanted[module].map({ record.names.declares($0) }) == true
      || record.constructed.contains(anyOf: configTypes)
    {
      record.definitions = parse(text, module)
      unfollowed.append(path)
    }
    replace(path, by: record)
  }

  /// An edit leaves the order of the files as it is.
  private mutating func replace(_ path: FilePath, by record: Record) {
    let old = records[path]?.definitions
    var sorted = sortedFiles
    records[path] = record
    if old?.configTypeNames != record.definitions?.configTypeNames { areTypesFollowed = false }
    guard old != nil, let new = record.definitions,
      let place = sorted?.firstIndex(where: { $0.file == path })
    else { return }
    sorted?[place] = new
    sortedFiles = sorted
  }

  /// What a file says by itself, to be worked out on any thread.
  struct Reading: Sendable {
    let path: FilePath
    fileprivate let stamp: FileStamp?
    fileprivate let module: String
    fileprivate let text: SourceText
    fileprivate let names: SwiftNames
    fileprivate let constructed: ConstructedNames
    /// Nil where nothing is marked.
    fileprivate let definitions: DefinitionFile?

    /// Nothing but its stamp where the file is gone.
    init?(_ file: FileWalk.File, module: String) {
      guard let contents = try? Disk.bytes(of: file.path) else { return nil }
      path = file.path
      stamp = file.stamp
      self.module = module
      text = SourceText(utf8: contents)
      names = SwiftNames(scanning: text.bytes)
      constructed = ConstructedNames(scanning: text.bytes)
      definitions =
        SwiftReader.isMarked(text) ? SwiftReader.definitions(of: file.path, text, module: module) : nil
    }
  }

  mutating func module(of path: FilePath) -> String { modules.module(of: path) }

  /// Takes over what was read; `follow` has to come after the last one.
  mutating func take(_ reading: Reading?) {
    guard let reading else { return }
    var record = Record(
      stamp: reading.stamp, module: reading.module, names: reading.names, isMarked: reading.definitions != nil,
      definitions: reading.definitions, constructed: reading.constructed)
    if record.definitions == nil,
      wanted[reading.module].map({ reading.names.declares($0) }) == true
        || record.constructed.contains(anyOf: configTypes)
    {
      record.definitions = SwiftReader.definitions(of: reading.path, reading.text, module: reading.module)
    }
    if record.definitions != nil { unfollowed.append(reading.path) }
    replace(reading.path, by: record)
  }

  mutating func remove(_ path: FilePath) {
    records[path] = nil
    areTypesFollowed = false
  }

  /// Forgets files that are not among `paths`.
  mutating func keep(only paths: Set<FilePath>) {
    for path in records.keys where !paths.contains(path) { records[path] = nil }
  }

  /// Reads manifests anew; the modules of all files are asked for again.
  /// - Returns: the files whose module is now another one.
  mutating func reloadModules() -> [FilePath] {
    modules.forget()
    return records.compactMap { path, record in modules.module(of: path) == record.module ? nil : path }.sorted()
  }

  /// Parses the files that declare what parsed ones use, and those that declare what these use, and so on.
  /// - Parameters:
  ///   - text: the text of a file that was scanned before; nil when it is gone.
  ///   - isCancelled: asked once a parsed file.
  /// - Returns: whether another file was parsed.
  @discardableResult
  mutating func follow(
    text: (FilePath) -> SourceText?, parse: (FilePath, SourceText, String) -> DefinitionFile,
    isCancelled: () -> Bool = { false }
  ) -> Bool {
    guard !unfollowed.isEmpty else { return false }
    var hasParsed = followNames(text: text, parse: parse, isCancelled: isCancelled)
    while !isCancelled(), followConstructions(text: text, parse: parse) {
      _ = followNames(text: text, parse: parse, isCancelled: isCancelled)
      hasParsed = true
    }
    return hasParsed
  }

  /// Parses the files that construct what parsed ones say are configs.
  private mutating func followConstructions(
    text: (FilePath) -> SourceText?, parse: (FilePath, SourceText, String) -> DefinitionFile
  ) -> Bool {
    guard !areTypesFollowed else { return false }
    areTypesFollowed = true
    configTypes = records.values.reduce(into: []) { $0.formUnion($1.definitions?.configTypeNames ?? []) }
    guard !configTypes.isEmpty else { return false }
    var hasParsed = false
    for (path, record) in records where record.definitions == nil && record.constructed.contains(anyOf: configTypes) {
      guard let text = text(path) else { continue }
      records[path]?.definitions = parse(path, text, record.module)
      unfollowed.append(path)
      areTypesFollowed = false
      hasParsed = true
    }
    return hasParsed
  }

  private mutating func followNames(
    text: (FilePath) -> SourceText?, parse: (FilePath, SourceText, String) -> DefinitionFile,
    isCancelled: () -> Bool
  ) -> Bool {
    var hasParsed = false
    // Grouping all files is only worth its time once a new name turns up.
    var byModule: [String: [FilePath]]?
    while let path = unfollowed.popLast(), !isCancelled() {
      guard let file = records[path]?.definitions else { continue }
      let names = SwiftReader.names(usedBy: file)
      for module in Set([file.module] + file.imports) {
        let new = names.subtracting(wanted[module] ?? [])
        guard !new.isEmpty else { continue }
        wanted[module, default: []].formUnion(new)
        let grouped = byModule ?? Dictionary(grouping: records.keys, by: { records[$0]?.module ?? "" })
        byModule = grouped
        for candidate in (grouped[module] ?? []).sorted() {
          guard let record = records[candidate], record.definitions == nil, record.names.declares(new),
            let text = text(candidate)
          else { continue }
          records[candidate]?.definitions = parse(candidate, text, record.module)
          areTypesFollowed = false
          unfollowed.append(candidate)
          hasParsed = true
        }
      }
    }
    return hasParsed
  }
}

extension DefinitionFile {
  /// The types that configs can set, without those around them.
  fileprivate var configTypeNames: Set<String> {
    var names: Set<String> = []
    for configurable in configurables {
      switch configurable.kind {
      case .function, .method, .enumeration: continue
      case .structure, .classType, .actor: break
      }
      names.insert(configurable.name.split(separator: ".").last.map(String.init) ?? configurable.name)
    }
    return names
  }
}
