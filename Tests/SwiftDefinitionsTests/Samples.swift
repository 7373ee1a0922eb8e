// Which Swift do the tests read? The documents' trainer and a generator with a discriminator, written anew in Swift.

import Configurables
import SourceText
import SwiftDefinitions
import Testing

enum Samples {
  static let trainer = """
    import Foundation
    import Gin

    /// What can go wrong.
    enum ScheduleError: Error { case badRatio(Double) }

    /// Trains for `steps` optimizer steps.
    @Config
    struct TrainerConfig {
      /// How many steps to run.
      var steps: Int = 3
      var baseLR: Double = 3e-4
      var totalSteps = 6, minLRRatio: Double = 0.1
      var gradAccumSteps: Int
      let numDevices: Int
      let version = 2
      var note: String?
      static let limit = 1_000
      private var cache: [Int] = []

      var effectiveBatchSize: Int { gradAccumSteps * numDevices }
      var lrSchedule: [Double] {
        get throws {
          try makeLRSchedule(baseLR: baseLR, totalSteps: totalSteps, minLRRatio: minLRRatio)
        }
      }
    }

    /// Cosine decay from the base rate.
    ///
    /// It never ends at zero.
    /// - Parameters:
    ///   - baseLR: The rate at the
    ///     first step.
    ///   - totalSteps: How many.
    /// - Returns: One rate a step.
    @Configurable
    func makeLRSchedule(
      baseLR: Double, // the first
      totalSteps: Int,
      minLRRatio: Double = 0.1
    ) throws -> [Double] {
      precondition(totalSteps > 0, "no steps")
      guard (0.0...1.0).contains(minLRRatio) else { throw ScheduleError.badRatio(minLRRatio) }
      let minLR = baseLR * minLRRatio
      let denominator = max(1, totalSteps - 1)
      return (0..<totalSteps).map { step in
        minLR + (baseLR - minLR) * 0.5 * (1.0 + cos(Double.pi * Double(step) / Double(denominator)))
      }
    }

    """

  static let networks = """
    import Gin

    @Config("Latent", module: "gan.modes")
    enum Prior: String {
      case normal
      case uniform = "flat"
      case mixture(count: Int)
    }

    @Gin.Configurable(module: "gan.nets", deny: ["latentDim"])
    final class Generator {
      let depth: Int
      let latentDim: Int

      /// - Parameter depth: How wide.
      init(baseDepth depth: Int = 128, latentDim: Int, activation: @escaping (Double) -> Double) {
        self.depth = depth
        self.latentDim = latentDim
      }

      convenience init(from decoder: Decoder) throws { fatalError() }

      @Configurable(allow: ["count", "nothing"])
      func sample(_ count: Int, from prior: Prior = .normal, seeds: Int...) -> [[Double]] { [] }

      @Config struct Layer { var width = 4 }
    }

    extension Generator {
      var parameterCount: Int { depth * latentDim }
      @Configurable("make") static func standard() -> Generator { Generator(latentDim: 1) { $0 } }
      actor Cache { init() {} }
    }

    @Configurable func identity<T>(_ value: T) async -> T { value }

    """

  static func read(_ text: String, module: String = "train") -> DefinitionFile {
    DefinitionFile(swift: SourceText(text), file: FilePath("/Sources/train/Train.swift"), module: module)
  }
}

extension DefinitionFile {
  func configurable(_ name: String) throws -> Configurable {
    try #require(configurables.first { $0.name == name }, "no configurable \(name)")
  }
}
