// From what is a computed property computed? The stored properties that its getter names.

import Configurables

enum ComputedInputs {
  /// The settable parameters that the getter of `property` reads, other computed properties looked through, in the
  /// order of the declaration.
  static func names(of property: String, in configurable: Configurable, _ index: DefinitionIndex) -> [String] {
    guard case .type(let place) = configurable.target, let file = index.files[configurable.file],
      file.types.indices.contains(place)
    else { return [] }
    let typeName = file.types[place].name
    var getters: [String: Function] = [:]
    for type in file.types where type.name == typeName {
      for property in type.properties { getters[property.name] = property.getter }
    }
    var read: Set<String> = []
    var waiting = [property]
    var seen: Set<String> = []
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      guard let getter = getters[name] else {
        read.insert(name)
        continue
      }
      getter.visitExpressions { expression in
        switch expression.kind {
        case .name(let name), .member(base: nil, let name, _): waiting.append(name)
        case .member(let base?, let name, _): if case .name("self") = base.kind { waiting.append(name) }
        default: return
        }
      }
    }
    return configurable.parameters.filter { !$0.isComputed && read.contains($0.name) }.map(\.name)
  }
}
