// Which names of the whole workspace fit what was typed? Configurables, their parameters, constants, macros, experiments.

import Configurables
package import Resolution
package import SourceText

package struct WorkspaceSymbol: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case type, function, parameter, constant, macro
    /// A global that holds a typed experiment.
    case experiment
  }

  package let name: String
  package let kind: Kind
  /// The module, the configurable of a parameter, or the file of a macro.
  package let container: String
  package let location: FileLocation
}

extension Analysis {
  /// So many are answered: more than a person reads.
  private static let symbolLimit = 500

  /// The names that hold the letters of `query` in their order, whatever their case; the closest first. With a period in
  /// it, or a slash, the query is about what stands around the name too: `models.nets.Net`, `Net.width`.
  package func workspaceSymbols(_ query: String) -> [WorkspaceSymbol] {
    let wanted = SymbolQuery(query)
    var found: [(score: Int, symbol: WorkspaceSymbol)] = []
    func offer(_ symbol: WorkspaceSymbol, _ separator: String = ".") {
      if let score = wanted.score(symbol.name, in: symbol.container, separator) { found.append((score, symbol)) }
    }
    configurableSymbols(withParameters: !query.isEmpty).forEach { offer($0) }
    for file in definitions.files.values {
      for constant in file.constants {
        let place = FileLocation(file.file, constant.nameRange)
        offer(WorkspaceSymbol(name: constant.selector, kind: .constant, container: file.module, location: place))
      }
    }
    for experiment in definitions.experiments.experiments {
      let (module, place) = (
        definitions.files[experiment.file]?.module ?? "", FileLocation(experiment.file, experiment.nameRange)
      )
      offer(WorkspaceSymbol(name: experiment.name, kind: .experiment, container: module, location: place))
    }
    for file in files.allGinFiles {
      for use in nameUses(in: file) where use.role == .sets {
        guard case .macro(let name) = use.thing else { continue }
        let place = FileLocation(file, use.range)
        offer(WorkspaceSymbol(name: name, kind: .macro, container: displayPath(of: file), location: place), "/")
      }
    }
    return found.sorted {
      ($0.score, $0.symbol.name, $0.symbol.location.file) < ($1.score, $1.symbol.name, $1.symbol.location.file)
    }.prefix(Self.symbolLimit).map(\.symbol)
  }

  private func configurableSymbols(withParameters: Bool) -> [WorkspaceSymbol] {
    definitions.configurables[definitions.registered].flatMap { configurable -> [WorkspaceSymbol] in
      let isFunction = configurable.kind == .function || configurable.kind == .method
      let own = WorkspaceSymbol(
        name: configurable.name, kind: isFunction ? .function : .type, container: configurable.module,
        location: FileLocation(configurable.file, configurable.nameRange))
      guard withParameters else { return [own] }
      // One that is inherited is declared, and found, elsewhere.
      let parameters = configurable.parameters.filter { $0.file == nil && $0.canBeBound }
      return [own]
        + parameters.map {
          WorkspaceSymbol(
            name: $0.name, kind: .parameter, container: configurable.name,
            location: FileLocation(configurable.file, $0.nameRange))
        }
    }
  }
}

/// What was typed, to be found in names. Case and `_` do not matter.
private struct SymbolQuery {
  private let letters: [UInt8]
  /// Whether it names what is around, too.
  private let isQualified: Bool

  init(_ text: String) {
    letters = Letters(text).folded
    isQualified = text.contains(".") || text.contains("/")
  }

  /// Nil where the letters are not all there. The less the better: a name that is the query, begins with it, holds it in
  /// a row, holds it in pieces; a piece that begins a word costs less than one inside.
  func score(_ name: String, in container: String, _ separator: String) -> Int? {
    if let score = score(Letters(name)) { return score }
    guard isQualified, !container.isEmpty else { return nil }
    return score(Letters(container + separator + name)).map { $0 + 1 }
  }

  private func score(_ name: Letters) -> Int? {
    let folded = name.folded
    if folded.starts(with: letters) { return folded.count == letters.count ? 0 : 1 }
    var best: Int?
    for start in folded.indices where folded[start] == letters.first {
      guard let cost = cost(name, from: start) else { break }
      best = min(best ?? cost, cost)
    }
    return best
  }

  /// From a first letter on, each next letter at the nearest place.
  private func cost(_ name: Letters, from start: Int) -> Int? {
    var cost = name.wordStarts[start] ? 2 : 3
    var previous = start
    for letter in letters.dropFirst() {
      guard let place = name.folded[(previous + 1)...].firstIndex(of: letter) else { return nil }
      if place > previous + 1 { cost += name.wordStarts[place] ? 1 : 2 }
      previous = place
    }
    return cost
  }
}

/// A name without `_` in lower case, and where its words begin: `learning_rate` and `learningRate` have two.
private struct Letters {
  private(set) var folded: [UInt8] = []
  private(set) var wordStarts: [Bool] = []

  init(_ name: String) {
    var isStart = true
    var wasUppercase = true
    for byte in name.utf8 {
      guard byte != UInt8(ascii: "_") else {
        isStart = true
        continue
      }
      let isUppercase = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      folded.append(isUppercase ? byte | 0x20 : byte)
      wordStarts.append(isStart || isUppercase && !wasUppercase)
      isStart = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
      wasUppercase = isUppercase
    }
  }
}
