// Does the walk find what people wrote, and nothing else, and come to an end?

import Foundation
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct FileWalkTests {
  private func names(
    in folder: TemporaryFolder, excluding patterns: [String] = [], _ nested: FileWalk.NestedRoots = .separate
  ) -> [String] {
    let walk = FileWalk(root: folder.path, exclusions: patterns.map { PathPattern($0) }, nestedRoots: nested)
    return walk.files(withExtensions: ["gin", "swift"], .whole).files.compactMap { $0.path.relative(to: folder.path) }
  }

  @Test func passesOverWhatToolsMade() throws {
    let folder = try TemporaryFolder()
    for skipped in [".git", ".build", ".build-release", "node_modules", "__pycache__", "venv", "site-packages", ".x"] {
      try folder.write("\(skipped)/deep/a.gin", "")
    }
    try folder.write("any-name/pyvenv.cfg", "")
    try folder.write("any-name/lib/a.gin", "")
    try folder.write("b/c/d.gin", "")
    try folder.write("b/e.swift", "")
    try folder.write("b/e.swift.orig", "")
    try folder.write(".hidden.gin", "")
    try folder.write("a.GIN", "")
    try folder.write("gin", "")
    #expect(names(in: folder) == [".hidden.gin", "b/c/d.gin", "b/e.swift"])
  }

  @Test func linksThatLoopEnd() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.gin", "")
    try folder.link("a/up", to: "..")
    try folder.link("a/self", to: "self")
    try folder.link("a/gone.gin", to: "nowhere.gin")
    try folder.link("b", to: "a")
    #expect(names(in: folder) == ["a/x.gin"])
  }

  @Test func linksToFilesAndFoldersOutsideAreFollowed() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let target = try other.write("y.gin", "")
    try folder.link("in.gin", to: target.string)
    try folder.link("linked", to: other.path.string)
    #expect(names(in: folder) == ["in.gin", "linked/y.gin"])
  }

  @Test func permissionsThatChangeAreSeen() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x.gin", "A = 1")
    #expect(chmod(file.string, 0o200) == 0)
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    #expect(!workspace.rescan())
    // A file that nobody could read; its content and times stay as they were.
    #expect(chmod(file.string, 0o600) == 0)
    #expect(workspace.rescan())
    #expect(!workspace.rescan())
  }

  @Test func hugeFilesAndStrangeOnesAreLeft() throws {
    let folder = try TemporaryFolder()
    let huge = try folder.write("huge.gin", "")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: huge.string))
    try handle.truncate(atOffset: UInt64(Disk.largestFile) + 1)
    try handle.close()
    try folder.makeFolder("folder.gin")
    try folder.write("folder.gin/inner.gin", "")
    #expect(mkfifo(folder.path.appending("pipe.gin").string, 0o600) == 0)
    #expect(names(in: folder) == ["folder.gin/inner.gin"])
    #expect(throws: ReadFailure.tooLarge(Disk.largestFile + 1)) { try Disk.bytes(of: huge) }
    #expect(throws: ReadFailure.notAFile) { try Disk.bytes(of: folder.path.appending("pipe.gin")) }
    #expect(throws: ReadFailure.isFolder) { try Disk.bytes(of: folder.path) }
    #expect(throws: ReadFailure.missing) { try Disk.bytes(of: folder.path.appending("none.gin")) }
  }

  @Test func whatIsNotTextIsSaid() throws {
    let folder = try TemporaryFolder()
    let binary = try folder.write("a.gin", bytes: [0x7F, 0x45, 0x4C, 0x46, 0, 1])
    let latin = try folder.write("b.gin", bytes: [0x61, 0x3D, 0x27, 0xE9, 0x27])
    #expect(throws: ReadFailure.binary) { try Disk.text(of: binary) }
    #expect(try Disk.text(of: latin).string == "a='\u{FFFD}'")
  }

  @Test func nestedRootsAreWorkspacesOfTheirOwn() throws {
    let folder = try TemporaryFolder()
    try folder.write("gimlet.gin", "")
    try folder.write("a.gin", "")
    try folder.write("inner/gimlet.gin", "")
    try folder.write("inner/b.gin", "")
    #expect(names(in: folder) == ["a.gin", "gimlet.gin"])
    #expect(names(in: folder, .joined) == ["a.gin", "gimlet.gin", "inner/b.gin", "inner/gimlet.gin"])
    let findings = FileWalk(root: folder.path).files(withExtensions: ["gin"], .whole)
    #expect(findings.nestedRoots == [folder.path.appending("inner")])
    #expect(findings.completeness == .whole)
  }

  @Test func aNearWalkSaysThatThereIsMore() throws {
    let folder = try TemporaryFolder()
    for number in 0..<3_100 { try folder.write("many/\(number).txt", "") }
    try folder.write("many/deep/a.gin", "")
    let findings = FileWalk(root: folder.path).files(withExtensions: ["gin"], .near)
    #expect(findings.completeness == .cutShort)
    #expect(names(in: folder) == ["many/deep/a.gin"])
  }

  @Test(arguments: [
    ("build", ["build/a.gin", "x/build/a.gin"], ["builds/a.gin"]),
    ("old/*.gin", ["old/a.gin"], ["old/deep/a.gin", "x/old/a.gin", "old/a.swift"]),
    ("/build", ["build/a.gin"], ["x/build/a.gin"]),
    ("**/gen/*.swift", ["a/b/gen/x.swift", "gen/x.swift"], ["a/gen/y.gin"]),
    ("old/**", ["old/a.gin", "old/deep/a.gin"], ["older/a.gin"]),
    ("*_test.gin", ["a_test.gin", "x/b_test.gin"], ["a_tests.gin"]),
    ("a?.gin", ["ab.gin"], ["a.gin", "abc.gin"]),
    ("", [], ["a.gin"]),
    ("a*a*a*a*a*a*a*a*a*b", [], [String(repeating: "a", count: 200) + ".gin"]),
  ])
  func exclusionsFollowPatterns(_ pattern: String, _ excluded: [String], _ kept: [String]) throws {
    for path in excluded { #expect(PathPattern(pattern).matches(path), "\(path)") }
    for path in kept { #expect(!PathPattern(pattern).matches(path), "\(path)") }
  }

  @Test func excludedFilesAreNotFound() throws {
    let folder = try TemporaryFolder()
    try folder.write("old/a.gin", "")
    try folder.write("new/a.gin", "")
    #expect(names(in: folder, excluding: ["old"]) == ["new/a.gin"])
    #expect(!FileWalk(root: folder.path, exclusions: [PathPattern("old")]).covers(folder.path.appending("old/b.gin")))
    #expect(FileWalk(root: folder.path).covers(folder.path.appending("old/b.gin")))
    #expect(!FileWalk(root: folder.path).covers(folder.path.appending(".git/b.gin")))
    #expect(!FileWalk(root: folder.path).covers(FilePath("/elsewhere/b.gin")))
  }
}
