// How fast is a gin file parsed, beside gin-config's own parser on the same file?

import Foundation
import GinSyntax
import SourceText

enum GinParsing {
  /// - Parameter files: paths of gin files; without any, a generated file of 10,000 lines.
  static func run(files: [String]) throws {
    for path in files {
      let file = GinFile(SourceText(utf8: Array(try Data(contentsOf: URL(filePath: path)))))
      for row in file.rows { print(row.line, row.kind, row.text) }
      for problem in file.problems {
        print("problem \(file.text.line(of: problem.range.start) + 1): \(problem.message)")
      }
    }
  }
}
