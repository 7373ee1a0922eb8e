// Does the evaluator compute what CPython computes? The same source, run by both: values by their `repr`, errors by
// their type and message.

import Configurables
import Evaluation
import Foundation
import PythonDefinitions
import SourceText
import Synchronization
import TestSupport
import Testing

@Suite struct ComparedWithCPythonTests {
  private static let file = FilePath("/w/corpus.py")

  private func index(_ source: String) -> DefinitionIndex {
    let registered = PythonCorpus.names.map { "gin.configurable(\($0))\n" }.joined()
    let text = SourceText("import gin\n" + source + "\n" + registered)
    let module = PythonModule(reading: text, file: Self.file, name: "corpus", isPackage: false)
    return DefinitionIndex(PythonLinker([module]).files)
  }

  /// The value's text, or `Type: message`; nil for what is not evaluated, with the reason.
  private func evaluated(_ name: String, in index: DefinitionIndex) -> (said: String?, reason: String) {
    guard case .found(let id) = index.configurable(name) else { return (nil, "\(name) is not found") }
    do {
      let value = try Evaluator(index: index).call(id, environment: EmptyEnvironment(), run: EvaluationRun())
      return (value.text, "")
    } catch {
      if case .raised(let raised) = error { return (raised.message.replacing("`", with: ""), "") }
      return (nil, error.words)
    }
  }

  @Test(arguments: [
    ("return " + Array(repeating: "1", count: 150).joined(separator: " + "), "150"),
    ("return " + String(repeating: "-(", count: 20) + "1" + String(repeating: ")", count: 20), "1"),
    ("a = []\n    for i in range(3000): a = [a]\n    return len(a)", "is nested too deeply"),
    ("a = []\n    for i in range(300): a = [a]\n    return a == [[]]", "False"),
    ("def f(n): return 0 if n == 0 else 1 + f(n - 1)\n    return f(150)", "150"),
    ("return 2 ** 3000 > 10 ** 900", "True"),
    ("f = abs\n    for i in range(3000): f = (lambda g: lambda x: g(x))(f)\n    return f(1)", "is nested too deeply"),
    ("a = [1]\n    for i in range(3000): a = map(abs, a)\n    return list(a)", "is nested too deeply"),
    ("a = [[]]\n    for i in range(100000): a[0] = [a[0]]\n    return len(a)", "is nested too deeply"),
    ("a = b = []\n    for i in range(50000):\n        b.append([])\n        b = b[0]\n    return len(a)", "1"),
    ("a = b = {}\n    for i in range(50000):\n        b[0] = {}\n        b = b[0]\n    return len(a)", "1"),
    (
      "class C: pass\n    a = b = C()\n    for i in range(50000):\n        b.next = C()\n        b = b.next\n    return 1",
      "1"
    ),
    ("a = ()\n    for i in range(50): a = (a, a)\n    return len(a)", "2"),
  ])
  func deepAndLongProgramsFitASmallStack(body: String, expected: String) throws {
    let index = index("def f_deep():\n    \(body)\ngin.configurable(f_deep)")
    let outcome = Mutex<String?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let (said, reason) = evaluated("f_deep", in: index)
      outcome.withLock { $0 = said ?? reason }
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    #expect(outcome.withLock { $0 } == expected)
  }

