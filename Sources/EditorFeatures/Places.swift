// How is a place named for a person? By the path below the workspace's root and the line.

import Configurables
import Resolution
import SourceText

extension Analysis {
  /// Below the nearest root, else whole.
  func displayPath(of file: FilePath) -> String {
    files.roots.compactMap { file.relative(to: $0) }.min { $0.utf8.count < $1.utf8.count } ?? file.string
  }

  /// `experiments/second.gin:5`, as a link.
  func place(_ location: FileLocation) -> Words {
    let text = placeText(location)
    return Words([Entry.isBindings(location.file) ? .text(text) : .link(text, location)])
  }

  /// The same in plain text.
  func placeText(_ location: FileLocation) -> String {
    if location.file == Entry.trial { return FeatureWords.preview }
    if Entry.isBindings(location.file) { return Entry.bindingsOrigin(of: location.file) ?? FeatureWords.commandLine }
    let path = displayPath(of: location.file)
    return text(of: location.file).map { "\(path):\($0.line(of: location.range.start) + 1)" } ?? path
  }

  /// `experiments/second.gin`, as a link.
  func place(ofFile file: FilePath) -> Words { Words([.link(displayPath(of: file), FileLocation(file, .zero))]) }

  /// What a person runs: the name in `gimlet.gin`, else the files.
  func name(of entry: Entry) -> Words {
    if !entry.name.isEmpty { return "\(code: entry.name)" }
    return entry.files.map { place(ofFile: $0) }.joined(by: ", ")
  }

  func place(of configurable: Configurable) -> Words {
    place(FileLocation(configurable.file, configurable.nameRange))
  }
}
