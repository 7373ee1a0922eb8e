// What does a function of a step give over a whole run? Its value at each step, or at some of them where there are many.

package import Configurables
import Evaluation
import SourceText

package struct StepFunction: Sendable {
  package let numbers: [Double]
  /// The step of each number.
  package let steps: [Int]
  /// The key that says how long the run is.
  package let lengthKey: String
  /// So many steps the run takes.
  package let length: Int

  /// At how many steps of a long run the function is looked at, the first and the last among them.
  package enum Points: Int, Sendable {
    /// For a glance while somebody types.
    case some = 64
    /// For a picture that somebody waits for.
    case many = 10_000
  }
}

extension ResolvedConfig {
  private static let stepNames: Set<String> = [
    "step", "stepnum", "globalstep", "currentstep", "iteration", "iter", "epoch", "t", "i", "count",
  ]
  /// By what a config says how long a run is, the surest first.
  private static let lengthNames = [
    "totalsteps", "numsteps", "trainsteps", "numtrainsteps", "trainingsteps", "maxsteps", "nsteps", "steps",
    "totaliterations", "numiterations", "maxiterations", "iterations", "numepochs", "totalepochs", "epochs",
  ]

  /// The curve of a function that is passed as it is and takes a step; nil where it is none, or where nobody says for
  /// how many steps it runs.
  /// - Parameter consumer: the configurable that gets it, which may say how long it runs.
  package func stepFunction(
    _ id: DefinitionIndex.ID, scope: String, consumer: DefinitionIndex.ID?, points: StepFunction.Points = .some
  ) -> StepFunction? {
    guard index.configurables.indices.contains(id) else { return nil }
    let configurable = index.configurables[id]
    guard configurable.kind == .function, configurable.target != .external,
      let first = configurable.parameters.first, first.defaultText == nil,
      Self.stepNames.contains(DefinitionIndex.folded(first.name))
        || Self.stepNames.contains(DefinitionIndex.folded(first.internalName)),
      effectiveBinding(of: first.name, configurable: id, scope: scope) == nil,
      let (key, length) = runLength([id] + (consumer.map { [$0] } ?? []), scope: scope), length > 1
    else { return nil }
    let count = min(length, points.rawValue)
    let steps = (0..<count).map { Int((Double($0) * Double(length - 1) / Double(count - 1)).rounded()) }
    var numbers: [Double] = []
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    let reference = ReferenceValue(scope: scope, selector: index.shortestSelector(of: id), form: .function)
    for step in steps {
      let argument = EvaluationArgument(value: .integer(step))
      // How many names one value may look up is limited; each step has its own value.
      guard let value = try? ConfigEnvironment(self).call(reference, arguments: [argument], scope: scope, run: run),
        let number = Self.number(value)
      else { return nil }
      numbers.append(number)
    }
    return StepFunction(numbers: numbers, steps: steps, lengthKey: key, length: length)
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .double(let number): number
    case .float(let number): Double(number)
    default: nil
    }
  }

  /// What the function itself is told, else what its consumer is told, else what anybody is told.
  private func runLength(_ owners: [DefinitionIndex.ID], scope: String) -> (key: String, length: Int)? {
    for owner in owners {
      for name in Self.lengthNames {
        guard
          let parameter = index.configurables[owner].parameters.first(where: { DefinitionIndex.folded($0.name) == name }
          ),
          case .integer(let length)? = value(of: parameter.name, configurable: owner, scope: scope).value
        else { continue }
        let written = index.configurables[owner].language.ginSpelling(parameter.name)
        return (index.shortestSelector(of: owner) + "." + written, length)
      }
    }
    for name in Self.lengthNames {
      let found = bindings.last { winner(of: $0.index) == $0.index && DefinitionIndex.folded($0.parameter) == name }
      if let found, case .integer(let length)? = value(of: found).value { return (self.name(of: found), length) }
    }
    return nil
  }
}
