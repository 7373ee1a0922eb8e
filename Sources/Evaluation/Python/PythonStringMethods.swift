// What do the methods of Python's texts give?

import Configurables
import PythonText
import SourceText

extension PythonInterpreter {
  func method(of text: String, _ call: PythonCall) throws -> PythonObject {
    if call.name == "format" { return .string(try formatted(text, call)) }
    try work(bytes: text.utf8.count * 4)
    guard call.keywords.isEmpty || ["split", "rsplit", "splitlines"].contains(call.name) else {
      throw giveUp(EvaluationWords.pythonArguments(call.name), call)
    }
    if let result = try cases(of: text, call) ?? parts(of: text, call) ?? places(in: text, call) ?? width(
      of: text, call)
      ?? kind(of: text, call)
    {
      if case .string(let made) = result { try execution.charge(PythonBytes.text(made.utf8.count)) }
      return result
    }
    switch (call.name, call.count) {
    case ("join", 1): return .string(try joined(text, call))
    case ("replace", 2...3):
      guard case .string(let old) = call[0], case .string(let new) = call[1] else { break }
      var limit = Int.max
      if call.count == 3 {
        guard case .int(let count) = call[2] else { break }
        limit = count < 0 ? Int.max : count
      }
      return .string(try replaced(old, by: new, in: text, limit))
    case ("startswith", 1), ("endswith", 1):
      let isStart = call.name == "startswith"
      func fits(_ part: PythonObject) throws -> Bool {
        guard case .string(let part) = part else { throw giveUp(EvaluationWords.pythonArguments(call.name), call) }
        return isStart
          ? text.unicodeScalars.starts(with: part.unicodeScalars)
          : text.unicodeScalars.reversed().starts(with: part.unicodeScalars.reversed())
      }
      if case .tuple(let parts) = call[0] { return .bool(try parts.contains(where: fits)) }
      guard case .string = call[0] else {
        guard call[0].isKnown else { break }
        throw raise(
          "TypeError", "\(call.name) first arg must be str or a tuple of str, not \(call[0].typeName)", call)
      }
      return .bool(try fits(call[0]))
    case ("removeprefix", 1), ("removesuffix", 1):
      guard case .string(let part) = call[0] else { break }
      let (whole, gone) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
      if call.name == "removeprefix" {
        return .string(whole.starts(with: gone) ? PythonStrings.string(whole.dropFirst(gone.count)) : text)
      }
      return .string(
        whole.reversed().starts(with: gone.reversed()) ? PythonStrings.string(whole.dropLast(gone.count)) : text)
    default: break
    }
    throw giveUp(EvaluationWords.pythonArguments(call.name), call)
  }

  private func joined(_ separator: String, _ call: PythonCall) throws -> String {
    switch call[0] {
    case .none, .bool, .int, .big, .float: throw raise("TypeError", "can only join an iterable", call)
    default: break
    }
    var parts: [String] = []
    for item in try elements(of: call[0], call.range, call.frame) {
      guard case .string(let part) = item else {
        guard item.isKnown else { throw giveUp(EvaluationWords.pythonArguments("join"), call) }
        throw raise(
          "TypeError", "sequence item \(parts.count): expected str instance, \(item.typeName) found", call)
      }
      parts.append(part)
    }
    let bytes = parts.reduce(separator.utf8.count * parts.count) { $0 &+ $1.utf8.count }
    try execution.charge(PythonBytes.text(max(bytes, 0)))
    try work(bytes: bytes)
    return parts.joined(separator: separator)
  }

  private func replaced(_ old: String, by new: String, in text: String, _ limit: Int) throws -> String {
    let places = PythonStrings.places(of: old, in: text, limit: limit)
    let (added, overflows) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    try execution.charge(overflows ? Int.max : PythonBytes.text(text.utf8.count + added))
    try work(bytes: (text.utf8.count + added) * 4)
    let width = PythonStrings.count(old)
    var result = ""
    var (rest, start) = (text.unicodeScalars[...], 0)
    for place in places {
      let behind = rest.index(rest.startIndex, offsetBy: place - start)
      result += String(rest[..<behind]) + new
      rest = rest[rest.index(behind, offsetBy: width)...]
      start = place + width
    }
    return result + String(rest)
  }

  // MARK: Cases

