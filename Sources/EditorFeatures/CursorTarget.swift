// What is under the cursor? The one answer that all features share, for configs and for code.

package import Configurables
package import GinSyntax
package import Resolution
package import SourceText

package enum CursorTarget: Sendable {
  case gin(GinTarget)
  case code(CodeTarget)

  /// The stretch of text that is meant.
  package var range: TextRange {
    switch self {
    case .gin(let target): target.range
    case .code(let target): target.range
    }
  }
}

/// A piece of a gin file.
package struct GinTarget: Sendable {
  package enum Meaning: Sendable {
    case syntax(SyntaxElement)
    /// The scopes up to this one, `a/b` of `a/b/c/f.x`.
    case scope(String)
    /// A part of a selector in front of the configurable's name, with the parts before it.
    case module(selector: String, prefix: String)
    /// The configurable's name in a binding or a block.
    case configurable(selector: String)
    /// The name of a parameter that is bound.
    case parameter
    /// The name of a macro that is bound, scopes included.
    case macroBinding(String)
    case reference(GinReference)
    case macroUse(String)
    case include(String)
    case importedModule(GinImport)
    /// A literal or container inside a binding's value, with the way to it from outside.
    case value(GinValue, path: [ValueStep])
  }

  package let meaning: Meaning
  package let range: TextRange
  /// The sign itself, where the cursor is on one: `@`, `()`, `%`, `/`.
  package let sign: SyntaxElement?
  package let statement: GinStatement
}

/// A step into a container.
package enum ValueStep: Sendable, Hashable {
  case element(Int)
  /// The key as it is written.
  case key(String)
  /// A key of a dictionary, which has no name of its own.
  case keyItself
}

/// A piece of a file of code.
package struct CodeTarget: Sendable {
  package enum Meaning: Sendable {
    /// The declared name of a configurable.
    case configurable(DefinitionIndex.ID)
    /// The declared name of a parameter or property.
    case parameter(DefinitionIndex.ID, Parameter)
    /// The string of a query.
    case query(String)
    /// The name of a global that holds a config, declared or used.
    case experiment(ExperimentIndex.ID)
    /// The name of a type of configs.
    case configType(ExperimentIndex.TypeID)
    /// The name of a field, declared, set or read.
    case experimentField(ExperimentField)
  }

  package let meaning: Meaning
  package let range: TextRange
}

extension Analysis {
  package func target(in file: FilePath, at offset: TextOffset) -> CursorTarget? {
    if let code = definitions.files[file] { return codeTarget(in: code, at: offset).map { .code($0) } }
    return files.ginFile(file)?.syntax.target(at: offset).map { .gin($0) }
  }

  private func codeTarget(in code: DefinitionFile, at offset: TextOffset) -> CodeTarget? {
    for (id, configurable) in definitions.configurables.enumerated() where configurable.file == code.file {
      if configurable.nameRange.touches(offset) {
        return CodeTarget(meaning: .configurable(id), range: configurable.nameRange)
      }
      if let parameter = configurable.parameters.first(where: { $0.file == nil && $0.nameRange.touches(offset) }) {
        return CodeTarget(meaning: .parameter(id, parameter), range: parameter.nameRange)
      }
    }
    if let target = experimentTarget(in: code, at: offset) { return target }
    return code.queries.first { $0.range.touches(offset) }.map {
      CodeTarget(meaning: .query($0.key), range: $0.range)
    }
  }
}
