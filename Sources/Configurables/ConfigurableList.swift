// Which configurable has this ID? The files' own lists one behind the other, without a copy of what is in them.

import SourceText

/// What code registers, by file and place, and behind it what configs may register.
package struct ConfigurableList: Sendable, RandomAccessCollection {
  /// Where a configurable stands: in which file, and at which place of its list.
  private struct Place: Sendable {
    let file: Int32
    let place: Int32
  }

  /// In the order of their paths.
  private(set) var files: [DefinitionFile]
  private let places: [Place]
  let registeredCount: Int
  private let order: [FilePath: Int]
  /// Behind which ID each file's configurables stand, and its importables.
  private let starts: [(registered: Int, importable: Int)]

  /// - Parameter files: in the order of their paths.
  init(_ files: [DefinitionFile]) {
    self.files = files
    var places: [Place] = []
    var starts: [(registered: Int, importable: Int)] = []
    for (number, file) in files.enumerated() {
      starts.append((places.count, 0))
      places += file.configurables.indices.map {
        Place(file: Int32(truncatingIfNeeded: number), place: Int32(truncatingIfNeeded: $0))
      }
    }
    registeredCount = places.count
    for (number, file) in files.enumerated() {
      starts[number].importable = places.count
      places += file.importables.indices.map {
        Place(file: Int32(truncatingIfNeeded: number), place: Int32(truncatingIfNeeded: $0))
      }
    }
    self.places = places
    self.starts = starts
    order = Dictionary(
      files.indices.lazy.map { (files[$0].file, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  package subscript(_ id: DefinitionIndex.ID) -> Configurable {
    _read {
      let place = places[id]
      if id < registeredCount {
        yield files[Int(place.file)].configurables[Int(place.place)]
      } else {
        yield files[Int(place.file)].importables[Int(place.place)]
      }
    }
  }

  func ids(in file: FilePath) -> [DefinitionIndex.ID] {
    guard let number = order[file] else { return [] }
    let (registered, importable) = starts[number]
    return Array(registered..<registered + files[number].configurables.count)
      + Array(importable..<importable + files[number].importables.count)
  }

  /// Puts a version with as many configurables in the place of the file that it is of.
  mutating func replace(_ file: DefinitionFile) {
    if let number = order[file.file] { files[number] = file }
  }
}
