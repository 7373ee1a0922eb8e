// Which types does the code define, and which inherits from which? Looked up by the names that declarations write.

import Configurables
import Resolution
import SourceText

struct TypeInFile: Sendable, Hashable {
  let file: FilePath
  let type: TypeDefinition
}

extension Analysis {
  enum InheritanceDepth { case one, all }

  /// The types that a written name can mean: of the writing file first, else of any.
  func types(named path: [String], from file: FilePath) -> [TypeInFile] {
    guard let last = path.last else { return [] }
    func found(in code: DefinitionFile) -> [TypeInFile] {
      code.types.filter { $0.kind != .extensionOfType && Self.last($0.name) == last }.map {
        TypeInFile(file: code.file, type: $0)
      }
    }
    if let own = definitions.files[file].map(found), !own.isEmpty { return own }
    let language = definitions.files[file]?.language
    return definitions.files.values.filter { $0.language == language }.flatMap(found).sorted { $0.file < $1.file }
  }

  /// The types that a type says it inherits from, where the workspace defines them; extensions speak for their type.
  func supertypes(of type: TypeInFile) -> [TypeInFile] {
    let language = definitions.files[type.file]?.language
    let extensions = definitions.files.values.filter { $0.language == language }.flatMap { code in
      code.types.filter { $0.kind == .extensionOfType && Self.last($0.name) == Self.last(type.type.name) }.map {
        TypeInFile(file: code.file, type: $0)
      }
    }
    let found = ([type] + extensions).flatMap { part in
      part.type.inherited.flatMap { $0.namedPaths.prefix(1) }.flatMap { types(named: $0, from: part.file) }
    }
    return Self.sorted(found.filter { $0 != type })
  }

  /// The types that say they inherit from one, or from one of those.
  func subtypes(of type: TypeInFile, depth: InheritanceDepth) -> [TypeInFile] {
    let children = childrenByName(in: definitions.files[type.file]?.language)
    var found: [TypeInFile] = []
    var seen: Set<TypeInFile> = [type]
    var waiting = [type]
    while let next = waiting.popLast() {
      for child in children[Self.last(next.type.name)] ?? [] {
        let means = child.type.inherited.flatMap { $0.namedPaths.prefix(1) }.contains {
          types(named: $0, from: child.file).contains(next)
        }
        // An extension speaks for its type.
        let whole = child.type.kind == .extensionOfType ? types(named: [child.type.name], from: child.file) : [child]
        for type in whole where means && seen.insert(type).inserted {
          found.append(type)
          if depth == .all { waiting.append(type) }
        }
      }
    }
    return Self.sorted(found)
  }

  /// Types and extensions by the last parts of the names that they inherit from.
  private func childrenByName(in language: Language?) -> [String: [TypeInFile]] {
    var children: [String: [TypeInFile]] = [:]
    for code in definitions.files.values where code.language == language {
      for type in code.types {
        for path in type.inherited.flatMap({ $0.namedPaths.prefix(1) }) {
          children[path.last ?? "", default: []].append(TypeInFile(file: code.file, type: type))
        }
      }
    }
    return children
  }

  private static func last(_ name: String) -> String { name.split(separator: ".").last.map(String.init) ?? name }

  private static func sorted(_ types: [TypeInFile]) -> [TypeInFile] {
    var seen: Set<FileLocation> = []
    return types.filter { seen.insert(FileLocation($0.file, $0.type.nameRange)).inserted }
      .sorted { ($0.file, $0.type.nameRange.start) < ($1.file, $1.type.nameRange.start) }
  }
}
