// Which experiments do the scripts of a workspace start? Command lines with gin's flags, found in the text of scripts.

import SourceText

/// What one command line gives to gin.
struct Launch: Sendable, Hashable {
  /// As they are written, without variables.
  var files: [String] = []
  var bindings: [String] = []
  /// From zero.
  var line = 0
  /// Whether a variable stands in it that nobody can know here.
  var isCertain = true
}

/// The scripts of one root, each with what it starts. A value, like the other indexes.
struct LaunchScripts: Sendable, Equatable {
  private var scripts: [FilePath: [Launch]] = [:]
  /// Those that are no code: they may name files and experiments without starting any by gin's flags.
  private var others: Set<FilePath> = []

  /// Larger files are data.
  private static let largestScript = 1 << 20

  /// Whether a file is read for command lines, by its name.
  static func isScript(_ path: FilePath) -> Bool {
    let name = path.name
    return ["Makefile", "makefile", "GNUmakefile", "launch.json"].contains(name)
      || [".sh", ".bash", ".zsh", ".mk", ".py"].contains { name.hasSuffix($0) }
  }

  /// Reads one script again; a file that is not there starts nothing.
  mutating func update(_ path: FilePath, _ bytes: [UInt8]?) {
    if let bytes, bytes.count <= Self.largestScript, !path.name.hasSuffix(".py") {
      others.insert(path)
    } else {
      others.remove(path)
    }
    guard let bytes, bytes.count <= Self.largestScript, Self.mentionsFlag(bytes) else {
      scripts[path] = nil
      return
    }
    let launches = Self.launches(in: String(decoding: bytes, as: UTF8.self), of: path)
    scripts[path] = launches.isEmpty ? nil : launches
  }

  /// In the order of the scripts and their lines. What is one file and nothing else is no more than the file itself.
  var launches: [(script: FilePath, launch: Launch)] {
    scripts.sorted { $0.key < $1.key }.flatMap { path, launches in
      launches.filter { $0.isCertain && ($0.files.count > 1 || !$0.files.isEmpty && !$0.bindings.isEmpty) }
        .map { (path, $0) }
    }
  }

  /// Those that start something, and those that are no code, sorted.
  var paths: [FilePath] { others.union(scripts.keys).sorted() }

  private static func launches(in text: String, of path: FilePath) -> [Launch] {
    let name = path.name
    if name.hasSuffix(".py") { return LiteralReader(text, comment: "#").launches }
    if name.hasSuffix(".json") { return LiteralReader(text, comment: "/").launches }
    let isMakefile = name.hasSuffix(".mk") || name.lowercased().hasSuffix("makefile")
    return ShellReader(text, variables: isMakefile ? .make : .shell).launches
  }

  /// Most scripts have nothing to do with gin.
  private static func mentionsFlag(_ bytes: [UInt8]) -> Bool {
    let wanted = Array("gin".utf8)
    let more = ["_file", "_config", "_bind", "_param", "-file", "-config", "-bind", "-param"].map { Array($0.utf8) }
    let call = Array("parse_config_files".utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      for place in bytes.indices {
        if bytes[place] == wanted[0], bytes[place...].starts(with: wanted) {
          let rest = bytes[(place + 3)...]
          if more.contains(where: { rest.starts(with: $0) }) { return true }
        } else if bytes[place] == call[0], bytes[place...].starts(with: call) {
          return true
        }
      }
      return false
    }
  }
}

/// The words of one command, and what they say to gin.
struct LaunchWords {
  struct Word {
    var text: String
    var line: Int
    var isCertain = true
  }

  private static let fileFlags: Set<String> = [
    "gin_file", "gin_files", "gin_config", "gin_configs", "gin_config_file", "gin_config_files",
  ]
  private static let bindingFlags: Set<String> = [
    "gin_binding", "gin_bindings", "gin_param", "gin_params",
  ]

  /// What the words start; nil where they name no gin file.
  static func launch(_ words: [Word]) -> Launch? {
    var launch = Launch()
    var place = 0
    while place < words.count {
      let word = words[place]
      place += 1
      guard let (flag, value) = flag(of: word.text) else { continue }
      let isFile = fileFlags.contains(flag)
      guard isFile || bindingFlags.contains(flag) else { continue }
      if launch.files.isEmpty, launch.bindings.isEmpty { launch.line = word.line }
      var values = value.map { [LaunchWords.Word(text: $0, line: word.line, isCertain: word.isCertain)] } ?? []
      // `--gin_file a.gin b.gin`: a flag that takes several words.
      while value == nil, place < words.count, !words[place].text.hasPrefix("-"),
        values.isEmpty || (isFile ? words[place].text.hasSuffix(".gin") : words[place].text.contains("="))
      {
        values.append(words[place])
        place += 1
      }
      for value in values {
        launch.isCertain = launch.isCertain && value.isCertain
        if isFile { launch.files += files(value.text) } else { launch.bindings.append(value.text) }
      }
    }
    return launch.files.isEmpty ? nil : launch
  }

  /// `--gin_file=a.gin` or `--gin-file`, with one dash or two.
  private static func flag(of word: String) -> (name: String, value: String?)? {
    guard word.hasPrefix("-") else { return nil }
    let bare = word.drop { $0 == "-" }
    let parts = bare.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first else { return nil }
    return (String(name).replacing("-", with: "_"), parts.count > 1 ? String(parts[1]) : nil)
  }

  /// A list flag takes `a.gin,b.gin`.
  private static func files(_ text: String) -> [String] {
    let parts = text.split(separator: ",").map(String.init)
    return parts.count > 1 && parts.allSatisfy { $0.hasSuffix(".gin") } ? parts : [text]
  }
}
