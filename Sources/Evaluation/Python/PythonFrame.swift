// Where do variables live? In the frame of a call, and in the file around it.

import Configurables
import SourceText

/// The variables of one call, or of a comprehension inside it.
final class PythonFrame {
  var variables: [String: PythonObject] = [:]
  let parent: PythonFrame?
  /// Names that the function assigns somewhere: they are its own from its first line.
  let own: Set<String>
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
  var isModule: Bool { parent == nil && own.isEmpty && callee == nil }

  init(_ module: PythonUnit, own: Set<String>, parent: PythonFrame?) {
    self.module = module
    self.own = own
    self.parent = parent
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
  /// As `changed`, of what classes keep.
  lazy var changedAttributes: Set<String> = PythonNames.changedAttributes(in: file)
}
