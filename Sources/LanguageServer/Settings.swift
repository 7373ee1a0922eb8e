// What has the person set in the editor? From `initializationOptions` and `workspace/didChangeConfiguration`.

import Configurables
import LanguageServerProtocol
import Workspace

struct Settings: Equatable {
  /// The object under `gimlet`, or the whole when there is none.
  private let json: JSON

  /// Whether values are shown in the lines.
  var showsInlayHints: Bool { json["inlayHints"].boolean ?? true }

  /// Whether the client shows pictures in hovers; nothing in LSP says so.
  var showsHoverImages: Bool { json["hoverImages"].boolean ?? false }

  /// Whether the client opens the documents of the scheme `gimlet`, though it does not say so in LSP's way.
  var showsDocuments: Bool { json["documents"].boolean ?? false }

  /// The keys that `gimlet.gin` knows too.
  var workspace: WorkspaceSettings { WorkspaceSettings(Value(json)) }

  init(_ options: JSON) {
    let own = options["gimlet"]
    json = own.object != nil ? own : options.object != nil ? options : [:]
  }

  /// Clients send `{"settings": {"gimlet": {…}}}`; some send the inner object alone. What they do not speak of stays.
  func changed(by settings: JSON) -> Settings {
    guard case .object(var merged) = json, case .object(let changes) = Settings(settings).json else { return self }
    for member in changes.members { merged[member.name] = member.value }
    return Settings(.object(merged))
  }
}

extension Value {
  /// The value that a gin file would write for it; a number beyond 64 bits is no setting of ours.
  init(_ json: JSON) {
    switch json {
    case .null: self = .none
    case .boolean(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .decimal(let digits): self = .double(Double(digits) ?? .nan)
    case .string(let string): self = .string(string)
    case .array(let elements): self = .list(elements.map { Value($0) })
    case .object(let object):
      self = .dictionary(
        DictionaryValue(
          keys: object.members.map { .string($0.name) }, values: object.members.map { Value($0.value) }))
    }
  }
}
