// What would the config be with another value? The difference, and the whole below it.

package import Resolution

extension Analysis {
  /// What a binding behind all others would change, as a diff, and below it the resolved config that would come of it.
  package func preview(of entry: Entry, with binding: String) -> String {
    var other = entry
    other.bindings.append(binding)
    return differenceDocument(from: entry, to: other) + "\n" + resolvedDocument(of: other)
  }
}
