// Which functions register, and what do their arguments say? Those of gin-config 0.5.0 (`gin/config.py`), by path.

import Configurables

enum PythonRegistrar: String, Sendable {
  case configurable, register
  case externalConfigurable = "external_configurable"
  case constant
  case constantsFromEnum = "constants_from_enum"
  case searchPath = "add_config_file_search_path"

  /// The packages and modules that re-export gin-config's functions.
  private static let homes: Set<String> = ["gin", "gin.config", "gin.tf", "gin.torch", "gin.tf.external_configurables"]

  init?(path: String) {
    guard let period = path.lastIndex(of: "."), Self.homes.contains(String(path[..<period])) else { return nil }
    self.init(rawValue: String(path[path.index(after: period)...]))
  }

  /// Parameters behind the thing that is registered, in order.
  private var positions: [String] {
    switch self {
    case .configurable, .register: ["module", "allowlist", "denylist"]
    case .externalConfigurable: ["name", "module", "allowlist", "denylist"]
    case .constant, .constantsFromEnum, .searchPath: []
    }
  }

  enum Form: Sendable {
    /// `@registrar(...)` and `registrar(...)(thing)`: the name stands first.
    case decorator
    /// `registrar(thing, ...)`.
    case call
  }

  /// What a registration says about its configurable.
  struct Options: Sendable {
    var name: String?
    var module: String?
    var allowlist: [String]?
    var denylist: [String]?
    /// A name or module that is computed when the program runs: nobody can know it here.
    var isComputed = false
  }

  /// - Parameter arguments: without the registered thing itself.
  func options(_ arguments: [Expression.Argument], _ form: Form) -> Options {
    var options = Options()
    let names = form == .decorator ? ["name"] + positions : positions
    for (index, argument) in arguments.enumerated() {
      guard let key = argument.label ?? (index < names.count ? names[index] : nil) else { continue }
      switch key {
      case "name", "name_or_fn": options.name = options.text(argument.value)
      case "module": options.module = options.text(argument.value)
      case "allowlist", "whitelist": options.allowlist = Self.strings(argument.value)
      case "denylist", "blacklist": options.denylist = Self.strings(argument.value)
      default: break
      }
    }
    return options
  }

  private static func strings(_ expression: Expression) -> [String]? {
    let elements: [Expression]
    switch expression.kind {
    case .list(let list): elements = list
    case .tuple(let tuple): elements = tuple.map(\.value)
    default: return nil
    }
    return elements.compactMap { element in
      if case .string(let text) = element.kind { return text }
      return nil
    }
  }
}

extension PythonRegistrar.Options {
  fileprivate mutating func text(_ expression: Expression) -> String? {
    switch expression.kind {
    case .string(let text): return text
    case .none: return nil
    default:
      isComputed = true
      return nil
    }
  }
}

extension Expression {
  /// `a.b.c`, if it is nothing but names.
  var dottedPath: String? {
    switch kind {
    case .name(let name): name
    case .member(let base?, let name, _): base.dottedPath.map { $0 + "." + name }
    default: nil
    }
  }
}
