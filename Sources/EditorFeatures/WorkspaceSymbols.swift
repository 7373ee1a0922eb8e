// Which names of the whole workspace fit what was typed? Configurables, constants and macros.

import Configurables
package import Resolution
package import SourceText

package struct WorkspaceSymbol: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case type, function, constant, macro
  }

  package let name: String
  package let kind: Kind
  /// The module, or the file of a macro.
  package let container: String
  package let location: FileLocation
}

extension Analysis {
  /// So many are answered: more than a person reads.
  private static let symbolLimit = 500

  /// The names that hold the letters of `query` in their order, whatever their case; the closest first.
  package func workspaceSymbols(_ query: String) -> [WorkspaceSymbol] {
    let wanted = Array(DefinitionIndex.folded(query).utf8)
    var found: [(score: Int, symbol: WorkspaceSymbol)] = []
    func offer(_ symbol: @autoclosure () -> WorkspaceSymbol, _ name: String) {
      if let score = Self.score(wanted, DefinitionIndex.folded(name)) { found.append((score, symbol())) }
    }
    for configurable in definitions.configurables[definitions.registered] {
      let kind: WorkspaceSymbol.Kind =
        configurable.kind == .function || configurable.kind == .method ? .function : .type
      offer(
        WorkspaceSymbol(
          name: configurable.name, kind: kind, container: configurable.module,
          location: FileLocation(configurable.file, configurable.nameRange)), configurable.name)
    }
    for file in definitions.files.values {
      for constant in file.constants {
        offer(
          WorkspaceSymbol(
            name: constant.selector, kind: .constant, container: file.module,
            location: FileLocation(file.file, constant.nameRange)), constant.selector)
      }
    }
    for file in files.allGinFiles {
      for use in nameUses(in: file) where use.role == .sets {
        guard case .macro(let name) = use.thing else { continue }
        offer(
          WorkspaceSymbol(
            name: name, kind: .macro, container: displayPath(of: file), location: FileLocation(file, use.range)), name)
      }
    }
    return found.sorted {
      ($0.score, $0.symbol.name, $0.symbol.location.file) < ($1.score, $1.symbol.name, $1.symbol.location.file)
    }.prefix(Self.symbolLimit).map(\.symbol)
  }

  /// Nil where the letters are not all there; a name that begins with them is 0, one that holds them in a row 1, and
  /// every gap between them costs one more.
  private static func score(_ wanted: [UInt8], _ name: String) -> Int? {
    let name = Array(name.utf8)
    if name.starts(with: wanted) { return 0 }
    var gaps = 1
    var previous = -1
    for letter in wanted {
      guard let place = name[(previous + 1)...].firstIndex(of: letter) else { return nil }
      if previous >= 0, place > previous + 1 { gaps += 1 }
      previous = place
    }
    return gaps
  }
}
