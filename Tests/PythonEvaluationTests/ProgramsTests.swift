// Do configs give what CPython with gin-config gives? Programs made from a seed, run by both, every answer compared.
//
// `PYTHON_SEED` names the seed (a run without it tries the same programs every time, so that a failure is always of the
// change that is tested), `PYTHON_PROGRAMS` how many programs; `PYTHON_PROGRAM` shows one of them.

import Configurables
import Evaluation
import Foundation
import GinSyntax
import PythonDefinitions
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct ProgramsTests {
  @Test func programsComputeWhatCPythonComputes() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "what generated programs compute") else { return }
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["PYTHON_SEED"].flatMap(Int.init) ?? 20_261_121
    let count = environment["PYTHON_PROGRAMS"].flatMap(Int.init) ?? 800
    let chosen = environment["PYTHON_PROGRAM"].flatMap(Int.init)
    let programs = try PythonProgram.generated(chosen.map { $0..<$0 + 1 } ?? 0..<count, seed: seed, python: python)
    var comparison = ProgramComparison()
    for program in programs {
      comparison.compare(program)
      if chosen != nil { print(program.python, program.gin, separator: "\n") }
    }
    print("PYTHON_SEED=\(seed): \(comparison.summary)")
    #expect(comparison.values > 0)
    for difference in comparison.differences.prefix(20) {
      Issue.record("PYTHON_SEED=\(seed) PYTHON_PROGRAMS=\(count) \(difference)")
    }
    #expect(comparison.differences.isEmpty, "\(comparison.differences.count) differences")
  }

  /// Program 774 of seed 20261121 has a loop over a list that it appends to. Whoever runs it to compare has to end it.
  @Test func programsWithoutAnEndAreLeftOut() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "that an endless program is ended") else { return }
    let programs = try PythonProgram.generated(773..<776, seed: 20_261_121, python: python)
    #expect(programs.map(\.number) == [773, 775])
  }
}

/// A module, a config for it, and what CPython says of each of its probes.
struct PythonProgram {
  let number: Int
  let python: String
  let gin: String
  let scopes: [String]
  let answers: [Answer]

  enum Answer: Equatable {
    case value(String)
    /// With the lines of the program that the error came through.
    case error(String, lines: [Int])
  }

  static func generated(_ numbers: Range<Int>, seed: Int, python: String) throws -> [PythonProgram] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-programs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "programs.jsonl")
    let runner = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/run.py")
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-B", runner.path, "\(seed)", "\(numbers.lowerBound)", "\(numbers.upperBound)", output.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the oracle ended with \(process.terminationStatus)")
    return try Data(contentsOf: output).split(separator: UInt8(ascii: "\n")).compactMap { line in
      try PythonProgram(JSONDecoder().decode(Line.self, from: line))
    }
  }

  private struct Line: Decodable {
    let number: Int
    let python: String
    let gin: String
    let scopes: [String]
    let answers: [[String]]?
    let reason: String?
  }

  private init?(_ line: Line) {
    guard let answers = line.answers else {
      // A generator that makes programs that do not load compares nothing.
      Issue.record("program \(line.number) does not load: \(line.reason ?? "")")
      return nil
    }
    number = line.number
    python = line.python
    gin = line.gin
    scopes = line.scopes
    self.answers = answers.map {
      $0[0] == "value" ? .value($0[1]) : .error($0[1], lines: $0.dropFirst(2).compactMap { Int($0) })
    }
  }

  /// The config as Gimlet reads it, or another one for the same module.
  func config(_ gin: String? = nil) -> ResolvedConfig { config(gin, definitions) }

  var definitions: ProjectDefinitions {
    let text = SourceText(python)
    let module = PythonModule(reading: text, file: FilePath("/w/program.py"), name: "program", isPackage: false)
    return ProjectDefinitions(DefinitionIndex(PythonLinker([module]).files))
  }

  func config(_ gin: String?, _ definitions: ProjectDefinitions) -> ResolvedConfig {
    let path = FilePath("/w/config.gin")
    let file = ConfigFile(path: path, text: SourceText(gin ?? self.gin))
    let files = ProjectFiles(roots: [FilePath("/w")], allGinFiles: [path], definitions: definitions) {
      $0 == path ? file : nil
    }
    return Analysis(files).resolved(Entry(path))
  }
}

/// How many answers agree, and which do not.
struct ProgramComparison {
  private(set) var programs = 0
  private(set) var values = 0
  private(set) var errors = 0
  /// Values with parts that come from outside the workspace; their other parts agree.
  private(set) var partial = 0
  /// Errors of CPython in what was passed over because it uses what is outside the workspace.
  private(set) var ended = 0
  private(set) var differences: [String] = []
  private(set) var reasons: [String: Int] = [:]
  /// How long each took.
  private(set) var times: [(program: Int, time: Duration)] = []

