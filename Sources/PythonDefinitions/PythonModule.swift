// What does one Python file say by itself? All that can be told without looking into another file.
//
// Names in it are dotted paths, as far as the file's own imports tell: `tf.nn.relu` under `import tensorflow as tf` is
// `tensorflow.nn.relu`. Which definitions they mean is the linker's question.

import Configurables
package import SourceText

package struct PythonModule: Sendable {
  package let file: FilePath
  /// Dotted; of a package, the package's own name.
  package let name: String
  package let text: SourceText
  /// What the file's imports and assignments of names make: the local name and the path behind it.
  var names: [String: String] = [:]
  /// Modules of `from … import *`.
  var starImports: [String] = []
  /// Modules that are imported, anywhere in the file.
  package internal(set) var importedModules: [String] = []
  var functions: [Function] = []
  var classes: [PythonClassSummary] = []
  var globals: [Property] = []
  var registrations: [PythonRegistration] = []
  /// Functions that pass what they are given on to a function that registers it, by name.
  var wrappers: [String: PythonWrapper] = [:]
  var constants: [PythonConstant] = []
  var searchPaths: [String] = []
  /// Keys that statements outside functions name to a config.
  var queries: [QueryUse] = []
  /// Whether code decides what is registered: in a loop over what it finds, by `getattr`.
  package internal(set) var hasComputedRegistrations = false
  /// `pdefaults += …`, and whatever else is added to by name.
  var updates: [PythonUpdate] = []
  package var problems: [PythonSyntaxError] = []
}

extension PythonModule {
  /// The names of classes that pconfigs makes configs of, as far as the file itself tells.
  package var configTypeNames: [String] {
    classes.filter { $0.decorators.contains { $0.hasPrefix("pconfigs.") && $0.hasSuffix(".pconfig") } }
      .map(\.definition.name)
  }

  /// Whether it says the same of other modules: what it imports, and what may be missing here.
  package func hasSameOutside(as other: PythonModule) -> Bool {
    importedModules == other.importedModules && names == other.names && configTypeNames == other.configTypeNames
      && hasComputedRegistrations == other.hasComputedRegistrations && name == other.name
  }

  /// The paths of what `from module import …` names: each may be a module itself.
  package func importedNames(from module: String) -> [String] {
    let prefix = module + "."
    return names.values.filter { $0.hasPrefix(prefix) }
  }
}

/// A class as far as its own body tells.
struct PythonClassSummary: Sendable {
  var definition: TypeDefinition
  /// Paths of the base classes; nil for a base that is no path.
  var bases: [String?]
  var decorators: [String]
  /// `__init__` and `__new__`, without `self` and `cls`.
  var constructor: Function?
  /// `x: int = 1` in the body, in order.
  var fields: [Field]
  /// Names assigned in the body, in order: the members of an enum.
  var members: [(name: String, range: TextRange, value: Expression)]

  struct Field: Sendable {
    var parameter: Parameter
    /// Whether the constructor takes it: not a `ClassVar`, not `field(init=False)`.
    var isInput: Bool
  }
}

/// A call or a decorator that may register something.
struct PythonRegistration: Sendable {
  /// The path of the function that is called or that decorates.
  var registrar: String
  /// Of the call; the decorated thing itself is not among them.
  var arguments: [Expression.Argument]
  var target: Target
  var form: PythonRegistrar.Form
  /// The name that a reader is shown: of the definition, or where the registration stands.
  var nameRange: TextRange

  enum Target: Sendable {
    case function(Int)
    case method(type: Int, Int)
    case classDefinition(Int)
    /// What the first argument names.
    case path(String)
  }
}

/// What a wrapper adds on the way to the function that registers.
struct PythonWrapper: Sendable {
  var registrar: String
  /// Literal values that it sets: `module`, `name`.
  var settings: [String: String]
}

/// `target += value` outside functions, the target by its path.
struct PythonUpdate: Sendable {
  var target: String
  var value: Expression
  var range: TextRange
}

struct PythonConstant: Sendable {
  var name: String
  var range: TextRange
  var value: Expression?
}
