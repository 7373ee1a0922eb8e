// Which definition does a name mean? All definition files of a workspace, looked up by full, partial or folded name.
//
// gin-config matches names by suffix (`selector_map.py`): `b.c` means `a.b.c` where no other selector ends so, and a
// full match wins over partial ones. Names of Swift definitions also match folded (`base_lr` is `baseLR`); an exact
// match wins over a folded one.

package import SourceText
import Synchronization

package struct DefinitionIndex: Sendable {
  /// A configurable by its place in `configurables`; valid for this index only.
  package typealias ID = Int

  package enum Lookup: Sendable, Equatable {
    case found(ID)
    case ambiguous([ID])
    case unknown
  }

  package private(set) var files: [FilePath: DefinitionFile]
  /// What code registers, by file, then by place in the file; behind it in the same order what configs may register by
  /// importing it.
  package private(set) var configurables: ConfigurableList
  /// Those that code registers.
  package var registered: Range<ID> { 0..<names.registeredCount }
  package private(set) var constants: [ConstantInFile]
  /// Config types and the globals that hold their instances.
  package private(set) var experiments: ExperimentIndex
  /// Which names there are. An edit that changes none keeps the object, and with it what every ID means.
  private let names: IndexedNames
  private var split: [[String]] { names.split }
  private var shortest = SelectorMemo()
  var importPaths: ImportPaths { names.importPaths }
  /// Whether any name is registered twice.
  package var hasRepeatedNames: Bool { names.hasRepeated }

  package struct ConstantInFile: Sendable, Hashable {
    package let file: FilePath
    package let constant: ConstantDefinition
  }

  /// So many files are put in the place of their earlier versions one by one.
  private static let mostChanges = 256

  /// - Parameter previous: an index of the moment before, from which is taken what did not change.
  package init(_ files: [DefinitionFile] = [], previous: DefinitionIndex? = nil) {
    if let patched = previous?.patched(files) {
      self = patched
    } else {
      self.init(all: files)
    }
  }

  private init(all files: [DefinitionFile]) {
    let ordered = files.sorted { $0.file < $1.file }
    self.files = Dictionary(ordered.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    configurables = ConfigurableList(ordered)
    constants = Self.constants(of: ordered)
    experiments = ExperimentIndex(self.files)
    names = IndexedNames(ordered, configurables)
  }

  private static func constants(of files: [DefinitionFile]) -> [ConstantInFile] {
    files.flatMap { file in file.constants.map { ConstantInFile(file: file.file, constant: $0) } }
  }

  /// The files in the order of their paths.
  package var orderedFiles: [DefinitionFile] { configurables.files }

  /// The IDs of what a file registers, and of what configs may register of it.
  package func configurables(in file: FilePath) -> [ID] { configurables.ids(in: file) }

  /// The IDs of what is defined in a file, wherever it is registered.
  package func configurables(definedIn file: FilePath) -> [ID] { names.byHome[file] ?? [] }

  /// The files that are not those of an earlier index with the same names; nil where names changed, and with them what
  /// IDs mean.
  package func changedFiles(since earlier: DefinitionIndex) -> [(old: DefinitionFile, new: DefinitionFile)]? {
    guard names === earlier.names, orderedFiles.count == earlier.orderedFiles.count else { return nil }
    return zip(earlier.orderedFiles, orderedFiles).compactMap { $0.isIdentical(to: $1) ? nil : ($0, $1) }
  }

  /// This index with other versions of some files; nil where that is no matter of files one by one.
  private func patched(_ given: [DefinitionFile]) -> DefinitionIndex? {
    guard given.count == files.count, files.count == orderedFiles.count else { return nil }
    var changed: [DefinitionFile] = []
    for file in given {
      guard let known = files[file.file] else { return nil }
      if known.isIdentical(to: file) { continue }
      guard changed.count < Self.mostChanges, names.areAlike(known, file) else { return nil }
      changed.append(file)
    }
    var patched = self
    patched.shortest = SelectorMemo()
    var hasConstants = false
    var hasExperiments = false
    for file in changed {
      let old = files[file.file] ?? file
      hasConstants = hasConstants || !old.constants.isEmpty || !file.constants.isEmpty
      hasExperiments = hasExperiments || !ExperimentIndex.areAlike(old, file)
      patched.files[file.file] = file
      patched.configurables.replace(file)
    }
    if hasConstants { patched.constants = Self.constants(of: patched.orderedFiles) }
    if hasExperiments { patched.experiments = ExperimentIndex(patched.files) }
    return patched
  }

  /// The configurable that `selector` (without scope) means.
  package func configurable(_ selector: String) -> Lookup {
    let wanted = Self.parts(of: selector)
    guard let last = wanted.last else { return .unknown }
    guard let candidates = names.byLastPart[Self.folded(last)] else { return importable(wanted, last) }
    for match in [NameMatch.exact, .folded] {
      let matches = candidates.filter { Self.ends(split[$0], with: wanted, match, configurables[$0].language) }
      if let whole = matches.first(where: { split[$0].count == wanted.count }), matches.count > 1 {
        return .found(whole)
      }
      if matches.count == 1 { return .found(matches[0]) }
      if matches.count > 1 { return .ambiguous(matches) }
    }
    let uncertain = candidates.filter { !configurables[$0].isModuleCertain && configurables[$0].name == last }
    if let first = uncertain.first { return uncertain.count == 1 ? .found(first) : .ambiguous(uncertain) }
    return importable(wanted, last)
  }

  /// What one config registers by importing it, all that are parsed after it may name by suffix.
  private func importable(_ wanted: [String], _ last: String) -> Lookup {
    let matches = (names.importablesByLastPart[last] ?? []).filter {
      Self.ends(split[$0], with: wanted, .exact, .python)
    }
    if let whole = matches.first(where: { split[$0].count == wanted.count }) { return .found(whole) }
    guard !matches.isEmpty || names.registeredCount == configurables.count else { return importedAgain(wanted, last) }
    return matches.isEmpty ? .unknown : matches.count == 1 ? .found(matches[0]) : .ambiguous(matches)
  }

  /// A module that imports a thing under another name gives it that name.
  private func importedAgain(_ wanted: [String], _ last: String) -> Lookup {
    let paths = files.values.filter { $0.names[last] != nil }.map { $0.module + "." + last }
    let found = paths.filter { Self.ends(Self.parts(of: $0), with: wanted, .exact, .python) }.compactMap { path in
      if case .found(let id) = imported(path) { id } else { nil as ID? }
    }
    let different = Set(found).sorted()
    return different.isEmpty ? .unknown : different.count == 1 ? .found(different[0]) : .ambiguous(different)
  }

  /// The shortest selector that means this configurable alone, as `minimal_selector` of gin-config gives it, spelt as
  /// gin files spell it.
  package func shortestSelector(of id: ID) -> String {
    guard split.indices.contains(id) else { return "" }
    return shortest.selector(of: id) { makeShortestSelector(of: id) }
  }

  private func makeShortestSelector(of id: ID) -> String {
    let parts = split[id].map(configurables[id].language.ginSpelling)
    for count in 1..<max(parts.count, 1) {
      let candidate = parts.suffix(count).joined(separator: ".")
      if configurable(candidate) == .found(id) { return candidate }
    }
    return parts.joined(separator: ".")
  }

  /// Constants whose selector ends with `name`; one with exactly that selector hides the others.
  package func constants(named name: String) -> [ConstantInFile] {
    let wanted = Self.parts(of: name)
    let matches = (names.constantsByLastPart[wanted.last ?? ""] ?? []).filter {
      Self.ends(Self.parts(of: constants[$0].constant.selector), with: wanted, .exact, .python)
    }
    if let whole = matches.first(where: { constants[$0].constant.selector == name }) { return [constants[whole]] }
    return matches.map { constants[$0] }
  }

  /// The parameter that a config's `name` means: an exact name, else for Swift a folded one.
  package func parameter(_ name: String, of id: ID) -> Parameter? {
    guard configurables.indices.contains(id) else { return nil }
    return configurables[id].parameter(named: name)
  }

  private enum NameMatch { case exact, folded }

  private static func ends(_ parts: [String], with wanted: [String], _ match: NameMatch, _ language: Language) -> Bool {
    guard wanted.count <= parts.count else { return false }
    return zip(parts.suffix(wanted.count), wanted).allSatisfy { part, name in
      switch match {
      case .exact: part == name
      case .folded: language == .swift && folded(part) == folded(name)
      }
    }
  }

  static func parts(of selector: String) -> [String] {
    selector.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// A name without `_` and without case, by which Swift's and gin's spellings of one name agree.
  package static func folded(_ name: String) -> String {
    let bytes = name.utf8
    return String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var count = 0
      for byte in bytes where byte != UInt8(ascii: "_") {
        buffer[count] = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
  }
}

extension Configurable {
  /// The parameter that a config's `name` means: an exact name wins, then in Swift a folded one.
  package func parameter(named name: String) -> Parameter? {
    if let exact = parameters.first(where: { $0.name == name }) { return exact }
    guard language == .swift else { return nil }
    let folded = DefinitionIndex.folded(name)
    return parameters.first { DefinitionIndex.folded($0.name) == folded }
  }
}

/// The shortest selectors that were asked for: every row of a resolved config has one.
private final class SelectorMemo: Sendable {
  private let known = Mutex<[DefinitionIndex.ID: String]>([:])

  func selector(of id: DefinitionIndex.ID, _ work: () -> String) -> String {
    if let known = known.withLock({ $0[id] }) { return known }
    let made = work()
    known.withLock { $0[id] = made }
    return made
  }
}
