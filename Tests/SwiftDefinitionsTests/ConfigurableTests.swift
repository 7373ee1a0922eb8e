// Are configurables found with their names, modules, parameters and documentation?

import Configurables
import SourceText
import SwiftDefinitions
import Testing

struct ConfigurableTests {
  @Test func aTypeTakesItsMemberwiseInputs() throws {
    let file = Samples.read(Samples.trainer)
    #expect(file.configurables.map(\.selector) == ["train.TrainerConfig", "train.makeLRSchedule"])
    let trainer = try file.configurable("TrainerConfig")
    #expect(trainer.kind == .structure)
    #expect(trainer.registration == "Config")
    #expect(trainer.documentation == "Trains for `steps` optimizer steps.")
    #expect(trainer.signature == "struct TrainerConfig")
    #expect(
      trainer.parameters.map(\.name) == [
        "steps", "baseLR", "totalSteps", "minLRRatio", "gradAccumSteps", "numDevices", "note", "effectiveBatchSize",
        "lrSchedule",
      ])
    #expect(
      trainer.parameters.map(\.defaultText) == ["3", "3e-4", "6", "0.1", nil, nil, "nil", nil, nil])
    #expect(trainer.parameters.filter(\.isComputed).map(\.name) == ["effectiveBatchSize", "lrSchedule"])
    #expect(trainer.parameters[0].documentation == "How many steps to run.")
    #expect(trainer.parameters[2].type == .named("Int"))
    #expect(trainer.parameters[2].typeText == nil)
    #expect(trainer.parameters[6].type == .optional(.named("String")))
    #expect(trainer.parameters[8].type == .array(.named("Double")))
    #expect(trainer.target == .type(1))
    #expect(file.types.map(\.name) == ["ScheduleError", "TrainerConfig"])
    #expect(file.imports == ["Foundation", "Gin"])
  }

  @Test func aFunctionTakesItsParameters() throws {
    let file = Samples.read(Samples.trainer)
    let function = try file.configurable("makeLRSchedule")
    #expect(function.kind == .function)
    #expect(
      function.documentation
        == "Cosine decay from the base rate.\n\nIt never ends at zero.\n- Returns: One rate a step.")
    #expect(function.parameters.map(\.documentation) == ["The rate at the first step.", "How many.", ""])
    #expect(function.parameters.map(\.defaultText) == [nil, nil, "0.1"])
    #expect(function.parameters[2].defaultValue?.kind == .floating("0.1"))
    #expect(function.result == .array(.named("Double")))
    #expect(function.resultText == "[Double]")
    #expect(
      function.signature
        == "func makeLRSchedule(baseLR: Double, totalSteps: Int, minLRRatio: Double = 0.1) throws -> [Double]")
    #expect(function.target == .function(0))
    #expect(file.functions[0].obstacle == nil)
  }

  @Test func attributesNameAndLimit() throws {
    let file = Samples.read(Samples.networks)
    #expect(
      file.configurables.map(\.selector) == [
        "gan.modes.Latent", "train.Generator.sample", "train.Generator.Layer", "gan.nets.Generator",
        "train.Generator.make", "train.identity",
      ])
    let generator = try file.configurable("Generator")
    #expect(generator.kind == .classType)
    #expect(generator.signature == "final class Generator")
    #expect(generator.parameters.map(\.name) == ["baseDepth", "latentDim", "activation", "parameterCount"])
    #expect(generator.parameters.map(\.internalName) == ["depth", "latentDim", "activation", "parameterCount"])
    #expect(generator.parameters.map(\.isConfigurable) == [true, false, true, true])
    #expect(generator.parameters[0].documentation == "How wide.")
    #expect(generator.parameters[2].type == .function(parameters: [.named("Double")], result: .named("Double")))
    #expect(generator.parameters[3].isComputed)

    let sample = try file.configurable("Generator.sample")
    #expect(sample.parameters.map(\.name) == ["count", "from", "seeds"])
    #expect(sample.parameters.map(\.label) == [nil, "from", "seeds"])
    #expect(sample.parameters.map(\.isConfigurable) == [true, false, false])
    #expect(sample.parameters.map(\.kind) == [.ordinary, .ordinary, .variadic])
    #expect(sample.parameters[2].typeText == "Int...")
    #expect(sample.kind == .method)
    #expect(sample.target == .method(type: 1, 0))
    #expect(try file.configurable("Generator.make").target == .method(type: 3, 0))
    #expect(try file.configurable("Generator.Layer").parameters.map(\.name) == ["width"])
    #expect(file.types.map(\.name) == ["Prior", "Generator", "Generator.Layer", "Generator", "Generator.Cache"])
    #expect(file.types[3].kind == .extensionOfType)
    #expect(file.functions[0].obstacle == "is generic")
  }

  @Test func enumsMakeConstants() throws {
    let file = Samples.read(Samples.networks)
    #expect(file.constants.map(\.selector) == ["gan.modes.Latent.normal", "gan.modes.Latent.uniform"])
    #expect(
      file.constants.map(\.enumeration) == [
        EnumerationValue(type: "Prior", name: "normal", rawValue: .string("normal")),
        EnumerationValue(type: "Prior", name: "uniform", rawValue: .string("flat")),
      ])
    #expect(file.types[0].cases.map(\.name) == ["normal", "uniform", "mixture"])
    #expect(file.types[0].cases[2].payload.map(\.label) == ["count"])
    let numbers = Samples.read("@Config enum Size: Int { case small = -3, medium, large = 10, huge }")
    #expect(
      numbers.constants.map { $0.enumeration?.rawValue } == [.integer(-3), .integer(-2), .integer(10), .integer(11)])
  }

  @Test(arguments: [
    ("@Configurable(\"a.b.run\") func go() {}", "a.b.run"),
    ("@Configurable(\"run\", module: \"a.b\") func go() {}", "a.b.run"),
    ("@Configurable(module: \"a.b\") func go() {}", "a.b.go"),
    ("@Configurable() public func go() {}", "train.go"),
    ("@discardableResult\n@Configurable\nfunc go() -> Int { 1 }", "train.go"),
    ("@Config func go() {}", "train.go"),
    ("@Configurable struct Go {}", "train.Go"),
    ("enum Space { enum Inner { @Configurable(#\"run\"#) static func go() {} } }", "train.Space.Inner.run"),
    ("extension Outer.Inner { @Config actor Go {} }", "train.Outer.Inner.Go"),
    ("@Configurable func `default`() {}", "train.default"),
  ])
  func attributesInAllForms(text: String, selector: String) {
    #expect(Samples.read(text).configurables.map(\.selector) == [selector])
  }

  @Test func otherAttributesRegisterNothing() {
    let text = "@Configurables func a() {}\n@Other.Config struct B {}\nfunc c() {}\nvar d = 1"
    #expect(Samples.read(text).configurables.isEmpty)
  }

  @Test func everyNameStandsWhereItsRangeSays() {
    for sample in [
      Samples.trainer, Samples.networks, "/* ä */ @Config struct `Öl` { var `in`: Int; var (a, b) = (1, 2) }",
    ] {
      let file = Samples.read(sample)
      var places: [(String, TextRange)] = []
      for configurable in file.configurables {
        places += configurable.parameters.map { ($0.name, $0.nameRange) }
        if configurable.registration == "Config", configurable.name == "TrainerConfig" {
          places.append((configurable.name, configurable.nameRange))
        }
      }
      for function in file.functions { places.append((function.name, function.nameRange)) }
      for global in file.globals { places.append((global.name, global.nameRange)) }
      for type in file.types {
        places.append((type.name.split(separator: ".").last.map(String.init) ?? "", type.nameRange))
        places += type.properties.map { ($0.name, $0.nameRange) } + type.methods.map { ($0.name, $0.nameRange) }
        places += type.cases.map { ($0.name, $0.nameRange) } + type.initializers.map { ($0.name, $0.nameRange) }
      }
      #expect(!places.isEmpty)
      for (name, range) in places { #expect(file.text[range] == name) }
    }
  }
}
