// Do signatures, types and trees of calls come over the wire?

import LanguageServerProtocol
import Testing

@Suite struct HierarchyTests {
  private static let uri = "file:///nowhere/at.gin"
  private static let code = "file:///nowhere/Net.swift"
  private static let swift = """
    import Gin
    protocol Layer {}
    @Config
    struct Dense: Layer {
      var width: Int = 3
    }
    @Config
    struct Net {
      /// Größe.
      var layer: any Layer
      var depth: Int = 1
    }
    """

  private func client(_ text: String, capabilities: JSON = [:]) throws -> (client: TestClient, offered: JSON) {
    let client = try TestClient.inProcess()
    let offered = try client.initialize(capabilities: capabilities)
    client.open(Self.code, Self.swift, languageID: "swift")
    client.open(Self.uri, text)
    return (client, offered)
  }

  private func place(_ line: Int, _ character: Int) -> JSON {
    TestClient.positionParams(Self.uri, line: line, character: character)
  }

  private func range(_ line: Int, _ start: Int, _ end: Int) -> JSON {
    [
      "start": ["line": .integer(line), "character": .integer(start)],
      "end": ["line": .integer(line), "character": .integer(end)],
    ]
  }

  @Test func aSignatureMarksWhatIsBeingSet() throws {
    let (client, offered) = try client("Net:\n  layer = @Dense()\n")
    #expect(offered["signatureHelpProvider"]["triggerCharacters"] == ["(", "=", ":", ","])
    let help = try client.request("textDocument/signatureHelp", place(1, 4))["result"]
    #expect(help["activeParameter"] == 0)
    let signature = help["signatures"][0]
    #expect(signature["label"] == "Net(layer: any Layer, depth: Int = 1)")
    #expect(signature["parameters"][0]["label"] == "layer: any Layer")
    #expect(signature["parameters"][0]["documentation"]["value"].string?.hasPrefix("Größe.") == true)
    #expect(try client.request("textDocument/signatureHelp", place(2, 0))["result"].isNull)
  }

  @Test func aClientThatCanGetsPlacesOfParameters() throws {
    let able: JSON = [
      "textDocument": [
        "signatureHelp": ["signatureInformation": ["parameterInformation": ["labelOffsetSupport": true]]]
      ]
    ]
    let (client, _) = try client("Net.depth = 3\n", capabilities: able)
    let help = try client.request("textDocument/signatureHelp", place(0, 6))["result"]
    #expect(help["activeParameter"] == 1)
    #expect(help["signatures"][0]["parameters"].elements?.map { $0["label"] } == [[4, 20], [22, 36]])
  }

  @Test func typesAndWhatStandsForThemAreFound() throws {
    let (client, offered) = try client("Net.layer = @Dense()\n")
    for ability in ["declarationProvider", "typeDefinitionProvider", "implementationProvider"] {
      #expect(offered[ability] == true)
    }
    let type = try client.request("textDocument/typeDefinition", place(0, 5))["result"]
    #expect(type == [["uri": .string(Self.code), "range": range(1, 9, 14)]])
    let implementation = try client.request("textDocument/implementation", place(0, 5))["result"]
    #expect(implementation == [["uri": .string(Self.code), "range": range(3, 7, 12)]])
    let declaration = try client.request("textDocument/declaration", place(0, 14))["result"]
    #expect(declaration == [["uri": .string(Self.code), "range": range(3, 7, 12)]])
  }

  @Test func callsUnfoldInBothDirections() throws {
    let (client, offered) = try client("LAYER = @Dense()\nNet.layer = %LAYER\n")
    #expect(offered["callHierarchyProvider"] == true)
    let net = try client.request("textDocument/prepareCallHierarchy", place(1, 1))["result"][0]
    #expect(net["name"] == "Net" && net["kind"] == 5 && net["selectionRange"] == range(1, 0, 3))
    let outgoing = try client.request("callHierarchy/outgoingCalls", ["item": net])["result"]
    #expect(outgoing[0]["to"]["name"] == "LAYER" && outgoing[0]["fromRanges"] == [range(1, 13, 18)])
    let dense = try client.request("callHierarchy/outgoingCalls", ["item": outgoing[0]["to"]])["result"]
    #expect(dense[0]["to"]["name"] == "Dense" && dense[0]["to"]["uri"] == .string(Self.code))
    let incoming = try client.request("callHierarchy/incomingCalls", ["item": dense[0]["to"]])["result"]
    #expect(incoming[0]["from"]["name"] == "LAYER" && incoming[0]["fromRanges"] == [range(0, 9, 14)])
    #expect(try client.request("textDocument/prepareCallHierarchy", place(2, 0))["result"].isNull)
  }

  @Test func typesUnfoldInBothDirections() throws {
    let (client, offered) = try client("Net.layer = @Dense()\n")
    #expect(offered["typeHierarchyProvider"] == true)
    let dense = try client.request("textDocument/prepareTypeHierarchy", place(0, 15))["result"][0]
    #expect(dense["name"] == "Dense")
    let above = try client.request("typeHierarchy/supertypes", ["item": dense])["result"]
    #expect(above[0]["name"] == "Layer" && above[0]["kind"] == 11)
    let below = try client.request("typeHierarchy/subtypes", ["item": above[0]])["result"]
    #expect(below.elements?.map { $0["name"] } == ["Dense"])
  }
}
