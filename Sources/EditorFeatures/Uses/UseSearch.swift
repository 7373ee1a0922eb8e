// Which uses of a name are wanted, and what becomes of those that may mean something else?

import Configurables
import Resolution
import SourceText

/// One search through code.
struct UseSearch {
  enum Extent {
    case allFiles
    case file(FilePath)
  }

  /// What is made of a use that may mean something else.
  enum Doubts {
    /// A rename that forgets one breaks the program.
    case refuse
    /// A list of references shows what is certain.
    case leaveOut
  }

  let analysis: Analysis
  var extent = Extent.allFiles
  var doubts = Doubts.refuse

  /// Of a place in doubt: not meant, unless nothing may be in doubt.
  func doubt(_ reason: @autoclosure () -> String) throws -> Bool {
    switch doubts {
    case .refuse: throw RenameRefusal(reason: reason())
    case .leaveOut: return false
    }
  }

  func names(_ name: String, _ language: Language) -> [CodeNames] {
    switch extent {
    case .allFiles: analysis.files.codeNames(CodeNameQuery(name, language))
    case .file(let file): analysis.files.codeNames(CodeNameQuery(name, language, in: .file(file)))
    }
  }

  /// In the file that declares a thing, and in those that hold the thing's name too.
  func names(_ name: String, _ language: Language, with other: String, home: FilePath) -> [CodeNames] {
    switch extent {
    case .allFiles: analysis.files.codeNames(CodeNameQuery(name, language, in: .home(home, othersWith: other)))
    case .file: names(name, language)
    }
  }

  var isWithinOneFile: Bool {
    if case .file = extent { return true }
    return false
  }

  /// Always of all files.
  func everywhere(_ name: String, _ language: Language) -> [CodeNames] {
    analysis.files.codeNames(CodeNameQuery(name, language))
  }
}
