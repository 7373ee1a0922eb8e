// Which definition does a config's name mean, remembered? The index with the tables that outlive an edit of a config.

package import Configurables
import SourceText

/// Made anew only when a definition changes: by its identity, an unchanged index keeps what was looked up in it.
package final class ProjectDefinitions: Sendable {
  package let index: DefinitionIndex

  package init(_ index: DefinitionIndex) { self.index = index }
}
