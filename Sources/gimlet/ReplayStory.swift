// What did the person see? A played session, told as lines of files with the answers below them.

import LanguageServer
import LanguageServerProtocol
import SourceText
import Workspace

struct ReplayStory {
  let session: RecordedSession
  let report: ReplayReport
  let root: FilePath

  /// Documents as they are at one moment of the session.
  private struct Stage {
    var texts: [FilePath: SourceText] = [:]
    var encoding = PositionEncoding.utf16
    /// The problems that each file has as far as was told, so that one that stays is told once.
    var told: [FilePath: [String]] = [:]
  }

  var text: String {
    var stage = Stage()
    var story = ""
    for event in session.events {
      guard case .client(let message) = event else { continue }
      story += tell(message, &stage)
    }
    return story
  }

  private func tell(_ message: JSON, _ stage: inout Stage) -> String {
    let parameters = message["params"]
    switch message["method"].string {
    case "initialize":
      let encoding = answer(to: message)["capabilities"]["positionEncoding"].string
      stage.encoding = encoding == "utf-8" ? .utf8 : encoding == "utf-32" ? .utf32 : .utf16
      return ""
    case "textDocument/didOpen":
      let document = parameters["textDocument"]
      let file = file(document["uri"])
      stage.texts[file] = SourceText(document["text"].string ?? "")
      return headline("opens \(name(file))") + problems(of: file, version: document["version"], &stage)
    case "textDocument/didChange":
      let file = file(parameters["textDocument"]["uri"])
      var place = TextRange.zero
      for change in parameters["contentChanges"].elements ?? [] { place = edit(file, change, &stage) }
      return headline("edits \(name(file))") + frame(file, text(of: file, stage), place, "this is typed")
        + problems(of: file, version: parameters["textDocument"]["version"], &stage)
    case "textDocument/hover":
      return place(parameters, "hovers", &stage) + block(Self.hover(answer(to: message)))
    case "textDocument/definition":
      return place(parameters, "asks for the definition", &stage) + targets(answer(to: message), stage)
    default: return ""
    }
  }

  // MARK: What the client did

  private func headline(_ action: String) -> String {
    Terminal.output.styled("▸ The editor \(action)", .bold) + "\n\n"
  }

  private func place(_ parameters: JSON, _ action: String, _ stage: inout Stage) -> String {
    let file = file(parameters["textDocument"]["uri"])
    let text = text(of: file, stage)
    let offset = text.offset(of: Self.position(parameters["position"]), in: stage.encoding)
    return headline(action) + frame(file, text, TextRange(offset, offset), "the cursor is here")
  }

  private func frame(
    _ file: FilePath, _ text: SourceText, _ range: TextRange, _ message: String,
    _ severity: CaretFrame.Severity = .note, code: String? = nil
  ) -> String {
    let place = CaretFrame.Place(path: name(file), text: text, range: range, message: message)
    return CaretFrame(place, severity: severity, code: code).text(Terminal.output.coloring) + "\n"
  }

  /// - Returns: what was typed, in the text as it is then.
  private func edit(_ file: FilePath, _ change: JSON, _ stage: inout Stage) -> TextRange {
    let replacement = change["text"].string ?? ""
    guard change["range"].object != nil else {
      stage.texts[file] = SourceText(replacement)
      return .zero
    }
    let text = text(of: file, stage)
    let range = Self.range(change["range"], in: text, stage.encoding)
    stage.texts[file] = text.replacing(range, with: replacement)
    return TextRange(range.start, range.start.advanced(by: replacement.utf8.count))
  }

  // MARK: What the server said

  /// The result that came for a request.
  private func answer(to request: JSON) -> JSON {
    let id = request["id"]
    return report.received.first { $0["id"] == id && $0["method"].string == nil }?["result"] ?? .null
  }

  private static func hover(_ result: JSON) -> String {
    let contents = result["contents"]
    return contents["value"].string ?? contents.string ?? "(nothing to say)"
  }

  private func targets(_ result: JSON, _ stage: Stage) -> String {
    let targets = result.elements ?? (result.isNull ? [] : [result])
    guard !targets.isEmpty else { return block("(no definition)") }
    return targets.map { target in
      let uri = target["targetUri"].string ?? target["uri"].string ?? ""
      let range = target["targetSelectionRange"].object != nil ? target["targetSelectionRange"] : target["range"]
      let file = file(.string(uri))
      let text = text(of: file, stage)
      return frame(file, text, Self.range(range, in: text, stage.encoding), "it is declared here")
    }.joined()
  }

  /// The diagnostics that the server had for this version, the last set of several.
  private func problems(of file: FilePath, version: JSON, _ stage: inout Stage) -> String {
    let sets = report.received.filter { message in
      message["method"].string == "textDocument/publishDiagnostics" && self.file(message["params"]["uri"]) == file
        && message["params"]["version"] == version
    }
    // A version that was overtaken by the next key has no set.
    guard let diagnostics = sets.last?["params"]["diagnostics"].elements else { return "" }
    let text = text(of: file, stage)
    let problems = diagnostics.map { diagnostic in
      frame(
        file, text, Self.range(diagnostic["range"], in: text, stage.encoding), diagnostic["message"].string ?? "",
        Self.severity(diagnostic["severity"]), code: diagnostic["code"].string)
    }
    let before = stage.told[file] ?? []
    stage.told[file] = problems
    let solved = before.filter { !problems.contains($0) }.count
    return problems.filter { !before.contains($0) }.joined()
      + (solved > 0 ? block("\(solved) problem\(solved == 1 ? " is" : "s are") gone.") : "")
  }

  private static func severity(_ json: JSON) -> CaretFrame.Severity {
    switch json.integer {
    case 1: .error
    case 2: .warning
    case 3: .note
    default: .hint
    }
  }

  private func block(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)".withoutTrailingBlanks + "\n" }
      .joined() + "\n"
  }

  // MARK: Files

  private func text(of file: FilePath, _ stage: Stage) -> SourceText {
    stage.texts[file] ?? (try? Disk.text(of: file)) ?? SourceText("")
  }

  private func file(_ uri: JSON) -> FilePath {
    let uri = (uri.string ?? "").replacingRoot(with: root)
    return DocumentURI.file(uri)
  }

  private func name(_ file: FilePath) -> String { file.relative(to: root) ?? file.string }

  private static func range(_ json: JSON, in text: SourceText, _ encoding: PositionEncoding) -> TextRange {
    TextRange(
      text.offset(of: position(json["start"]), in: encoding), text.offset(of: position(json["end"]), in: encoding))
  }

  private static func position(_ json: JSON) -> TextPosition {
    TextPosition(line: json["line"].integer ?? 0, column: json["character"].integer ?? 0)
  }
}

extension String {
  /// Recorded sessions write `$ROOT` for the folder of the workspace.
  fileprivate func replacingRoot(with root: FilePath) -> String {
    guard let place = range(of: "$ROOT") else { return self }
    return String(self[..<place.lowerBound]) + DocumentURI.encode(root.string) + String(self[place.upperBound...])
  }

  private func range(of text: String) -> Range<Index>? {
    indices.lazy.filter { self[$0...].hasPrefix(text) }.first.map { $0..<self.index($0, offsetBy: text.count) }
  }
}
