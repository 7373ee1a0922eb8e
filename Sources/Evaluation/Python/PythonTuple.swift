// What is a tuple while code runs? Its elements, and what is known of them once for all.

/// Shared, so that tuples inside tuples cost no more than they say, however often one holds another.
final class PythonTuple: RandomAccessCollection, ExpressibleByArrayLiteral {
  private(set) var items: [PythonObject]
  /// Containers inside containers, itself included.
  let nesting: Int
  /// How much there is to look at in it and the tuples inside: one that holds another twice says it twice.
  let size: Int
  /// What gave names to its places.
  let record: PythonRecord?

  init(_ items: [PythonObject], _ record: PythonRecord? = nil) {
    self.items = items
    self.record = record
    var (nesting, size) = (0, 1)
    for item in items {
      nesting = Swift.max(nesting, item.nesting)
      var inner = 1
      if case .tuple(let tuple) = item { inner = tuple.size }
      size = Swift.min(size + inner, 1 << 40)
    }
    self.nesting = 1 + nesting
    self.size = size
  }

  convenience init(arrayLiteral elements: PythonObject...) { self.init(elements) }

  deinit { if nesting > 1 { PythonRelease.letGo(&items) } }

  var startIndex: Int { 0 }
  var endIndex: Int { items.count }
  subscript(place: Int) -> PythonObject { items[place] }
}
