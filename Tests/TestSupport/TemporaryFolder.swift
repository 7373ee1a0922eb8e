// Where can a test make files? In a folder of its own, gone when the test is over.

import Foundation
package import SourceText

package final class TemporaryFolder: Sendable {
  /// Without symbolic links, so that paths compare.
  package let path: FilePath

  package init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gimlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = FilePath(folder.resolvingSymlinksInPath().path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file, with the folders above it.
  @discardableResult
  package func write(_ relative: String, _ text: String) throws -> FilePath {
    try write(relative, bytes: Array(text.utf8))
  }

  @discardableResult
  package func write(_ relative: String, bytes: [UInt8]) throws -> FilePath {
    let file = path.appending(relative)
    try FileManager.default.createDirectory(atPath: file.folder.string, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }

  package func read(_ relative: String) throws -> String {
    try String(contentsOfFile: path.appending(relative).string, encoding: .utf8)
  }

  @discardableResult
  package func makeFolder(_ relative: String) throws -> FilePath {
    let folder = path.appending(relative)
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    return folder
  }

  package func link(_ relative: String, to target: String) throws {
    let link = path.appending(relative)
    try FileManager.default.createDirectory(atPath: link.folder.string, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: target)
  }

  package func remove(_ relative: String) throws {
    try FileManager.default.removeItem(atPath: path.appending(relative).string)
  }
}
