// Does the scan see what a file declares for others, whatever strings and comments stand between?

import Testing

@testable import Workspace

@Suite struct SwiftNamesTests {
  private static let source = """
    // func commented() {}
    /* struct Blocked /* nested */ {} */
    import Foundation
    let global = 1, second = 2
    let (left, right) = (1, 2)
    let text = "func quoted() {} \\(call("}")) {"
    let raw = #"{ "unbalanced \\( func rawQuoted()"#
    let many = \"\"\"
      { func inText()
      \"\"\"
    func top(argument: Int) -> Int {
      let local = 1
      func nested() {}
      return local
    }
    struct Outer<T> {
      var member = 1
      enum Inner: String { case a }
      class func build() -> Outer { fatalError() }
      init() { let hidden = 1 }
    }
    extension Outer.Inner where T == Int {
      var added: Int { let deep = 1; return deep }
      static func make() {}
    }
    class Base { class var shared: Base { Base() } }
    #if DEBUG
    func conditional() {}
    #endif
    typealias Rate = Double
    actor Worker {}
    protocol Shaped {}
    func `default`() {}
    func layer9x0() {}
    """

  @Test(arguments: [
    "global", "second", "left", "right", "text", "raw", "many", "top", "Outer", "Inner", "added", "make", "Base",
    "conditional", "Rate", "Worker", "Shaped", "default", "layer9x0",
  ])
  func declaredNamesAreSeen(_ name: String) {
    #expect(SwiftNames(scanning: Array(Self.source.utf8)).declares([SwiftNames.hash(of: name)]))
  }

  @Test(arguments: [
    "commented", "Blocked", "quoted", "rawQuoted", "inText", "local", "nested", "member", "hidden", "deep", "argument",
  ])
  func namesThatNobodyElseCanUseAreNot(_ name: String) {
    #expect(!SwiftNames(scanning: Array(Self.source.utf8)).declares([SwiftNames.hash(of: name)]))
  }

  @Test func everyPrefixIsScanned() {
    let bytes = Array(Self.source.utf8)
    for length in bytes.indices { _ = SwiftNames(scanning: Array(bytes[..<length])) }
  }
}
