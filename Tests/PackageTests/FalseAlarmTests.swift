// Is every error that is reported of a published config a mistake of that config? All of them, by place, with the reason.

import EditorFeatures
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct FalseAlarmTests {
  /// Errors that are real, by the reason why.
  private struct Mistake {
    let package: String
    let reason: String
    /// File, line and code.
    let errors: [String]
  }

  private static let semiSupervised = "disentanglement_lib/config/tests/methods/semi_supervised/train_test.gin"
  private static let weaklySupervised = "disentanglement_lib/config/tests/methods/weakly_supervised/train_test.gin"
  private static let udr = "disentanglement_lib/config/tests/methods/udr/"
  private static let validation = "disentanglement_lib/config/tests/validation/validation_test_configs/"

  private static let mistakes = [
    Mistake(
      package: "acids-rave",
      reason: "`amp_range`, `threshold` and `prob` are parameters of `RandomCompress`, not of `Compress`.",
      errors: (40...42).map { "rave/configs/v2_nopqmf_small.gin:\($0): unknown-parameter" }),
    Mistake(
      package: "disentanglement-lib",
      reason:
        "The release has no `methods/semi_supervised`, which defined these names and a `model` with more parameters.",
      errors: [19, 22, 23, 24, 25, 25, 32, 32, 33, 33].map { "\(semiSupervised):\($0): unknown-configurable" }
        + [20, 21, 26, 27, 28, 29, 30, 31].map { "\(semiSupervised):\($0): unknown-parameter" }),
    Mistake(
      package: "disentanglement-lib", reason: "The release has no `methods/udr`, where `udr_sklearn` was.",
      errors: ["udr.gin", "udr_spearman.gin"].flatMap { file in
        [16, 19, 20, 21, 22, 23, 24].map { "\(udr)\(file):\($0): unknown-configurable" }
      }),
    Mistake(
      package: "disentanglement-lib",
      reason: "The release has no `methods/weakly_supervised`, where `dynamics` and the `group_vae`s were.",
      errors: [19, 20, 21].map { "\(weaklySupervised):\($0): unknown-configurable" }),
    Mistake(
      package: "disentanglement-lib",
      reason: "The release has no `validation` module and no labellers.",
      errors: [16, 18, 19, 21, 21].map { "\(validation)dci.gin:\($0): unknown-configurable" }
        + ["mig.gin", "sap_score.gin"].flatMap { file in
          [16, 18, 19, 22, 22].map { "\(validation)\(file):\($0): unknown-configurable" }
        }),
  ]

  @Test func everyErrorIsAMistakeOfItsConfig() throws {
    var files = 0
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "false alarms in published configs") else { return }
      files += package.ginFiles.count
      let found = package.ginFiles.flatMap { file in
        package.analysis.diagnostics(in: file).filter { $0.severity == .error }.map { problem in
          let text = package.analysis.files.ginFile(file)?.text ?? SourceText("")
          return "\(package.shown(file)):\(text.line(of: problem.location.range.start) + 1): \(problem.code.rawValue)"
        }
      }
      let expected = Self.mistakes.filter { $0.package == name }.flatMap(\.errors)
      #expect(found.sorted() == expected.sorted(), "\(name)")
    }
    #expect(files >= 228, "GIN.md's packages hold 228 files; .ci/download-packages fetches them")
  }
}
