// How are a file's problems told to this client?

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

extension Snapshot {
  func diagnostics(of document: Document) -> LSP.PublishDiagnosticsParams {
    LSP.PublishDiagnosticsParams(
      uri: session.uri(of: document.path), version: document.version,
      diagnostics: analysis.diagnostics(in: document.path).map(diagnostic))
  }

  func diagnostic(_ problem: Problem) -> LSP.Diagnostic {
    let canFade = session.capabilities.canShowDiagnosticTags
    let canRelate = session.capabilities.canShowRelatedInformation
    return LSP.Diagnostic(
      range: range(problem.location), severity: LSP.DiagnosticSeverity(problem.severity),
      code: problem.code.rawValue, source: "gimlet", message: problem.message,
      tags: problem.code.isUnnecessary && canFade ? [.unnecessary] : [],
      relatedInformation: canRelate
        ? problem.related.map { LSP.RelatedInformation(location: location($0.location), message: $0.message) } : [])
  }
}

extension LSP.DiagnosticSeverity {
  init(_ severity: Problem.Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .information: self = .information
    case .hint: self = .hint
    }
  }
}
