// Which Python files below a root matter to configs, and what do they define together?
//
// A file is scanned for the word `gin`; what such files import from the workspace is read too, for base classes and
// wrappers stand there. Python links across files, so that a change of one may change what others define.

import Configurables
import GinSyntax
import PythonDefinitions
import SourceText

/// A value: an index that is being built on another thread is a copy, and never seen half done.
struct PythonIndex: Sendable {
  private struct Record: Sendable {
    var stamp: FileStamp?
    /// Nil for a file that nothing has asked for yet.
    var module: LinkableModule?
    /// Of a file that nothing has asked for.
    var constructed = ConstructedNames()
  }

  private var records: [FilePath: Record] = [:]
  private var roots: PythonSourceRoots
  private let root: FilePath
  private(set) var libraries: PythonLibraries
  /// The files of libraries by module, as far as they were looked for; nil for a module that no library has.
  private var libraryPaths: [String: FilePath?] = [:]
  /// The imports of the workspace's gin files.
  private var configImports: [FilePath: ImportedNames] = [:]
  private var linker = PythonLinker()
  /// The modules that are read, in the order of their files; nil when it is not known which these are.
  private var linkable: [LinkableModule]?
  private var places: [FilePath: Int] = [:]
  /// Whether no file is known that has still to be read.
  private var isSettled = false
  /// Whether `unread` and `externalFiles` are of the imports that there are now.
  private var areImportsWeighed = false
  /// What importing modules of gin-config itself registers.
  private var externalFiles: [DefinitionFile] = []
  /// What the files define together.
  private(set) var definitionFiles: [DefinitionFile] = []
  /// The dotted names of all files.
  private(set) var moduleNames: Set<String> = []
  /// Where each of them is; of files under one name the first.
  private(set) var moduleFiles: [String: FilePath] = [:]
  /// What stands before the first period of these names.
  private(set) var topPackages: Set<Substring> = []
  /// What may register names that are not known, in words: modules that compute them, and packages outside the
  /// workspace that files which speak of gin import; the one that most files import first.
  private(set) var unread: [String] = []

  init(root: FilePath) {
    self.root = root
    roots = PythonSourceRoots(root: root, files: [])
    libraries = PythonLibraries(root: root)
  }

  /// Whether there is any Python at all.
  var isEmpty: Bool { records.isEmpty }

  var paths: [FilePath] { records.keys.sorted() }

  func contains(_ path: FilePath) -> Bool { records[path] != nil }

  /// Whether the disk still has what the index read.
  func isCurrent(_ path: FilePath, _ stamp: FileStamp?) -> Bool {
    guard let record = records[path] else { return stamp == nil }
    return record.stamp == stamp
  }

  func changedPaths() -> [FilePath] {
    records.compactMap { path, record in Disk.stamp(of: path) == record.stamp ? nil : path }
  }

  // MARK: Reading

  /// What a file says by itself, to be worked out on any thread.
  struct Reading: Sendable {
    let path: FilePath
    fileprivate let stamp: FileStamp?
    fileprivate let module: LinkableModule?
    fileprivate let constructed: ConstructedNames

    /// - Parameter isWanted: whether it is read whatever it holds.
    init(_ path: FilePath, _ text: SourceText, stamp: FileStamp?, module: PythonSourceRoots.Module, isWanted: Bool) {
      self.path = path
      self.stamp = stamp
      let matters = isWanted || PythonIndex.mentionsGin(text.bytes)
      self.module =
        matters
        ? LinkableModule(
          PythonModule(reading: text, file: path, name: module.name, isPackage: module.isPackage)) : nil
      constructed = matters ? ConstructedNames() : ConstructedNames(scanning: text.bytes)
    }
  }

  /// Says which files there are, before any is read.
  mutating func setFiles(_ paths: some Sequence<FilePath>) {
    let paths = Set(paths)
    for path in records.keys where !paths.contains(path) && !libraries.contains(path) { records[path] = nil }
    libraryPaths = libraryPaths.filter { $0.value != nil }
    rearrange()
    setRoots(Set(records.keys).union(paths))
  }

