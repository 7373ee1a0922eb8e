// Does an edit change what it is said to change, and nothing else? Random Swift workspaces.

import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct DependentsTests {
  @Test(arguments: 1...3) func anEditReachesOnlyWhatFollowsFromIt(seed: UInt64) throws {
    let random = RandomWorkspace(seed: seed, types: 16, functions: 34, configs: 6)
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "// A package.\n")
    try folder.write("Sources/Net/Definitions.swift", random.definitions)
    let configs = try random.configs.keys.sorted().map { name in
      try folder.write("configs/" + name, random.configs[name] ?? "")
    }
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    var reach = EditReach()
    for path in configs {
      reach.edit(workspace.snapshot(for: path).resolved(Entry(path))) { file, text in
        workspace.open(file, text: text.string, version: 1, languageID: "gin")
        defer { workspace.close(file) }
        return workspace.snapshot(for: path).resolved(Entry(path))
      }
    }
    #expect(reach.surprises.isEmpty)
    #expect(reach.changes > 50)
  }
}
