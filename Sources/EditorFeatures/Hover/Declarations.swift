// What is said about a definition wherever it is met? Its signature, its documentation, its place, and who sets it.

import Configurables
import Resolution
import SourceText

extension Analysis {
  /// A configurable: signature, documentation and place.
  func declaration(of id: DefinitionIndex.ID) -> RichText {
    guard definitions.configurables.indices.contains(id) else { return RichText() }
    let configurable = definitions.configurables[id]
    var content = RichText()
    let signature = configurable.signature.isEmpty ? configurable.name : configurable.signature
    content.code(SignatureLayout.lines(of: signature), configurable.codeLanguage)
    content.documentation(configurable.documentation)
    content.paragraph(FeatureWords.declared(place(of: configurable)))
    return content
  }

  /// A parameter or property: type, default, documentation, place, and how many configs set it.
  func declaration(of parameter: Parameter, of id: DefinitionIndex.ID) -> RichText {
    guard definitions.configurables.indices.contains(id) else { return RichText() }
    let configurable = definitions.configurables[id]
    var content = RichText()
    let type = parameter.typeText.map { ": " + $0 } ?? ""
    let initial = parameter.defaultText.map { " = " + $0 } ?? ""
    content.code(parameter.name + type + initial, configurable.codeLanguage)
    content.documentation(parameter.documentation)
    if parameter.isComputed {
      content.paragraph(FeatureWords.computed)
    } else if !parameter.isConfigurable {
      content.paragraph(FeatureWords.notConfigurable)
    } else if parameter.defaultText == nil {
      content.paragraph(FeatureWords.noDefault)
    }
    content.paragraph(
      FeatureWords.declared(
        place(configurable.place(of: parameter)), boundIn: files(setting: parameter, of: id).count))
    return content
  }

  /// The files that set a parameter of a configurable, or where there are none those that refer to it.
  func files(about id: DefinitionIndex.ID) -> (files: [FilePath], areSetting: Bool) {
    let setting = files(settingAnyOf: id)
    return setting.isEmpty ? (files(referringTo: id), false) : (setting, true)
  }

  /// The same in words.
  func configsThatSet(_ id: DefinitionIndex.ID) -> Words {
    let (files, areSetting) = files(about: id)
    guard !files.isEmpty else { return FeatureWords.setNowhere }
    let listed = GinHover.listed(files, most: GinHover.mostFiles) { place(ofFile: $0) }
    return (areSetting ? FeatureWords.setIn : FeatureWords.usedIn) + " " + listed.joined(by: ", ") + "."
  }

  private func files(setting parameter: Parameter, of id: DefinitionIndex.ID) -> [FilePath] {
    guard let place = definitions.configurables[id].parameters.firstIndex(where: { $0.name == parameter.name }) else {
      return []
    }
    return files(setting: .parameter(id, place))
  }

  func files(settingAnyOf id: DefinitionIndex.ID) -> [FilePath] {
    let places = definitions.configurables[id].parameters.indices.map { Optional($0) } + [nil]
    return Set(places.flatMap { files(setting: .parameter(id, $0)) }).sorted()
  }

  /// Bindings in the workspace's configs, each in the light of its own file: of one parameter, or of all.
  ///
  /// - Returns: those of the first files, and how many more files have some: a person reads no more of them, and each
  ///   file costs the resolution of a config.
  func bindings(
    of parameter: Parameter?, of id: DefinitionIndex.ID
  ) -> (bindings: [(config: ResolvedConfig, binding: ConfigBinding)], moreFiles: Int) {
    let setting = parameter.map { files(setting: $0, of: id) } ?? files(settingAnyOf: id)
    var found: [(config: ResolvedConfig, binding: ConfigBinding)] = []
    for file in setting.prefix(GinHover.longestList) {
      let config = resolved(entry(for: file))
      for binding in config.bindings(of: id) where binding.file.path == file {
        let bound = definitions.parameter(binding.parameter, of: id)?.name
        if parameter == nil || bound == parameter?.name { found.append((config, binding)) }
      }
    }
    return (found, max(0, setting.count - GinHover.longestList))
  }
}

extension Configurable {
  var codeLanguage: RichText.CodeLanguage {
    switch language {
    case .swift: .swift
    case .python: .python
    }
  }
}
