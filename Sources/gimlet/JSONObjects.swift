// How are objects with members in order made?

import LanguageServerProtocol

extension JSON {
  static func object(_ members: [(name: String, value: JSON)]) -> JSON { .object(JSONObject(members)) }
}
