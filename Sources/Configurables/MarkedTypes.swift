// Which types of Swift are configs? Those that `@Config` marks: what the macro's initializer takes, and what is computed.

import SourceText

extension DefinitionFile {
  /// Config types that are configurables too, so that both kinds of configs set the same fields.
  var markedTypes: [ConfigType] {
    guard language == .swift else { return [] }
    return configurables.compactMap { configurable in
      switch configurable.kind {
      case .structure, .classType, .actor: break
      case .function, .method, .enumeration: return nil
      }
      guard case .type(let place) = configurable.target, types.indices.contains(place) else { return nil }
      return configType(configurable, types[place].name)
    }
  }

  private func configType(_ configurable: Configurable, _ name: String) -> ConfigType {
    var getters: [String: Function] = [:]
    for property in types.lazy.filter({ $0.name == name }).flatMap(\.properties) {
      if let getter = property.getter { getters[property.name] = getter }
    }
    let fields = configurable.parameters.filter { !$0.isComputed || getters[$0.name] != nil }.map { parameter in
      ConfigType.Field(
        parameter: parameter, standing: parameter.isComputed ? .pinned : .input,
        getter: parameter.isComputed
          ? getters[parameter.name].map { ConfigType.Method(function: $0, file: file, kind: .property) } : nil)
    }
    return ConfigType(
      name: name, nameRange: configurable.nameRange, fields: fields, documentation: configurable.documentation,
      signature: configurable.signature)
  }
}
