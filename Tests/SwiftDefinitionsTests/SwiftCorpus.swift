// Which Swift do people write in schedules and configs? Functions that use the subset the evaluator promises.

enum SwiftCorpus {
  /// Every function of `source`, in order.
  static let names = source.split(separator: "\n").filter { $0.hasPrefix("func t") }.map { line in
    String(line.dropFirst("func ".count).prefix { $0 != "(" })
  }

  static let printing = #"""

    protocol Shown { var shown: String { get } }
    extension Int: Shown { var shown: String { "i\(self)" } }
    extension Double: Shown { var shown: String { "d\(bitPattern)" } }
    extension Float: Shown { var shown: String { "f\(bitPattern)" } }
    extension Bool: Shown { var shown: String { self ? "true" : "false" } }
    extension String: Shown { var shown: String { "s" + replacingOccurrences(of: "\n", with: "\\n") } }
    extension Array: Shown where Element: Shown {
      var shown: String { "[" + map(\.shown).joined(separator: ", ") + "]" }
    }
    extension Optional: Shown where Wrapped: Shown { var shown: String { self?.shown ?? "nil" } }
    func shown(_ value: some Shown) -> String { value.shown }

    """#

  static let source = #"""
    import Foundation

    enum Mode: String, CaseIterable {
      case fast, slow = "sl"
      var factor: Double { switch self { case .fast: 2 case .slow: 0.5 } }
    }

    enum Shape {
      case circle(radius: Double)
      case box(Double, Double)
      case point

      var area: Double {
        switch self {
        case .circle(let radius): return .pi * radius * radius
        case .box(let width, let height): return width * height
        case .point: return 0
        }
      }
    }

    struct Plan {
      var steps: Int = 10
      var rate = 0.1
      static let scale = 3.0
      var product: Double { Double(steps) * rate * Self.scale }
      mutating func grow(by amount: Int) { steps += amount }
      func doubled() -> Plan { Plan(steps: steps * 2, rate: rate) }
    }

    extension Plan {
      static func standard() -> Plan { Plan(rate: 0.25) }
      var half: Double { product / 2 }
    }

    enum Failure: Error { case bad(Int) }

    let offset = 7
    let table = [1.5, 2.5, 4]