  private func cases(of text: String, _ call: PythonCall) throws -> PythonObject? {
    let names: Set<String> = ["upper", "lower", "title", "capitalize", "swapcase", "casefold"]
    guard names.contains(call.name), call.count == 0 else { return nil }
    guard PythonStrings.hasPlainCases(text) else { throw giveUp(EvaluationWords.pythonCall(call.name), call) }
    let scalars = text.unicodeScalars
    if PythonStrings.isASCII(text), call.name == "upper" || call.name == "lower" {
      return .string(call.name == "upper" ? text.uppercased() : text.lowercased())
    }
    try work(bytes: text.utf8.count * 16)
    switch call.name {
    case "upper": return .string(scalars.map(PythonStrings.upper).joined())
    case "lower": return .string(scalars.map(PythonStrings.lower).joined())
    case "title": return .string(PythonStrings.titled(text))
    case "capitalize":
      let rest = scalars.dropFirst().map(PythonStrings.lower).joined()
      return .string((scalars.first.map(PythonStrings.title) ?? "") + rest)
    case "swapcase":
      return .string(
        scalars.map { $0.properties.isUppercase ? PythonStrings.lower($0) : PythonStrings.upper($0) }.joined())
    default:
      guard !scalars.contains("µ") else { throw giveUp(EvaluationWords.pythonCall(call.name), call) }
      return .string(scalars.map { $0 == "ß" ? "ss" : PythonStrings.lower($0) }.joined())
    }
  }

  // MARK: Parts

  private func parts(of text: String, _ call: PythonCall) throws -> PythonObject? {
    switch (call.name, call.count) {
    case ("split", 0...2), ("rsplit", 0...2): return try split(text, call)
    case ("splitlines", 0) where call.keywords.isEmpty: return list(Self.lines(of: text))
    case ("partition", 1), ("rpartition", 1):
      guard case .string(let separator) = call[0] else { return nil }
      guard !separator.isEmpty else { throw raise("ValueError", "empty separator", call) }
      let isFirst = call.name == "partition"
      let place = isFirst ? PythonStrings.find(separator, in: text) : PythonStrings.findLast(separator, in: text)
      guard let place else {
        return .tuple(isFirst ? [.string(text), .string(""), .string("")] : [.string(""), .string(""), .string(text)])
      }
      let scalars = Array(text.unicodeScalars)
      let behind = scalars[(place + separator.unicodeScalars.count)...]
      return .tuple([
        .string(PythonStrings.string(scalars[..<place])), .string(separator), .string(PythonStrings.string(behind)),
      ])
    case ("strip", 0...1), ("lstrip", 0...1), ("rstrip", 0...1):
      let (left, right) = (call.name != "rstrip", call.name != "lstrip")
      switch call[0] {
      case .none: return .string(PythonStrings.stripped(text, left: left, right: right, where: PythonStrings.isSpace))
      case .string(let letters):
        let gone = Set(letters.unicodeScalars)
        return .string(PythonStrings.stripped(text, left: left, right: right) { gone.contains($0) })
      default:
        guard call[0].isKnown else { return nil }
        throw raise("TypeError", "\(call.name) arg must be None or str", call)
      }
    default: return nil
    }
  }

  private func list(_ parts: [String]) -> PythonObject { .list(PythonList(parts.map { .string($0) })) }

  private func split(_ text: String, _ call: PythonCall) throws -> PythonObject? {
    var limit = Int.max
    switch call.argument(1, "maxsplit") {
    case nil: break
    case .int(let count)?: limit = count < 0 ? Int.max : count
    default: return nil
    }
    let isFromEnd = call.name == "rsplit"
    try execution.charge(PythonBytes.container + text.utf8.count * 4)
    switch call.argument(0, "sep") ?? .none {
    case .none: return list(Self.words(of: text, limit, isFromEnd: isFromEnd))
    case .string(let separator):
      guard !separator.isEmpty else { throw raise("ValueError", "empty separator", call) }
      let scalars = Array(text.unicodeScalars)
      let width = separator.unicodeScalars.count
      var places: [Int] = []
      if isFromEnd {
        var end = scalars.count
        while places.count < limit, let place = PythonStrings.findLast(separator, in: text, to: end) {
          try work(bytes: text.utf8.count)
          places.append(place)
          end = place
        }
        places.reverse()
      } else {
        places = PythonStrings.places(of: separator, in: text, limit: limit)
      }
      try execution.charge(places.count * 64)
      var parts: [String] = []
      var start = 0
      for place in places {
        parts.append(PythonStrings.string(scalars[start..<place]))
        start = place + width
      }
      return list(parts + [PythonStrings.string(scalars[start...])])
    default:
      guard call[0].isKnown else { return nil }
      throw raise("TypeError", "must be str or None, not \(call[0].typeName)", call)
    }
  }

