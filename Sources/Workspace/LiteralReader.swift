// Which lists of arguments stand in a Python file or in launch.json? Text literals that share brackets.

/// Reads brackets and text literals, and nothing else of either language.
struct LiteralReader {
  private(set) var launches: [Launch] = []

  private struct Group {
    var words: [LaunchWords.Word] = []
    /// The lists inside, each with the name that is written before it.
    var inner: [(name: String, words: [LaunchWords.Word])] = []
    /// The word before the bracket, `parse_config_files_and_bindings`, or the keyword `bindings`.
    var name: String
    var line: Int
  }

  private var characters: ArraySlice<Character>
  private let comment: Character
  private var line = 0
  private var groups: [Group] = []
  /// The last name, kept over `=` and `:`.
  private var name = ""
  /// Whether the name ends where the next character begins.
  private var touchesName = false
  /// Whether a literal follows another one with nothing between them.
  private var continues = false

  private static let deepest = 200

  /// - Parameter comment: what a comment begins with: `#`, or `/` for `//`.
  init(_ text: String, comment: Character) {
    characters = Array(text)[...]
    self.comment = comment
    while let character = characters.popFirst() {
      let isName = character.isLetter || character == "_"
      read(character)
      touchesName = isName
    }
  }

  private mutating func read(_ character: Character) {
    switch character {
    case _ where character.isNewline: line += 1
    case " ", "\t": break
    case comment where comment == "#" || characters.first == "/":
      while let next = characters.first, !next.isNewline { characters = characters.dropFirst() }
    case "\"", "'": literal(character)
    case "[", "(", "{":
      if groups.count < Self.deepest { groups.append(Group(name: name, line: line)) }
      (name, continues) = ("", false)
    case "]", ")", "}":
      if let group = groups.popLast() { close(group) }
      (name, continues) = ("", false)
    case "=", ":": continues = false
    case _ where character.isLetter || character == "_":
      name = String(character)
      while let next = characters.first, next.isLetter || next.isNumber || next == "_" || next == "." {
        name.append(next)
        characters = characters.dropFirst()
      }
      // A prefix of a literal that follows another one.
      if characters.first != "'", characters.first != "\"" { continues = false }
    default: (name, continues) = ("", false)
    }
  }

  private mutating func literal(_ quote: Character) {
    var word = LaunchWords.Word(text: "", line: line)
    let prefix = touchesName ? name.lowercased() : ""
    let isTriple = characters.prefix(2).elementsEqual([quote, quote])
    if isTriple { characters = characters.dropFirst(2) }
    while let character = characters.popFirst() {
      if character == "\\", !prefix.contains("r") {
        if let next = characters.popFirst() {
          if next.isNewline { line += 1 } else { word.text.append(next == "n" ? "\n" : next) }
        }
        continue
      }
      if character == quote {
        guard isTriple else { break }
        if characters.prefix(2).elementsEqual([quote, quote]) {
          characters = characters.dropFirst(2)
          break
        }
      }
      if character.isNewline {
        line += 1
        if !isTriple { break }
      }
      word.text.append(character)
    }
    settle(&word, isTemplate: prefix.contains("f"))
    guard !groups.isEmpty else { return }
    if continues, let last = groups[groups.count - 1].words.popLast() {
      // Literals of Python that follow each other are one.
      word.text = last.text + word.text
      word.isCertain = word.isCertain && last.isCertain
      word.line = last.line
    }
    groups[groups.count - 1].words.append(word)
    name = ""
    continues = comment == "#"
  }

  private func settle(_ word: inout LaunchWords.Word, isTemplate: Bool) {
    word.text = word.text.replacing("${workspaceFolder}/", with: "").replacing("${workspaceRoot}/", with: "")
    if isTemplate && word.text.contains("{") || word.text.contains("${") { word.isCertain = false }
  }

  private mutating func close(_ group: Group) {
    if group.name.hasSuffix("parse_config_files_and_bindings") {
      if let launch = parsed(group) { launches.append(launch) }
    } else if let launch = LaunchWords.launch(group.words) {
      launches.append(launch)
    }
    if !groups.isEmpty { groups[groups.count - 1].inner.append((group.name, group.words)) }
  }

  /// `gin.parse_config_files_and_bindings(['a.gin', 'b.gin'], ['x.y = 1'])`
  private func parsed(_ call: Group) -> Launch? {
    var lists = call.inner
    func list(_ keyword: String) -> [LaunchWords.Word] {
      if let place = lists.firstIndex(where: { $0.name == keyword }) { return lists.remove(at: place).words }
      guard let first = lists.first, first.name.isEmpty else { return [] }
      return lists.removeFirst().words
    }
    let files = list("config_files")
    var bindings = list("bindings")
    if bindings.isEmpty { bindings = call.words }
    guard !files.isEmpty else { return nil }
    return Launch(
      files: files.map(\.text), bindings: bindings.map(\.text), line: call.line,
      isCertain: (files + bindings).allSatisfy(\.isCertain))
  }
}
