// How is a fixture page read? Markdown headings and fenced blocks, line by line.

import SourceText

extension FixturePage {
  package init(name: String, file: String, text: String) {
    var reader = FixturePageReader(file: file, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    reader.read()
    self.init(
      name: name, file: file, lines: reader.lines, sharedFiles: reader.sharedFiles, cases: reader.cases,
      failures: reader.failures)
  }
}

private struct FixturePageReader {
  let file: String
  let lines: [String]
  var sharedFiles: [FixtureFile] = []
  var cases: [FixtureCase] = []
  var failures: [FixtureFailure] = []
  private var open: OpenCase?
  private var usedShared: Set<Int> = []
  private var hasTitle = false

  /// A case whose end has not been read yet.
  private struct OpenCase {
    var title: String
    var line: Int
    var steps: [FixtureStep] = []
    var hasProse = false
  }

  init(file: String, lines: [Substring]) {
    self.file = file
    self.lines = lines.map(String.init)
  }

  mutating func read() {
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        index = readBlock(at: index)
      } else if line.hasPrefix("## ") {
        closeCase()
        open = OpenCase(title: String(line.dropFirst(3)), line: index + 1)
        index += 1
      } else {
        if line.hasPrefix("# ") {
          hasTitle = true
        } else if line.contains(where: \.isLetter), open?.steps.isEmpty == true {
          open?.hasProse = true
        }
        index += 1
      }
    }
    closeCase()
    checkPage()
  }

  private mutating func fail(_ line: Int, _ message: String) {
    failures.append(FixtureFailure(file: file, line: line, message: message))
  }

  /// - Returns: the line behind the block.
  private mutating func readBlock(at start: Int) -> Int {
    let fence = lines[start].prefix { $0 == lines[start].first }
    let information = lines[start].dropFirst(fence.count).split(separator: " ").map(String.init)
    guard
      let end = lines[(start + 1)...].firstIndex(where: {
        $0.hasPrefix(fence) && $0.allSatisfy { $0 == "`" || $0 == "~" }
      })
    else {
      fail(start + 1, "the block has no end")
      return lines.count
    }
    let text = lines[(start + 1)..<end].map { $0 + "\n" }.joined()
    guard information.count >= 2 else {
      fail(start + 1, "a block says its language and its path, or `text expect` and what is expected")
      return end + 1
    }
    if information[1] == "expect" {
      readExpectation(information, text: text, line: start + 1, content: (start + 1)..<end)
    } else {
      readFile(information, text: text, line: start + 1)
    }
    return end + 1
  }

  private mutating func readFile(_ information: [String], text: String, line: Int) {
    let block = FixtureFile(language: information[0], path: information[1], block: text, line: line)
    let isEdit = information.count == 3 && information[2] == "edit"
    guard information.count == 2 || isEdit else { return fail(line, "a path is followed by `edit` or by nothing") }
    if open != nil {
      open?.steps.append(isEdit ? .edit(block) : .file(block))
    } else if isEdit {
      fail(line, "an edit belongs to a case")
    } else {
      sharedFiles.append(block)
    }
  }

  private mutating func readExpectation(_ information: [String], text: String, line: Int, content: Range<Int>) {
    guard information.count >= 3 else { return fail(line, "`expect` is followed by what is expected") }
    guard open != nil else { return fail(line, "an expectation belongs to a case") }
    let words = information.dropFirst(3)
    let markers = words.compactMap { word in FixtureFile.markerDigit(in: Array(word.utf8), at: 0) }
    open?.steps.append(
      .expectation(
        FixtureExpectation(
          kind: information[2], marker: markers.first,
          words: words.filter { FixtureFile.markerDigit(in: Array($0.utf8), at: 0) == nil },
          text: text, line: line, content: content)))
  }

  private mutating func closeCase() {
    guard let closing = open else { return }
    open = nil
    let slug = Self.slug(of: closing.title)
    if !closing.hasProse { fail(closing.line, "the case has no prose before its first block") }
    if cases.contains(where: { $0.slug == slug }) { fail(closing.line, "two cases are called `\(slug)`") }
    checkMarkers(of: closing)
    cases.append(FixtureCase(title: closing.title, slug: slug, line: closing.line, steps: closing.steps))
  }

  /// Every marker is asked about between the block that sets it and the edit that replaces it.
  private mutating func checkMarkers(of closing: OpenCase) {
    var live: [Int: (path: String, line: Int, isShared: Bool)] = [:]
    var used: Set<Int> = []
    var expectations = 0
    func unused(_ entry: (key: Int, value: (path: String, line: Int, isShared: Bool))) -> Bool {
      !used.contains(entry.key) && !entry.value.isShared
    }
    for shared in sharedFiles {
      for digit in shared.markers.keys { live[digit] = (shared.path, shared.line, true) }
    }
    for step in closing.steps {
      switch step {
      case .file(let block), .edit(let block):
        for entry in live where entry.value.path == block.path {
          if unused(entry) { fail(entry.value.line, "nothing is expected at marker \(entry.key)") }
          live[entry.key] = nil
          used.remove(entry.key)
        }
        for digit in block.markers.keys.sorted() {
          if let other = live[digit], !other.isShared { fail(block.line, "marker \(digit) stands in two files") }
          live[digit] = (block.path, block.line, false)
          used.remove(digit)
        }
      case .expectation(let expectation):
        expectations += 1
        guard let marker = expectation.marker else { continue }
        guard let point = live[marker] else {
          fail(expectation.line, "no file has marker \(marker)")
          continue
        }
        used.insert(marker)
        if point.isShared { usedShared.insert(marker) }
      }
    }
    for entry in live.filter(unused).sorted(by: { $0.key < $1.key }) {
      fail(entry.value.line, "nothing is expected at marker \(entry.key)")
    }
    if expectations == 0 { fail(closing.line, "the case expects nothing") }
  }

  private mutating func checkPage() {
    if !hasTitle { fail(1, "the page has no title") }
    if cases.isEmpty { fail(1, "the page has no cases") }
    for shared in sharedFiles {
      for digit in shared.markers.keys.sorted() where !usedShared.contains(digit) {
        fail(shared.line, "nothing is expected at marker \(digit) in any case")
      }
    }
  }

  static func slug(of title: String) -> String {
    title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }
}
