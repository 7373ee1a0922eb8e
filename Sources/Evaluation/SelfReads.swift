// Which stored properties can a computed one look at? By the names in its code, and in the code of what that calls on the
// same object: rather one too many than one too few.

import Configurables
import SourceText

extension SymbolTable {
  /// Nil where the object as a whole is used, so that all of them may be looked at.
  func storedReads(of getter: Int, in nominal: Nominal) -> Set<String>? {
    let stored = Set(nominal.stored.map(\.property.name))
    var read: Set<String> = []
    var seen: Set<Int> = []
    var waiting = [getter]
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard let names = functions[next].function.namesOfSelf else { return nil }
      for name in names {
        if stored.contains(name) { read.insert(name) }
        waiting += nominal.methods[name] ?? []
        if let getter = nominal.properties[name]?.getter { waiting.append(getter) }
      }
    }
    return read
  }
}

extension Function {
  /// The names that may mean members of `self`; nil where `self` is used by itself.
  fileprivate var namesOfSelf: Set<String>? {
    var names: Set<String> = []
    var bases: Set<TextRange> = []
    var uses: Set<TextRange> = []
    visitExpressions { expression in
      switch expression.kind {
      case .name("self"): uses.insert(expression.range)
      case .name(let name): names.insert(name)
      case .member(let base?, let name, _):
        if case .name("self") = base.kind {
          bases.insert(base.range)
          names.insert(name)
        }
      case .keyPath(let path): names.formUnion(path)
      default: break
      }
    }
    return uses.isSubset(of: bases) ? names : nil
  }
}
