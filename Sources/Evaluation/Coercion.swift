// Does a value of one type stand where another is wanted? The few conversions that Swift makes by itself.

import Configurables
import SourceText

extension BodyCompiler {
  /// `value` as `expected`, or a mismatch.
  func coerce(_ value: Typed, to expected: SwiftType?, _ range: TextRange) throws -> Typed {
    guard let expected, value.type != expected else { return value }
    if value.alternative == expected { return value.retyped(expected) }
    if value.type == .never { return Typed.datum(expected, value.datum) }
    if case .optional(let wrapped) = expected {
      if case .optional(let own) = value.type {
        let inner = try converter(own, to: wrapped, range)
        let code = value.datum
        return Typed(
          expected,
          .datum { frame in
            let datum = try code(frame)
            return datum.isNothing ? .nothing : inner(datum.unwrapped()).wrapped(wrapped)
          })
      }
      let inner = try coerce(value, to: wrapped, range).datum
      return Typed(expected, wrapped.isOptional ? .datum { .some(try inner($0)) } : .datum(inner))
    }
    let convert = try converter(value.type, to: expected, range)
    let code = value.datum
    return Typed.datum(expected) { convert(try code($0)) }
  }

  /// How data of one type become data of another; a mismatch where Swift has no such conversion.
  private func converter(_ type: SwiftType, to expected: SwiftType, _ range: TextRange) throws -> (Datum) -> Datum {
    if type == expected { return { $0 } }
    switch (type, expected) {
    case (.tuple(let own), .tuple(let wanted))
    where own.count == wanted.count
      && zip(own, wanted).allSatisfy {
        $0.type == $1.type && ($0.label == nil || $1.label == nil || $0.label == $1.label)
      }:
      return { $0 }
    case (.nominal(let index), .error):
      return { .list([.int(index), $0]) }
    case (_, .optional(let wrapped)):
      guard !type.isOptional else { break }
      let inner = try converter(type, to: wrapped, range)
      return { inner($0).wrapped(wrapped) }
    case (.array(let own), .array(let wanted)):
      let inner = try converter(own, to: wanted, range)
      return { array in .list(((try? array.asList()) ?? []).map(inner)) }
    case (.function(let parameters, let result), .function(let wanted, .void))
    where parameters == wanted && result == .never:
      return { $0 }
    default: break
    }
    throw mismatch(type, for: expected, range)
  }

  /// The type that two branches have in common, for literals without a context.
  func joined(_ first: SwiftType, _ second: SwiftType) -> SwiftType? {
    if first == second { return first }
    if first == .optional(second) { return first }
    if second == .optional(first) { return second }
    if first == .never { return second }
    if second == .never { return first }
    return nil
  }

  /// Whether `==` on values of this type is what comparing their data gives.
  func hasDatumEquality(_ type: SwiftType) -> Bool {
    switch type {
    case .int, .double, .float, .bool, .string, .range, .closedRange: true
    case .optional(let inner), .array(let inner), .slice(let inner), .set(let inner): hasDatumEquality(inner)
    case .dictionary(let key, let value): hasDatumEquality(key) && hasDatumEquality(value)
    case .nominal(let index): nominalHasDatumEquality(index)
    default: false
    }
  }

  private func nominalHasDatumEquality(_ index: Int) -> Bool {
    let nominal = library.nominals[index]
    guard nominal.methods["=="] == nil, nominal.methods["hash"] == nil, !nominal.isClass else { return false }
    if nominal.isEnumeration {
      return nominal.definition.cases.allSatisfy { element in
        element.payload.allSatisfy { $0.type.map { isPlain(resolveMember($0, of: nominal)) } ?? false }
      }
    }
    guard nominal.inherits("Equatable") || nominal.inherits("Hashable") || nominal.inherits("Comparable") else {
      return false
    }
    return nominal.stored.allSatisfy { entry in
      guard let type = entry.property.type else { return true }
      return isPlain(resolveMember(type, of: nominal))
    }
  }

  /// Types whose equality needs no look at other types of the workspace, and one level of those that do.
  private func isPlain(_ type: SwiftType) -> Bool {
    switch type {
    case .int, .double, .float, .bool, .string: true
    case .optional(let inner), .array(let inner), .set(let inner): isPlain(inner)
    case .dictionary(let key, let value): isPlain(key) && isPlain(value)
    case .nominal(let index):
      library.nominals[index].isEnumeration && library.nominals[index].methods["=="] == nil
        && library.nominals[index].definition.cases.allSatisfy(\.payload.isEmpty)
    default: false
    }
  }

  func resolveMember(_ type: TypeExpression, of nominal: Nominal) -> SwiftType {
    library.resolve(type, in: nominal.unit, enclosing: nominal.name)
  }
}
