// How deep are values inside values? What is too deep would not fit the stack when it is let go.

extension [PythonObject] {
  var nesting: Int { reduce(0) { Swift.max($0, $1.nesting) } }
}

extension PythonObject {
  /// Values inside this one, at the deepest place. What is too deep would not fit the stack when it is let go.
  var nesting: Int {
    switch self {
    case .list(let list): list.nesting
    case .tuple(let tuple): tuple.nesting
    case .dictionary(let table): table.nesting
    case .view(let view): view.dictionary.nesting
    case .instance(let instance): instance.nesting
    case .function(let function): 1 + (function.enclosing?.nesting ?? 0)
    case .bound(let object, let function): 1 + Swift.max(object.nesting, function.enclosing?.nesting ?? 0)
    case .method(let object, _): 1 + object.nesting
    case .iterator(let iterator): iterator.nesting
    case .native(let native): native.nesting
    case .exception(let exception): 1 + exception.args.nesting
    default: 0
    }
  }

  static let deepestNesting = 400
}
