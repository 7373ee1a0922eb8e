// Which names stand in the bindings that scripts, settings and Python's literals pass to programs? `--gin_param='f.x = 1'`
// sets a parameter like a line of a config.

import Configurables
import Resolution
import SourceText

extension Analysis {
  /// The places of a name in such bindings. A macro is one with that of configs only where both are read together.
  /// - Parameter together: the configs that a macro is looked for with.
  func scriptPlaces(of thing: NamedThing, together: Set<FilePath> = []) -> [FileLocation] {
    (files.launchScripts + files.roots.map { $0.appending("gimlet.gin") }).flatMap { script -> [FileLocation] in
      guard let text = text(of: script) else { return [] }
      let form: BindingTexts.Form =
        [".py", ".json", ".gin"].contains(where: script.string.hasSuffix) ? .quoted : .shell
      return BindingTexts.ranges(in: text.bytes, form).flatMap { range -> [FileLocation] in
        let binding = text[range]
        if case .macro = thing, !isRead(binding, FileLocation(script, range), with: together) { return [] }
        return nameUses(inText: SourceText(binding)).filter { $0.thing == thing }.map { use in
          let start = range.start.advanced(by: use.range.start.utf8)
          return FileLocation(script, TextRange(start, start.advanced(by: use.range.length)))
        }
      }
    }
  }

  /// Whether the experiment that a binding is for reads one of the configs: in a script the last one that starts before
  /// it, in `gimlet.gin` any that has the binding.
  private func isRead(_ binding: String, _ place: FileLocation, with configs: Set<FilePath>) -> Bool {
    let all = files.namedEntries.filter { $0.bindings.contains(binding) }
    guard place.file.name != "gimlet.gin" else {
      return all.contains { $0.files.contains(where: configs.contains) }
    }
    let line = (text(of: place.file)?.line(of: place.range.start) ?? 0) + 1
    let names = files.roots.compactMap { place.file.relative(to: $0) }
    let started = all.compactMap { entry -> (line: Int, entry: Entry)? in
      guard let colon = entry.name.lastIndex(of: ":"), names.contains(String(entry.name[..<colon])),
        let start = Int(entry.name[entry.name.index(after: colon)...]), start <= line
      else { return nil }
      return (start, entry)
    }
    return started.max { $0.line < $1.line }?.entry.files.contains(where: configs.contains) ?? false
  }
}

/// Finds the texts of bindings by what stands before them.
enum BindingTexts {
  /// Whether words without quotes are texts too.
  enum Form { case shell, quoted }

  private static let flags = ["gin_param", "gin-param", "gin_bind", "gin-bind", "bindings", "parse_config"].map {
    Array($0.utf8)
  }
  private static let firstLetters = Set(flags.compactMap(\.first))

  static func ranges(in bytes: [UInt8], _ form: Form) -> [TextRange] {
    var found: [TextRange] = []
    var index = 0
    while index < bytes.count {
      guard firstLetters.contains(bytes[index]), let flag = flags.first(where: { bytes[index...].starts(with: $0) })
      else {
        index += 1
        continue
      }
      var search = BindingTextSearch(bytes: bytes, form: form, flag: index, end: index + flag.count)
      found += search.texts()
      index = max(search.index, index + flag.count)
    }
    return found
  }
}

/// The texts behind one flag.
private struct BindingTextSearch {
  let bytes: [UInt8]
  let form: BindingTexts.Form
  private(set) var index: Int
  /// The quote that the flag itself stands in.
  private var around: UInt8?
  private var depth = 0

  init(bytes: [UInt8], form: BindingTexts.Form, flag: Int, end: Int) {
    self.bytes = bytes
    self.form = form
    index = end
    while index < bytes.count, bytes[index].isScriptWordPart { index += 1 }
    var start = flag
    while start > 0, bytes[start - 1] == UInt8(ascii: "-") { start -= 1 }
    if start > 0, Self.isQuote(bytes[start - 1]) { around = bytes[start - 1] }
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }

  mutating func texts() -> [TextRange] {
    var found: [TextRange] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "="):
        index += 1
        // `"--gin_param=f.x = 1"`: the quote is open already.
        if let quote = around {
          around = nil
          found.append(text(to: quote))
        }
      case UInt8(ascii: "["), UInt8(ascii: "("):
        depth += 1
        index += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"):
        guard depth > 0 else { return found }
        depth -= 1
        index += 1
      case UInt8(ascii: "\n") where depth == 0 && form == .shell:
        guard index > 0, bytes[index - 1] == UInt8(ascii: "\\") else { return found }
        index += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\\"):
        index += 1
      case let quote where Self.isQuote(quote):
        index += 1
        if around == quote {
          around = nil
          continue
        }
        // The next flag of a list.
        guard index < bytes.count, bytes[index] != UInt8(ascii: "-") else { return found }
        found.append(text(to: quote))
      default:
        guard form == .shell, byte != UInt8(ascii: "-"), let word = word() else { return found }
        found.append(word)
      }
    }
    return found
  }

  /// Up to a quote that no backslash stands before, on the same line.
  private mutating func text(to quote: UInt8) -> TextRange {
    let start = index
    while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "\n") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    if end < bytes.count, bytes[end] == quote { index = end + 1 }
    return TextRange(start, end)
  }

  /// `f.x=1` of a shell; nil for another word.
  private mutating func word() -> TextRange? {
    let start = index
    while index < bytes.count, bytes[index] > 0x20, !Self.isQuote(bytes[index]) { index += 1 }
    return bytes[start..<index].contains(UInt8(ascii: "=")) ? TextRange(start, index) : nil
  }
}
