// How are lenses told to this client? Each with the command that its press runs.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func codeLenses(_ params: LSP.DocumentParams) -> [LSP.CodeLens] {
    let file = DocumentURI.file(params.uri)
    return analysis.codeLenses(in: file).map { lens in
      let range = range(FileLocation(file, lens.range))
      return LSP.CodeLens(range: range, command: command(of: lens, params.uri, range))
    }
  }

  private func command(of lens: CodeLens, _ uri: String, _ range: LSP.Range) -> LSP.Command {
    switch lens.action {
    case .choose: CommandName.choose.command(lens.title, [.string(uri)])
    case .print(let title): CommandName.print.command(lens.title, [.string(uri), .string(title)])
    case .compare(let left, let right):
      CommandName.compare.command(lens.title, [.string(uri), .string(left), .string(right)])
    case .show: CommandName.show.command(lens.title, [.string(uri), JSON(range.start)])
    // A lens without a command is only read.
    case .none: LSP.Command(title: lens.title, command: "", arguments: [])
    }
  }
}

/// What a client can ask the server to do.
enum CommandName: String, CaseIterable {
  /// Chooses the experiment in view: the document, and the experiment's name; without a name the person is asked.
  case choose = "gimlet.chooseExperiment"
  /// Opens the resolved config: the document, and the experiment's name.
  case print = "gimlet.print"
  /// Opens what differs: the document, and two names of experiments.
  case compare = "gimlet.diff"
  /// Opens the resolved config with another value: the document, and a binding.
  case preview = "gimlet.preview"
  /// Makes the change of an action, for a client that knows only commands: the document, a range, a kind and a title.
  case apply = "gimlet.apply"
  /// Answers with the names of all that can be printed and compared: a document of the workspace.
  case experiments = "gimlet.experiments"
  /// Opens the first reference: the document, and a position in it. A client that has a list of its own shows all.
  case show = "gimlet.showReferences"

  func command(_ title: String, _ arguments: [JSON]) -> LSP.Command {
    LSP.Command(title: title, command: rawValue, arguments: arguments)
  }
}

extension JSON {
  init(_ position: LSP.Position) {
    self = ["line": .integer(position.line), "character": .integer(position.character)]
  }
}
