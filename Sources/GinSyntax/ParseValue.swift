// What is a value? Literals, containers, references and macros, as `parse_value` reads them.

import PythonText
import SourceText

/// An open bracket. The stack of them is ours, so that no input can exhaust the thread's.
struct OpenContainer {
  var node: Int
  var kind: SyntaxKind
  var closing: UInt8
  var hasComma = false
  var count = 0
  /// The dictionary's current entry; -1 before it begins.
  var entry = -1
  var isBehindColon = false
}

extension GinParser {
  /// CPython 3.12 and later refuse brackets nested deeper; 3.11 runs out of stack at some 490 in gin's parser.
  static let maximumDepth = 200

  /// Reads the value of a statement into the tree, as far as there is one.
  mutating func parseValue(of record: Int) -> Bool {
    let first = nodes.count
    let isWhole = parseValue()
    if nodes.count > first, significantCount > first { records[record].value = Int32(truncatingIfNeeded: first) }
    return isWhole
  }

  private mutating func parseValue() -> Bool {
    guard isOpeningBracket else { return parseAtom() }
    var stack: [OpenContainer] = []
    var isWhole = openContainer(&stack)
    while isWhole, !stack.isEmpty {
      let top = stack.count - 1
      if token.symbol == stack[top].closing, stack[top].entry < 0 {
        closeContainer(&stack)
        if !stack.isEmpty { isWhole = finishItem(&stack[stack.count - 1]) }
        continue
      }
      if stack[top].kind == .dictionary, stack[top].entry < 0 { stack[top].entry = open(.entry) }
      if isOpeningBracket {
        isWhole = openContainer(&stack)
      } else {
        isWhole = parseAtom() && finishItem(&stack[top])
      }
    }
    for container in stack.reversed() {
      if container.entry >= 0 { close(container.entry) }
      close(container.node)
    }
    return isWhole
  }

  private var isOpeningBracket: Bool {
    token.symbol == UInt8(ascii: "[") || token.symbol == UInt8(ascii: "(") || token.symbol == UInt8(ascii: "{")
  }

  private mutating func openContainer(_ stack: inout [OpenContainer]) -> Bool {
    guard stack.count < Self.maximumDepth else { return fail(SyntaxWords.tooDeep(Self.maximumDepth)) }
    let (kind, closing): (SyntaxKind, UInt8) =
      switch token.symbol {
      case UInt8(ascii: "["): (.list, UInt8(ascii: "]"))
      case UInt8(ascii: "("): (.tuple, UInt8(ascii: ")"))
      default: (.dictionary, UInt8(ascii: "}"))
      }
    stack.append(OpenContainer(node: open(kind), kind: kind, closing: closing))
    leaf(.symbol)
    advanceAndSkip()
    return true
  }

  private mutating func closeContainer(_ stack: inout [OpenContainer]) {
    guard let container = stack.popLast() else { return }
    leaf(.symbol)
    close(container.node)
    if container.kind == .tuple, container.count == 1, !container.hasComma {
      nodes[container.node].kind = .parenthesised
    }
    advanceAndSkip()
  }

  /// Behind a value inside brackets: `:` behind a key, `,`, or the closing bracket.
  private mutating func finishItem(_ container: inout OpenContainer) -> Bool {
    if container.kind == .dictionary, !container.isBehindColon {
      guard token.symbol == UInt8(ascii: ":") else { return fail(SyntaxWords.noColon(found: tokenText)) }
      noteUnhashableKey(container.entry + 1)
      leaf(.symbol)
      advanceAndSkip()
      container.isBehindColon = true
      return true
    }
    if container.entry >= 0 {
      close(container.entry)
      container.entry = -1
      container.isBehindColon = false
    }
    container.count += 1
    if token.symbol == UInt8(ascii: ",") {
      container.hasComma = true
      leaf(.symbol)
      advanceAndSkip()
      return true
    }
    if token.symbol == container.closing { return true }
    return failItem(container)
  }

  private mutating func failItem(_ container: OpenContainer) -> Bool {
    if token.kind == .unterminatedStatement || token.kind == .unterminatedString { return fail("") }
    let bracket = TextRange(Int(nodes[container.node].start), Int(nodes[container.node].start) + 1)
    let related = SyntaxProblem.Related(range: bracket, message: SyntaxWords.openedHere(text(bracket)))
    let closing = String(Unicode.Scalar(container.closing))
    report(SyntaxWords.noComma(found: tokenText, closing: closing), related: related)
    return false
  }

