// What would the config be with another value? What the program would refuse, the difference, and the whole below it.

package import Resolution
import SourceText

extension Analysis {
  /// What a binding behind all others would change, as a diff, and below it the resolved config that would come of it.
  package func preview(of entry: Entry, with binding: String) -> String {
    var other = entry
    other.triedBinding = binding
    let errors = newErrors(from: entry, to: other).map { "# " + FeatureWords.refused($0) + "\n" }
    let refused = errors.isEmpty ? "" : errors.joined() + "\n"
    return refused + differenceDocument(from: entry, to: other) + "\n" + resolvedDocument(of: other)
  }

  /// What is wrong with the second one and not with the first, each sentence once: a call that fails is reported at
  /// each binding that has a part in it.
  private func newErrors(from left: Entry, to right: Entry) -> [String] {
    func errors(_ entry: Entry) -> [String] {
      resolved(entry).problems.sorted { $0.key < $1.key }.flatMap(\.value).filter { $0.severity == .error }
        .map { oneLine($0.message) }
    }
    var told = Set(errors(left))
    return errors(right).filter { told.insert($0).inserted }
  }
}
