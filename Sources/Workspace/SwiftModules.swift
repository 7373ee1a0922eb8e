// Which module does a Swift file belong to? The SwiftPM target that its manifest or its folder says.
//
// The manifest is a program and is never run: literal `.target(name: "X", path: "…")` are read from its text, and where
// it says nothing SwiftPM's own layout decides, `Sources/<Target>/…` and `Tests/<Target>/…`.

package import SourceText

/// Answers by file; each manifest is read once.
package struct SwiftModules: Sendable {
  /// Folders in which SwiftPM looks for targets without a `path:`.
  private static let sourceFolders = ["Sources", "Source", "src", "srcs", "Tests", "Plugins"]

  private var manifests: [FilePath: [Target]?] = [:]

  package init() {}

  /// A target of a manifest, by the literals in its declaration.
  package struct Target: Sendable, Hashable {
    package var name: String
    package var path: String?
  }

  /// The module of `file`, or the name of its folder where no manifest stands above it.
  package mutating func module(of file: FilePath) -> String {
    for folder in RootDiscovery.ancestors(of: file.folder) {
      guard let targets = targets(ofManifestIn: folder), let relative = file.relative(to: folder) else { continue }
      return Self.identifier(Self.module(ofRelative: relative, targets: targets) ?? file.folder.name)
    }
    return Self.identifier(file.folder.name)
  }

  /// Forgets what was read, after a manifest changed.
  package mutating func forget() { manifests = [:] }

  private mutating func targets(ofManifestIn folder: FilePath) -> [Target]? {
    if let known = manifests[folder] { return known }
    let targets = (try? Disk.text(of: folder.appending("Package.swift"))).map { Self.targets(in: $0.bytes) }
    manifests.updateValue(targets, forKey: folder)
    return targets
  }

  /// The target that holds `relative`, a path below the manifest's folder.
  package static func module(ofRelative relative: String, targets: [Target]) -> String? {
    let parts = relative.split(separator: "/").map(String.init)
    let holders = targets.compactMap { target -> (name: String, depth: Int)? in
      guard let path = target.path else { return nil }
      let folder = path.split(separator: "/").map(String.init).filter { $0 != "." }
      return parts.count > folder.count && parts.starts(with: folder) ? (target.name, folder.count) : nil
    }
    if let inner = holders.max(by: { $0.depth < $1.depth }) { return inner.name }
    guard let first = parts.first, sourceFolders.contains(first), parts.count >= 2 else { return nil }
    if parts.count > 2 { return parts[1] }
    // A package with one target may keep its files right in `Sources`.
    let unplaced = targets.filter { $0.path == nil }
    return unplaced.count == 1 ? unplaced.first?.name : nil
  }

  /// The targets that the text of a manifest declares by literals.
  package static func targets(in manifest: [UInt8]) -> [Target] {
    var scan = ManifestScan(manifest)
    return scan.targets()
  }

  /// As SwiftPM turns a target's name into a module's: what an identifier cannot hold becomes `_`.
  static func identifier(_ name: String) -> String {
    var result = String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
    if let first = result.first, first.isNumber { result = "_" + result.dropFirst() }
    return result
  }
}

/// Reads a manifest word by word; comments are passed over and strings kept whole.
private struct ManifestScan {
  private enum Token: Equatable {
    case name(String)
    case string(String)
    case sign(UInt8)
  }

  private static let declarations: Set<String> = [
    "target", "executableTarget", "testTarget", "macro", "plugin", "systemLibrary",
  ]

  private let tokens: [Token]

  init(_ bytes: [UInt8]) { tokens = Self.tokens(of: bytes) }

  mutating func targets() -> [SwiftModules.Target] {
    var targets: [SwiftModules.Target] = []
    for index in tokens.indices.dropLast(2) where tokens[index] == .sign(UInt8(ascii: ".")) {
      guard case .name(let word) = tokens[index + 1], Self.declarations.contains(word),
        tokens[index + 2] == .sign(UInt8(ascii: "("))
      else { continue }
      let labels = labels(from: index + 3)
      // `.target(name: "X")` inside `dependencies:` names a target too; it adds nothing wrong.
      guard let name = labels["name"] else { continue }
      targets.append(SwiftModules.Target(name: name, path: labels["path"]))
    }
    return targets
  }

  /// The labels with literal strings of the argument list that starts at `start`, its inner brackets passed over.
  private func labels(from start: Int) -> [String: String] {
    var labels: [String: String] = [:]
    var depth = 1
    for index in tokens[start...].indices {
      switch tokens[index] {
      case .sign(UInt8(ascii: "(")), .sign(UInt8(ascii: "[")): depth += 1
      case .sign(UInt8(ascii: ")")), .sign(UInt8(ascii: "]")): depth -= 1
      case .string(let text):
        guard depth == 1, index >= start + 2, tokens[index - 1] == .sign(UInt8(ascii: ":")),
          case .name(let label) = tokens[index - 2]
        else { continue }
        labels[label] = labels[label] ?? text
      case .name, .sign: break
      }
      if depth == 0 { break }
    }
    return labels
  }

  private static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        index += 2
        while index + 1 < bytes.count,
          bytes[index] != UInt8(ascii: "*") || bytes[index + 1] != UInt8(ascii: "/")
        {
          index += 1
        }
        index += 2
      } else if byte == UInt8(ascii: "\"") {
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\n") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        tokens.append(.string(String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)))
        index += 1
      } else if byte.isNamePart {
        let start = index
        while index < bytes.count, bytes[index].isNamePart { index += 1 }
        tokens.append(.name(String(decoding: bytes[start..<index], as: UTF8.self)))
      } else {
        if byte > UInt8(ascii: " ") { tokens.append(.sign(byte)) }
        index += 1
      }
    }
    return tokens
  }
}