  /// Lists and dictionaries cannot be keys of a Python dictionary, nor can tuples that hold some.
  private mutating func noteUnhashableKey(_ key: Int) {
    guard unhashableKey == nil, key < nodes.count else { return }
    if nodes[key...].contains(where: { $0.kind == .list || $0.kind == .dictionary }) { unhashableKey = key }
  }

  // MARK: Literals

  /// A value that is no container.
  private mutating func parseAtom() -> Bool {
    switch token.kind {
    case .number: return parseNumber()
    case .string: return parseStrings()
    case .name:
      guard isName("True") || isName("False") || isName("None") else { return failValue() }
      leaf(.constant)
      advanceAndSkip()
      return true
    case .symbol:
      switch token.symbol {
      case UInt8(ascii: "@"): return parseReference()
      case UInt8(ascii: "%"): return parseMacroUse()
      case UInt8(ascii: "-"): return parseNegation()
      default: return failValue()
      }
    default: return failValue()
    }
  }

  private mutating func parseNumber() -> Bool {
    if token.end - token.start > PythonInteger.maximumDigits,
      (try? PythonLiteral(number: tokenText)) == nil
    {
      return failLiteral(.tooManyDigits)
    }
    leaf(.number)
    advanceAndSkip()
    return true
  }

  /// gin joins a `-` with the number behind it; a reference or macro behind it is taken as if it were not there.
  private mutating func parseNegation() -> Bool {
    let node = open(.negation)
    leaf(.symbol)
    advanceAndSkip()
    let isWhole: Bool
    switch token.kind {
    case .number: isWhole = parseNumber()
    case .symbol where token.symbol == UInt8(ascii: "@") || token.symbol == UInt8(ascii: "%"):
      nodes[node].kind = .parenthesised
      isWhole = parseAtom()
    default: isWhole = fail(SyntaxWords.noNumber(behindMinus: tokenText))
    }
    close(node)
    return isWhole
  }

  /// One string, or several that gin joins.
  mutating func parseStrings() -> Bool {
    let node = nodes.count
    let first = token
    if !PythonStringConcatenation.isPlain(bytes[first.start..<first.end]) {
      var single = PythonStringConcatenation()
      if let error = append(to: &single) { return failLiteral(error) }
    }
    leaf(.string)
    advanceAndSkip()
    guard token.kind == .string else { return true }

    nodes.insert(
      SyntaxNode(start: nodes[node].start, end: 0, next: 0, kind: .concatenation), at: node)
    for index in (node + 1)..<nodes.count { nodes[index].next += 1 }
    significantCount += 1
    var strings = PythonStringConcatenation()
    try? strings.append(bytes[first.start..<first.end])
    var isWhole = true
    while isWhole, token.kind == .string {
      if let error = append(to: &strings) {
        isWhole = failLiteral(error)
      } else {
        leaf(.string)
        advanceAndSkip()
      }
    }
    close(node)
    return isWhole
  }

  private func append(to strings: inout PythonStringConcatenation) -> PythonLiteralError? {
    do throws(PythonLiteralError) {
      try strings.append(bytes[token.start..<token.end])
      return nil
    } catch {
      return error
    }
  }

  // MARK: References

  private mutating func parseReference() -> Bool {
    let node = open(.reference)
    leaf(.symbol)
    advance()
    let isWhole = parseReferenceName() && parseCall()
    close(node)
    return isWhole
  }

  private mutating func parseReferenceName() -> Bool {
    guard token.kind == .name else { return fail(SyntaxWords.noReferenceName(tokenText)) }
    let name = readName()
    return name.isValid || failName(name, SyntaxWords.malformedReference(text(name.range)))
  }

  private mutating func parseCall() -> Bool {
    guard token.symbol == UInt8(ascii: "(") else { return true }
    let bracket = TextRange(token.start, token.end)
    leaf(.symbol)
    advanceAndSkip()
    guard token.symbol == UInt8(ascii: ")") else {
      // What follows may stand many lines below.
      let related = SyntaxProblem.Related(range: bracket, message: SyntaxWords.openedHere("("))
      return fail(SyntaxWords.argumentsInCall, related: related)
    }
    leaf(.symbol)
    advanceAndSkip()
    return true
  }

  private mutating func parseMacroUse() -> Bool {
    let node = open(.macroUse)
    leaf(.symbol)
    advance()
    var isWhole = false
    if token.kind == .name {
      let name = readName()
      isWhole = name.isValid || failName(name, SyntaxWords.malformedReference(text(name.range)))
    } else {
      isWhole = fail(SyntaxWords.noMacroName(tokenText))
    }
    close(node)
    return isWhole
  }
}
