// Which Swift value does a literal make, and which literals does a type refuse?

import Gin
import Testing

@Suite struct ValueTests {
  private func everything(_ bindings: String...) throws -> Everything {
    try Config(sampleRegistry, bindings: bindings.map { "Everything." + $0 }).make(Everything.self)
  }

  @Test func standardTypes() throws {
    let all = try everything(
      "flag = True", "whole = -0x10", "small = -128", "unsigned = 18446744073709551615", "single = 0.1",
      "number = 1_000.5e-3", "text = 'a' \"\\u00e9\"", "list = (1, 2)", "unique = ['b', 'a', 'b']",
      "table = {'a': [1, 2.5], 'b': ()}", "maybe = 4", "nested = [{'x': None, 'y': 1}, {}]", "bytes = b'\\x00z'")
    #expect(all.flag && all.whole == -16 && all.small == -128 && all.unsigned == .max)
    #expect(all.single == 0.1 && all.number == 1.0005 && all.text == "aé" && all.maybe == 4)
    #expect(all.list == [1, 2] && all.unique == ["a", "b"] && all.table == ["a": [1, 2.5], "b": []])
    #expect(all.nested == [["x": nil, "y": 1], [:]] && all.bytes == [0, 122])
    #expect(try everything("maybe = None").maybe == nil)
    // A whole number may stand for a `Double`, and for a `Float`.
    let whole = try everything("number = 3", "single = 16777217")
    #expect(whole.number == 3 && whole.single == 16_777_216)
  }

  @Test func tuplesEnumsAndDecodables() throws {
    let all = try everything(
      "pair = (1, 'x')", "labelled = [1, 2]", "level = 2", "phase = 'test'", "start = 'glorot_uniform'",
      "shape = {'width': 2, 'tags': ['a', 'b']}")
    #expect(all.pair == (1, "x") && all.labelled == (low: 1, high: 2))
    #expect(all.level == .high && all.phase == .test && all.start == .glorotUniform)
    #expect(all.shape == Shape(width: 2, height: nil, tags: ["a", "b"]))
    #expect(try everything("start = 'glorotUniform'").start == .glorotUniform)
    #expect(try everything("shape = {'width': 2, 'height': 3, 'tags': ()}").shape?.height == 3)
  }

  @Test func valuesInContainersAreMade() throws {
    let config = try Config(
      sampleRegistry,
      bindings: [
        "Layer.size = 1", "big/Layer.size = 2", "Layer.bias = False", "Everything.layer = @big/Layer()",
        "Everything.layers = [@Layer(), @big/Layer()]", "Everything.list = [1, @largest()]",
        "Everything.table = {'a': [@halved()], 'b': [1]}", "halved.step = 1",
      ])
    let all = try config.make(Everything.self)
    #expect(all.layer?.size == 2)
    #expect(all.layers.map(\.size) == [1, 2])
    #expect(all.list == [1, 7])
    #expect(all.table == ["a": [0.5], "b": [1]])
  }

  @Test func functionsAreBoundAtEachCall() throws {
    let config = try Config(
      sampleRegistry,
      bindings: [
        "Everything.make = @big/Layer", "Everything.rate = @halved", "halved.from = 8.0", "big/Layer.size = 2",
        "Layer.bias = True",
      ])
    let all = try config.make(Everything.self)
    let layers = try (0..<2).map { _ in try #require(try all.make?()) }
    #expect(layers.map(\.size) == [2, 2])
    #expect(layers[0] !== layers[1])
    #expect(all.rate(1) == 4 && all.rate(3) == 1)
  }

  @Test func aFunctionMayBeHandedToItself() throws {
    let config = try Config(sampleRegistry, bindings: ["counting.next = @counting", "a/counting.next = @b/counting"])
    #expect(try config.call($counting) == 3)
    #expect(try config.scoped("a").call($counting) == 3)
  }

  @Test(arguments: [
    ("flag = 1", "takes a `Bool`, and 1 is an integer."),
    ("whole = 1.0", "takes an `Int`, and 1.0 is a floating-point number."),
    ("whole = True", "takes an `Int`, and True is a boolean."),
    ("whole = None", "takes an `Int`, and None is no value."),
    ("whole = 9223372036854775808", "takes an `Int`, and 9223372036854775808 is out of its range."),
    ("small = 128", "takes an `Int8`, and 128 is out of its range."),
    ("unsigned = -1", "takes a `UInt64`, and -1 is out of its range."),
    ("number = '1'", "takes a `Double`, and '1' is a string."),
    ("text = 5", "takes a `String`, and 5 is an integer."),
    ("list = 5", "takes an `Array<Int>`, and 5 is an integer."),
    ("list = [1, 'a']", "[1] takes an `Int`, and 'a' is a string."),
    ("table = {'a': [1, None]}", "['a'][1] takes a `Double`, and None is no value."),
    ("table = {1: [1]}", ", key 1, takes a `String`, and 1 is an integer."),
    ("pair = (1,)", "takes a `(Int, String)`, and (1,) is a tuple."),
    ("level = 3", "takes a `Level`, and 3 is an integer."),
    ("start = 'ones'", "takes a `Start`, and 'ones' is none of its cases: `zeros`, `glorotUniform`."),
    ("shape = {'height': 1}", " has no key 'width'."),
  ])
  func wrongLiteralsStopTheLoading(binding: String, message: String) throws {
    let error = try #require(failure { _ = try everything(binding) })
    #expect(error.code == .typeMismatch)
    let name = binding.prefix { $0 != " " }
    let space = message.hasPrefix("takes") ? " " : ""
    #expect(error.message == "`Everything.\(name)`" + space + message)
    #expect(error.location?.description == "<bindings>:1:\("Everything.\(name) = ".utf8.count + 1)")
  }

  @Test(arguments: [
    ("make = @Layer()", ConfigError.Code.needlessCall), ("layer = @Layer", .missingCall),
    ("rate = @failing", .typeMismatch), ("rate = @largest", .typeMismatch), ("layers = [@Layer]", .missingCall),
    ("layer = @halved()", .typeMismatch), ("list = @largest()", .typeMismatch),
  ])
  func wrongReferencesStopTheMaking(binding: String, code: ConfigError.Code) throws {
    let config = try Config(
      sampleRegistry,
      bindings: ["Layer.size = 1", "Layer.bias = True", "halved.step = 1", "Everything." + binding])
    let error = try #require(failure { _ = try config.make(Everything.self) })
    #expect(error.code == code)
    #expect(error.location?.line == 4)
  }
}
