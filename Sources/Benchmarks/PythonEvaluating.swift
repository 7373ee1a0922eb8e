// How fast does a Python body run, beside CPython? The same source in both, in the same run.

import Configurables
import Evaluation
import Foundation
import PythonDefinitions
import SourceText

enum PythonEvaluating {
  private static let source = """
    import math
    def cosine(steps):
        base = 1e-3
        low = base * 0.1
        intervals = max(1, steps - 1)
        return [low + (base - low) * 0.5 * (1 + math.cos(math.pi * step / intervals)) for step in range(steps)]
    def loop(steps, warmup=1000):
        rates = []
        for step in range(steps):
            if step < warmup:
                rate = 0.1 * (step + 1) / warmup
            else:
                rate = 0.1 * (warmup / (step + 1)) ** 0.5
            rates.append(rate)
        return rates
    def at(step, base=0.1, decay=0.5):
        return base * decay ** (step // 1000)
    def calls(steps):
        total = 0.0
        for step in range(steps):
            total += at(step)
        return [total]

    """
  private static let names = ["cosine", "loop", "calls"]
  private static let steps = 1_000_000

  static func run() throws {
    let registered = names.map { "gin.configurable(\($0))\n" }.joined()
    let text = SourceText("import gin\n" + source + registered)
    let module = PythonModule(reading: text, file: FilePath("/schedules.py"), name: "schedules", isPackage: false)
    let index = DefinitionIndex(PythonLinker([module]).files)
    let evaluator = Evaluator(index: index)
    let program =
      source + """
        import time
        for f in (\(names.joined(separator: ", "))):
            times = []
            for _ in range(3):
                start = time.perf_counter()
                f(\(steps))
                times.append(time.perf_counter() - start)
            print(sorted(times)[1])
        """
    let python = ProcessInfo.processInfo.environment["GIMLET_PYTHON"] ?? "python3"
    let theirs = try Evaluating.output(of: [python, "-c", program])
    for (place, name) in names.enumerated() {
      guard case .found(let id) = index.configurable(name) else { return print("\(name) is not found") }
      let ours = try Evaluating.median(3) {
        _ = try evaluator.call(
          id, arguments: [EvaluationArgument(name: "steps", value: .integer(steps))], environment: EmptyEnvironment(),
          run: EvaluationRun(limits: EvaluationLimits(steps: .max, bytes: 1 << 30)))
      }
      print("\(name) of \(steps) steps, in Python:")
      Evaluating.row("Gimlet", ours)
      Evaluating.row("CPython", theirs.indices.contains(place) ? theirs[place] : nil, beside: ours)
    }
  }
}
