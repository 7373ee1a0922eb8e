// What does a selector of a config name? A configurable, or one of gin's own three, in the light of its file's imports.

import Configurables
import GinSyntax

extension DefinitionIndex {
  /// - Parameter imports: what the file has imported above the name; nil where that is of no matter.
  func target(of selector: String, _ imports: ImportedNames?) -> ReferenceMeaning.Target {
    if let imports, imports.bound != nil { return dynamicTarget(of: selector, imports) }
    if let imports, imports.registered != nil, let found = registeredTarget(of: selector, imports) {
      return found
    }
    switch configurable(selector) {
    case .found(let id): return .configurable(id)
    case .ambiguous(let ids):
      let imported = imports.map { registered(ids, byImporting: $0.modules) } ?? []
      return imported.count == 1 ? .configurable(imported[0]) : .ambiguous(ids)
    case .unknown:
      switch selector {
      case "gin.macro", "macro": return .macro
      case "gin.constant", "constant": return .constant
      case "gin.singleton", "singleton": return .singleton
      default: return .unknown
      }
    }
  }

  /// Among what code registers and what files before the text have (`config.py`, `ParseContext.get_configurable`); nil
  /// where only the first can be meant.
  private func registeredTarget(of selector: String, _ imports: ImportedNames) -> ReferenceMeaning.Target? {
    let paths = imports.registeredPaths(of: selector)
    let named: [ID]
    switch configurable(selector) {
    case .found(let id): named = [id]
    case .ambiguous(let ids): named = ids
    case .unknown: named = []
    }
    let registered = named.filter { self.registered.contains($0) }
    guard !paths.isEmpty else {
      // What no file has imported is not registered yet.
      return !named.isEmpty && registered.isEmpty ? .unknown : nil
    }
    if paths.count == 1, registered.isEmpty { return target(ofPath: paths[0]) }
    let imported = paths.compactMap { path in
      if case .configurable(let id) = target(ofPath: path) { id } else { nil } as ID?
    }
    let all = Set(registered + imported).sorted()
    return all.count == 1 ? .configurable(all[0]) : all.isEmpty ? .unknown : .ambiguous(all)
  }

  private func target(ofPath path: String) -> ReferenceMeaning.Target {
    switch imported(path) {
    case .found(let id): .configurable(id)
    case .ambiguous(let ids): .ambiguous(ids)
    case .unclear, .outside, .missing: .unknown
    }
  }

  /// By the file's own imports alone (`config.py`, `ParseContext.get_configurable`).
  private func dynamicTarget(of selector: String, _ imports: ImportedNames) -> ReferenceMeaning.Target {
    switch selector {
    case "gin.macro": return .macro
    case "gin.constant": return .constant
    case "gin.singleton": return .singleton
    default: break
    }
    return imports.path(of: selector).map { target(ofPath: $0) } ?? .unknown
  }
}
