// Which files does a person mean? Paths of the command line, found, checked, and named again in answers.

import ArgumentParser
import Resolution
import SourceText
import Workspace

/// `--root DIR`, the same for every command.
struct RootOption: ParsableArguments {
  @Option(
    name: .customLong("root"),
    help: ArgumentHelp(
      "The folder to take for the root of the workspace, instead of the one found from the file.", valueName: "dir"))
  var path: String?

  /// The folder, checked.
  func folder() throws -> FilePath? {
    guard let path else { return nil }
    let folder = Disk.workingFolder.appending(path)
    guard Disk.isFolder(folder) else { throw CommandFailure("`\(path)` is not a folder, so it cannot be the root.") }
    return folder
  }
}

/// A workspace to answer one command from.
struct CommandWorkspace {
  let workspace: Workspace
  let root: FilePath

  /// - Parameters:
  ///   - path: what the root is found from.
  ///   - chosen: the folder that `--root` names.
  init(for path: FilePath, root chosen: FilePath?) {
    root = chosen ?? RootDiscovery.root(of: path)
    workspace = Workspace(roots: [root], nestedRoots: chosen == nil ? .separate : .joined)
  }

  /// What is known once everything was read.
  func analysis(for path: FilePath) -> Analysis {
    workspace.index(for: path)
    return workspace.snapshot(for: path)
  }

  /// The file as answers name it: relative to the root where it lies below it.
  func name(_ file: FilePath) -> String { file.relative(to: root) ?? file.string }
}

enum Inputs {
  /// The file that `path` names: from the working folder, else from the root, so that one command works everywhere.
  static func file(_ path: String, root: FilePath?) throws -> FilePath {
    guard !path.isEmpty else { throw CommandFailure("An empty path names no file.") }
    let here = Disk.workingFolder.appending(path)
    if Disk.stamp(of: here) != nil { return here }
    let root = root ?? RootDiscovery.root(of: Disk.workingFolder)
    let there = root.appending(path)
    if !path.hasPrefix("/"), Disk.stamp(of: there) != nil { return there }
    do {
      _ = try Disk.text(of: here)
      return here
    } catch {
      // A folder above it may not be open to us.
      throw CommandFailure("`\(path)`: \(error.explanation).")
    }
  }

  /// The text of a file that a person named.
  static func text(of file: FilePath, named path: String) throws -> SourceText {
    do {
      return try Disk.strictText(of: file)
    } catch {
      throw CommandFailure("`\(path)`: \(error.explanation).")
    }
  }

  /// The experiment that `gimlet.gin` or a launch script gives this name; nil where the paths name files.
  private static func named(_ paths: [String], bindings: [String], root: FilePath?) throws -> Entry? {
    guard let name = paths.first, paths.count == 1, !name.hasSuffix(".gin") else { return nil }
    let root = root ?? RootDiscovery.root(of: Disk.workingFolder)
    let workspace = CommandWorkspace(for: root, root: root)
    let analysis = workspace.analysis(for: root.appending("*"))
    guard var entry = analysis.files.namedEntries.first(where: { $0.name == name }) else {
      guard Disk.stamp(of: Disk.workingFolder.appending(name)) == nil, Disk.stamp(of: root.appending(name)) == nil
      else {
        return nil
      }
      let names = analysis.files.namedEntries.prefix(8).map { "`\($0.name)`" }.joined(separator: ", ")
      var known = names.isEmpty ? "" : " Named ones are \(names)."
      if let meant = analysis.files.allGinFiles.first(where: { $0.string.hasSuffix("/\(name).gin") }) {
        known = " Did you mean `\(meant.relative(to: Disk.workingFolder) ?? meant.string)`?"
      }
      throw CommandFailure("`\(name)`: there is no such file, and no experiment of this name.\(known)")
    }
    entry.bindings += bindings
    return entry
  }

  /// The gin files that make an entry, every one of them readable.
  static func entry(_ paths: [String], bindings: [String], root: FilePath?) throws -> Entry {
    if let named = try named(paths, bindings: bindings, root: root) { return named }
    let files = try paths.map { path in
      let file = try file(path, root: root)
      guard !Disk.isFolder(file) else { throw CommandFailure("`\(path)`: \(ReadFailure.isFolder.explanation).") }
      guard file.name.hasSuffix(".gin") else {
        throw CommandFailure("`\(path)` is no `.gin` file; an entry is one or several of them.")
      }
      _ = try text(of: file, named: path)
      return file
    }
    return Entry(files: files, bindings: bindings)
  }
}
