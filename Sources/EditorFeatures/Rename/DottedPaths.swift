// Where do scripts, settings and literals of code name an experiment? By its dotted path in Python,
// `project.experiments.second.config`; by its file and name in Swift, `experiments/Second.swift:second`.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Analysis {
  /// The places of the experiment's own name in such paths.
  func pathUses(of experiment: ExperimentIndex.Experiment) -> [FileLocation] {
    switch experiment.language {
    case .python:
      guard let module = definitions.files[experiment.file]?.module, !module.isEmpty else { return [] }
      return dottedUses(of: experiment.name, in: module)
    case .swift: return swiftUses(of: experiment)
    }
  }

  /// The last name of `module.name` in shell scripts, makefiles, `launch.json` and `gimlet.gin`, and in the strings of
  /// Python that end with it.
  func dottedUses(of name: String, in module: String) -> [FileLocation] {
    let path = module + "." + name
    var found: [FileLocation] = []
    for script in scriptsAndSettings {
      guard let text = text(of: script) else { continue }
      for range in text.scriptWords {
        let word = text[range]
        // `project.second.config.steps` goes on to a field.
        guard word == path || word.hasPrefix(path + ".") else { continue }
        let start = range.start.advanced(by: module.utf8.count + 1)
        found.append(FileLocation(script, TextRange(start, start.advanced(by: name.utf8.count))))
      }
    }
    return found + literalUses(of: name, in: module)
  }

  /// Strings of Python that say `module.name`, or end with it behind a space.
  private func literalUses(of name: String, in module: String) -> [FileLocation] {
    files.codeNames(CodeNameQuery(name, .python)).flatMap { code -> [FileLocation] in
      guard let text = text(of: code.file) else { return [] }
      return code.names.filter { $0.role == .text }.compactMap { use in
        let start = use.range.start.advanced(by: -(module.utf8.count + 1))
        guard start.utf8 > 0, text[TextRange(start, use.range.start)] == module + "." else { return nil }
        let before = text.bytes[start.utf8 - 1]
        guard !before.isScriptWordPart, before != UInt8(ascii: "$") else { return nil }
        return FileLocation(code.file, use.range)
      }
    }
  }

  /// Strings of Python that name a module that gets another name, or an experiment in it.
  func literalChanges(_ modules: [String: String]) -> [TextChange] {
    modules.sorted { $0.key < $1.key }.flatMap { old, new -> [TextChange] in
      guard let period = old.lastIndex(of: ".") else { return [] }
      let (package, name) = (String(old[..<period]), String(old[old.index(after: period)...]))
      let inModule = definitions.experiments.experiments.filter { definitions.files[$0.file]?.module == old }
      let places =
        literalUses(of: name, in: package).map { FileLocation($0.file, TextRange(before: $0.range.end, old)) }
        + inModule.flatMap { experiment in
          literalUses(of: experiment.name, in: old).map { use in
            FileLocation(use.file, TextRange(before: use.range.start.advanced(by: -1), old))
          }
        }
      return places.map { TextChange(location: $0, replacement: new) }
    }
  }

  private func swiftUses(of experiment: ExperimentIndex.Experiment) -> [FileLocation] {
    let name = Array((":" + experiment.name).utf8)
    return scriptsAndSettings.flatMap { script -> [FileLocation] in
      guard let text = text(of: script) else { return [] }
      return text.scriptWords.compactMap { range in
        let rest = text.bytes[range.end.utf8...]
        guard rest.starts(with: name), rest.dropFirst(name.count).first.map({ !$0.isScriptWordPart }) ?? true,
          names(text[range], experiment.file, in: script)
        else { return nil }
        let start = range.end.advanced(by: 1)
        return FileLocation(script, TextRange(start, start.advanced(by: experiment.name.utf8.count)))
      }
    }
  }

  /// Whether a word of a script is the path of a file, as it would be from a root or from the script's folder.
  private func names(_ word: String, _ file: FilePath, in script: FilePath) -> Bool {
    guard word.hasSuffix(".swift") else { return false }
    if word.hasPrefix("/") { return FilePath(word) == file }
    return (files.roots + [script.folder]).contains { $0.appending(word) == file }
  }

  private var scriptsAndSettings: [FilePath] {
    files.launchScripts.filter { !$0.string.hasSuffix(".py") } + files.roots.map { $0.appending("gimlet.gin") }
  }
}

extension TextRange {
  /// The bytes of a text that ends at a place.
  fileprivate init(before end: TextOffset, _ text: String) {
    self.init(end.advanced(by: -text.utf8.count), end)
  }
}

extension SourceText {
  /// The words of a script that nothing of a variable stands before.
  var scriptWords: [TextRange] {
    var found: [TextRange] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place].isScriptWordPart else {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, bytes[place].isScriptWordPart { place += 1 }
      let before = start > 0 ? bytes[start - 1] : UInt8(ascii: " ")
      if ![UInt8(ascii: "$"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "~")].contains(before) {
        found.append(TextRange(start, place))
      }
    }
    return found
  }
}

extension UInt8 {
  var isScriptWordPart: Bool {
    self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")
      || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") || self >= 0x80
      || [UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-")].contains(self)
  }
}
