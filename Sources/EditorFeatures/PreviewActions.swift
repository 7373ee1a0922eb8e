// Which other values may a person want to try? For a number the double and the half, for a truth value the other one.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct PreviewAction: Sendable, Hashable {
  package let title: String
  /// A line of gin that comes behind all others.
  package let binding: String
}

extension Analysis {
  /// For the binding that a stretch of a gin file touches, where its value is one number or truth value.
  package func previewActions(in file: FilePath, at range: TextRange) -> [PreviewAction] {
    let config = resolved(entry(for: file))
    guard let binding = config.binding(in: file, at: range.start), range.end <= binding.range.end,
      case .literal? = binding.value?.content, let value = config.value(of: binding).value
    else { return [] }
    let name = binding.target == .macro ? binding.macroName : key(of: binding)
    return Self.others(value).map { other in
      PreviewAction(title: FeatureWords.preview(name, other), binding: "\(name) = \(other)")
    }
  }

  private static func others(_ value: Value) -> [String] {
    switch value {
    case .boolean(let truth): [Value.boolean(!truth).text]
    case .integer(let number):
      [number.multipliedReportingOverflow(by: 2), (number / 2, number == 0 || number == 1)].compactMap { other in
        other.1 || other.0 == number ? nil : Value.integer(other.0).text
      }
    case .double(let number): doubled(number).map { Value.double($0).text }
    case .float(let number): doubled(Double(number)).map { Value.float(Float($0)).text }
    default: []
    }
  }

  private static func doubled(_ number: Double) -> [Double] {
    [number * 2, number / 2].filter { $0.isFinite && $0 != number }
  }
}
