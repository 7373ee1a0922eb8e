// How is a value written? As CPython's `repr` writes it, and what Python does not have in the nearest form.

import PythonText

extension Value {
  /// Never shortened. Swift's enums are `.name`, a constructed value is a call with its stored fields,
  /// `Adam(lr=0.001)`; a `Float` has the digits that tell it from other floats.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .none: text += "None"
    case .boolean(let flag): text += flag ? "True" : "False"
    case .integer(let number): text += String(number)
    case .bigInteger(let digits): text += digits
    case .double(let number): text += PythonRepr.text(of: number)
    case .float(let number): text += PythonRepr.text(of: Double(number.description) ?? Double(number))
    case .complex(let real, let imaginary): text += PythonRepr.complex(real: real, imaginary: imaginary)
    case .string(let string): text += PythonRepr.text(of: string)
    case .bytes(let bytes): text += PythonRepr.text(ofBytes: bytes)
    case .list(let elements): Self.write(elements, "[", "]", to: &text)
    case .tuple(let elements): Self.write(elements, "(", elements.count == 1 ? ",)" : ")", to: &text)
    case .set(let elements) where elements.isEmpty: text += "set()"
    case .set(let elements): Self.write(elements, "{", "}", to: &text)
    case .dictionary(let dictionary): dictionary.write(to: &text)
    case .enumeration(let value) where value.form == .qualified: text += value.type + "." + value.name
    case .enumeration(let value) where value.language == .python:
      text += "<\(value.type).\(value.name): "
      value.rawValue.write(to: &text)
      text += ">"
    case .enumeration(let value):
      text += "." + value.name
      if !value.payload.isEmpty { Self.write(value.payload, "(", ")", to: &text) }
    case .object(let object): object.write(to: &text)
    case .reference(let reference): text += reference.text
    case .opaque(let value): text += value.description
    }
  }

  private static func write(_ elements: [Value], _ open: String, _ close: String, to text: inout String) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ", " }
      element.write(to: &text)
    }
    text += close
  }

  fileprivate static func write(key: Value, _ value: Value, to text: inout String) {
    key.write(to: &text)
    text += ": "
    value.write(to: &text)
  }

  fileprivate static func write(field: ObjectValue.Field, to text: inout String) {
    text += field.name + "="
    field.value.write(to: &text)
  }
}

extension ReferenceValue {
  /// `@scope/name`, `@scope/name()`; `%NAME` for a macro that is not evaluated, as gin-config writes it.
  package var text: String {
    if form == .result, selector == "gin.macro" || selector == "macro" { return "%" + scope }
    return "@" + (scope.isEmpty ? "" : scope + "/") + selector + (form == .result ? "()" : "")
  }
}

extension DictionaryValue {
  fileprivate func write(to text: inout String) {
    text += "{"
    for (index, pair) in zip(keys, values).enumerated() {
      if index > 0 { text += ", " }
      Value.write(key: pair.0, pair.1, to: &text)
    }
    text += "}"
  }
}

extension ObjectValue {
  fileprivate func write(to text: inout String) {
    text += type + "("
    for (index, field) in fields.filter({ $0.origin == .stored }).enumerated() {
      if index > 0 { text += ", " }
      Value.write(field: field, to: &text)
    }
    text += ")"
  }
}
