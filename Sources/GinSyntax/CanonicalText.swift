// How does CPython print a value? The `repr` that gin-config's parser would give, references and macros as written.

import PythonText
import SourceText

extension GinValue {
  /// `0.001`, `'adam'`, `[1, 2.0, None]`, `(1,)`, `{'a': True}`, `@scope/name()`, `%NAME`: equal for equal values,
  /// however they are written. Of equal keys of a dictionary the first stays, with the last one's value, as in Python.
  package var canonicalText: String {
    switch kind {
    case .list: "[" + joined(values) + "]"
    case .tuple:
      // One item keeps its comma.
      values.count == 1 ? "(" + joined(values) + ",)" : "(" + joined(values) + ")"
    case .parenthesised: values.first?.canonicalText ?? ""
    case .dictionary: canonicalDictionary
    case .reference:
      GinReference(value: self).isEvaluated
        ? "@" + GinReference(value: self).name.text + "()" : "@" + GinReference(value: self).name.text
    case .macroUse: "%" + GinMacroUse(value: self).name.text
    default: literal?.repr ?? file.text[range]
    }
  }

  private func joined(_ values: [GinValue]) -> String { values.map(\.canonicalText).joined(separator: ", ") }

  private var canonicalDictionary: String {
    guard case .dictionary(let entries) = content else { return "" }
    var places: [String: Int] = [:]
    var items: [(key: String, value: String)] = []
    for entry in entries {
      let value = entry.value?.canonicalText ?? ""
      let identity = entry.key.identityText
      if let place = places[identity] {
        items[place].value = value
      } else {
        places[identity] = items.count
        items.append((entry.key.canonicalText, value))
      }
    }
    return "{" + items.map { $0.key + ": " + $0.value }.joined(separator: ", ") + "}"
  }

  /// Equal exactly for keys that Python finds equal: `1`, `1.0`, `True` and `(1+0j)` are one key.
  package var identityText: String {
    switch kind {
    case .tuple: return "(" + values.map(\.identityText).joined(separator: ", ") + ",)"
    case .parenthesised: return values.first?.identityText ?? ""
    default: break
    }
    switch literal {
    case .boolean(let value): return value ? "1" : "0"
    case .float(let value): return Self.identity(of: value)
    case .complex(let real, let imaginary):
      if imaginary == 0 { return Self.identity(of: real) }
      return "\(Self.identity(of: real))+\(Self.identity(of: imaginary))j"
    default: return canonicalText
    }
  }

  private static func identity(of value: Double) -> String {
    if value == 0 { return "0" }
    guard value.isFinite, value.rounded(.towardZero) == value else { return PythonRepr.text(of: value) }
    if let integer = Int(exactly: value) { return String(integer) }
    // A whole number beyond `Int` is its significand, which fits, times a power of two: exact in hexadecimal.
    let bits = Int(value.exponent) - Double.significandBitCount
    let significand = value.significandBitPattern | 1 << UInt64(Double.significandBitCount)
    let padding = bits % 4
    let digits = String(significand << UInt64(padding), radix: 16) + String(repeating: "0", count: bits / 4)
    let text = PythonInteger(literal: "0x" + digits)?.text ?? digits
    return value < 0 ? "-" + text : text
  }
}
