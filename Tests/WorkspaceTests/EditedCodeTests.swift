// Is what is kept from key to key what a fresh look would find? Random edits of code and configs, each compared.

import Configurables
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct EditedCodeTests {
  private static let code = [
    "lib/__init__.py": "from lib.base import Base\n",
    "lib/base.py": """
    import gin
    import enum

    def layer(*args, **kwargs):
      return gin.external_configurable(*args, module='lib', **kwargs)

    @gin.constants_from_enum
    class Mode(enum.Enum):
      FAST = 1
      SLOW = 2

    class Base:
      def __init__(self, rate=0.1, width=3):
        self.rate = rate
        self.width = width

    @gin.configurable
    def rates(base=0.5, steps=3):
      return [base / (step + 1) for step in range(steps)]

    """,
    "lib/layers.py": """
    import gin
    from lib import Base
    from lib import base
    from lib.plain import helper, LIMIT

    @gin.configurable
    class Dense(Base):
      pass

    @gin.configurable(denylist=['width'])
    class Wide(base.Base):
      def __init__(self, rate=0.2, width=helper(2), size=LIMIT):
        self.size = size

      def area(self):
        return self.width * self.size

    """,
    "lib/plain.py": """
    LIMIT = 7

    def helper(a, b=2):
      return a + b

    def unused(x):
      return x

    """,
    "train.py": """
    import gin
    import lib.layers
    from lib.base import *
    from lib.plain import helper

    layer(helper)

    @gin.configurable
    def train(steps=5, layers=None, rates=gin.REQUIRED, mode=None):
      with gin.config_scope('inner'):
        return gin.query_parameter('rates.base')

    @gin.configurable
    def checked(values=(), least=0.1):
      for value in values:
        if value < least:
          raise ValueError(f'{value} of {len(values)}')
      return values

    gin.constant('train.SEED', 12)

    """,
    "Sources/Net/Block.swift": """
    import Gin

    @Config
    struct Block {
      var rate: Double = 0.1
      var width: Int = 1
      var area: Int { width * width }
    }

    let small = Block(rate: 0.5)

    """,
    "Sources/Net/Schedule.swift": """
    import Gin

    /// What it learns with.
    @Configurable
    func schedule(base: Double = 0.1, steps: Int = 3) -> [Double] {
      (0..<steps).map { half(base) / Double($0 + 1) }
    }

    """,
    "Sources/Net/Plain.swift": """
    func half(_ value: Double) -> Double { value / 2 }

    let large = Block(small, width: 4)

    """,
  ]

  private static let configs = [
    "base.gin": """
    Dense.rate = 0.3
    Wide.size = 4
    inner/rates.base = 0.25
    Block.width = 3
    SIZE = 4

    """,
    "main.gin": """
    import train
    include 'base.gin'
    train.rates = @checked()
    checked.values = @inner/rates()
    inner/rates.steps = 4
    checked.least = 0.01
    a/Dense.rate = @a/checked()
    a/checked.values = [%LEAST, 0.3]
    LEAST = 0.2
    train.layers = [@Dense, @Wide(), @lib.helper]
    train.mode = %Mode.FAST
    train.steps = %SEED
    Wide.rate = %SIZE
    Block.rate = 0.25
    Block.wdth = 3
    schedule.steps = 'x'
    helper.a = 1

    """,
    "dynamic.gin": """
    from __gin__ import dynamic_registration
    import lib.plain
    from lib import layers
    plain.helper.a = 3
    plain.unused.x = @layers.Dense()
    layers.Wide.size = @plain.helper()

    """,
  ]

  /// Pieces of code that an edit puts in somewhere.
  private static let pieces = [
    ")", "(", "s", "\n", " ", "=", "1", "2", "-", "# ", "'", "\n  x = 3\n", "import gin\n",
    "from lib.plain import unused\n",
    "@gin.configurable\ndef fresh(a=1):\n  return a\n", "class Fresh(Base):\n  pass\n", "layer(unused)\n",
    "gin.constant('train.OTHER', 3)\n", "@Config struct Fresh { var x = 1 }\n", "let third = Block(small, rate: 2)\n",
    "include 'base.gin'\n", "Dense.rate = 1\n", "import lib.base\n", "train.steps = 6\n",
  ]

  private struct Answers: Equatable {
    var configurables: [Configurable] = []
    var constants: [DefinitionIndex.ConstantInFile] = []
    var modules: [String] = []
    var found: [String] = []
    var problems: [String: [String]] = [:]
    var rows: [String: [ResolvedParameter]] = [:]
    var macros: [String: [ResolvedMacro]] = [:]
    var experiments: [String] = []
  }

  private func answers(_ workspace: Workspace, _ root: FilePath) -> Answers {
    var answers = Answers()
    let analysis = workspace.snapshot(for: root.appending("main.gin"))
    let index = analysis.definitions
    answers.configurables = Array(index.configurables)
    answers.constants = index.constants
    answers.modules = analysis.files.definitions.modules.sorted()
    for name in ["rates", "lib.rates", "helper", "Dense", "layers.Dense", "Block", "fresh", "Fresh", "train.fresh"] {
      answers.found.append("\(name): \(index.configurable(name))")
      answers.found.append("\(name): \(index.imported("lib.plain." + name)) \(index.imported("lib." + name))")
    }
    answers.found += index.configurables.indices.map { index.shortestSelector(of: $0) }
    answers.experiments = index.experiments.experiments.map { "\($0.path) \($0.nameRange) \($0.type)" }
    for name in Self.configs.keys.sorted() {
      let file = root.appending(name)
      answers.problems[name] = analysis.problems(in: file).map { "\($0.location) \($0.code) \($0.message)" }
      let config = analysis.resolved(Entry(file))
      answers.rows[name] = config.parameters(.withDefaults)
      answers.macros[name] = config.macros
    }
    for file in index.experiments.files {
      answers.problems[file.name] = analysis.problems(in: file).map { "\($0.location) \($0.code) \($0.message)" }
    }
    return answers
  }

  private enum Edited { case mostlyCode, valuesOfConfigs }

  @Test(arguments: 1...6) func editsOfCodeKeepNothingThatIsOld(seed: Int) throws {
    try compare(.mostlyCode, seed, steps: 60)
  }

  @Test(arguments: 1...6) func editsOfConfigsKeepNothingThatIsOld(seed: Int) throws {
    try compare(.valuesOfConfigs, seed, steps: 100)
  }

  private func compare(_ kind: Edited, _ seed: Int, steps: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    let originals = Self.code.merging(Self.configs) { first, _ in first }
    try folder.write("Package.swift", "// .target(name: \"Net\")\n")
    for (name, text) in originals { try folder.write(name, text) }
    var texts = originals
    let edited = Workspace(roots: [folder.path])
    edited.index()
    var opened: Set<String> = []
    for step in 0..<steps {
      let isConfig = kind == .valuesOfConfigs || Int.random(in: 0..<5, using: &random) == 0
      let names = (isConfig ? Self.configs : Self.code).keys.sorted()
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      let path = folder.path.appending(name)
      // Now and then anything, which may also put the file back to what it was.
      let isAnything = kind == .mostlyCode || Int.random(in: 0..<6, using: &random) == 0
      let text =
        isAnything
        ? changed(texts[name] ?? "", originals[name] ?? "", &random) : revalued(texts[name] ?? "", &random)
      texts[name] = text
      if opened.insert(name).inserted {
        edited.open(path, text: text, version: step, languageID: "")
      } else {
        edited.change(path, [.whole(text)], version: step)
      }
      // Not every text is looked at: keys come faster than questions.
      guard Int.random(in: 0..<3, using: &random) > 0 else { continue }
      let fresh = Workspace(roots: [folder.path])
      for name in opened.sorted() {
        fresh.open(folder.path.appending(name), text: texts[name] ?? "", version: 1, languageID: "")
      }
      fresh.index()
      let (found, wanted) = (answers(edited, folder.path), answers(fresh, folder.path))
      #expect(found == wanted, "seed \(seed), step \(step), \(name):\n\(text)")
      guard found == wanted else { return }
    }
  }

  /// Another digit somewhere.
  private func revalued(_ text: String, _ random: inout SeededGenerator) -> String {
    var characters = Array(text)
    let digits = characters.indices.filter { characters[$0].isNumber }
    guard !digits.isEmpty else { return text }
    let place = digits[Int.random(in: 0..<digits.count, using: &random)]
    let pieces = ["0", "3", "12", "-1", ".5", "[1]"]
    characters.replaceSubrange(place...place, with: pieces[Int.random(in: 0..<pieces.count, using: &random)])
    return String(characters)
  }

  private func changed(_ text: String, _ original: String, _ random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let line = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: return original
    case 2: lines.remove(at: line)
    case 3: lines.insert(lines[line], at: line)
    case 4:
      let other = Int.random(in: 0..<lines.count, using: &random)
      lines.swapAt(line, other)
    default:
      let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      let place = Int.random(in: 0...lines[line].count, using: &random)
      let isLine = piece.hasSuffix("\n")
      lines[line].insert(
        contentsOf: piece, at: lines[line].index(lines[line].startIndex, offsetBy: isLine ? 0 : place))
    }
    return lines.joined(separator: "\n")
  }
}
