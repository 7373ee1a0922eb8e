// Are paths put together and taken apart as a shell does?

import SourceText
import Testing

@Suite struct FilePathTests {
  @Test func relativePathsAreWorkedOut() {
    let folder = FilePath("/w/configs")
    #expect(folder.appending("a.gin") == FilePath("/w/configs/a.gin"))
    #expect(folder.appending("../b/./c.gin") == FilePath("/w/b/c.gin"))
    #expect(folder.appending("../../../../x") == FilePath("/x"))
    #expect(folder.appending("/abs/x") == FilePath("/abs/x"))
  }

  @Test func foldersAndNames() {
    #expect(FilePath("/w/a.gin").folder == FilePath("/w"))
    #expect(FilePath("/a.gin").folder == FilePath("/"))
    #expect(FilePath("/w/a.gin").name == "a.gin")
    #expect(FilePath("/w/b/a.gin").relative(to: FilePath("/w")) == "b/a.gin")
    #expect(FilePath("/w/b/a.gin").relative(to: FilePath("/")) == "w/b/a.gin")
    #expect(FilePath("/words/a.gin").relative(to: FilePath("/w")) == nil)
  }
}
