// What does one gin file hold? Its text, its tree, and what is derived from them once and kept.

package import SourceText

/// One version of one gin file. Two versions are told apart by identity, so an unchanged file must stay one object.
package final class ConfigFile: Sendable {
  package let path: FilePath
  package let text: SourceText

  package init(path: FilePath, text: SourceText) {
    self.path = path
    self.text = text
  }
}
