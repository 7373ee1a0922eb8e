// What happens when a person presses a lens or runs a command?

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

extension Server {
  /// What the commands are, for the client's table.
  static let commands: JSON = ["commands": .array(CommandName.allCases.map { .string($0.rawValue) })]

  func execute(_ params: LSP.ExecuteCommandParams) throws -> any JSONWritable {
    guard let command = CommandName(rawValue: params.command) else {
      throw LSP.ResponseError(.invalidParams, "`\(params.command)` is no command of Gimlet.")
    }
    guard let uri = params.arguments.first?.string else {
      throw LSP.ResponseError(.invalidParams, "The first argument of `\(params.command)` is the URI of a document.")
    }
    let file = DocumentURI.file(uri)
    let texts = params.arguments.dropFirst().map(\.string)
    let analysis = snapshot(for: file).analysis
    let first = texts.first ?? nil
    switch command {
    case .choose:
      try choose(first, for: file, analysis)
      return JSON.null
    case .experiments: return JSON.array(analysis.experimentTitles.map { .string($0) })
    case .print: return try show(.resolved(first ?? analysis.title(of: analysis.entry(for: file))), near: file)
    case .compare:
      let right = (texts.dropFirst().first ?? nil) ?? analysis.title(of: analysis.entry(for: file))
      guard let left = first ?? analysis.base(of: analysis.entry(for: file)).map({ analysis.title(of: $0) }) else {
        throw LSP.ResponseError(.requestFailed, "This config includes no other one that it could be compared with.")
      }
      return try show(.difference(left, right), near: file)
    case .preview:
      guard let binding = first else {
        throw LSP.ResponseError(.invalidParams, "The second argument of `gimlet.preview` is a binding, `f.x = 1`.")
      }
      return try show(.preview(analysis.title(of: analysis.entry(for: file)), binding), near: file)
    case .apply:
      guard let edit = try snapshot(for: file).edit(ofCommand: params.arguments) else {
        throw LSP.ResponseError(.requestFailed, Analysis.notOffered)
      }
      client.request("workspace/applyEdit", LSP.ApplyEditParams(edit: edit))
      return JSON.null
    case .show:
      showReference(to: try LSP.Position(json: params.arguments.dropFirst().first ?? .null), in: file)
      return JSON.null
    }
  }

  private func showReference(to position: LSP.Position, in file: FilePath) {
    let snapshot = snapshot(for: file)
    let offset = snapshot.text(of: file).offset(of: position, in: session.encoding)
    let places = snapshot.analysis.references(in: file, at: offset, declarations: .leftOut)
    guard session.capabilities.canShowDocuments, let first = places.first else { return }
    let place = snapshot.location(first)
    client.request("window/showDocument", LSP.ShowDocumentParams(uri: place.uri, selection: place.range))
  }

  // MARK: The experiment in view

  /// - Parameter title: nil to let the person choose; empty for each file by itself.
  private func choose(_ title: String?, for file: FilePath, _ analysis: Analysis) throws {
    guard let title else { return ask(for: file, analysis) }
    let alone = title.isEmpty || title == Analysis.fileAlone
    let entry = alone ? nil : analysis.experiment(titled: title)
    guard alone || entry != nil else { throw LSP.ResponseError(.requestFailed, Analysis.noExperiment(title)) }
    workspace.choose(entry, for: file)
    publishing.becomeDue()
    for (method, isWanted) in session.capabilities.refreshes where isWanted { client.request(method, JSON.null) }
    // Where lenses show what is in view, they say it.
    let showsLenses = session.capabilities.refreshes.contains { $0 == ("workspace/codeLens/refresh", true) }
    guard !showsLenses else { return }
    client.notify("window/showMessage", LSP.MessageParams(.information, Analysis.chosen(alone ? nil : title)))
  }

  private func ask(for file: FilePath, _ analysis: Analysis) {
    let experiments = analysis.choices(for: file)
    guard !experiments.isEmpty || analysis.files.entryInView != nil else {
      return client.notify("window/showMessage", LSP.MessageParams(.information, Analysis.noChoice))
    }
    let choices = Array(experiments.prefix(Self.mostChoices)) + [Analysis.fileAlone]
    let question = LSP.ShowMessageRequestParams(message: Analysis.chooseExperiment, actions: choices)
    client.request("window/showMessageRequest", question) { [self] answer in
      guard case .success(let chosen) = answer, let title = chosen["title"].string else { return }
      try? choose(title, for: file, snapshot(for: file).analysis)
    }
  }

  private static let mostChoices = 50
}
