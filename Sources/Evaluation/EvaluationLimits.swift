// How much may an evaluation cost? The budgets of one run, counted in the interpreter's own units.

/// What one run may use. A run that needs more stops with `EvaluationStop.limit`.
package struct EvaluationLimits: Sendable, Hashable {
  /// Calls, loop iterations and elements visited; one of Python's counts for four.
  package var steps: Int
  /// Bytes of the lists and texts that the run makes, counted as they are made and never given back.
  package var bytes: Int
  /// Calls inside calls.
  package var depth: Int

  package init(steps: Int = 50_000_000, bytes: Int = 256 << 20, depth: Int = 200) {
    self.steps = steps
    self.bytes = bytes
    self.depth = depth
  }

  package static let standard = EvaluationLimits()
}
