// Which files does a config read? Those of the entry, found on the disk as the language server finds them.

import Configurables
import GinSyntax
import PythonText
import Resolution
import SourceText
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Everything that is read for one config, each file once.
final class ConfigSources: Sendable {
  let entries: [FilePath]
  private let roots: [FilePath]
  private let searchPaths: [FilePath]
  private let disk = GinDisk()

  init(files: [String], searchPaths: [String]) throws(ConfigError) {
    let disk = disk
    let working = GinDisk.workingFolder
    var folders = searchPaths.map { working.appending($0) }
    var roots = [working]
    var entries: [FilePath] = []
    for file in files {
      let candidates = file.hasPrefix("/") ? [FilePath(file)] : (folders + [working]).map { $0.appending(file) }
      guard let found = candidates.first(where: { disk.file($0) != nil }) else {
        if let failure = disk.failure { throw failure }
        let searched = candidates.map { "`\($0.string)`" }
        throw ConfigError(.includeNotFound, Words.fileNotFound(file, file.hasPrefix("/") ? [] : searched))
      }
      entries.append(found)
      guard let root = disk.folderOfSettings(above: found), !roots.contains(root) || root == working else { continue }
      if root != working { roots.append(root) }
      folders += disk.includePaths(of: root).filter { !folders.contains($0) }
    }
    self.entries = entries
    self.roots = roots
    self.searchPaths = folders
  }

  /// Why a file that is there could not be read.
  var failure: ConfigError? { disk.failure }

  func projectFiles(_ definitions: ProjectDefinitions) -> ProjectFiles {
    ProjectFiles(
      roots: roots, configuredPaths: searchPaths, definitions: definitions, ginFile: { [disk] in disk.file($0) })
  }
}

/// Reads files whole, and each once.
final class GinDisk: Sendable {
  private struct State {
    var files: [FilePath: ConfigFile?] = [:]
    var failure: ConfigError?
  }

  private let state = Mutex(State())

  var failure: ConfigError? { state.withLock { $0.failure } }

  static var workingFolder: FilePath {
    guard let path = getcwd(nil, 0) else { return FilePath("/") }
    defer { free(path) }
    return FilePath(String(cString: path))
  }

  func file(_ path: FilePath) -> ConfigFile? {
    if let known = state.withLock({ $0.files[path] }) { return known }
    var made: ConfigFile?
    switch Self.bytes(of: path) {
    case .success(let bytes): made = bytes.map { ConfigFile(path: path, text: SourceText(utf8: $0)) }
    case .failure(let error): state.withLock { if $0.failure == nil { $0.failure = error } }
    }
    state.withLock { [made] in $0.files[path] = .some(made) }
    return made
  }

  /// Nil where there is no such file.
  private static func bytes(of path: FilePath) -> Result<[UInt8]?, ConfigError> {
    var status = stat()
    guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .success(nil) }
    let failure = { ConfigError(.unreadableFile, Words.unreadableFile(path.string, String(cString: strerror(errno)))) }
    guard let file = fopen(path.string, "rb") else { return .failure(failure()) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, file)
      }
      bytes += chunk
      if chunk.count < 65_536 { return ferror(file) == 0 ? .success(bytes) : .failure(failure()) }
    }
  }

  // MARK: gimlet.gin

  /// The nearest folder above a file that holds a `gimlet.gin`.
  func folderOfSettings(above file: FilePath) -> FilePath? {
    var folder = file.folder
    while true {
      if self.file(folder.appending("gimlet.gin")) != nil { return folder }
      guard folder.folder != folder else { return nil }
      folder = folder.folder
    }
  }

  /// `workspace.include_paths` of a folder's `gimlet.gin`, absolute.
  func includePaths(of folder: FilePath) -> [FilePath] {
    guard let settings = file(folder.appending("gimlet.gin")) else { return [] }
    var paths: [FilePath] = []
    for statement in settings.syntax.statements {
      guard case .binding(let binding) = statement.content, binding.scope.isEmpty,
        binding.selector == "workspace", binding.parameter == "include_paths"
      else { continue }
      paths = binding.value.values.compactMap { value in
        guard case .string(let path)? = value.literal else { return nil }
        return folder.appending(path.repaired)
      }
    }
    return paths
  }
}
