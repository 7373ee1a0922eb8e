// Does any text trap, lose a byte, or take more time than its length explains?

import Foundation
import GinSyntax
import SourceText
import TestSupport
import Testing

@Suite struct RobustnessTests {
  static let samples = [
    """
    # A comment first
    from __gin__ import dynamic_registration
    import a.b as c   # why
    include 'base.gin' # c
    BATCH = 32
    s/NAME = -1.5e-3
    train/optim.Adam.lr = 1_000
    a/b/c.d.e = [1, 2., (3,), (4), {'a': @f, 1: %M}, @s.x/g.h() ] # trailing
    x = 'a' "b" '''c
    d'''
    optim.Adam:
      # inside
      beta = 1
      gamma = [1,  # one
       2]
    y = PATH_TO_DL
    z.q = @AdamTF(lr=3e-4)
    """,
    "Foo:\n\ta = 1\n\t\tb = 2\n  c = 3\n d = {'k': [(@a/b.c ( ), -  1j)]}\nNAME/macro.value = %gin.REQUIRED",
    "x.y = \\\n  b'\\x00' rb\"\\\"\" # 𝄞\nλ = 'é𝄞'\naλ.b = \"\"\"\n'''\"\"\"\n",
    "a = [\nb = 2\nc = {1:\nd.e = (\nimport x\n f:\n g = ''' \nh = 1\n",
  ]

  @Test(arguments: samples)
  func everyPieceOfASampleIsATree(sample: String) {
    let text = SourceText(sample)
    let forms = [text, Mutilation.withCarriageReturns(text)]
    for form in forms {
      for damaged in [form] + Mutilation.prefixes(of: form) + Mutilation.withoutEachToken(form) {
        let faults = TreeChecks.faults(of: damaged)
        #expect(faults.isEmpty, "\(faults) in \(damaged.string.debugDescription)")
        TreeChecks.walk(damaged)
      }
    }
  }

  @Test func generatedAndDamagedFilesAreTrees() {
    var generator = GinGenerator(seed: 7)
    for _ in 0..<1500 {
      let bytes = generator.file()
      for bytes in [bytes, generator.damaged(bytes)] {
        let text = SourceText(utf8: bytes)
        let faults = TreeChecks.faults(of: text)
        #expect(faults.isEmpty, "\(faults) in \(text.string.debugDescription)")
      }
    }
  }

  @Test func randomBytesAreTrees() {
    var generator = GinGenerator(seed: 11)
    let alphabet = Array("ab.=/:@%'\"\\\n\r \t()[]{},#-1_\u{0C}é²\u{0}".utf8) + [0xFF, 0x80, 0xED, 0xC3]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator.random)).map { _ in generator.pick(alphabet) }
      let text = SourceText(utf8: bytes)
      let faults = TreeChecks.faults(of: text)
      #expect(faults.isEmpty, "\(faults) in \(text.string.debugDescription)")
      TreeChecks.walk(text)
    }
  }

  /// Texts of 100,000 of one thing. A reader that is not linear would take hours.
  @Test(.timeLimit(.minutes(12)), arguments: HugeText.all)
  func hugeTextsTakeLinearTime(huge: HugeText) {
    let text = SourceText(huge.text)
    let file = GinFile(text)
    #expect(file.problems.isEmpty != huge.isRefused)
    #expect(TreeChecks.faults(of: text).isEmpty)
    _ = file.rows.count
    _ = file.element(at: TextOffset(text.length - 1))
  }

  @Test func bracketsNestTwoHundredDeep() {
    func nested(_ depth: Int) -> GinFile {
      GinFile("x = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\ny = 1\n")
    }
    #expect(nested(200).problems.isEmpty)
    #expect(
      nested(200).rows.first?.content
        == .macro(
          name: "x", value: String(repeating: "[", count: 200) + String(repeating: "]", count: 200)))
    #expect(nested(201).problems.count == 1)
    #expect(nested(201).rows.map(\.text) == ["y = 1"])
  }

  /// macOS gives the threads of a program 512 KB.
  @Test func theDeepestValueIsPrintedOnASmallStack() async {
    let text = "x = " + String(repeating: "{1: (", count: 100) + String(repeating: ",)}", count: 100)
    let printed = await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(returning: GinFile(text.replacing("(,)", with: "(2,)")).rows.first?.text)
      }
      thread.stackSize = 512 * 1024
      thread.start()
    }
    #expect(printed?.hasPrefix("x = {1: ({1: (") == true && printed?.utf8.count == 4 + 100 * 5 + 1 + 100 * 3)
  }
}
