// Is `print --format gin --plain` what `gin.config_str()` says, byte for byte? On the packages' configs, with stand-ins.

import Configurables
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct ConfigTextTests {
  private struct Answer: Decodable {
    let text: String?
    let error: String?
  }

  /// Parses each file in a process of its own, with every module that is imported and not there made up.
  private static let program =
    PythonStubs.program + """


      import json, os

      sys.path.insert(0, os.getcwd())
      import gin
      install()
      import stand_ins
      # Files only: the other reader looks into packages, which are made up here.
      del gin.config._FILE_READERS[1:]
      paths = sys.stdin.read().split('\\n')
      folders = {''}
      for path in paths:
        while path:
          path = os.path.dirname(path)
          folders.add(path)
      for folder in sorted(folders):
        gin.add_config_file_search_path(folder)
      for path in paths:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
          os.close(reader)
          try:
            gin.parse_config_file(path)
            answer = {'text': gin.config_str()}
          except BaseException as error:
            answer = {'error': f'{type(error).__name__}: {error}'}
          with os.fdopen(writer, 'w') as stream:
            stream.write(json.dumps(answer))
          os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as stream:
          print(stream.read(), flush=True)
        os.waitpid(child, 0)
      """

  @Test func theTextIsGinsOwn() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "config_str() of published configs") else { return }
    var equal = 0
    var differences: [String] = []
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "config_str() of published configs") else { return }
      let copy = try StandInWorkspace(package)
      let answers = try ask(copy.configs, in: copy.folder.path, python)
      let workspace = Workspace(roots: [copy.folder.path], nestedRoots: .joined)
      workspace.index()
      let analysis = workspace.snapshot(for: copy.folder.path.appending("*"))
      var same = 0
      var refused: [String: Int] = [:]
      for (path, answer) in zip(copy.configs, answers) {
        guard let text = answer.text else {
          refused[String((answer.error ?? "").split(separator: "\n").first ?? ""), default: 0] += 1
          continue
        }
        let ours = analysis.resolved(Entry(copy.folder.path.appending(path))).configText()
        if ours == text { same += 1 } else { differences.append("\(name)/\(path)\n\(Self.difference(ours, text))") }
      }
      let unable = refused.map { "\($0.value) \($0.key)" }.sorted()
      print("config_str() of \(name): \(same) of \(copy.configs.count) equal; refused: \(unable)")
      equal += same
    }
    #expect(differences.isEmpty, "\(differences.prefix(10).joined(separator: "\n\n"))")
    #expect(equal >= 227, "\(equal)")
  }

  private static func difference(_ ours: String, _ theirs: String) -> String {
    let pairs = zip(ours.components(separatedBy: "\n") + [""], theirs.components(separatedBy: "\n") + [""])
    let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
    return first.map {
      "line \($0.offset + 1): ours \($0.element.0.debugDescription), \($0.element.1.debugDescription)"
    }
      ?? "one is longer"
  }

  private func ask(_ paths: [String], in folder: FilePath, _ python: String) throws -> [Answer] {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.currentDirectoryURL = URL(filePath: folder.string)
    process.arguments = ["-B", "-W", "ignore", "-c", Self.program]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(paths.joined(separator: "\n").utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard lines.count == paths.count else {
      throw PythonOracle.Failure(description: "\(lines.count) answers to \(paths.count) configs")
    }
    return try lines.map { try JSONDecoder().decode(Answer.self, from: $0) }
  }
}

/// The configs of a package in a folder of their own, with one Python module that registers all that they name.
private struct StandInWorkspace {
  let folder: TemporaryFolder
  /// Relative to the folder.
  let configs: [String]

  init(_ package: PublishedPackage) throws {
    folder = try TemporaryFolder()
    var written: [String] = []
    var names = StandIns()
    var isDynamic = false
    for file in package.ginFiles {
      guard let syntax = package.analysis.files.ginFile(file)?.syntax else { continue }
      let path = package.shown(file)
      try folder.write(path, bytes: syntax.text.bytes)
      written.append(path)
      if syntax.importedNames.bound == nil { names.add(package, file) } else { isDynamic = true }
    }
    configs = written
    // What a config registers by importing it must be there: the package's own modules.
    if isDynamic {
      for file in package.analysis.definitions.files.values where file.file.relative(to: package.root) != nil {
        try folder.write(package.shown(file.file), bytes: file.text.bytes)
      }
      // Functions: of a class gin-config could not tell that it is registered already, under the config's own name.
      try folder.write(
        "cached_conv.py",
        ["Conv1d", "ConvTranspose1d", "get_padding"].map { "def \($0)(bias=None, mode=None): pass\n" }.joined())
      let modules = package.analysis.definitions.files.values.filter {
        !$0.configurables.isEmpty && $0.file.relative(to: package.root) != nil
      }
      try folder.write("stand_ins.py", modules.map { "import \($0.module)\n" }.sorted().joined())
      return
    }
    try folder.write("stand_ins.py", names.program)
  }
}

/// Configurables that take what configs bind.
private struct StandIns {
  private var parameters: [String: Set<String>] = [:]

  mutating func add(_ package: PublishedPackage, _ file: FilePath) {
    for use in package.analysis.nameUses(in: file) {
      switch use.thing {
      case .configurable(let id): parameters[selector(id, package), default: []].formUnion([])
      case .parameter(let id, let name): parameters[selector(id, package), default: []].insert(name)
      case .unknownParameter(let selector, let name): parameters[selector, default: []].insert(name)
      case .unknown, .macro, .constant, .scope, .singleton: break
      }
    }
    guard let syntax = package.analysis.files.ginFile(file)?.syntax else { return }
    for (place, node) in syntax.nodes.enumerated() where node.kind == .reference {
      guard case .reference(let reference) = GinValue(file: syntax, index: place).content else { continue }
      guard case .unknown = package.analysis.configurable(reference.selector) else { continue }
      parameters[reference.selector.text, default: []].formUnion([])
    }
  }

  private func selector(_ id: DefinitionIndex.ID, _ package: PublishedPackage) -> String {
    package.analysis.definitions.configurables[id].selector
  }

  /// A selector that others end with means the longest of them.
  var program: String {
    let builtins: Set<String> = ["gin.macro", "macro", "gin.singleton", "singleton", "gin.constant", "constant"]
    var whole: [String: Set<String>] = [:]
    for (selector, names) in parameters where !builtins.contains(selector) {
      let longer = parameters.keys.filter { $0 != selector && $0.hasSuffix("." + selector) }.max {
        $0.utf8.count < $1.utf8.count
      }
      whole[longer ?? selector, default: []].formUnion(names)
    }
    var lines = ["import gin", ""]
    for (number, (selector, names)) in whole.sorted(by: { $0.key < $1.key }).enumerated() {
      let parts = selector.split(separator: ".").map(String.init)
      let module = parts.dropLast().joined(separator: ".")
      let given = module.isEmpty ? "'\(selector)'" : "'\(parts.last ?? "")', module='\(module)'"
      lines.append("@gin.configurable(\(given))")
      lines.append("def stand_in_\(number)(\(names.sorted().map { $0 + "=None" }.joined(separator: ", "))): pass")
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}
