// Where does code bind parameters by itself? `gin.bind_parameter('Trainer.steps', 5)`, whose order among the configs nobody
// knows.

import Configurables
import SourceText

struct BindingsInCode: Sendable {
  private var uses: [FilePath: [QueryUse]] = [:]

  init(_ files: some Sequence<DefinitionFile>) {
    for file in files { update(file) }
  }

  /// The same with other versions of some files.
  func updated(_ changed: [(old: DefinitionFile, new: DefinitionFile)]) -> BindingsInCode {
    var updated = self
    for (old, new) in changed {
      updated.uses[old.file] = nil
      updated.update(new)
    }
    return updated
  }

  private mutating func update(_ file: DefinitionFile) {
    guard file.language == .python, !Self.isTest(file.file), Self.mentionsBinding(file.text) else { return }
    let found = file.queries.filter { $0.purpose == .binds }
    if !found.isEmpty { uses[file.file] = found }
  }

  /// What tests bind says nothing about the program.
  private static func isTest(_ file: FilePath) -> Bool {
    file.name.hasSuffix("_test.py") || file.name.hasPrefix("test_") || file.name == "conftest.py"
  }

  private static func mentionsBinding(_ text: SourceText) -> Bool {
    let wanted = Array("bind_parameter".utf8)
    return text.bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.contains { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
    }
  }

  /// - Parameter isMeant: whether a selector means the configurable that is asked for.
  func places(ofParameter parameter: String, isMeant: (String) -> Bool) -> [FileLocation] {
    let ending = "." + parameter
    return uses.flatMap { file, uses in
      uses.filter { use in
        guard use.key.hasSuffix(ending) else { return false }
        let selector = use.key.dropLast(ending.count).split(separator: "/").last ?? ""
        return isMeant(String(selector))
      }.map { FileLocation(file, $0.range) }
    }.sorted { ($0.file, $0.range.start) < ($1.file, $1.range.start) }
  }
}
