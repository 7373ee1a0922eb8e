// What does one file of code define, all together? One value that is cheap to hand on.

package import SourceText
import Synchronization

/// All that one file of code defines. Files that say the same are equal, so that an edit that changes no definition
/// changes nothing downstream.
///
/// A copy costs one count of a reference: a workspace has thousands, and tables of them are copied with every key.
package struct DefinitionFile: Sendable, Hashable {
  private var storage: Storage

  /// What a file defines, while it is put together.
  package struct Contents: Sendable, Hashable {
    package var file: FilePath
    package var language: Language
    /// The SwiftPM target or the dotted Python module.
    package var module: String
    package var configurables: [Configurable] = []
    package var functions: [Function] = []
    package var types: [TypeDefinition] = []
    package var globals: [Property] = []
    package var constants: [ConstantDefinition] = []
    /// Imported modules, by name.
    package var imports: [String] = []
    /// What Python's imports make: the local name and the dotted path behind it.
    package var names: [String: String] = [:]
    /// Types whose instances are experiments.
    package var configTypes: [ConfigType] = []
    /// What the file says of the defaults of config types.
    package var configDefaults: [ConfigDefaults] = []
    /// Modules of Python's `from … import *`.
    package var starImports: [String] = []
    /// Functions and types that nothing registers, for configs that register what they import.
    package var importables: [Configurable] = []
    /// Keys that statements of the module itself name to a config, outside all functions.
    package var looseQueries: [QueryUse] = []
    /// Literal arguments of `add_config_file_search_path`.
    package var searchPaths: [String] = []
    /// For line numbers and excerpts.
    package var text: SourceText

    package init(
      file: FilePath, language: Language, module: String, text: SourceText, configurables: [Configurable] = [],
      functions: [Function] = [], types: [TypeDefinition] = [], globals: [Property] = [],
      constants: [ConstantDefinition] = [], imports: [String] = [], searchPaths: [String] = []
    ) {
      self.file = file
      self.language = language
      self.module = module
      self.text = text
      self.configurables = configurables
      self.functions = functions
      self.types = types
      self.globals = globals
      self.constants = constants
      self.imports = imports
      self.searchPaths = searchPaths
    }
  }

  /// Changed only while one value alone refers to it, as the arrays of the standard library are.
  private final class Storage: @unchecked Sendable {
    var contents: Contents {
      didSet { queries.withLock { $0 = nil } }
    }
    /// What a walk through all expressions found, which most files have none of.
    let queries = Mutex<[QueryUse]?>(nil)

    init(_ contents: Contents) { self.contents = contents }
  }

  package init(_ contents: Contents) { storage = Storage(contents) }

  /// Another value from then on, if others have this one too.
  package var contents: Contents {
    _read { yield storage.contents }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.contents) }
      yield &storage.contents
    }
  }

  /// Whether it is the same value, and not only an equal one; a quick answer that may be a needless no.
  package func isIdentical(to other: DefinitionFile) -> Bool { storage === other.storage }

  package static func == (left: DefinitionFile, right: DefinitionFile) -> Bool {
    left.storage === right.storage || left.storage.contents == right.storage.contents
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(storage.contents) }

  /// The keys that the file's code names, in the order of the text.
  package var queries: [QueryUse] {
    if let known = storage.queries.withLock({ $0 }) { return known }
    var uses = looseQueries
    visitExpressions { expression in
      if let query = expression.query { uses.append(query) }
    }
    let made = uses.sorted { $0.range.start < $1.range.start }
    storage.queries.withLock { $0 = made }
    return made
  }
}

extension DefinitionFile {
  package var file: FilePath { storage.contents.file }
  package var language: Language { storage.contents.language }
  package var module: String { storage.contents.module }
  package var configurables: [Configurable] { storage.contents.configurables }
  package var functions: [Function] { storage.contents.functions }
  package var types: [TypeDefinition] { storage.contents.types }
  package var globals: [Property] { storage.contents.globals }
  package var constants: [ConstantDefinition] { storage.contents.constants }
  package var imports: [String] { storage.contents.imports }
  package var names: [String: String] { storage.contents.names }
  package var configTypes: [ConfigType] { storage.contents.configTypes }
  package var configDefaults: [ConfigDefaults] { storage.contents.configDefaults }
  package var starImports: [String] { storage.contents.starImports }
  package var importables: [Configurable] { storage.contents.importables }
  package var looseQueries: [QueryUse] { storage.contents.looseQueries }
  package var searchPaths: [String] { storage.contents.searchPaths }
  package var text: SourceText { storage.contents.text }
}
