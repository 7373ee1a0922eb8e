// Which chart does a value have? Its own numbers, or those of the function that it passes on, and the base's behind them.

import Configurables
package import Resolution
import SourceText

extension Analysis {
  /// The chart of what a binding comes to.
  package func chart(
    of value: ResolvedValue, _ binding: ConfigBinding, in config: ResolvedConfig, title: String,
    points: StepFunction.Points = .some
  ) -> Chart? {
    let own = series(of: value, binding, in: config, points)
    guard let own else { return nil }
    let base = base(of: config.entry).flatMap { entry -> (Chart.Series, String)? in
      let other = resolved(entry)
      guard case .parameter(let id, _) = binding.target,
        let same = other.effectiveBinding(of: binding.parameter, configurable: id, scope: binding.scope),
        let series = series(of: other.value(of: same), same, in: other, points)?.series, series != own.series
      else { return nil }
      return (series, self.title(of: entry))
    }
    return Chart(
      own.series.numbers, at: own.series.places, title: own.length.map { title + FeatureWords.over($0) } ?? title,
      unit: own.unit, base: base?.0, baseName: base?.1 ?? "")
  }

  private func series(
    of value: ResolvedValue, _ binding: ConfigBinding, in config: ResolvedConfig, _ points: StepFunction.Points
  ) -> (series: Chart.Series, unit: Chart.Unit, length: String?)? {
    if let numbers = Chart.numbers(of: value.value) {
      return (Chart.Series(numbers: numbers, places: Array(numbers.indices)), .index, nil)
    }
    guard case .reference(let reference)? = value.value, reference.form == .function, let id = value.configurable,
      let function = config.stepFunction(
        id, scope: reference.scope.isEmpty ? binding.scope : reference.scope, consumer: binding.target.configurable,
        points: points)
    else { return nil }
    return (
      Chart.Series(numbers: function.numbers, places: function.steps), .step,
      FeatureWords.steps(function.length, function.lengthKey)
    )
  }

  /// The chart of a parameter, by a row of `print`; nil where it is no list of numbers and no function of a step.
  package func chart(
    of row: ResolvedParameter, in config: ResolvedConfig, points: StepFunction.Points = .some
  ) -> Chart? {
    if let source = row.source, let binding = config.bindings.last(where: { $0.location == source }) {
      return chart(of: row.value, binding, in: config, title: row.key, points: points)
    }
    return Chart.numbers(of: row.value.value).flatMap { Chart($0, title: row.key) }
  }
}
