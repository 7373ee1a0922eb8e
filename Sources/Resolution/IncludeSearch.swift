// Which file does an `include` open? The search order, and what was searched when nothing was found.
//
// gin-config joins the path to the working directory and to registered prefixes (`parse_config_file`); it never looks
// beside the including file. Projects are run from their root or from the file's folder, so both are looked at.

import SourceText

struct IncludeSearch {
  let files: ProjectFiles

  enum Outcome {
    case found(ConfigFile)
    /// The places where the file was looked for, in order.
    case missing(searched: [FilePath])
    /// A file is there. The program opens it, and fails (`config.py`, `parse_config_file`).
    case unreadable(FilePath, reason: String)
  }

  func find(_ path: String, from includer: FilePath) -> Outcome {
    guard !path.isEmpty else { return .missing(searched: []) }
    if path.hasPrefix("/") {
      let absolute = FilePath("/").appending(path)
      if let file = files.ginFile(absolute) { return .found(file) }
      return files.readFailure(absolute).map { .unreadable(absolute, reason: $0) } ?? .missing(searched: [absolute])
    }
    var searched: [FilePath] = []
    for folder in folders(for: includer) {
      let candidate = folder.appending(path)
      if searched.contains(candidate) { continue }
      searched.append(candidate)
      if let file = files.ginFile(candidate) { return .found(file) }
      if let reason = files.readFailure(candidate) { return .unreadable(candidate, reason: reason) }
    }
    if let only = uniqueSuffixMatch(path), let file = files.ginFile(only) { return .found(file) }
    return .missing(searched: searched)
  }

  private func folders(for includer: FilePath) -> [FilePath] {
    var folders = files.configuredPaths + files.roots + files.literalPaths
    guard !Entry.isBindings(includer) else { return folders }
    var folder = includer.folder
    let root = files.roots.filter { includer.relative(to: $0) != nil }.max { $0.string.count < $1.string.count }
    while true {
      folders.append(folder)
      guard let root, folder != root, folder.folder != folder else { return folders }
      folder = folder.folder
    }
  }

  private func uniqueSuffixMatch(_ path: String) -> FilePath? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains("..") else { return nil }
    let suffix = "/" + parts.joined(separator: "/")
    var match: FilePath?
    for file in files.allGinFiles where file.string.hasSuffix(suffix) {
      if match != nil { return nil }
      match = file
    }
    return match
  }
}