  /// Says which virtual environments there are; `PythonLibraries` says what may be configured.
  mutating func setLibraries(_ libraries: PythonLibraries) {
    guard libraries != self.libraries else { return }
    let old = self.libraries
    for path in records.keys where old.contains(path) { records[path] = nil }
    rearrange()
    self.libraries = libraries
    libraryPaths = [:]
  }

  /// The files of libraries that were read.
  var libraryFiles: [FilePath] { libraryPaths.values.compactMap { $0 }.filter { records[$0] != nil }.sorted() }

  /// Takes note of what a gin file imports; nil for a file that is gone.
  /// - Returns: whether that may change what is to be read.
  mutating func setImports(_ imports: ImportedNames?, of config: FilePath) -> Bool {
    let imports = imports.flatMap { $0.isEmpty ? nil : $0 }
    guard configImports[config] != imports else { return false }
    configImports[config] = imports
    importsChanged()
    return true
  }

  mutating func keepImports(of configs: Set<FilePath>) {
    configImports = configImports.filter { configs.contains($0.key) }
    importsChanged()
  }

  /// Whether any config names things by its imports.
  private var hasDynamicRegistration: Bool { configImports.values.contains { $0.bound != nil } }

  private mutating func setRoots(_ paths: Set<FilePath>) {
    roots = PythonSourceRoots(root: root, files: paths.filter { !libraries.contains($0) })
    moduleFiles = Dictionary(paths.map { (module(of: $0).name, $0) }, uniquingKeysWith: min)
    moduleFiles[""] = nil
    moduleNames = Set(moduleFiles.keys)
    topPackages = Set(moduleNames.lazy.map(Self.topPackage))
  }

  func module(of path: FilePath) -> PythonSourceRoots.Module { libraries.module(of: path) ?? roots.module(of: path) }

  /// The files are other ones than before.
  private mutating func rearrange() {
    linkable = nil
    importsChanged()
  }

  private mutating func importsChanged() {
    isSettled = false
    areImportsWeighed = false
  }

  mutating func take(_ reading: Reading) {
    let old = records.updateValue(
      Record(stamp: reading.stamp, module: reading.module, constructed: reading.constructed), forKey: reading.path)
    guard let new = reading.module, let before = old?.module, let place = places[reading.path], linkable != nil else {
      // A file that does not matter, and did not before, may construct what is a config.
      if reading.module != nil || old?.module != nil { rearrange() } else { isSettled = false }
      return
    }
    linkable?[place] = new
    if !new.module.hasSameOutside(as: before.module) { importsChanged() }
  }

  mutating func remove(_ path: FilePath) {
    guard records.removeValue(forKey: path) != nil else { return }
    rearrange()
    setRoots(Set(records.keys))
  }

  /// A file that came; its module's name may make packages of others.
  mutating func add(_ path: FilePath) {
    guard records[path] == nil else { return }
    records[path] = Record(stamp: nil, module: nil)
    rearrange()
    setRoots(Set(records.keys))
  }

  /// The files that read ones and configs import, or that make what read ones say configs are, and that have not been
  /// read.
  mutating func imported() -> [FilePath] {
    guard !isSettled else { return [] }
    let found = missing()
    isSettled = found.isEmpty
    return found
  }

