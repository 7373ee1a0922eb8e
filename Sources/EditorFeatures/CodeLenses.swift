// What stands above a line for a person to press? The experiments of a config, and who sets a definition.

import Configurables
package import Resolution
package import SourceText

package struct CodeLens: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// Asks which experiment is to be in view.
    case choose
    /// Opens the resolved config of an experiment, by its name.
    case print(String)
    /// Opens what differs from one experiment to another.
    case compare(String, with: String)
    /// Shows the references to what stands there; they are looked for when somebody wants to see them.
    case show
    /// There is nothing to do.
    case none
  }

  package let range: TextRange
  package let title: String
  package let action: Action
}

extension Analysis {
  package func codeLenses(in file: FilePath) -> [CodeLens] {
    if let code = definitions.files[file] { return codeLenses(in: code) }
    guard files.ginFile(file) != nil else { return [] }
    return configLenses(file)
  }

  /// Above the first line: the experiment in view, Print, and Diff with what the file starts from.
  private func configLenses(_ file: FilePath) -> [CodeLens] {
    let top = TextRange(.zero, .zero)
    var lenses: [CodeLens] = []
    let including = experiments(including: file)
    let inView = entryInView(of: file)
    if let inView {
      lenses.append(CodeLens(range: top, title: FeatureWords.inView(title(of: inView)), action: .choose))
    } else if including.count == 1 {
      lenses.append(CodeLens(range: top, title: FeatureWords.partOf(title(of: including[0])), action: .choose))
    } else if !including.isEmpty {
      lenses.append(CodeLens(range: top, title: FeatureWords.partOf(including.count), action: .choose))
    }
    let shown = inView ?? Entry(file)
    lenses.append(CodeLens(range: top, title: FeatureWords.print, action: .print(title(of: shown))))
    if let base = base(of: shown) {
      lenses.append(
        CodeLens(
          range: top, title: FeatureWords.difference(from: title(of: base)),
          action: .compare(title(of: base), with: title(of: shown))))
    }
    return lenses
  }

  /// What an experiment starts from: the file that its first file includes first. One with bindings or several files
  /// starts from its first file.
  package func base(of entry: Entry) -> Entry? {
    guard let first = entry.files.first else { return nil }
    if entry.files.count > 1 || !entry.bindings.isEmpty { return Entry(first) }
    let included = (files.ginFile(first)?.includedPaths ?? []).lazy.compactMap { self.includedFile($0, from: first) }
    return included.first { $0 != first }.map { Entry($0) }
  }

  /// Above each definition how many configs set it, and how many experiments they make.
  private func codeLenses(in code: DefinitionFile) -> [CodeLens] {
    var counter = ExperimentCounter()
    var lenses = experimentLenses(in: code)
    for (id, configurable) in definitions.configurables.enumerated() where configurable.file == code.file {
      let (files, areSetting) = files(about: id)
      guard !files.isEmpty else {
        lenses.append(CodeLens(range: configurable.nameRange, title: FeatureWords.boundNowhere, action: .none))
        continue
      }
      let count = counter.count(files, in: self)
      let title =
        areSetting
        ? FeatureWords.bound(in: files.count, experiments: count)
        : FeatureWords.used(in: files.count, experiments: count)
      lenses.append(CodeLens(range: configurable.nameRange, title: title, action: .show))
    }
    return lenses
  }
}

/// Counts the experiments that files are part of. Many definitions are set by the same files, and an experiment is
/// looked at once.
private struct ExperimentCounter {
  private var numbers: [Entry: Int] = [:]
  private var byFile: [FilePath: [Int]] = [:]

  mutating func count(_ files: [FilePath], in analysis: Analysis) -> Int {
    var found: Set<Int> = []
    for file in files { found.formUnion(experiments(of: file, analysis)) }
    return found.count
  }

  private mutating func experiments(of file: FilePath, _ analysis: Analysis) -> [Int] {
    if let known = byFile[file] { return known }
    let including = analysis.experiments(including: file)
    let made = (including.isEmpty ? [Entry(file)] : including).map { entry -> Int in
      if let number = numbers[entry] { return number }
      numbers[entry] = numbers.count
      return numbers.count - 1
    }
    byFile[file] = made
    return made
  }
}

// MARK: Names of experiments

extension Analysis {
  /// What a person chooses to see each file by itself again.
  package static let fileAlone = FeatureWords.fileAlone
  package static let chooseExperiment = FeatureWords.chooseExperiment

  package static let notOffered = FeatureWords.notOffered
  package static let noChoice = FeatureWords.noChoice
  package static func noExperiment(_ title: String) -> String { FeatureWords.noExperiment(title) }
  /// - Parameter title: nil for each file by itself.
  package static func chosen(_ title: String?) -> String { FeatureWords.chosen(title) }

  /// All that can be printed and compared: what a person runs first, then the files that others include.
  package var experimentTitles: [String] {
    let run = experiments.map { title(of: $0) }
    let typed = definitions.experiments.experiments.map(\.path)
    let known = Set(run)
    return run + typed + files.allGinFiles.map { displayPath(of: $0) }.filter { !known.contains($0) }
  }

  /// By what a person calls an experiment, and a client names it to us.
  package func title(of entry: Entry) -> String { name(of: entry).plainText }

  /// The experiment of that name: one that is named, or a file.
  package func experiment(titled title: String) -> Entry? {
    if let named = files.namedEntries.first(where: { $0.name == title }) { return named }
    if let file = files.allGinFiles.first(where: { displayPath(of: $0) == title }) { return Entry(file) }
    // A file outside of the folders.
    return title.hasPrefix("/") && files.ginFile(FilePath(title)) != nil ? Entry(FilePath(title)) : nil
  }

  /// What a person may choose to see a file in: the experiments that include it, and those that are the file itself.
  package func choices(for file: FilePath) -> [String] {
    let including = experiments(including: file)
    return (including.isEmpty ? experiments.filter { $0.files != [file] || !$0.bindings.isEmpty } : including)
      .map { title(of: $0) }
  }
}