  /// Each ends for its steps or its memory, and at once: what it does is done by few steps of Python.
  @Test(arguments: [
    "return 2 ** 10 ** 7 > 0", "return len('a' * 10 ** 10)", "return len([0] * 10 ** 9)", "return 1 << 10 ** 12",
    "a = ()\n    for i in range(50): a = (a, a)\n    return {a: 1}",
    "a = []\n    for i in range(50): a = [a, a]\n    return a",
    "a = b = []\n    for i in range(50): a, b = [a, a], [b, b]\n    return a == b",
    "a = []\n    for i in range(50): a = [a, a]\n    return repr(a)",
    "s = 'ab'\n    for i in range(60): s = s.replace('a', 'aa')\n    return len(s)",
    "s = 'x'\n    for i in range(60): s = f'{s}{s}'\n    return len(s)",
    "a = list(range(100000))\n    while True: a.insert(0, a.pop())",
    "s = 'xä' * 100000\n    while s.find('y') < 0: pass",
    "d = dict.fromkeys(range(100000))\n    while d == dict(d): pass",
    "a = list(range(100000))\n    while a == a[:]: pass",
  ])
  func whatCostsTooMuchEndsWithAReason(body: String) throws {
    #expect {
      try run(body, EvaluationLimits(steps: 300_000, bytes: 16 << 20))
    } throws: { error in
      guard let stop = error as? EvaluationStop else { return false }
      switch stop {
      case .limit, .notEvaluated: return true
      case .raised, .cycle, .cancelled: return false
      }
    }
  }

  /// Each keeps more than 16 MB, in fewer steps than the limit allows.
  @Test(arguments: [
    "a = list(range(1000))\n    b = []\n    for i in range(1000): b.append([*a, *a])\n    return len(b)",
    "a = list(range(1000))\n    b = []\n    for i in range(1000): b.append({*a, *a})\n    return len(b)",
    "def g(*a): return a\n    a = list(range(1000))\n    b = []\n    for i in range(1000): b.append(g(*a))\n"
      + "    return len(b)",
    "def g(**k): return k\n    b = []\n    for i in range(60000): b.append(g(x=1))\n    return len(b)",
    "b = []\n    for i in range(60000): b.append(map(abs, [1]))\n    return len(b)",
    "b = 1 << 10000\n    a = [b + i for i in range(20000)]\n    return len(a)",
  ])
  func whatIsKeptEndsForItsMemory(body: String) throws {
    #expect {
      try run(body, EvaluationLimits(steps: 5_000_000, bytes: 16 << 20))
    } throws: { error in
      guard case EvaluationStop.limit(.bytes, _) = error else { return false }
      return true
    }
  }

  private func run(_ body: String, _ limits: EvaluationLimits) throws {
    let index = index("def f_costly():\n    \(body)\ngin.configurable(f_costly)")
    guard case .found(let id) = index.configurable("f_costly") else { throw EvaluationStop.cancelled }
    _ = try Evaluator(index: index).call(id, environment: EmptyEnvironment(), run: EvaluationRun(limits: limits))
  }

  @Test func aCallLeavesNothingBehind() throws {
    let index = index("def f_loop():\n    return [n * n for n in range(3)]\ngin.configurable(f_loop)")
    guard case .found(let id) = index.configurable("f_loop") else { throw EvaluationStop.cancelled }
    weak var left: Evaluator?
    do {
      let evaluator = Evaluator(index: index)
      left = evaluator
      #expect(try evaluator.call(id, environment: EmptyEnvironment(), run: EvaluationRun()).text == "[0, 1, 4]")
    }
    #expect(left == nil)
  }

  @Test func everyFunctionGivesWhatCPythonGives() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "what CPython computes") else { return }
    let program = """
      import json, sys
      source = open(sys.argv[1]).read()
      names = {}
      exec(compile(source, 'corpus', 'exec'), names)
      said = {}
      for name, function in names.items():
          if name[:2] in ('f_', 'e_', 'u_'):
              try: said[name] = repr(function())
              except Exception as error:
                  said[name] = type(error).__name__ + (': ' + str(error) if str(error) else '')
      print(json.dumps(said))
      """
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "corpus.py")
    try PythonCorpus.source.write(to: source, atomically: true, encoding: .utf8)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", program, source.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let expected = try #require(JSONSerialization.jsonObject(with: data) as? [String: String])
    #expect(expected.count == PythonCorpus.names.count)

    let index = index(PythonCorpus.source)
    for name in PythonCorpus.names {
      let (said, reason) = evaluated(name, in: index)
      if name.hasPrefix("u_") {
        #expect(said == nil, "\(name) gives \(said ?? ""), CPython \(expected[name] ?? "")")
      } else {
        #expect(said == expected[name], "\(name): \(reason)")
      }
    }
  }
}
