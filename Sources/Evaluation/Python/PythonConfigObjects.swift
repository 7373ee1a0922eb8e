// What are configs of pconfigs while code runs? Instances with their inputs, their types, and what asks for inputs.

import Configurables
import SourceText

/// What pconfigs adds to the values of Python.
enum PythonConfigObject {
  case type(ExperimentIndex.TypeID)
  case instance(PythonConfig)
  /// `pinputs(config)`.
  case inputs(PythonConfig)
  case method(PythonConfig, ConfigType.Method)
  case enumeration(TypeDefinition, PythonUnit)
  /// `Pinned`, `Required`.
  case sentinel(PythonSentinel)
  /// `Pin(value)`, which sets a pinned field.
  case pin(PythonPin)
}

final class PythonPin {
  let object: PythonObject

  init(_ object: PythonObject) { self.object = object }
}

enum PythonSentinel: String {
  case pinned = "Pinned"
  case required = "Required"

  init?(path: String) {
    guard path.hasPrefix("pconfigs."), let name = path.split(separator: ".").last else { return nil }
    self.init(rawValue: String(name))
  }

  /// As pconfigs prints it (`sentinel.py`).
  var value: Value {
    .opaque(OpaqueValue(description: "[\(rawValue)]", identity: self == .pinned ? -1 : -2, content: rawValue))
  }
}

/// An instance of a config type.
final class PythonConfig {
  struct Input {
    var value: Result<PythonObject, EvaluationStop>
    /// What is in force first.
    var sources: [ConstructedConfig.Source]
  }

  struct Computed {
    var value: Result<PythonObject, EvaluationStop>
    var reads: [ConstructedConfig.Read]
  }

  let id: ExperimentIndex.TypeID
  let type: ConfigType
  var inputs: [String: Input] = [:]
  var computed: [String: Computed] = [:]
  /// Fields that are being computed.
  var underWay: Set<String> = []
  /// What the program stops with when it makes this.
  var failure: EvaluationStop?
  /// Whether its constructor is through: until then only its own code sees it.
  var isComplete = false

  init(_ id: ExperimentIndex.TypeID, _ type: ConfigType) {
    self.id = id
    self.type = type
  }

  func fail(_ stop: EvaluationStop) { if failure == nil { failure = stop } }
}

/// What one property looks at while it is computed.
struct PythonConfigReads {
  let config: PythonConfig
  private(set) var reads: [ConstructedConfig.Read] = []

  init(config: PythonConfig) { self.config = config }

  /// The way from the property's own config to one that it looks into.
  func path(to other: PythonConfig) -> [String] {
    if other === config { return [] }
    for field in config.type.fields {
      if case .success(.config(.instance(let inner)))? = config.inputs[field.parameter.name]?.value, inner === other {
        return [field.parameter.name]
      }
    }
    return [other.type.name]
  }

  mutating func note(_ read: ConstructedConfig.Read) {
    guard !reads.contains(where: { $0.path == read.path }) else { return }
    // Who looks at a field of a config inside looks at that config first.
    reads.removeAll { read.path.count > $0.path.count && read.path.starts(with: $0.path) }
    reads.append(read)
  }
}

extension PythonConfigObject {
  /// The value as it is shown; nil for what has no text of its own.
  var value: Value? {
    switch self {
    case .sentinel(let sentinel): sentinel.value
    case .instance(let config): config.value
    case .type, .inputs, .method, .enumeration, .pin: nil
    }
  }

  var typeName: String {
    switch self {
    case .instance(let config): config.type.name
    case .type, .enumeration: "type"
    case .sentinel: "Sentinel"
    case .inputs: "PropInputs"
    case .method: "method"
    case .pin: "Pin"
    }
  }
}

extension PythonConfig {
  /// Nil while a field has no value.
  var value: Value? {
    var object = ObjectValue(type: type.name, fields: [])
    for field in type.fields {
      let name = field.parameter.name
      guard case .success(let found)? = computed[name]?.value ?? inputs[name]?.value, let value = found.value else {
        return nil
      }
      object.fields.append(.init(name: name, value: value, origin: field.getter == nil ? .stored : .computed))
    }
    return .object(object)
  }
}
