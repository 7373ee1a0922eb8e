// Which commands does a shell script or a Makefile hold? Words as a shell splits them, simple variables put in.

/// Reads line after line; what a shell would have to run to know makes a word uncertain.
struct ShellReader {
  enum Variables {
    /// `$NAME`, `${NAME}`, assigned by `NAME=value`.
    case shell
    /// `$(NAME)` too, assigned by `NAME = value` or `:=`.
    case make
  }

  private(set) var launches: [Launch] = []
  private let kind: Variables
  private var values: [String: String] = [:]

  init(_ text: String, variables: Variables) {
    kind = variables
    var words: [LaunchWords.Word] = []
    var lines = Array(text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline))[...]
    var number = 0
    while let first = lines.popFirst() {
      let start = number
      number += 1
      var line = [String(first)]
      // A backslash at the end of a line joins the next one to it.
      while line.last?.hasSuffix("\\") == true, let next = lines.popFirst() {
        line[line.count - 1].removeLast()
        line.append(String(next))
        number += 1
      }
      if line.count == 1, assign(line[0]) { continue }
      for (offset, part) in line.enumerated() { read(part, line: start + offset, into: &words) }
      finish(&words)
    }
  }

  private mutating func finish(_ words: inout [LaunchWords.Word]) {
    if let launch = LaunchWords.launch(words) { launches.append(launch) }
    words = []
  }

  // MARK: Variables

  private mutating func assign(_ line: String) -> Bool {
    var text = line.drop { $0 == " " || $0 == "\t" }
    if text.hasPrefix("export ") { text = text.dropFirst(7) }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    var rest = text.dropFirst(name.count)
    guard !name.isEmpty else { return false }
    if kind == .make {
      rest = rest.drop { $0 == " " }
      if rest.hasPrefix(":=") || rest.hasPrefix("?=") { rest = rest.dropFirst() }
    }
    guard rest.hasPrefix("=") else { return false }
    rest = rest.dropFirst()
    if kind == .make {
      values[String(name)] = String(rest.drop { $0 == " " })
      return true
    }
    var words: [LaunchWords.Word] = []
    read(String(rest), line: 0, into: &words)
    // `NAME=value command` sets it for that command alone.
    guard words.count <= 1 else { return false }
    values[String(name)] = words.first.map { $0.isCertain ? $0.text : nil } ?? ""
    return true
  }

  // MARK: Words

  private mutating func read(_ line: String, line number: Int, into words: inout [LaunchWords.Word]) {
    var characters = Array(line)[...]
    var word: LaunchWords.Word?
    var quote: Character?
    func begun() -> LaunchWords.Word { word ?? LaunchWords.Word(text: "", line: number) }
    while let character = characters.popFirst() {
      switch (character, quote) {
      case ("\\", nil), ("\\", "\""):
        var begun = begun()
        if let next = characters.popFirst() { begun.text.append(next) }
        word = begun
      case ("$", nil), ("$", "\""):
        var begun = begun()
        if let value = variable(&characters) { begun.text += value } else { begun.isCertain = false }
        word = begun
      case ("`", nil), ("`", "\""):
        var begun = begun()
        begun.isCertain = false
        word = begun
      case _ where character == quote: quote = nil
      case ("'", nil), ("\"", nil):
        quote = character
        word = begun()
      case (" ", nil), ("\t", nil):
        if let done = word { words.append(done) }
        word = nil
      case (";", nil), ("&", nil), ("|", nil), ("(", nil), (")", nil):
        if let done = word { words.append(done) }
        word = nil
        finish(&words)
      case ("#", nil) where word == nil: characters = []
      default:
        var begun = begun()
        begun.text.append(character)
        word = begun
      }
    }
    if let done = word { words.append(done) }
  }

  /// The value of the variable whose name follows; nil where it is not known.
  private func variable(_ characters: inout ArraySlice<Character>) -> String? {
    var closing: Character?
    switch characters.first {
    case "{": closing = "}"
    case "(": closing = ")"
    default: break
    }
    guard let closing else {
      let name = String(characters.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      characters = characters.dropFirst(max(name.count, 1))
      return values[name]
    }
    let name = String(characters.dropFirst().prefix { $0 != closing })
    characters = characters.dropFirst(name.count + 2)
    return values[name]
  }
}
