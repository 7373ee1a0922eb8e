// Do the answers about published configs agree with each other? Outlines nest, and what a definition leads to leads back.

import EditorFeatures
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct AgreementTests {
  /// Files of each package, and names of each of these, that are followed to their definition and back.
  private static let (filesOfAPackage, namesOfAFile) = (4, 3)

  @Test func theShapeOfEachFileIsSound() throws {
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "outlines, folds and colours of published configs") else {
        return
      }
      let analysis = package.analysis
      for file in package.ginFiles {
        let text = try #require(analysis.text(of: file))
        let place = Comment(rawValue: "\(name)/\(package.shown(file))")
        let whole = TextRange(0, text.length)
        #expect(isSound(analysis.documentSymbols(in: file), inside: whole), place)
        let folds = analysis.foldingRanges(in: file).map {
          (text.line(of: $0.range.start), text.line(of: $0.range.end))
        }
        #expect(folds.allSatisfy { $0.0 < $0.1 && $0.1 < text.lineCount }, place)
        let crossing = folds.contains { fold in folds.contains { fold.0 < $0.0 && $0.0 <= fold.1 && fold.1 < $0.1 } }
        #expect(!crossing, place)
        let tokens = analysis.semanticTokens(in: file)
        #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.range.end <= $1.range.start }, place)
        #expect(tokens.allSatisfy { !$0.range.isEmpty && whole.contains($0.range) }, place)
        for token in tokens {
          let selections = analysis.selectionRanges(in: file, at: token.range.start)
          #expect(selections.last == whole, place)
          #expect(zip(selections, selections.dropFirst()).allSatisfy { $1.contains($0) && $0 != $1 }, place)
        }
      }
    }
  }

  /// Neighbours do not overlap, children lie inside, and the name lies in what it names.
  private func isSound(_ symbols: [DocumentSymbol], inside outer: TextRange) -> Bool {
    zip(symbols, symbols.dropFirst()).allSatisfy { $0.range.end <= $1.range.start }
      && symbols.allSatisfy { symbol in
        !symbol.name.isEmpty && outer.contains(symbol.range) && symbol.range.contains(symbol.selectionRange)
          && isSound(symbol.children, inside: symbol.range)
      }
  }

  @Test func whatADefinitionLeadsToLeadsBack() throws {
    var generator = SeededGenerator(seed: 5)
    var count = 0
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "references in published configs") else { return }
      let analysis = package.analysis
      for file in package.ginFiles.shuffled(using: &generator).prefix(Self.filesOfAPackage) {
        let text = try #require(analysis.text(of: file))
        for use in analysis.nameUses(in: file).shuffled(using: &generator).prefix(Self.namesOfAFile) {
          let line = text.line(of: use.range.start) + 1
          let place = Comment(rawValue: "\(name)/\(package.shown(file)):\(line) \(text[use.range])")
          let here = FileLocation(file, use.range)
          let references = analysis.references(in: file, at: use.range.start, declarations: .included)
          #expect(references.contains(here), place)
          let marks = analysis.highlights(in: file, at: use.range.start).map(\.location)
          #expect(marks == references.filter { $0.file == file }, place)
          for target in analysis.definition(in: file, at: use.range.start)?.targets ?? [] {
            #expect(target.range.contains(target.selectionRange), place)
          }
          guard let target = analysis.definition(in: file, at: use.range.start)?.targets.first,
            // A parameter that only `**kwargs` takes leads to the function.
            analysis.text(of: target.file)?[target.selectionRange] == text[use.range]
          else { continue }
          let back = analysis.references(in: target.file, at: target.selectionRange.start, declarations: .included)
          #expect(back == references, place)
          count += 1
        }
      }
    }
    #expect(count > 50)
  }
}