  mutating func compare(_ program: PythonProgram) {
    programs += 1
    let began = ContinuousClock.now
    defer { times.append((program.number, began.duration(to: .now))) }
    let definitions = program.definitions
    let config = program.config(nil, definitions)
    var rows: [String: ResolvedValue] = [:]
    for binding in config.bindings where binding.selector == "probe" {
      rows[binding.scope] = config.row(for: binding).value
    }
    let passedOver = Self.lines(definitions.evaluator.placesPassedOver, of: program)
    for (scope, answer) in zip(program.scopes, program.answers) {
      guard let row = rows[scope] else {
        differences.append("program \(program.number), \(scope): no row")
        continue
      }
      let said: PythonProgram.Answer
      switch row.status {
      case .notEvaluated(let reason):
        reasons[reason, default: 0] += 1
        continue
      case .error(let words): said = .error(Self.plain(words), lines: [])
      case .value, .reference, .defaultValue: said = .value(row.value.map(Self.said) ?? "")
      }
      switch (said, answer) {
      case (.value(let ours), .value(let theirs)) where ours == theirs: values += 1
      case (.error(let ours, _), .error(let theirs, _)) where ours == theirs: errors += 1
      case (.value(let ours), .value(let theirs)) where ours.contains(Self.unknown):
        partial += 1
        for part in row.value.map(Self.known) ?? [] where !theirs.contains(part) {
          differences.append("program \(program.number), \(scope): \(part) in CPython \(theirs)")
        }
      case (_, .error(_, let lines)) where !passedOver.isDisjoint(with: lines): ended += 1
      default: differences.append("program \(program.number), \(scope): \(said), CPython \(answer)")
      }
    }
  }

  var summary: String {
    let unevaluated = reasons.values.reduce(0, +)
    let lines = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "  \($0.value) \($0.key)" }
    let head =
      "\(programs) programs, \(values) values equal, \(errors) errors equal, \(partial) known in parts, "
      + "\(ended) ended by what is outside, \(differences.count) different, "
      + "\(unevaluated) not evaluated:"
    let slowest = times.sorted { $0.time > $1.time }.prefix(5).map {
      "\($0.program) (\(Int($0.time / .milliseconds(1))) ms)"
    }
    return ([head] + lines + ["  slowest programs: " + slowest.joined(separator: ", ")]).joined(separator: "\n")
  }

  private static func lines(_ places: Set<FileLocation>, of program: PythonProgram) -> Set<Int> {
    let text = SourceText(program.python)
    return places.reduce(into: []) { lines, place in
      lines.formUnion(text.line(of: place.range.start) + 1...text.line(of: place.range.end) + 1)
    }
  }

  /// The message without the marks around it.
  private static func plain(_ words: String) -> String {
    words.hasPrefix("`") && words.hasSuffix("`") ? String(words.dropFirst().dropLast()) : words
  }

  /// As `said` of `Oracle/run.py` writes it.
  private static func said(_ value: Value) -> String {
    switch value {
    case .list(let items): "[" + items.map(said).joined(separator: ", ") + "]"
    case .tuple(let items):
      "(" + items.map(said).joined(separator: ", ") + (items.count == 1 ? ",)" : ")")
    case .set(let items): "set<" + items.map(said).sorted(by: inCodePoints).joined(separator: ", ") + ">"
    case .dictionary(let table):
      "{" + zip(table.keys, table.values).map { said($0) + ": " + said($1) }.joined(separator: ", ") + "}"
    case .object(let object):
      object.type + "{"
        + Dictionary(object.fields.map { ($0.name, said($0.value)) }, uniquingKeysWith: { $1 })
        .sorted { inCodePoints($0.key, $1.key) }.map { $0.key + "=" + $0.value }.joined(separator: ", ") + "}"
    case .opaque(let opaque) where opaque.description.hasPrefix("not evaluated"): unknown
    default: value.text
    }
  }

  private static let unknown = "<unknown>"

  /// What must stand in CPython's answer: the attributes that are known.
  private static func known(_ value: Value) -> [String] {
    switch value {
    case .list(let items), .tuple(let items), .set(let items): items.flatMap(known)
    case .dictionary(let table): table.values.flatMap(known)
    case .object(let object):
      Dictionary(object.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        .flatMap { said($0.value).contains(unknown) ? known($0.value) : [$0.key + "=" + said($0.value)] }
    default: []
    }
  }

  private static func inCodePoints(_ left: String, _ right: String) -> Bool {
    left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
  }
}
