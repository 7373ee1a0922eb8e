// Which imports could go? Those of modules that define something to configure, of which no config names anything.
//
// An import loads a module, which may do more than define things. So a module that defines nothing for configs is not
// spoken of: it is imported for something else.

import Configurables
import GinSyntax
import SourceText

extension Analysis {
  /// - Parameter contexts: the experiments that the file is part of, or the file alone.
  func unusedImports(in file: ConfigFile, _ contexts: [Entry]) -> [Problem] {
    let imports = file.meaning(by: files.definitions).imports
    guard !imports.isEmpty, files.definitions.coverage != .growing else { return [] }
    var defining: Set<FilePath> = []
    for entry in contexts {
      guard let named = resolved(entry).namedFiles, !named.isEmpty else { return [] }
      defining.formUnion(named)
    }
    let used = Set(defining.compactMap { definitions.files[$0]?.module })
    return imports.compactMap { importing in
      guard importing.module.text != "__gin__", !isNamed(importing, in: file) else { return nil }
      let loaded = files.definitions.modules(loadedBy: importing.path)
      guard loaded.isDisjoint(with: used), !loaded.isDisjoint(with: files.definitions.definingModules) else {
        return nil
      }
      let line = file.text.wholeLines(of: importing.statement.range)
      return Problem(
        .unusedImport, ProblemWords.unusedImport(importing.path),
        at: FileLocation(file.path, importing.statement.range),
        fixes: [
          Problem.Fix(title: ProblemWords.deleteImport, location: FileLocation(file.path, line), replacement: "")
        ])
    }
  }

  /// Whether a name of the file is written by way of the import, as dynamic registration wants it.
  private func isNamed(_ importing: GinImport, in file: ConfigFile) -> Bool {
    guard file.syntax.importedNames.bound != nil else { return false }
    let name = importing.boundName
    return file.meaning(by: files.definitions).bindings.contains { Self.begins($0.meaning.selector, with: name) }
      || file.meaning(by: files.definitions).named.contains { named in
        var isNamed = false
        named.expression.visitNames { part in
          if case .reference(let reference, _) = part.kind, Self.begins(reference.selector, with: name) {
            isNamed = true
          }
        }
        return isNamed
      }
  }

  private static func begins(_ selector: String, with name: String) -> Bool {
    selector.hasPrefix(name) && (selector.utf8.count == name.utf8.count || selector.hasPrefix(name + "."))
  }
}

extension ResolvedConfig {
  /// The files of code that define what the config names; nil where a name means nothing, or too much, so that nobody
  /// knows which module it wants.
  fileprivate var namedFiles: Set<FilePath>? {
    var ids: Set<DefinitionIndex.ID> = []
    var found: Set<FilePath> = []
    for use in layout.uses {
      for record in use.meaning.bindings {
        switch record.meaning.target {
        case .parameter(let id, _), .unknownParameter(let id): ids.insert(id)
        case .ambiguous, .unknown: return nil
        case .macro, .singleton: continue
        }
      }
      var isKnown = true
      for named in use.meaning.named {
        named.expression.visitNames { part in
          switch part.kind {
          case .reference(let reference, _):
            switch reference.target {
            case .configurable(let id): ids.insert(id)
            case .ambiguous, .unknown: isKnown = false
            case .macro, .constant, .singleton: break
            }
          case .macro(let macro): found.formUnion(macro.constants.map(\.file))
          case .literal, .list, .tuple, .dictionary, .invalid: break
          }
        }
      }
      guard isKnown else { return nil }
    }
    return found.union(ids.map { index.configurables[$0].file })
  }
}

extension SourceText {
  /// The lines that a stretch touches, with the end of the last one.
  fileprivate func wholeLines(of range: TextRange) -> TextRange {
    let last = line(of: range.end)
    return TextRange(lineStarts[line(of: range.start)], last + 1 < lineCount ? lineStarts[last + 1] : length)
  }
}
