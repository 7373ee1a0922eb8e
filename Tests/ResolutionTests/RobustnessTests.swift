// Does anything trap? Damaged, deep and circular configs, on a small stack.

import Configurables
import Foundation
import Resolution
import SourceText
import Testing

@Suite struct RobustnessTests {
  private static let sample = """
    import Trainer
    from x import y as z
    include 'base.gin'
    STEPS = 5
    s/RATE = [1, %STEPS, {'a': (@makeSchedule(), %M)}]
    TrainerConfig.steps = %STEPS
    a/b/TrainerConfig:
      base_lr = 1e-3  # comment
      optimizer = @s/Adam()
    TrainerConfig.schedule = [
      0.1, @squared(),
    ]
    one/gin.singleton.constructor = @Adam
    Adam.lr = %gin.REQUIRED
    TrainerConfig.optimizer = @one/gin.singleton()
    """

  /// Asks everything that a file can be asked.
  private static func exercise(_ text: [UInt8], _ definitions: ProjectDefinitions) {
    let path = FilePath("/w/main.gin")
    let file = ConfigFile(path: path, text: SourceText(utf8: text))
    let files = ProjectFiles(
      roots: [FilePath("/w")], allGinFiles: [path], definitions: definitions, ginFile: { $0 == path ? file : nil })
    let analysis = Analysis(files)
    _ = analysis.problems(in: path)
    let config = analysis.resolved(Entry(path))
    _ = config.parameters(.withDefaults)
    _ = config.macros
    _ = config.configText(.computedValues)
    for offset in stride(from: 0, through: text.count, by: 7) {
      if let binding = config.binding(in: path, at: TextOffset(offset)) { _ = config.row(for: binding) }
    }
  }

  @Test func everyPrefixAndEveryMissingByteIsFine() {
    let definitions = ProjectDefinitions(DefinitionIndex([TestProject.trainer]))
    let bytes = Array(Self.sample.utf8)
    for end in 0...bytes.count {
      Self.exercise(Array(bytes[..<end]), definitions)
      if end < bytes.count { Self.exercise(Array(bytes[..<end] + bytes[(end + 1)...]), definitions) }
    }
  }

  @Test func deepAndCircularConfigsFitASmallStack() async {
    let definitions = ProjectDefinitions(DefinitionIndex([TinyModule.file]))
    var scopes = "Leaf.x = @s0/total()\n"
    for level in 0..<100 { scopes += "s\(level)/total.a = @s\(level + 1)/total()\n" }
    var macros = "Leaf.x = %M0\n"
    for level in 0..<100 { macros += "M\(level) = [%M\(level + 1)]\n" }
    let texts = [
      scopes, macros, "Leaf.x = " + String(repeating: "[", count: 100_000),
      "Leaf.x = " + String(repeating: "[", count: 190) + String(repeating: "]", count: 190) + "\n",
      "M = %M\nLeaf.x = %M\n", "total.a = @total()\nLeaf.x = @total()\n",
      "one/gin.singleton.constructor = @Leaf\none/Leaf.x = @one/gin.singleton()\nNode.left = @one/gin.singleton()\n",
    ]
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      let thread = Thread {
        for text in texts { Self.exercise(Array(text.utf8), definitions) }
        done.resume()
      }
      thread.stackSize = 512 << 10
      thread.start()
    }
  }

  @Test func aMacroThatDoublesIsNotWorkedOutForEver() {
    // 2^60 elements: the run's own budgets do not see lists that configs make.
    var text = "Leaf.x = %M0\n"
    for level in 0..<60 { text += "M\(level) = [%M\(level + 1), %M\(level + 1)]\n" }
    text += "M60 = 1\n"
    Self.exercise(Array(text.utf8), ProjectDefinitions(DefinitionIndex([TinyModule.file])))
  }
}
