// What is wrong in a file? Its problems as an editor shows them: the most severe first where two start together.

import Configurables
package import Resolution
package import SourceText

extension Analysis {
  /// The problems of a gin file or of a file of code, in the order of the text. `Problem.Code.isUnnecessary` says which
  /// text an editor fades; `related` may lie in other files.
  package func diagnostics(in file: FilePath) -> [Problem] {
    problems(in: file).sorted {
      ($0.location.range.start, $0.severity, $0.code.rawValue) < (
        $1.location.range.start, $1.severity, $1.code.rawValue
      )
    }
  }

  /// The text of a file that takes part in the analysis: a gin file's, or a definition file's.
  package func text(of file: FilePath) -> SourceText? {
    // Places in configs are named far more often than places in code.
    if file.string.utf8.suffix(4).elementsEqual(".gin".utf8), let gin = files.ginFile(file) { return gin.text }
    return definitions.files[file]?.text ?? files.ginFile(file)?.text ?? files.codeText(file)
  }
}