    func helper(_ x: Int, plus y: Int = 2) -> Int { x + y }
    func failing(_ x: Int) throws -> Int {
      guard x < 3 else { throw Failure.bad(x) }
      return x
    }
    func fibonacci(_ n: Int) -> Int { n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2) }

    @Configurable
    func tCosine() -> [Double] {
      let base = 1e-3, total = 6, ratio = 0.1
      let low = base * ratio
      let count = max(1, total - 1)
      return (0..<total).map { low + (base - low) * 0.5 * (1 + cos(Double.pi * Double($0) / Double(count))) }
    }
    @Configurable
    func tWarmup() -> [Double] {
      var rates: [Double] = []
      for step in 1...8 {
        if step <= 3 { rates.append(0.1 * Double(step) / 3) } else { rates.append(0.1 / Double(step).squareRoot()) }
      }
      return rates
    }
    @Configurable
    func tStepDecay() -> [Double] { stride(from: 0, to: 50, by: 10).map { 0.1 * pow(0.5, Double($0 / 20)) } }
    @Configurable
    func tPolynomial() -> Double { (0..<5).reduce(0.0) { $0 + pow(1 - Double($1) / 5, 2) } }
    @Configurable
    func tLiteralContext() -> Double {
      let x = 4.0
      return 2 / 3 * x + 1 / 2
    }
    @Configurable
    func tIntegerDivision() -> Int { 7 / 2 + -7 / 2 + 7 % 3 + -7 % 3 }
    @Configurable
    func tMixedList() -> [Double] { [1, 2.5, 3] }
    @Configurable
    func tFloat() -> Float { let x: Float = 0.1; return x * 3 + 0.2 }
    @Configurable
    func tFloatSum() -> Float { [Float](repeating: 0.1, count: 10).reduce(0, +) }
    @Configurable
    func tInterpolation() -> String { "lr=\(0.1 + 0.2) steps=\(3) \(true) \([1, 2]) \(1e20) \(1e-7) \(100.0)" }
    @Configurable
    func tOptional() -> Int? { Int("12") }
    @Configurable
    func tOptionalNil() -> Int? { Int("x1") }
    @Configurable
    func tCoalescing() -> Int { Int("x") ?? helper(1) }
    @Configurable
    func tIfLet() -> Int { if let n = Int("41"), n > 40 { return n + 1 } else { return 0 } }
    @Configurable
    func tGuard() -> String {
      guard let mode = Mode(rawValue: "sl") else { return "none" }
      return mode.rawValue + String(mode.factor)
    }
    @Configurable
    func tEnumCases() -> [String] { Mode.allCases.map(\.rawValue) }
    @Configurable
    func tAssociated() -> Double {
      [Shape.circle(radius: 2), .box(3, 4), .point].map(\.area).reduce(0, +)
    }
    @Configurable
    func tStruct() -> Double { var plan = Plan(); plan.grow(by: 5); return plan.product + plan.doubled().half }
    @Configurable
    func tStatic() -> Double { Plan.standard().product * Plan.scale }
    @Configurable
    func tCopySemantics() -> [Int] {
      let first = Plan(steps: 1); var second = first
      second.steps = 9
      return [first.steps, second.steps]
    }
    @Configurable
    func tSwitchExpression() -> String {
      let n = 17
      let size = switch n { case ..<0: "negative" case 0: "zero" case 1...9: "digit" default: n.isMultiple(of: 2) ? "even" : "odd" }
      return size
    }
    @Configurable
    func tIfExpression() -> Int { let x = if offset > 5 { 1 } else { 2 }; return x * 10 }
    @Configurable
    func tTuplePattern() -> String {
      switch (1, "b") { case (0, _): "zero" case (1, let letter) where letter == "b": "one " + letter default: "other" }
    }
    @Configurable
    func tLabelled() -> [Int] {
      var found: [Int] = []
      outer: for i in 1...5 { for j in 1...5 { if i * j > 12 { break outer }; if j > i { continue outer }; found.append(i * j) } }
      return found
    }
    @Configurable
    func tWhile() -> Int { var n = 27, steps = 0; while n != 1 { n = n % 2 == 0 ? n / 2 : 3 * n + 1; steps += 1 }; return steps }
    @Configurable
    func tRepeat() -> Int { var n = 1; repeat { n *= 3 } while n < 100; return n }
    @Configurable
    func tClosureCapture() -> [Int] {
      var total = 0
      let add = { (n: Int) -> Int in total += n; return total }
      return [add(1), add(2), add(3), total]
    }
    @Configurable
    func tNested() -> Int { func square(_ n: Int) -> Int { n * n }; return square(3) + square(offset) }
    @Configurable
    func tSorted() -> [Int] { [3, 1, 2].sorted { $0 > $1 } + [5, 4].sorted() }
    @Configurable
    func tZip() -> [Double] { zip([1, 2, 3], table).map { Double($0) * $1 } }
    @Configurable
    func tEnumerated() -> [Int] { [10, 20, 30].enumerated().map { $0.offset * $0.element } }
    @Configurable
    func tFilter() -> [Int] { (1...20).filter { $0 % 3 == 0 }.map { $0 * $0 }.dropFirst().reversed() }
    @Configurable
    func tCompactMap() -> [Int] { ["1", "x", "3"].compactMap { Int($0) } }
    @Configurable
    func tFlatMap() -> [Int] { [[1, 2], [], [3]].flatMap { $0 } }
    @Configurable
    func tMinMax() -> [Double?] { [table.min(), table.max(), [Double]().max()] }
    @Configurable
    func tPrefixSuffix() -> [Double] { Array(table.prefix(2)) + Array(table.suffix(1)) }
    @Configurable
    func tContains() -> [Bool] { [table.contains(2.5), [1, 2].contains { $0 > 2 }, [2, 4].allSatisfy { $0 % 2 == 0 }] }
    @Configurable
    func tDictionary() -> [Int] { var d = ["a": 1, "b": 2]; d["c"] = 3; d["a"] = nil; return d.keys.sorted().map { d[$0] ?? 0 } }
    @Configurable
    func tDictionaryDefault() -> Int { let d = ["a": 1]; return d["z", default: 5] + (d["a"] ?? 0) + d.count }
    @Configurable
    func tSet() -> [Int] { Set([3, 1, 3, 2]).sorted() }
    @Configurable
    func tStrings() -> [String] { ["abc".uppercased(), ["a", "b"].joined(separator: "-"), String(repeating: "x", count: 3)] }
    @Configurable
    func tStringCount() -> Int { "héllo".count + "a,b,c".split(separator: ",").count }
    @Configurable
    func tHasPrefix() -> Bool { "learning".hasPrefix("lea") && !"rate".hasSuffix("x") }
    @Configurable
    func tDoCatch() -> String { do { return String(try failing(5)) } catch Failure.bad(let n) { return "bad \(n)" } catch { return "other" } }
    @Configurable
    func tTryOptional() -> [Int?] { [try? failing(1), try? failing(9)] }
    @Configurable
    func tDefer() -> Int { var n = 0; for _ in 0..<3 { defer { n += 10 }; n += 1 }; return n }
    @Configurable
    func tRecursion() -> Int { fibonacci(12) }
    @Configurable
    func tTuple() -> Double { let point = (x: 1.5, y: 2); return point.x * Double(point.y) + Double(point.1) }
    @Configurable
    func tBits() -> Int { (5 & 3) | (1 << 6) ^ (200 >> 2) }
    @Configurable
    func tWrapping() -> Int { Int.max &+ 1 &- 5 }
    @Configurable
    func tRounded() -> [Double] { [(2.5).rounded(), (-2.5).rounded(), (2.5).rounded(.toNearestOrEven), (2.1).rounded(.up), (-0.5).rounded(.down)] }
    @Configurable
    func tMath() -> [Double] { [exp(1), log(10), log2(8), log10(5), tanh(0.3), hypot(3, 4), floor(-1.5), ceil(1.2), sqrt(2), atan2(1, 2), fmod(7, 2.5)] }
    @Configurable
    func tConversions() -> [Int] { [Int(3.99), Int(-3.99), Int(true ? 1.5 : 2), Int("7") ?? 0] }
    @Configurable
    func tDoubleInit() -> [Double] { [Double(7), Double("0.1") ?? 0, Double(offset) / 2] }
    @Configurable
    func tSpecials() -> [Bool] { [(0.0 / 0.0).isNaN, Double.infinity > 1e308, Double.greatestFiniteMagnitude.isFinite] }
    @Configurable
    func tSlices() -> [Int] { let a = [1, 2, 3, 4, 5]; return Array(a[1...3]) + Array(a[3...]) + Array(a[..<2]) }
    @Configurable
    func tIndices() -> Int { var sum = 0; let a = [4, 5, 6]; for i in a.indices { sum += i * a[i] }; return sum }
    @Configurable
    func tInsertRemove() -> [Int] { var a = [1, 2, 3]; a.insert(9, at: 1); a.remove(at: 0); a.append(contentsOf: [7]); a.removeLast(); return a }
    @Configurable
    func tAppendDoubles() -> [Double] { var a = [1.5]; a.append(contentsOf: [2.5, -3]); a += [4]; return a }
    @Configurable
    func tTextOfCollections() -> String { "\(["a", "b\\n"]) \([1.5]) \([["c"]])" }
    @Configurable
    func tRanges() -> [Int] { Array(2..<5) + Array(stride(from: 10, through: 0, by: -5)) + [(1...4).count] }
    @Configurable
    func tTernaryChain() -> String { let n = 5; return n < 3 ? "low" : n < 6 ? "middle" : "high" }
    @Configurable
    func tClamped() -> [Double] { [-1, 0.25, 3].map { min(max($0, 0), 1) } }
    @Configurable
    func tFirstLast() -> [Int?] { [[1, 2].first, [3, 4].last, [1, 5, 7].first { $0 > 4 }, [Int]().first] }
    @Configurable
    func tHexAndUnderscore() -> [Int] { [0xff, 0b101, 0o17, 1_000_000] }
    @Configurable
    func tOptionalSum() -> [Int?] { [sum(of: [1, 2, 3], when: true), sum(of: [], when: true), sum(of: [4], when: false)] }
    func sum(of list: [Int], when condition: Bool) -> Int? { !condition ? nil : list.reduce(0, +) }
    @Configurable
    func tOptionalProduct() -> Double? { let list = [1.5, 2]; return list.isEmpty ? nil : list.reduce(1) { $0 * $1 } }
    @Configurable
    func tOptionalLast() -> Int? { [1, 2, nil].reduce(nil) { $1 ?? $0 } }
    @Configurable
    func tCalled() -> [Int] { let scale = Scale(by: 3); return [scale(4), Scale()(5, plus: 1), [Scale(by: 2)].map { $0(7) }[0]] }
    struct Scale {
      var by = 2
      func callAsFunction(_ number: Int) -> Int { number * by }
      func callAsFunction(_ number: Int, plus other: Int) -> Int { self(number) + other }
    }
    @Configurable
    func tCompound() -> Double { var x = 1.0; x += 2; x *= 3; x -= 0.5; x /= 4; return x }

    """#
}
