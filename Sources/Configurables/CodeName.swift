// Where does one name stand in a file of code, and as what? What a rename has to know of every file.

package import SourceText

/// A name at one place, as far as the file itself tells.
package struct CodeName: Sendable, Hashable {
  package enum Role: Sendable, Hashable {
    case declaration(Declared)
    /// In an expression, a type or a decorator, without anything in front.
    case reference
    /// Behind a period; what stands before it, where that is a chain of names: `self`, `lib.train`.
    case member(of: String)
    /// The label of an argument; the chain of names that is called: `Net`, `lib.Net`, `super().__init__`.
    case label(of: String)
    /// `name` of `from module import name`; the module's whole path.
    case imported(from: String)
    /// In a literal string that says nothing else, or nothing else behind its last period.
    case text
    /// The scope that `config_scope('name')` enters.
    case scope
  }

  package enum Declared: Sendable, Hashable {
    /// A function, a type or a variable at the top of a file.
    case global
    /// A property, a method, a field or a case.
    case member
    case parameter
    /// The label alone of a Swift parameter that is called otherwise inside.
    case label
    /// A variable of a body, or what an import calls something here.
    case local
  }

  package var range: TextRange
  package var role: Role
  /// The declaration in the same file that a reference means, or that a declaration is; nil for one of another file.
  package var declaration: TextRange?
  /// The types around, joined by periods.
  package var container: String

  package init(_ range: TextRange, _ role: Role, declaration: TextRange? = nil, container: String = "") {
    self.range = range
    self.role = role
    self.declaration = declaration
    self.container = container
  }
}

/// In which files of code a name is looked for.
package struct CodeNameQuery: Sendable, Hashable {
  package var name: String
  /// Nil for both.
  package var language: Language?
  package var extent: Extent

  package enum Extent: Sendable, Hashable {
    case allFiles
    case file(FilePath)
    /// One file, and those that hold another name too.
    case home(FilePath, othersWith: String)
  }

  package init(_ name: String, _ language: Language? = nil, in extent: Extent = .allFiles) {
    self.name = name
    self.language = language
    self.extent = extent
  }
}

/// The places of one name in one file.
package struct CodeNames: Sendable {
  package let file: FilePath
  package let language: Language
  /// The SwiftPM target or the dotted Python module.
  package let module: String
  package let names: [CodeName]
  /// What Python's imports make: the local name and the dotted path behind it.
  package let paths: [String: String]

  package init(
    file: FilePath, language: Language, module: String, names: [CodeName], paths: [String: String] = [:]
  ) {
    self.file = file
    self.language = language
    self.module = module
    self.names = names
    self.paths = paths
  }
}
