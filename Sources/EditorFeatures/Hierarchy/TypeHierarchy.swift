// Which types stand above and below a type?

import Configurables
package import Resolution
package import SourceText

/// A name in a tree that an editor unfolds: of types, or of calls. The place of its name is what it is found by again.
package struct HierarchyItem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case type, protocolType, enumeration, function, macro }

  package let name: String
  package let kind: Kind
  /// A module, or a macro's value.
  package let detail: String
  package let file: FilePath
  /// The declaration or statement.
  package let range: TextRange
  package let selectionRange: TextRange
  /// The file in whose config calls are looked for; nil for all configs.
  package var config: FilePath?

  package init(
    name: String, kind: Kind, detail: String, file: FilePath, range: TextRange, selectionRange: TextRange,
    config: FilePath? = nil
  ) {
    self.name = name
    self.kind = kind
    self.detail = detail
    self.file = file
    self.range = range
    self.selectionRange = selectionRange
    self.config = config
  }
}

extension Analysis {
  /// The types at a place of a config or of code; empty where none is meant.
  package func typeHierarchyItems(in file: FilePath, at offset: TextOffset) -> [HierarchyItem] {
    if let code = definitions.files[file], let type = code.types.first(where: { $0.nameRange.touches(offset) }) {
      return [item(of: TypeInFile(file: file, type: type))]
    }
    guard let targets = typeDefinition(in: file, at: offset)?.targets else { return [] }
    return targets.flatMap { typeItems(at: FileLocation($0.file, $0.selectionRange)) }
  }

  package func supertypes(of item: HierarchyItem) -> [HierarchyItem] {
    types(at: FileLocation(item.file, item.selectionRange)).flatMap { supertypes(of: $0) }.map(self.item)
  }

  package func subtypes(of item: HierarchyItem) -> [HierarchyItem] {
    types(at: FileLocation(item.file, item.selectionRange)).flatMap { subtypes(of: $0, depth: .one) }.map(self.item)
  }

  private func types(at place: FileLocation) -> [TypeInFile] {
    (definitions.files[place.file]?.types ?? []).filter { $0.nameRange.touches(place.range.start) }.map {
      TypeInFile(file: place.file, type: $0)
    }
  }

  private func typeItems(at place: FileLocation) -> [HierarchyItem] { types(at: place).map { item(of: $0) } }

  private func item(of type: TypeInFile) -> HierarchyItem {
    let kind: HierarchyItem.Kind =
      switch type.type.kind {
      case .protocolType: .protocolType
      case .enumeration: .enumeration
      case .structure, .classType, .actor, .extensionOfType, .alias: .type
      }
    return HierarchyItem(
      name: type.type.name, kind: kind, detail: definitions.files[type.file]?.module ?? "", file: type.file,
      range: TextRange(
        min(type.type.range.start, type.type.nameRange.start), max(type.type.range.end, type.type.nameRange.end)),
      selectionRange: type.type.nameRange)
  }
}
