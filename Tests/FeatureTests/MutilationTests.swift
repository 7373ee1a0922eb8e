// Does everything hold when the fixtures are cut short, damaged, or written on another system?
//
// Every block of every page is read with carriage returns, cut between and inside its tokens, and without each of them,
// in the workspace of its case. Nothing may trap, and every byte of a gin file must be in its tree, wherever it is cut.
// Answers to the damaged text are not looked at, for nobody knows what they should be.

import EditorFeatures
import Foundation
import GinSyntax
import SourceText
import TestSupport
import Testing

@Suite struct MutilationTests {
  /// Those that an editor is asked; commands have pages of their own.
  static let pages = FixtureFeature.allCases.filter { $0 != .commands }.flatMap { FixtureLibrary.pages(of: $0) }

  /// The same text is damaged once, however many cases hold it.
  static func blocks(of page: FixturePage) -> [(file: FixtureFile, others: [FixtureFile])] {
    var seen: Set<SourceText> = []
    var blocks: [(FixtureFile, [FixtureFile])] = []
    for fixtureCase in page.cases {
      var files = page.sharedFiles
      for step in fixtureCase.steps {
        guard case .file(let file) = step else { continue }
        files.removeAll { $0.path == file.path }
        files.append(file)
      }
      for file in files where seen.insert(file.text).inserted { blocks.append((file, files)) }
    }
    return blocks
  }

  /// The page that damages a text of code which several pages hold and none asks about.
  private static let keepers: [SourceText: String] = {
    var keepers: [SourceText: String] = [:]
    for page in pages {
      for (file, _) in blocks(of: page) where file.language != "gin" && file.markers.isEmpty {
        keepers[file.text] = keepers[file.text] ?? page.name
      }
    }
    return keepers
  }()

  @Test(arguments: pages)
  func `carriage returns change no answer`(page: FixturePage) {
    let changed = page.withCarriageReturns
    report(changed.run(WorkspaceSubject.self, selection: FixtureSelection(wanted: nil, updates: false)))
  }

  /// What is slow to ask everywhere, where the page is about it.
  private static func own(_ page: FixturePage) -> [String] {
    switch page.name.split(separator: "/").first {
    case "actions": ["actions"]
    case "formatting": ["format"]
    case "rename": ["rename"]
    case "references": ["references", "highlights"]
    case "signatures": ["signature"]
    case "hierarchies": ["incoming", "outgoing", "type", "implementations", "supertypes", "subtypes", "declaration"]
    default: []
    }
  }

  /// So many of the damages of a text are tried that no case of the page asks about; it is damaged where it is asked
  /// about too, and every damage costs a reading of the workspace.
  private static let sharedDamages = 3

  private static let seed: UInt64 = 20_261_121

  private static func damages(of file: FixtureFile) -> [Mutilation.Damage] {
    let all = Mutilation.damages(of: file.text, seed: seed)
    guard file.markers.isEmpty, ProcessInfo.processInfo.environment["GIMLET_DAMAGES"] != "all" else { return all }
    var generator = SeededGenerator(seed: seed)
    return all.filter { _ in Int.random(in: 0..<sharedDamages, using: &generator) == 0 }
  }

  @Test(arguments: pages)
  func `no cut and no missing token stops anything`(page: FixturePage) {
    for (file, others) in Self.blocks(of: page) where (Self.keepers[file.text] ?? page.name) == page.name {
      let subject = WorkspaceSubject(files: others)
      for damage in Self.damages(of: file) {
        subject.edit(file.path, file.language, damage.text(of: file.text).string)
        for kind in ["diagnostics", "symbols", "folds", "links", "tokens", "format"] {
          _ = subject.answer(FixtureQuestion(kind: kind, words: [file.path], point: nil))
        }
        // Where something is missing, and where the page asks.
        let markers = file.markers.compactMapValues { damage.place(of: $0) }.filter { $0.value != damage.range.start }
        let places = [(1, damage.range.start)] + markers.map { ($0.key, $0.value) }
        let everywhere = file.language == "gin" ? ["references"] : []
        for kind in ["hover", "definition", "selections", "completion"] + everywhere + Self.own(page) {
          for (marker, offset) in places {
            let point = FixturePoint(marker: marker, path: file.path, offset: offset)
            _ = subject.answer(FixtureQuestion(kind: kind, words: kind == "rename" ? ["renamed"] : [], point: point))
          }
        }
      }
    }
  }

  @Test(arguments: pages)
  func `every byte of a gin file is in its tree`(page: FixturePage) {
    for (file, _) in Self.blocks(of: page) where file.language == "gin" {
      let whole = [file.text, Mutilation.withCarriageReturns(file.text)]
      for text in whole + Mutilation.prefixes(of: file.text) + Mutilation.withoutEachToken(file.text) {
        #expect(roundTrip(text) == text, "\(page.name): \(text.string)")
      }
    }
  }

  /// The leaves with what lies between them; what lies between may only be white space and `\`.
  private func roundTrip(_ text: SourceText) -> SourceText {
    let gap: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0C, 0x0D, UInt8(ascii: "\\")]
    var bytes: [UInt8] = []
    for leaf in GinFile(text).leaves {
      guard leaf.range.start.utf8 >= bytes.count, leaf.range.end.utf8 <= text.length else { return SourceText("") }
      bytes += text.bytes[bytes.count..<leaf.range.start.utf8].filter { gap.contains($0) }
      bytes += text.bytes[leaf.range.start.utf8..<leaf.range.end.utf8]
    }
    bytes += text.bytes[min(bytes.count, text.length)...].filter { gap.contains($0) }
    return SourceText(utf8: bytes)
  }

  @Test(arguments: pages)
  func `positions agree in every encoding`(page: FixturePage) {
    for (file, _) in Self.blocks(of: page) {
      for text in [file.text, Mutilation.withCarriageReturns(file.text)] {
        let starts = text.bytes.indices.filter { text.bytes[$0] & 0b1100_0000 != 0b1000_0000 }
        // A place inside a line end belongs to the line before it, and has no column of its own.
        for offset in starts where !(offset > 0 && text.bytes[offset - 1] == 0x0D) {
          for encoding in PositionEncoding.allCases {
            let position = text.position(of: TextOffset(offset), in: encoding)
            #expect(text.offset(of: position, in: encoding) == TextOffset(offset))
          }
        }
      }
    }
  }
}

extension FixturePage {
  /// Every file with `\r\n`, the expectations as they are.
  var withCarriageReturns: FixturePage {
    FixturePage(
      name: name, file: file, lines: lines, sharedFiles: sharedFiles.map(\.withCarriageReturns),
      cases: cases.map { fixtureCase in
        FixtureCase(
          title: fixtureCase.title, slug: fixtureCase.slug, line: fixtureCase.line,
          steps: fixtureCase.steps.map { step in
            switch step {
            case .file(let file): .file(file.withCarriageReturns)
            case .edit(let file): .edit(file.withCarriageReturns)
            case .expectation: step
            }
          })
      }, failures: [])
  }
}

extension FixtureFile {
  var withCarriageReturns: FixtureFile {
    var file = self
    file.text = Mutilation.withCarriageReturns(text)
    file.markers = markers.mapValues { Mutilation.withCarriageReturns($0, in: text) }
    return file
  }
}
