// What does `gimlet.gin` set, and what may stand in it? The server's own configurables, and the reading of their values.

import Configurables
package import Resolution
package import SourceText

package enum SettingsFile {
  package static let name = "gimlet.gin"

  /// The path under which the server's own configurables are declared; no file of the disk has it.
  package static let definitionsPath = FilePath("<gimlet>")

  /// The declarations, so that hovers have something to show and ranges something to point into.
  private static let declarations = SourceText(
    """
    func workspace(include_paths: [String] = [], exclude: [String] = [], python_paths: [String] = [])
    func evaluation(steps: Int = 50_000_000, bytes: Int = 268_435_456, depth: Int = 200)
    func experiment(files: [String] = [], bindings: [String] = [])
    """)

  /// What `gimlet.gin` may set, as a definition file like any other: completion, hover and problems come for nothing.
  package static let definitions = ProjectDefinitions(
    DefinitionIndex([
      DefinitionFile(
        .init(
          file: definitionsPath, language: .swift, module: "gimlet", text: declarations,
          configurables: [
            configurable(
              "workspace", "Which files belong to the workspace.",
              [
                ("include_paths", strings, "[]", "Folders to search for included files before all others."),
                ("exclude", strings, "[]", "Files and folders to pass over: `build`, `old/*.gin`."),
                (
                  "python_paths", strings, "[]",
                  "Virtual environments or folders of modules where Python's imports are looked up: `../venv`."
                ),
              ]),
            configurable(
              "evaluation", "How much the evaluation of one value may cost before it is given up.",
              [
                ("steps", .named("Int"), "50_000_000", "Calls, loop iterations and elements visited."),
                ("bytes", .named("Int"), "268_435_456", "Bytes of the lists and texts that are made."),
                ("depth", .named("Int"), "200", "Calls inside calls."),
              ]),
            configurable(
              "experiment", "An experiment of several files, or of files and bindings. Its scope is its name.",
              [
                ("files", strings, "[]", "Paths of `.gin` files, read one after the other."),
                ("bindings", strings, "[]", "Bindings that come after all files: `train.steps = 5`."),
              ]),
          ]))
    ]))

  private static let strings = TypeExpression.array(.named("String"))

  private typealias Setting = (name: String, type: TypeExpression, text: String, documentation: String)

  private static func configurable(_ name: String, _ documentation: String, _ settings: [Setting]) -> Configurable {
    let line = (0..<declarations.lineCount).first { declarations[declarations.range(ofLine: $0)].contains(name + "(") }
    let range = declarations.range(ofLine: line ?? 0)
    let signature = declarations[range]
    let parameters = settings.map { setting in
      Parameter(
        name: setting.name, nameRange: place(of: setting.name + ":", in: signature, from: range, length: setting.name),
        type: setting.type, typeText: setting.type == strings ? "[String]" : "Int",
        defaultValue: Expression(
          setting.type == strings ? .list([]) : .integer(setting.text.filter { $0 != "_" }), range),
        defaultText: setting.text, documentation: setting.documentation)
    }
    return Configurable(
      name: name, module: "gimlet", kind: .function, language: .swift, file: definitionsPath,
      nameRange: place(of: name + "(", in: signature, from: range, length: name), registration: "configurable",
      parameters: parameters, documentation: documentation, signature: signature,
      target: .external)
  }

  private static func place(of text: String, in line: String, from range: TextRange, length name: String) -> TextRange {
    let bytes = Array(line.utf8)
    let wanted = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return TextRange(range.start.utf8 + start, range.start.utf8 + start + name.utf8.count)
  }

  /// The world as `gimlet.gin` sees it: itself and the server's configurables.
  static func analysis(of file: ConfigFile, root: FilePath, previous: Analysis?) -> Analysis {
    Analysis(
      ProjectFiles(
        roots: [root], allGinFiles: [file.path], definitions: definitions,
        ginFile: { $0 == file.path ? file : nil }),
      previous: previous)
  }

  /// The values that the file sets; what is not known, or wrong, sets nothing and is reported where the file is shown.
  static func settings(in analysis: Analysis, file: FilePath) -> WorkspaceSettings {
    var settings = WorkspaceSettings()
    for parameter in analysis.resolved(Entry(file)).parameters() {
      guard let value = parameter.value.value, case .value = parameter.value.status else { continue }
      let name = parameter.configurable.split(separator: ".").last.map(String.init) ?? parameter.configurable
      let scope = parameter.scope.isEmpty ? "" : parameter.scope + "/"
      settings.set("\(scope)\(name).\(parameter.parameter)", to: value)
    }
    return settings
  }
}
