// What can be configured at all? `gimlet definitions`.

import ArgumentParser
import Configurables
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

struct DefinitionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "definitions",
    abstract: "Lists every configurable that the index knows.",
    discussion: """
      Without a path everything below the root is listed.

      Example: gimlet definitions Sources/Trainer --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("Files and folders whose definitions to list.", valueName: "path"))
  var paths: [String] = []
  @Option(help: "How to print: text or json.") var format: Format = .text
  @OptionGroup var root: RootOption

  func run() throws {
    let chosen = try root.folder()
    let targets = try paths.map { try Inputs.file($0, root: chosen) }
    let first = targets.first ?? chosen ?? Disk.workingFolder
    let workspace = CommandWorkspace(for: first, root: chosen)
    let analysis = workspace.analysis(for: first == workspace.root ? first.appending("*") : first)
    let context = ReportContext(root: workspace.root) { analysis.text(of: $0) }
    let configurables = analysis.knownConfigurables.filter {
      Self.isWanted($0.file, targets)
    }
    let constants = analysis.definitions.constants.filter { Self.isWanted($0.file, targets) }
    switch format {
    case .json:
      Terminal.output.write(
        JSON.object([
          ("configurables", .array(configurables.map { json($0, context) })),
          ("constants", .array(constants.map { json($0, analysis, context) })),
        ]))
    case .text:
      var rows = AlignedRows()
      for configurable in configurables {
        rows.add(configurable.selector, configurable.kind.rawValue, context.place(configurable.location))
        for parameter in configurable.parameters where parameter.isConfigurable {
          let type = parameter.typeText.map { ": \($0)" } ?? ""
          let value = parameter.defaultText.map { " = \($0)" } ?? ""
          let note = parameter.isComputed ? "  (computed)" : ""
          rows.addDetail("    \(parameter.name)\(type)\(value)\(note)", "")
        }
      }
      Terminal.output.write(configurables.isEmpty ? "Nothing is defined here.\n" : rows.text(for: .output))
    }
  }

  private static func isWanted(_ file: FilePath, _ targets: [FilePath]) -> Bool {
    targets.isEmpty || targets.contains { $0 == file || file.relative(to: $0) != nil }
  }

  private func json(_ configurable: Configurable, _ context: ReportContext) -> JSON {
    let parameters = configurable.parameters.map { parameter in
      var members: [(name: String, value: JSON)] = [("name", .string(parameter.name))]
      if let type = parameter.typeText { members.append(("type", .string(type))) }
      if let value = parameter.defaultText { members.append(("default", .string(value))) }
      members.append(("configurable", .boolean(parameter.isConfigurable && !parameter.isComputed)))
      return JSON.object(members)
    }
    return .object(
      [
        ("name", .string(configurable.name)), ("module", .string(configurable.module)),
        ("kind", .string(configurable.kind.rawValue)),
        ("language", configurable.language == .swift ? "swift" : "python"),
      ] + context.json(configurable.location) + [
        ("registration", .string(configurable.registration)), ("parameters", .array(parameters)),
      ])
  }

  private func json(
    _ constant: DefinitionIndex.ConstantInFile, _ analysis: Analysis, _ context: ReportContext
  ) -> JSON {
    // What hangs on a config, or on what is not evaluated, has no text here.
    let value = analysis.valueText(of: constant)
    return .object(
      [("name", .string(constant.constant.selector)), ("value", .string(value))]
        + context.json(FileLocation(constant.file, constant.constant.nameRange)))
  }
}

extension Configurable {
  fileprivate var location: FileLocation { FileLocation(file, nameRange) }
}
