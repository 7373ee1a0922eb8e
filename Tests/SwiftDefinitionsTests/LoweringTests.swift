// Is a body lowered to what it says? Each expectation is written by hand from Swift's rules, with all brackets.

import Configurables
import SourceText
import SwiftDefinitions
import Testing

struct LoweringTests {
  /// The body of a function without result, so that nothing is returned by itself.
  private func body(_ text: String) throws -> String {
    let file = Samples.read("func f() {\n" + text + "\n}")
    let function = try #require(file.functions.first)
    #expect(function.obstacle == nil)
    return function.body.rendered
  }

  private func value(_ text: String) throws -> String {
    let file = Samples.read("let x = " + text)
    return try #require(file.globals.first?.initialValue).rendered
  }

  @Test(arguments: [
    ("1 + 2 * 3", "(1 + (2 * 3))"),
    ("a - b - c", "((a - b) - c)"),
    ("a * b % c / d", "(((a * b) % c) / d)"),
    ("-a + -1.5", "((-a) + (-f1.5))"),
    ("a + b << c * d", "(a + ((b << c) * d))"),
    ("a | b & c ^ d", "((a | (b & c)) ^ d)"),
    ("a && b || c && !d", "((a && b) || (c && (!d)))"),
    ("a < b && c == d + 1", "((a < b) && (c == (d + 1)))"),
    ("a ?? b ?? c", "(a ?? (b ?? c))"),
    ("a ?? b == c", "((a ?? b) == c)"),
    ("x as? Int ?? 3", "((x conditional Int) ?? 3)"),
    ("x is [String] && y", "((x check [String]) && y)"),
    ("x as! T.U", "(x forced T.U)"),
    ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
    ("a || b ? c + 1 : d + 2", "((a || b) ? (c + 1) : (d + 2))"),
    ("0..<n + 1", "(0 ..< (n + 1))"),
    ("(0...n).contains(x)", "(0 ... n).contains(x)"),
    ("try f(a) + g(b)", "try-plain((f(a) + g(b)))"),
    ("a + (try? f()) ?? 1", "((a + try-optional(f())) ?? 1)"),
    ("a &+ b &* c", "(a &+ (b &* c))"),
    ("a < b < c", "(¡chains operators that need parentheses! < c)"),
    ("a ** b + 1", "¡uses the operator `**`!"),
    ("a || b |> f", "¡uses the operator `|>`!"),
    ("~a ^ b", "((~a) ^ b)"),
    ("a === b", "(a === b)"),
  ])
  func operatorsFollowThePrecedenceOfTheStandardLibrary(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    ("1_000", "1000"), ("0xFF_ff", "0xFFff"), ("1_0.5e-3", "f10.5e-3"), ("0x1p-2", "f0x1p-2"), ("true", "true"),
    ("nil", "nil"), ("[]", "[]"), ("[:]", "dict[]"), ("[1, 2,]", "[1, 2]"), ("[\"a\": 1]", "dict[\"a\": 1]"),
    ("(1)", "1"), ("(1, b: 2)", "tuple(1, b: 2)"), ("()", "tuple()"),
    (#""a\tb\u{e9}\"\\""#, "\"a\tb\u{e9}\"\\\""),
    (##"#"a\n\#n"#"##, "\"a\\n\n\""),
    (#""a\(b + 1)c\(d)""#, "interpolation[\"a\"|(b + 1)|\"c\"|d]"),
    (#""\(x, format: 2)""#, "¡uses a formatted interpolation!"),
    ("\"\"\"\n  a\n    b\\\n  c\n  \"\"\"", "\"a\n  bc\""),
    ("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"", "\"a\nb\""),
    ("/a+/", "¡uses `/a+/`!"),
    ("#line", "¡uses `#line`!"),
  ])
  func literals(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    ("a.b.c(1)[2].d", "a.b.c(1)[2].d"),
    (".pi", ".pi"), (".init(1)", ".init(1)"),
    ("a?.b.c()", "chain(a?.b.c())"),
    ("a?.b?[c?.d]!", "chain(a?.b?[chain(c?.d)]!)"),
    ("(a?.b).c", "chain(a?.b).c"),
    ("f(a?.b) + c", "(f(chain(a?.b)) + c)"),
    ("a!.b", "a!.b"),
    ("[Double]()", "<[Double]>()"), ("[String: [Int]]()", "<[String: [Int]]>()"), ("[Int?]()", "<[Int?]>()"),
    ("[(Int, x: Double)]()", "<[(Int, x: Double)]>()"),
    ("Array<Int>(repeating: 0, count: n)", "<[Int]>(repeating: 0, count: n)"),
    ("Set<String>()", "<Set<String>>()"), ("Double.self", "<Double>"), ("x.self", "x"),
    ("Outer.Inner()", "Outer.Inner()"),
    ("Double(n)", "Double(n)"), ("Int.max", "Int.max"),
    ("f(x: 1, y)", "f(x: 1, y)"),
    ("xs.map { $0 + 1 }", "xs.map({$0 in return ($0 + 1)})"),
    ("xs.reduce(0) { $1 }", "xs.reduce(0, {$0, $1 in return $1})"),
    ("f { $0.map { $0 * 2 } }", "f({$0 in return $0.map({$0 in return ($0 * 2)})})"),
    ("xs.map { x in x }", "xs.map({x in return x})"),
    ("xs.map { (x: Int) -> Int in let y = x; return y }", "xs.map({x in let y = x; return y})"),
    ("xs.map { (i, x) in i }", "xs.map({i, x in return i})"),
    ("f { 1 } then: { 2 }", "f({ in return 1}, then: { in return 2})"),
    ("f { [x] in x }", "f({ in return x}¡has the capture list `[x]`!)"),
    ("\\Point.x.y", "\\x.y"), ("\\.self", "\\"), ("\\.[0]", "¡uses the key path `\\.[0]`!"),
    ("a[1...]", "a[PartialRangeFrom(1)]"), ("a[..<n]", "a[PartialRangeUpTo(n)]"), ("...3", "PartialRangeThrough(3)"),
    ("f(a:b:)", "¡names a function by its labels, `f(a:b:)`!"),
    ("if a { 1 } else if b { 2 } else { 3 }", "value{if a {1} else {if b {2} else {3}}}"),
    ("switch a { case 1: \"x\" default: \"y\" }", "value{switch a {=1: \"x\" | default: \"y\"}}"),
    ("await f()", "¡uses `await f()`!"),
    ("f(&x)", "f(¡uses `&x`!)"),
    ("xs.sorted(by: <)", "xs.sorted(by: <)"),
  ])
  func expressions(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    ("let a = 1, b: Int = 2; var c: Double", "let a = 1; let b: Int = 2; var c: Double"),
    ("let (a, _) = f()", "let (a, _) = f()"),
    ("a = b + 1", "a = (b + 1)"),
    ("a.b = 1; a[0] = 2; _ = f(); (a, b) = (b, a)", "@a.b = 1; @a[0] = 2; _ = f(); (a, b) = tuple(b, a)"),
    ("a += 1; a.b[0] *= c - 1; x <<= 2", "a += 1; a.b[0] *= (c - 1); x <<= 2"),
    ("x = try f()", "x = try-plain(f())"),
    ("a?.b = 1", "@chain(a?.b) = 1"),
    (
      "if a, let b, let c = d, case .e(let g) = h { i() } else { j() }",
      "if a, b? := b, c? := d, .e(g) := h {i()} else {j()}"
    ),
    ("guard let a: Int = b else { return }", "guard a: Int? := b else {return}"),
    ("for i in 0..<n where i > 1 { continue }", "for i in (0 ..< n) where (i > 1) {continue}"),
    ("for (i, x) in xs.enumerated() { f(i, x) }", "for (i, x) in xs.enumerated() {f(i, x)}"),
    ("for case let x? in xs {}", "for x? in xs {}"),
    ("outer: for _ in xs { while true { break outer } }", "outer: for _ in xs {while true {break outer}}"),
    ("repeat { a() } while b", "repeat {a()} while b"),
    ("throw E.bad(1)", "throw E.bad(1)"),
    (
      "do { try f() } catch E.bad { a() } catch let e as F { b() } catch { c() }",
      "do {try-plain(f())} catch =E.bad {a()} catch e is F {b()} catch * {c()}"
    ),
    ("do { a() }", "do {a()}"), ("defer { a() }", "defer {a()}"),
    ("func g() -> Int { 1 }", "func g{return 1}"),
    ("struct S { struct T {} }", "struct S; struct S.T"),
    ("#if os(Linux) || os(macOS)\na()\n#else\nb()\n#endif", "a()"),
    ("#if swift(<5)\na()\n#elseif !false\nb()\n#endif", "b()"),
    ("#if DEBUG\na()\n#endif", "¡depends on `#if DEBUG`!"),
    ("if #available(macOS 13, *) { a() }", "if ¡uses `#available(macOS 13, *)`! {a()}"),
    ("@State var x = 1", "¡uses `@State`!"),
    ("lazy var x = 1", "¡uses `lazy`!"),
    ("var x: Int { 1 }", "¡uses a local computed variable!"),
  ])
  func statements(text: String, expected: String) throws {
    #expect(try body(text) == expected)
  }

  @Test(arguments: [
    ("case 1, 2: a()", "=1, =2: a()"),
    ("case 1...3: a()", "=(1 ... 3): a()"),
    ("case .adam(let lr, b: _): a()", ".adam(lr, _): a()"),
    ("case let .adam(lr, 3): a()", ".adam(lr, =3): a()"),
    ("case let x? where x > 1: a()", "x? where (x > 1): a()"),
    ("case (let x, 0), (0, let x): a()", "(x, =0), (=0, x): a()"),
    ("case let (x, y): a()", "(x, y): a()"),
    ("case is Int: a()", "is Int: a()"),
    ("case let y as Double: a()", "y is Double: a()"),
    ("case Optimizer.adam(let z): a()", "Optimizer.adam(z): a()"),
    ("case Limits.low: a()", "=Limits.low: a()"),
    ("case 1 where b, 2: a()", "=1 where b: a() | =2: a()"),
    ("case _: fallthrough\ndefault: break", "_: fallthrough | default: break"),
    ("case .a: let x = 1; f(x)", ".a: let x = 1; f(x)"),
  ])
  func cases(text: String, expected: String) throws {
    #expect(try body("switch s {\n" + text + "\n}") == "switch s {\(expected)}")
  }

  @Test(arguments: [
    ("func f() -> Int { 1 }", "return 1"),
    ("func f() { g() }", "g()"),
    ("func f() -> Int { if a { 1 } else { 2 } }", "return value{if a {1} else {2}}"),
    ("func f() -> Int { if a { return 1 } else { return 2 } }", "if a {return 1} else {return 2}"),
    (
      "func f() -> Int { switch a { case 1: 2; default: throw E() } }",
      "return value{switch a {=1: 2 | default: throw E()}}"
    ),
    ("func f() -> Int { g(); return 1 }", "g(); return 1"),
  ])
  func oneExpressionIsReturned(text: String, expected: String) {
    #expect(Samples.read(text).functions.first?.body.rendered == expected)
  }

  @Test(arguments: [
    ("func f<T>(_ x: T) {}", "is generic"), ("func f(_ x: some P) {}", "is generic"),
    ("func f() async {}", "is async"), ("@Builder func f() {}", "uses `@Builder`"),
    ("@inlinable func f() {}", nil), ("func f() { let x = }", "has a syntax error"),
    ("#if FAST\nfunc f() {}\n#endif", "depends on `#if FAST`"),
  ])
  func obstaclesToEvaluation(text: String, expected: String?) throws {
    #expect(try #require(Samples.read(text).functions.first).obstacle == expected)
  }

  @Test func membersOfTypes() throws {
    let file = Samples.read(
      """
      struct S: P {
        var a: Int { get { 1 } set { b = newValue } }
        var b = 2 { didSet { f() } }
        @Wrapped var c = 3
        lazy var d = e()
        static let shared = S()
        subscript(i: Int, at j: Int) -> Int { i + j }
        static func + (l: S, r: S) -> S { l }
        mutating func g(_ x: inout Int) { x += 1 }
        init?(_ a: Int) { return nil }
        typealias Number = Double
      }
      """)
    let type = try #require(file.types.first)
    #expect(type.inherited == [.named("P")])
    #expect(type.properties.map(\.name) == ["a", "b", "c", "d", "shared"])
    #expect(type.properties[0].getter?.body.rendered == "return 1")
    #expect(type.properties.map(\.obstacle) == [nil, "has observers", "uses `@Wrapped`", nil, nil])
    #expect(type.properties.map(\.placement) == [.instance, .instance, .instance, .lazy, .type])
    #expect(type.methods.map(\.name) == ["subscript", "+", "g"])
    #expect(type.methods[0].parameters.map(\.label) == [nil, "at"])
    #expect(type.methods[0].body.rendered == "return (i + j)")
    #expect(type.methods.map(\.placement) == [.instance, .type, .mutating])
    #expect(type.methods[2].parameters[0].kind == .mutated)
    #expect(type.methods[2].parameters[0].type == .named("Int"))
    #expect(type.initializers.map(\.obstacle) == ["is a failable initializer"])
    #expect(file.types.map(\.name) == ["S", "S.Number"])
    #expect(file.types[1].aliased == .named("Double"))
  }

  @Test func rangesCoverWhatIsWritten() throws {
    let text = "func f() -> Int {\n  let a = b + c * d // note\n  return a ? b : g(c, x: 1)\n}"
    let file = Samples.read(text)
    let body = try #require(file.functions.first).body
    #expect(body.map { file.text[$0.range] } == ["let a = b + c * d", "return a ? b : g(c, x: 1)"])
    guard case .declaration(_, _, let value?, _) = body[0].kind, case .binary(_, let left, let right) = value.kind
    else {
      Issue.record("not a sum")
      return
    }
    #expect([value, left, right].map { file.text[$0.range] } == ["b + c * d", "b", "c * d"])
    guard case .returned(let returned?) = body[1].kind, case .conditional(_, _, let call) = returned.kind,
      case .call(_, let arguments) = call.kind
    else {
      Issue.record("not a conditional")
      return
    }
    #expect(file.text[call.range] == "g(c, x: 1)")
    #expect(arguments.map { $0.labelRange.map { file.text[$0] } } == [nil, "x"])
  }
}