  private mutating func missing() -> [FilePath] {
    var byName: [String: FilePath] = [:]
    for (path, record) in records where record.module == nil { byName[module(of: path).name] = path }
    guard !byName.isEmpty || !libraries.folders.isEmpty else { return [] }
    var found: Set<FilePath> = []
    var names = Set(configImports.values.flatMap(\.modules))
    for module in records.values.compactMap(\.module?.module) {
      // `from a.b import c` may mean the module `a.b.c`, which only reading all that begin so would tell.
      for name in module.importedModules { names.formUnion([name] + module.importedNames(from: name)) }
    }
    for name in names { if let path = byName[name] ?? libraryFile(of: name) { found.insert(path) } }
    // Behind the name of a package configs may write any of its modules.
    let packages = Set(configImports.values.filter { $0.bound != nil }.flatMap(\.modules).map(Self.topPackage))
    for (name, path) in byName where packages.contains(Self.topPackage(name)) { found.insert(path) }
    // Only classes of pconfigs have instances that somebody runs.
    let configTypes = Set(records.values.compactMap(\.module?.module).flatMap(\.configTypeNames))
    if !configTypes.isEmpty {
      for (path, record) in records where record.module == nil && record.constructed.contains(anyOf: configTypes) {
        found.insert(path)
      }
    }
    return found.sorted()
  }

  private static func topPackage(_ module: String) -> Substring { module.prefix { $0 != "." } }

  /// So many files of libraries are read.
  private static let mostLibraryFiles = 2_000

  /// A library's file that defines a module and that has not been read.
  private mutating func libraryFile(of module: String) -> FilePath? {
    guard !libraries.folders.isEmpty, !moduleNames.contains(module), !Self.isPlain(String(Self.topPackage(module)))
    else { return nil }
    let path: FilePath?
    if let known = libraryPaths[module] {
      path = known
    } else {
      path = libraryPaths.count < Self.mostLibraryFiles ? libraries.path(of: module) : nil
      libraryPaths[module] = .some(path)
    }
    return path.flatMap { records[$0] == nil ? $0 : nil }
  }

  /// Works out what the files define together; to be called after the last reading.
  /// - Returns: whether any definition, or what may be missing from them, changed.
  @discardableResult
  mutating func link() -> Bool {
    if linkable == nil {
      let modules = records.values.compactMap(\.module).sorted { $0.module.file < $1.module.file }
      linkable = modules
      places = Dictionary(
        modules.indices.lazy.map { (modules[$0].module.file, $0) }, uniquingKeysWith: { first, _ in first })
      setRoots(Set(records.keys))
    }
    let modules = linkable ?? []
    var hasChanged = linker.link(modules, hasDynamicRegistration ? .importable : .registered)
    if !areImportsWeighed, weighImports(modules.map(\.module)) { hasChanged = true }
    areImportsWeighed = true
    if hasChanged { definitionFiles = linker.files + externalFiles }
    return hasChanged
  }

  /// What the imports say of names that nobody reads here.
  private mutating func weighImports(_ modules: [PythonModule]) -> Bool {
    let before = (externalFiles.map(\.file), unread)
    let imported = Set(modules.flatMap(\.importedModules) + configImports.values.flatMap(\.modules))
    externalFiles = PythonExternalNames.modules.filter(imported.contains).compactMap {
      PythonExternalNames.file(registeredBy: $0)
    }
    unread =
      modules.filter(\.hasComputedRegistrations).map { "what `\($0.name)` computes" }
      + packagesThatMayRegister(modules).map { "`\($0)`" }
    return before != (externalFiles.map(\.file), unread)
  }

  private func packagesThatMayRegister(_ modules: [PythonModule]) -> [String] {
    var uses: [String: Int] = [:]
    for module in modules {
      let unread = module.importedModules.filter { mayRegister($0) }
      for top in Set(unread.compactMap { $0.split(separator: ".").first }) { uses[String(top), default: 0] += 1 }
    }
    return uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// Whether `gin` stands in the bytes as a word of its own, or `pconfigs`.
  static func mentionsGin(_ bytes: [UInt8]) -> Bool {
    if bytes.containsWord("pconfigs") { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices.dropLast(2) where bytes[index] == UInt8(ascii: "g") {
        guard bytes[index + 1] == UInt8(ascii: "i"), bytes[index + 2] == UInt8(ascii: "n") else { continue }
        let before = index > 0 ? bytes[index - 1] : 0
        let after = index + 3 < bytes.count ? bytes[index + 3] : 0
        if !before.isNamePart, !after.isNamePart { return true }
      }
      return false
    }
  }
}
