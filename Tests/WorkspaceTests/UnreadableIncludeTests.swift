// What is said of an include whose file is there and cannot be read? That it is there, and why it cannot.

import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct UnreadableIncludeTests {
  private func messages(_ file: FilePath, _ folder: TemporaryFolder) -> [String] {
    Workspace(roots: [folder.path]).snapshot(for: file).diagnostics(in: file).map {
      "\($0.code.rawValue): \($0.message)"
    }
  }

  /// Root reads every file, whatever its permissions.
  @Test func `a file without permission`() throws {
    let folder = try TemporaryFolder()
    let base = try folder.write("base.gin", "A = 1\n")
    let main = try folder.write("main.gin", "include 'base.gin'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: base.string)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: base.string) }
    let isRoot = FileManager.default.isReadableFile(atPath: base.string)
    #expect(
      messages(main, folder)
        == (isRoot
          ? [] : ["include-not-found: `base.gin` is there, but the file cannot be read: Permission denied."]))
  }

  @Test func `a file that is larger than any config`() throws {
    let folder = try TemporaryFolder()
    let base = try folder.write("configs/base.gin", "")
    let main = try folder.write("main.gin", "include 'configs/base.gin'\n")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: base.string))
    try handle.truncate(atOffset: 20 << 20)
    try handle.close()
    let words = "`configs/base.gin` is there, but the file is too large to be read: 20 MB."
    #expect(messages(main, folder) == ["include-not-found: \(words)"])
    let hover = Workspace(roots: [folder.path]).snapshot(for: main).hover(in: main, at: TextOffset(10))
    #expect(hover?.content.plainText.contains("is there, but the file is too large to be read: 20 MB.") == true)
  }

  /// Gin passes over what is no file.
  @Test func `a folder of that name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("base.gin/inner.gin", "A = 1\n")
    let main = try folder.write("main.gin", "include 'base.gin'\n")
    #expect(messages(main, folder).map { $0.prefix(41) } == ["include-not-found: There is no file `base"])
  }
}
