// What does a person run? Gin files, parsed one after the other, and bindings from the command line behind them.

package import SourceText

package struct Entry: Sendable, Hashable {
  /// In the order in which they are parsed into one config.
  package var files: [FilePath]
  /// Lines of gin, as `--bind` and `gimlet.gin` give them; they come after all files.
  package var bindings: [String]
  /// The name that `gimlet.gin` gives this entry; empty for one that was not named.
  package var name: String
  /// The file and line that give the bindings, for a person: `gimlet.gin`; empty for the command line.
  package var bindingsOrigin = ""
  /// A binding behind all others that somebody only tries.
  package var triedBinding: String?

  package init(files: [FilePath], bindings: [String] = [], name: String = "") {
    self.files = files
    self.bindings = bindings
    self.name = name
  }

  package init(_ file: FilePath) { self.init(files: [file]) }

  /// Whether it is a command line of a script.
  package var isLaunched: Bool { !name.isEmpty && name == bindingsOrigin }

  /// Those that are only tried among them.
  package var allBindings: [String] { bindings + (triedBinding.map { [$0] } ?? []) }

  // MARK: Places that no file has

  /// The path under which the bindings are reported; no file of the disk has it.
  package var bindingsPath: FilePath {
    bindingsOrigin.isEmpty ? Self.commandLine : FilePath("<bindings in \(bindingsOrigin)>")
  }

  /// Where the bindings of a command line stand.
  package static let commandLine = FilePath("<bindings>")
  /// Where a binding stands that is only tried.
  package static let trial = FilePath("<bindings tried>")

  package static func isBindings(_ path: FilePath) -> Bool { path.string.hasPrefix("<bindings") }

  /// The `bindingsOrigin` of an entry with bindings at this path; nil for every other path.
  package static func bindingsOrigin(of path: FilePath) -> String? {
    let opening = "<bindings in "
    guard path.string.hasPrefix(opening) else { return nil }
    return String(path.string.dropFirst(opening.count).dropLast())
  }
}
