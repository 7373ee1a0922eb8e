// Which file does a URI name? By the book of RFC 3986 and RFC 8089.

import LanguageServer
import SourceText
import Testing

@Suite struct DocumentURITests {
  @Test(
    arguments: [
      ("file:///a/b.gin", "/a/b.gin"), ("file://localhost/a/b.gin", "/a/b.gin"), ("file:/a/b.gin", "/a/b.gin"),
      ("FILE:///a", "/a"), ("file:///a%20b/%C3%A4.gin", "/a b/ä.gin"), ("file:///a%2fb", "/a/b"),
      ("file:///a%2", "/a%2"), ("file:///a%zz%41", "/a%zzA"), ("file:///a+b", "/a+b"), ("file:///a/./b/../c", "/a/c"),
      ("file:///a//b/", "/a/b"), ("file:///a#L3", "/a"), ("file:///a?x=1", "/a"), ("file:///a%23b%3Fc", "/a#b?c"),
      ("/plain/path", "/plain/path"), ("untitled:Untitled-1", "untitled:Untitled-1"),
      ("git:/a/b?ref", "git:/a/b?ref"), ("file://elsewhere/a", "file://elsewhere/a"), ("", ""), ("file:", "file:"),
      ("file:///%ff", "/\u{FFFD}"),
    ])
  func namesFiles(uri: String, path: String) {
    #expect(DocumentURI.file(uri) == FilePath(path))
  }

  @Test(
    arguments: [
      ("/a/b.gin", "file:///a/b.gin"), ("/a b/ä#?%.gin", "file:///a%20b/%C3%A4%23%3F%25.gin"),
      ("untitled:Untitled-1", "untitled:Untitled-1"), ("/a-b._~c", "file:///a-b._~c"),
    ])
  func isNamed(path: String, uri: String) {
    #expect(DocumentURI.uri(of: FilePath(path)) == uri)
    #expect(DocumentURI.file(uri) == FilePath(path))
  }
}
