// What does a person run? Gin files, parsed one after the other, and bindings from the command line behind them.

package import SourceText

package struct Entry: Sendable, Hashable {
  /// In the order in which they are parsed into one config.
  package var files: [FilePath]
  /// Lines of gin, as `--bind` and `gimlet.gin` give them; they come after all files.
  package var bindings: [String]
  /// The name that `gimlet.gin` gives this entry; empty for one that was not named.
  package var name: String

  package init(files: [FilePath], bindings: [String] = [], name: String = "") {
    self.files = files
    self.bindings = bindings
    self.name = name
  }

  package init(_ file: FilePath) { self.init(files: [file]) }

  /// The path under which the extra bindings of an entry are reported; no file of the disk has it.
  package static let bindingsPath = FilePath("<bindings>")
}
