// Does the server still say what it said to real editors, and does the protocol's own library accept every message?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import TestSupport
import Testing

@Suite struct SessionTests {
  private static let folder = PackageFolder.fixtures + "/sessions"
  static let sessions: [String] = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

  private func session(_ name: String) throws -> RecordedSession {
    try RecordedSession(try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8))
  }

  private func played(_ name: String) throws -> ReplayReport {
    let session = try session(name)
    let workspace = try #require(session.workspace, "the first line names the workspace")
    let copy = try ScratchWorkspace(of: workspace)
    return try #require(replay(session, root: FilePath(copy.path), operate: copy.operate))
  }

  @Test func realEditorsAreRecordedOnEveryWorkspace() {
    #expect(
      Self.sessions == [
        "editing-emacs.jsonl", "editing-vscode.jsonl",
        "gan-emacs.jsonl", "gan-neovim.jsonl", "pretraining-emacs.jsonl", "pretraining-neovim.jsonl",
        "pretraining-vscode.jsonl", "trainer-emacs.jsonl", "trainer-neovim.jsonl", "trainer-vscode.jsonl",
      ])
  }

  /// A route that no editor was ever seen to use is a feature that nobody has tried.
  @Test func everyRouteIsInASession() throws {
    var used: Set<String> = []
    for name in Self.sessions {
      for case .client(let message) in try session(name).events { used.insert(message["method"].string ?? "") }
    }
    #expect(Route.all.map(\.method).filter { !used.contains($0) } == [])
  }

  /// What is cancelled may have been answered already: a recording with a cancellation hangs on time.
  @Test(arguments: sessions)
  func nothingIsCancelled(session name: String) throws {
    for case .client(let message) in try session(name).events { #expect(message["method"] != "$/cancelRequest") }
  }

  @Test(arguments: sessions)
  func theServerSaysWhatItSaid(session name: String) throws {
    let report = try played(name)
    #expect(report.differences == [])
    #expect(report.matched > 5)
  }

  /// A change of one number in what was recorded is noticed: the comparison can fail.
  @Test func aDifferenceIsReported() throws {
    let text = try String(contentsOfFile: Self.folder + "/trainer-neovim.jsonl", encoding: .utf8)
    let changed = text.replacing("0.0009140576474687263", with: "0.0009140576474687264")
    #expect(changed != text)
    let root = FilePath(PackageFolder.fixtures + "/trainer")
    let report = try #require(replay(try RecordedSession(changed), root: root))
    #expect(!report.differences.isEmpty)
  }

  @Test func lsprotocolAcceptsEveryMessage() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "messages against lsprotocol's types") else { return }
    var methods: [JSON: String] = [:]
    var lines: [String] = []
    for name in Self.sessions {
      let session = try session(name)
      methods = [:]
      for case .client(let message) in session.events {
        if let method = message["method"].string { methods[message["id"]] = method }
      }
      for message in try played(name).received {
        let isResponse = message["method"].isNull
        let method = isResponse ? methods[message["id"]] ?? "" : message["method"].string ?? ""
        let line: JSON = ["method": .string(method), "isResponse": .boolean(isResponse), "message": message]
        lines.append(String(decoding: JSONWriter.bytes(of: line), as: UTF8.self))
      }
    }
    let answers = try PythonOracle.answers(to: lines, program: Self.program, interpreter: interpreter)
    for (line, answer) in zip(lines, answers) where answer != "accepted" {
      Issue.record("lsprotocol refuses \(line): \(answer)")
    }
    print("lsprotocol: \(answers.count) messages of the server, \(answers.count { $0 != "accepted" }) refused")
    #expect(answers.count >= 30)
  }

  /// Structures each message as its type and back: what the types do not know is lost on the way, and so found.
  private static let program = #"""
    import json, sys
    from typing import Union
    from lsprotocol import converters, types

    converter = converters.get_converter()

    # By lsprotocol all that has a command is a Command; a CodeAction may have one too, and there it is an object.
    def action(item, _):
        kind = types.Command if isinstance(item.get("command"), str) else types.CodeAction
        return converter.structure(item, kind)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], action)

    def check(line):
        method, message = line["method"], line["message"]
        if "error" in message:
            converter.structure(message, types.ResponseErrorMessage)
            return "accepted"
        request, response, _, _ = types.METHOD_TO_TYPES[method]
        kind = response if line["isResponse"] else request
        known = converter.unstructure(converter.structure(message, kind), kind)
        def lost(sent, kept, path):
            if isinstance(sent, dict):
                for key, value in sent.items():
                    if value is None:
                        continue
                    if not isinstance(kept, dict) or key not in kept:
                        return path + "." + key
                    found = lost(value, kept[key], path + "." + key)
                    if found:
                        return found
            elif isinstance(sent, list):
                for index, (value, other) in enumerate(zip(sent, kept)):
                    found = lost(value, other, f"{path}[{index}]")
                    if found:
                        return found
            return None
        found = lost(message, known, "message")
        return f"{found} is no part of {kind.__name__}" if found else "accepted"

    with open(sys.argv[1]) as lines, open(sys.argv[2], "w") as output:
        for line in lines:
            try:
                answer = check(json.loads(line))
            except Exception as error:
                answer = f"{type(error).__name__}: {error}".replace("\n", " ")
            output.write(answer + "\n")
    """#
}

/// A copy of a workspace, in which a session may rename, make and delete files.
private struct ScratchWorkspace {
  private let folder: TemporaryFolder
  let path: String

  init(of workspace: String) throws {
    folder = try TemporaryFolder()
    path = folder.path + "/" + workspace
    try FileManager.default.copyItem(atPath: PackageFolder.fixtures + "/" + workspace, toPath: path)
  }

  /// A file that is made in an editor is empty.
  func operate(_ notification: JSON) {
    for file in notification["params"]["files"].elements ?? [] {
      func path(_ member: String) -> String { DocumentURI.file(file[member].string ?? "").string }
      switch notification["method"].string {
      case "workspace/didRenameFiles": try? FileManager.default.moveItem(atPath: path("oldUri"), toPath: path("newUri"))
      case "workspace/didCreateFiles": _ = FileManager.default.createFile(atPath: path("uri"), contents: nil)
      default: try? FileManager.default.removeItem(atPath: path("uri"))
      }
    }
  }
}
