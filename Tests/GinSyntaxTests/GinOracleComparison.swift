// Do gin-config's parser and ours say the same about a text?

import Foundation
import GinSyntax
import SourceText

struct GinOracleComparison {
  var files = 0
  var statements = 0
  var refused = 0
  var differences: [String] = []

  var summary: String {
    "\(files) files, \(statements) statements, \(refused) files refused by both, \(differences.count) differences"
  }

  mutating func compare(_ bytes: [UInt8], named name: String, with answer: GinOracle.Answer) {
    files += 1
    let file = GinFile(SourceText(utf8: bytes))
    let ours = file.rows.map(GinOracle.Answer.Row.init)
    statements += answer.statements.count
    for (index, theirs) in answer.statements.enumerated() where index >= ours.count || ours[index] != theirs {
      let mine = index < ours.count ? "\(ours[index])" : "nothing"
      return add(name, "statement \(index):\n  gin:  \(theirs)\n  ours: \(mine)", bytes)
    }
    guard let error = answer.error else {
      if let problem = file.problems.first { add(name, "gin accepts it; ours: \(problem.message)", bytes) }
      if ours.count != answer.statements.count { add(name, "gin stops after \(answer.statements.count)", bytes) }
      return
    }
    refused += 1
    compare(error, file, name)
  }

  /// The first problem must stand on the line at which gin stops.
  private mutating func compare(_ error: GinOracle.Answer.Failure, _ file: GinFile, _ name: String) {
    guard let problem = file.problems.first else {
      return add(
        name, "gin refuses it: \(error.message) (line \(error.line ?? 0)); ours has no problem", file.text.bytes)
    }
    guard let line = error.line else { return }
    let ours = file.text.line(of: problem.range.start) + 1
    // Behind the last line end Python counts one more line, which only a text that ends in one has.
    let theirs = min(line, file.text.lineCount)
    if ours == theirs { return }
    // At the end of the file Python has no better place than the end; ours is the bracket or the `\` that is open.
    if error.type == "TokenError", error.message.contains("multi-line statement"), ours <= theirs { return }
    add(name, "gin stops on line \(theirs) (\(error.message)); ours on \(ours) (\(problem.message))", file.text.bytes)
  }

  private mutating func add(_ name: String, _ what: String, _ bytes: [UInt8]) {
    differences.append("\(name): \(what)\n\(String(decoding: bytes.prefix(600), as: UTF8.self).debugDescription)")
  }
}
