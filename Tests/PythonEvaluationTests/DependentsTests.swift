// Does an edit change what it is said to change, and nothing else? Generated programs, a number of their configs edited.

import Configurables
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct DependentsTests {
  @Test func anEditReachesOnlyWhatFollowsFromIt() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "what an edit of generated programs reaches") else {
      return
    }
    var (edits, changes) = (0, 0)
    for program in try PythonProgram.generated(150, seed: 20_261_121, python: python) {
      let config = program.config()
      let before = Self.values(config)
      for binding in config.bindings {
        guard let value = binding.value, let number = Int(binding.expression),
          case .effective = config.standing(of: binding.index)
        else { continue }
        let text = binding.file.text.replacing(value.range, with: "\(number + 1)")
        let after = Self.values(program.config(text.string))
        edits += 1
        let reached = Set(config.dependents(of: binding).map(\.binding.index)).union([binding.index])
        for (place, value) in before where after[place] != value {
          changes += 1
          #expect(
            reached.contains(place),
            """
            program \(program.number): \(config.name(of: binding)) = \(number + 1) changes \
            \(config.name(of: config.bindings[place])) from \(value) to \(after[place] ?? "")
            """)
        }
      }
    }
    print("\(edits) edits changed \(changes) values, all of them announced")
    #expect(changes > 100)
  }

  /// What each effective binding comes to, by its place; not what is not evaluated.
  private static func values(_ config: ResolvedConfig) -> [Int: String] {
    var values: [Int: String] = [:]
    for binding in config.bindings {
      guard case .effective = config.standing(of: binding.index) else { continue }
      let value = config.row(for: binding).value
      switch value.status {
      case .value, .reference, .defaultValue: values[binding.index] = value.text
      case .error(let message): values[binding.index] = message
      case .notEvaluated: break
      }
    }
    return values
  }
}
