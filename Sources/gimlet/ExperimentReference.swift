// Which typed experiment does a person mean? A Swift or Python file, with a name where it holds several, or a dotted path.

import Configurables
import EditorFeatures
import Resolution
import SourceText
import Workspace

struct ExperimentReference {
  /// As it was written.
  let text: String
  private let target: Target

  private enum Target {
    case file(String, name: String?)
    /// `project.experiments.second.config`.
    case path(String)
  }

  /// Nil where the text can only name a `.gin` file.
  init?(_ text: String) {
    self.text = text
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let file = parts[0]
    if file.hasSuffix(".swift") || file.hasSuffix(".py") {
      target = .file(file, name: parts.count > 1 ? parts[1] : nil)
      return
    }
    let names = text.split(separator: ".", omittingEmptySubsequences: false)
    guard names.count > 1, names.last != "gin", names.allSatisfy(Self.isName),
      Disk.stamp(of: Disk.workingFolder.appending(text)) == nil
    else { return nil }
    target = .path(text)
  }

  private static func isName(_ part: Substring) -> Bool {
    guard let first = part.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
    return part.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  /// What the root is found from.
  func start(root: FilePath?) throws -> FilePath {
    switch target {
    case .file(let path, _): try Inputs.file(path, root: root)
    case .path: root?.appending("*") ?? Disk.workingFolder.appending("*")
    }
  }

  /// - Parameter start: the file that was named, where one was.
  func experiment(in analysis: Analysis, at start: FilePath) throws -> ExperimentIndex.ID {
    let index = analysis.definitions.experiments
    switch target {
    case .path(let path):
      if let found = index.experiment(path: path) { return found }
      let near = index.experiments.map(\.path).filter { $0.hasSuffix("." + (path.split(separator: ".").last ?? "")) }
      throw CommandFailure(
        "No typed experiment is called `\(path)`" + (near.isEmpty ? "." : "; there is \(Self.list(near))."))
    case .file(let path, let name):
      let all = index.experiments(in: start)
      let found = name.map { name in all.filter { index.experiments[$0].name == name } } ?? all
      if found.count == 1 { return found[0] }
      let names = all.map { index.experiments[$0].name }
      guard !names.isEmpty else { throw CommandFailure("`\(path)` holds no typed experiment.") }
      throw CommandFailure(
        name == nil
          ? "`\(path)` holds several experiments: \(Self.list(names)). Write `\(path):\(names[0])`."
          : "`\(path)` holds no experiment `\(name ?? "")`; it holds \(Self.list(names)).")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 6 ? ", …" : "")
  }
}
