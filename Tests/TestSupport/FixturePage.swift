// What does a fixture page hold? Its cases, each with files, edits and expectations in the order in which they stand.

package import SourceText

/// One Markdown page of `Tests/Fixtures`. Files that stand before the first case belong to every case of the page.
package struct FixturePage: Sendable {
  /// Below `Tests/Fixtures`, without `.md`: `hover/references`.
  package let name: String
  /// The absolute path of the page.
  package let file: String
  package let lines: [String]
  package let sharedFiles: [FixtureFile]
  package let cases: [FixtureCase]
  /// What is wrong with the page itself.
  package let failures: [FixtureFailure]

  package init(
    name: String, file: String, lines: [String], sharedFiles: [FixtureFile], cases: [FixtureCase],
    failures: [FixtureFailure]
  ) {
    self.name = name
    self.file = file
    self.lines = lines
    self.sharedFiles = sharedFiles
    self.cases = cases
    self.failures = failures
  }
}

/// A heading of the second level and all that stands below it.
package struct FixtureCase: Sendable {
  package let title: String
  /// The title as `FIXTURE=page#slug` writes it: lower case, `-` for everything but letters and digits.
  package let slug: String
  /// Of the heading, from one.
  package let line: Int
  package let steps: [FixtureStep]

  package init(title: String, slug: String, line: Int, steps: [FixtureStep]) {
    self.title = title
    self.slug = slug
    self.line = line
    self.steps = steps
  }
}

package enum FixtureStep: Sendable {
  /// A file as it is on disk when the case starts.
  case file(FixtureFile)
  /// Unsaved text that replaces a file's from here on.
  case edit(FixtureFile)
  case expectation(FixtureExpectation)
}

/// A block that is a file of the case's workspace.
package struct FixtureFile: Sendable, Hashable {
  /// The block's language: `gin`, `swift`.
  package var language: String
  /// Relative to the root of the case's workspace.
  package var path: String
  /// Without the markers.
  package var text: SourceText
  /// Where `1️⃣` to `9️⃣` stood: a cursor before the character that follows.
  package var markers: [Int: TextOffset]
  /// Of the block's fence, from one.
  package var line: Int
}

/// A block of what a person should see.
package struct FixtureExpectation: Sendable {
  /// `hover`, `definition`, `diagnostics`.
  package let kind: String
  /// The point at which it is asked, if at one.
  package let marker: Int?
  /// The words behind the kind that are not a marker: a path.
  package let words: [String]
  package let text: String
  /// Of the block's fence, from one.
  package let line: Int
  /// The block's lines between the fences, from zero.
  package let content: Range<Int>
}

/// What a fixture got wrong, at its own line.
package struct FixtureFailure: Sendable, Hashable {
  package var file: String
  /// From one.
  package var line: Int
  package var message: String

  package init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }
}

extension FixtureFile {
  /// Takes the markers out of a block's text and remembers where they stood.
  package init(language: String, path: String, block: String, line: Int) {
    var bytes: [UInt8] = []
    var markers: [Int: TextOffset] = [:]
    let source = Array(block.utf8)
    var index = 0
    while index < source.count {
      if let digit = Self.markerDigit(in: source, at: index) {
        markers[digit] = TextOffset(bytes.count)
        index += Self.markerLength
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    self.init(language: language, path: path, text: SourceText(utf8: bytes), markers: markers, line: line)
  }

  /// A digit, U+FE0F and U+20E3.
  static let markerTail: [UInt8] = [0xEF, 0xB8, 0x8F, 0xE2, 0x83, 0xA3]
  static let markerLength = 1 + markerTail.count

  static func markerDigit(in bytes: [UInt8], at index: Int) -> Int? {
    guard bytes[index] >= UInt8(ascii: "1"), bytes[index] <= UInt8(ascii: "9"),
      bytes[(index + 1)...].starts(with: markerTail)
    else { return nil }
    return Int(bytes[index] - UInt8(ascii: "0"))
  }
}
