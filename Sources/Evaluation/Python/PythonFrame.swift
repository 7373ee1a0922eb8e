// Where do variables live? In the frame of a call, and in the file around it.

import Configurables
import SourceText

/// The variables of one call, or of a comprehension inside it.
final class PythonFrame {
  /// The variables that the layout has places for; nil for one that has no value now. A compiled body keeps its frame
  /// while it runs.
  let slots: UnsafeMutableBufferPointer<PythonObject?>
  /// Those that it has none for: the variables of a class's body and of a module.
  private var others: [String: PythonObject] = [:]
  let layout: PythonLayout
  let parent: PythonFrame?
  let module: PythonUnit
  /// Whether what is constructed here becomes the defaults of its type.
  var isDefaults = false
  /// The function that runs; nil for a comprehension, a class's body and a module.
  var callee: PythonFunctionObject?
  var kind = Kind.function
  /// The class whose body runs.
  var classBody: PythonClass?

  /// As of a list, of its variables.
  var nesting = 1

  enum Kind { case function, comprehension, classBody }

  /// Whether it is the module's own level, where statements run one after the other.
  var isModule: Bool { parent == nil && layout.names.isEmpty && callee == nil }

  init(_ module: PythonUnit, _ layout: PythonLayout, parent: PythonFrame?) {
    self.module = module
    self.layout = layout
    self.parent = parent
    slots = .allocate(capacity: layout.names.count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  convenience init(_ module: PythonUnit, own: Set<String>, parent: PythonFrame?) {
    self.init(module, own.isEmpty ? .empty : PythonLayout(own: own), parent: parent)
  }

  /// Names that the function assigns somewhere: they are its own from its first line.
  func owns(_ name: String) -> Bool { layout.places[name] != nil }

  subscript(name: String) -> PythonObject? {
    get {
      if let place = layout.places[name] { return slots[place] }
      return others[name]
    }
    set {
      if let place = layout.places[name] { slots[place] = newValue } else { others[name] = newValue }
    }
  }

  func remove(_ name: String) -> PythonObject? {
    let old = self[name]
    self[name] = nil
    return old
  }

  var values: [PythonObject] { slots.compactMap { $0 } + others.values }

  var pairs: [(name: String, value: PythonObject)] {
    zip(layout.names, slots).compactMap { name, value in value.map { (name, $0) } }
      + others.map { (name: $0.key, value: $0.value) }
  }
}

/// Where the variables of a function, or of a comprehension, have their places in its frames.
final class PythonLayout: Sendable {
  let names: [String]
  let places: [String: Int]

  static let empty = PythonLayout(own: [])

  /// - Parameter first: names that come first, in this order.
  init(first: [String] = [], own: Set<String>) {
    names = first + own.subtracting(first).sorted()
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { old, _ in old })
  }
}

/// A file of Python, as lookups of names see it.
final class PythonUnit {
  let file: DefinitionFile
  var globals: [String: PythonObject] = [:]
  /// Globals that are being worked out.
  var underWay: Set<String> = []

  init(_ file: DefinitionFile) { self.file = file }

  /// Names of the module that some function of the file changes, or may change.
  lazy var changed: Set<String> = PythonNames.changed(in: file)
  /// Names of the module that its code hands to what may be outside the workspace.
  lazy var handedOver: Set<String> = PythonNames.handedOver(in: file)
  /// As `changed`, of what classes keep.
  lazy var changedAttributes: Set<String> = PythonNames.changedAttributes(in: file)
}
