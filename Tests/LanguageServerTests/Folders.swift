// Where do tests find the project's fixtures, and where do they write?

import Foundation

enum PackageFolder {
  /// The root of the package: this file is Tests/LanguageServerTests/Folders.swift.
  static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var fixtures: String { path + "/protocol-fixtures" }
}

/// A folder that lasts as long as this value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    // The resolved name: on macOS the temporary folder lies behind a link.
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let folder = base.appendingPathComponent("gimlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes the folders on the way too.
  @discardableResult
  func write(_ text: String, to relative: String) throws -> String {
    let file = URL(fileURLWithPath: path + "/" + relative)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}