  private static func words(of text: String, _ limit: Int, isFromEnd: Bool) -> [String] {
    var scalars = Array(text.unicodeScalars)
    if isFromEnd { scalars.reverse() }
    var words: [[Unicode.Scalar]] = []
    var rest = scalars[...].drop(while: PythonStrings.isSpace)
    while !rest.isEmpty, words.count < limit {
      let word = rest.prefix { !PythonStrings.isSpace($0) }
      words.append(Array(word))
      rest = rest.dropFirst(word.count).drop(while: PythonStrings.isSpace)
    }
    if !rest.isEmpty { words.append(Array(rest)) }
    if isFromEnd { words = words.map { $0.reversed() }.reversed() }
    return words.map(PythonStrings.string)
  }

  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    var isBehindReturn = false
    var isOpen = false
    for scalar in text.unicodeScalars {
      if isBehindReturn, scalar == "\n" {
        isBehindReturn = false
        continue
      }
      isBehindReturn = scalar == "\r"
      switch scalar.value {
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        lines.append(PythonStrings.string(line))
        line = []
        isOpen = false
      default:
        line.append(scalar)
        isOpen = true
      }
    }
    return isOpen ? lines + [PythonStrings.string(line)] : lines
  }

  // MARK: Places

  private func places(in text: String, _ call: PythonCall) throws -> PythonObject? {
    guard ["find", "rfind", "index", "rindex", "count"].contains(call.name), (1...3).contains(call.count) else {
      return nil
    }
    guard case .string(let part) = call[0] else {
      guard call[0].isKnown else { return nil }
      throw raise("TypeError", "must be str, not \(call[0].typeName)", call)
    }
    let count = PythonStrings.count(text)
    func bound(_ place: Int, _ whole: Int) throws -> Int? {
      switch call[place] {
      case .none: return whole
      case .int(let number): return number < 0 ? max(number + count, 0) : number
      default: return nil
      }
    }
    guard let start = try bound(1, 0), let stop = try bound(2, count) else { return nil }
    let end = min(stop, count)
    if call.name == "count" {
      return .int(start > end ? 0 : PythonStrings.places(of: part, in: text, from: start, to: end).count)
    }
    let found =
      start > end
      ? nil
      : call.name.hasPrefix("r")
        ? PythonStrings.findLast(part, in: text, from: start, to: end)
        : PythonStrings.find(part, in: text, from: start, to: end)
    guard let found else {
      guard call.name.hasSuffix("index") else { return .int(-1) }
      throw raise("ValueError", "substring not found", call)
    }
    return .int(found)
  }

  // MARK: Width

  private func width(of text: String, _ call: PythonCall) throws -> PythonObject? {
    guard ["ljust", "rjust", "center", "zfill"].contains(call.name), (1...2).contains(call.count) else { return nil }
    guard case .int(let width) = number(call[0]) else { return nil }
    var fill = call.name == "zfill" ? "0" : " "
    if call.count == 2 {
      guard case .string(let given) = call[1], given.unicodeScalars.count == 1, call.name != "zfill" else { return nil }
      fill = given
    }
    let missing = max(width - text.unicodeScalars.count, 0)
    try execution.charge(missing)
    let padding = String(repeating: fill, count: missing)
    switch call.name {
    case "ljust": return .string(text + padding)
    case "rjust": return .string(padding + text)
    case "zfill":
      guard let first = text.unicodeScalars.first, first == "-" || first == "+" else { return .string(padding + text) }
      return .string(String(first) + padding + PythonStrings.string(text.unicodeScalars.dropFirst()))
    default:
      let left = missing / 2 + (missing & width & 1)
      return .string(
        String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left))
    }
  }

  // MARK: Kinds

  private func kind(of text: String, _ call: PythonCall) throws -> PythonObject? {
    guard call.name.hasPrefix("is"), call.count == 0 else { return nil }
    let scalars = text.unicodeScalars
    if call.name == "isascii" { return .bool(scalars.allSatisfy(\.isASCII)) }
    guard scalars.allSatisfy({ $0.isASCII || ($0.value < 0x180 && PythonStrings.isLetter($0)) }) else {
      throw giveUp(EvaluationWords.pythonCall(call.name), call)
    }
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    func all(_ test: (Unicode.Scalar) -> Bool) -> PythonObject { .bool(!scalars.isEmpty && scalars.allSatisfy(test)) }
    switch call.name {
    case "isdigit", "isdecimal", "isnumeric": return all(isDigit)
    case "isalpha": return all(PythonStrings.isLetter)
    case "isalnum": return all { isDigit($0) || PythonStrings.isLetter($0) }
    case "isspace": return all(PythonStrings.isSpace)
    case "isupper", "islower":
      let isUpper = call.name == "isupper"
      let cased = scalars.filter(PythonStrings.isCased)
      return .bool(
        !cased.isEmpty && cased.allSatisfy { isUpper ? $0.properties.isUppercase : $0.properties.isLowercase })
    case "isidentifier":
      guard let first = scalars.first, !isDigit(first) else { return .bool(false) }
      return all { isDigit($0) || $0 == "_" || PythonStrings.isLetter($0) }
    default: return nil
    }
  }
}
