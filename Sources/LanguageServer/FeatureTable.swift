// What can the server be asked? The README's table, made of the routes.

extension Route {
  /// A Markdown table: what a client asks for, and the requests by which it does.
  package static var featureTable: String {
    var abilities: [(name: String, methods: [String])] = []
    for route in all {
      guard case .read = route.execution else { continue }
      if let capability = route.capability {
        abilities.append((words(of: capability.name), [route.method]))
      } else if !abilities.isEmpty {
        // What is told of the client together with the route above.
        abilities[abilities.count - 1].methods.append(route.method)
      }
    }
    let rows = abilities.sorted { $0.name < $1.name }.map { ability in
      "| \(ability.name) | \(ability.methods.map { "`\($0)`" }.joined(separator: ", ")) |"
    }
    return (["| ability | requests |", "|---|---|"] + rows).joined(separator: "\n")
  }

  /// `documentSymbolProvider` is "document symbol", `workspace.fileOperations` "file operations".
  private static func words(of capability: String) -> String {
    let name = capability.replacing("Provider", with: "").replacing("workspace.", with: "")
    return name.reduce(into: "") { words, character in
      if character.isUppercase { words += " " }
      words += character.lowercased()
    }
  }
}
