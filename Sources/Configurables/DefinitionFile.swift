// What does one file of code define, all together? One value that is cheap to hand on.

package import SourceText

/// All that one file of code defines. Files that say the same are equal, so that an edit that changes no definition
/// changes nothing downstream.
///
/// A copy costs one count of a reference: a workspace has thousands, and tables of them are copied with every key.
package struct DefinitionFile: Sendable, Hashable {
  private var storage: Storage

  private struct Contents: Sendable, Hashable {
    var file: FilePath
    var language: Language
    var module: String
    var configurables: [Configurable]
    var functions: [Function]
    var types: [TypeDefinition]
    var globals: [Property]
    var constants: [ConstantDefinition]
    var imports: [String]
    var names: [String: String] = [:]
    var configTypes: [ConfigType] = []
    var configDefaults: [ConfigDefaults] = []
    var starImports: [String] = []
    var importables: [Configurable] = []
    var looseQueries: [QueryUse] = []
    var searchPaths: [String]
    var text: SourceText
  }

  /// Changed only while one value alone refers to it, as the arrays of the standard library are.
  private final class Storage: @unchecked Sendable {
    var contents: Contents
    init(_ contents: Contents) { self.contents = contents }
  }

  package init(
    file: FilePath, language: Language, module: String, text: SourceText, configurables: [Configurable] = [],
    functions: [Function] = [], types: [TypeDefinition] = [], globals: [Property] = [],
    constants: [ConstantDefinition] = [], imports: [String] = [], searchPaths: [String] = []
  ) {
    storage = Storage(
      Contents(
        file: file, language: language, module: module, configurables: configurables, functions: functions,
        types: types, globals: globals, constants: constants, imports: imports, searchPaths: searchPaths, text: text))
  }

  /// Whether it is the same value, and not only an equal one; a quick answer that may be a needless no.
  package func isIdentical(to other: DefinitionFile) -> Bool { storage === other.storage }

  package static func == (left: DefinitionFile, right: DefinitionFile) -> Bool {
    left.storage === right.storage || left.storage.contents == right.storage.contents
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(storage.contents) }

  private mutating func becomeOwner() {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.contents) }
  }
}

extension DefinitionFile {
  package var file: FilePath {
    _read { yield storage.contents.file }
    _modify {
      becomeOwner()
      yield &storage.contents.file
    }
  }

  package var language: Language {
    _read { yield storage.contents.language }
    _modify {
      becomeOwner()
      yield &storage.contents.language
    }
  }

  /// The SwiftPM target or the dotted Python module.
  package var module: String {
    _read { yield storage.contents.module }
    _modify {
      becomeOwner()
      yield &storage.contents.module
    }
  }

  package var configurables: [Configurable] {
    _read { yield storage.contents.configurables }
    _modify {
      becomeOwner()
      yield &storage.contents.configurables
    }
  }

  package var functions: [Function] {
    _read { yield storage.contents.functions }
    _modify {
      becomeOwner()
      yield &storage.contents.functions
    }
  }

  package var types: [TypeDefinition] {
    _read { yield storage.contents.types }
    _modify {
      becomeOwner()
      yield &storage.contents.types
    }
  }

  package var globals: [Property] {
    _read { yield storage.contents.globals }
    _modify {
      becomeOwner()
      yield &storage.contents.globals
    }
  }

  package var constants: [ConstantDefinition] {
    _read { yield storage.contents.constants }
    _modify {
      becomeOwner()
      yield &storage.contents.constants
    }
  }

  /// Imported modules, by name.
  package var imports: [String] {
    _read { yield storage.contents.imports }
    _modify {
      becomeOwner()
      yield &storage.contents.imports
    }
  }

  /// What Python's imports make: the local name and the dotted path behind it.
  package var names: [String: String] {
    _read { yield storage.contents.names }
    _modify {
      becomeOwner()
      yield &storage.contents.names
    }
  }

  /// Types whose instances are experiments.
  package var configTypes: [ConfigType] {
    _read { yield storage.contents.configTypes }
    _modify {
      becomeOwner()
      yield &storage.contents.configTypes
    }
  }

  /// What the file says of the defaults of config types.
  package var configDefaults: [ConfigDefaults] {
    _read { yield storage.contents.configDefaults }
    _modify {
      becomeOwner()
      yield &storage.contents.configDefaults
    }
  }

  /// Modules of Python's `from … import *`.
  package var starImports: [String] {
    _read { yield storage.contents.starImports }
    _modify {
      becomeOwner()
      yield &storage.contents.starImports
    }
  }

  /// Functions and types that nothing registers, for configs that register what they import.
  package var importables: [Configurable] {
    _read { yield storage.contents.importables }
    _modify {
      becomeOwner()
      yield &storage.contents.importables
    }
  }

  /// Keys that statements of the module itself name to a config, outside all functions.
  package var looseQueries: [QueryUse] {
    _read { yield storage.contents.looseQueries }
    _modify {
      becomeOwner()
      yield &storage.contents.looseQueries
    }
  }

  /// Literal arguments of `add_config_file_search_path`.
  package var searchPaths: [String] {
    _read { yield storage.contents.searchPaths }
    _modify {
      becomeOwner()
      yield &storage.contents.searchPaths
    }
  }

  /// For line numbers and excerpts.
  package var text: SourceText {
    _read { yield storage.contents.text }
    _modify {
      becomeOwner()
      yield &storage.contents.text
    }
  }
}
