// How is the workspace read while the client is served? On a thread of its own, its progress told as it goes.

import LanguageServerProtocol
package import Workspace

/// What the indexing thread tells the loop.
package enum IndexingStep: Sendable {
  /// How much of a thread's work is done, from 0 to 1, and what is read now.
  case progress(Double, String)
  case found(IndexResult)
  /// The last of a thread's jobs is done.
  case finished
}

/// How far indexing is and what the client was told of it.
struct Indexing {
  /// No person reads faster than this, in milliseconds.
  static let reportInterval = 100.0

  /// Told to the editor's log each time that nothing is left to read.
  static let completionMessage = "The workspace has been read."

  enum Phase {
    /// Nothing is to be told.
    case idle
    /// The client was asked to show progress under this token and has not answered.
    case asked(token: String)
    /// The client shows progress.
    case shown(token: String)
  }

  var phase = Phase.idle
  /// Threads that are at work; jobs may be added while others run.
  var threads = 0
  /// What the client was told last, in percent; jobs that come behind others go on from there.
  var percentage = 0
  /// Nothing was left to read when the client was last told.
  var isComplete = false
  private var tokens = 0

  mutating func nextToken() -> String {
    tokens += 1
    return "gimlet/indexing/\(tokens)"
  }
}

extension Server {
  /// Starts what there is to read, if anything; to be called after everything that may change it.
  func startIndexing() {
    let jobs = workspace.indexJobs()
    guard !jobs.isEmpty else { return tellCompletion() }
    indexing.threads += 1
    indexing.isComplete = false
    showProgress()
    startThread { [inbox, isEnding] in
      var lastReport = 0.0
      for (number, job) in jobs.enumerated() {
        let report: (IndexProgress) -> Void = { progress in
          guard monotonicMilliseconds() - lastReport > Indexing.reportInterval else { return }
          lastReport = monotonicMilliseconds()
          let fraction = (Double(number) + progress.fraction) / Double(jobs.count)
          inbox.add([.event(.indexing(.progress(fraction, progress.message)))])
        }
        let result = job.run(progress: report, isCancelled: { isEnding.withLock { $0 } })
        if let result { inbox.add([.event(.indexing(.found(result)))]) }
      }
      inbox.add([.event(.indexing(.finished))])
    }
  }

  func advance(indexing step: IndexingStep) {
    switch step {
    case .progress(let fraction, let message):
      guard case .shown(let token) = indexing.phase else { return }
      indexing.percentage = max(indexing.percentage, min(100, Int(fraction * 100)))
      tell(token, .report(message: message, percentage: indexing.percentage))
    case .found(let result):
      workspace.apply(result)
      publishing.becomeDue()
    case .finished:
      indexing.threads -= 1
      // What was found may have shown more to read.
      startIndexing()
    }
  }

  /// Says once that nothing is left to read.
  private func tellCompletion() {
    guard indexing.threads == 0, !indexing.isComplete else { return }
    indexing.isComplete = true
    client.log(.log, Indexing.completionMessage)
    endProgress()
  }

  private func showProgress() {
    guard case .idle = indexing.phase, session.capabilities.canShowProgress else { return }
    let token = indexing.nextToken()
    indexing.phase = .asked(token: token)
    client.request("window/workDoneProgress/create", LSP.ProgressCreateParams(token: token)) { [self] answer in
      guard case .success = answer else {
        indexing.phase = .idle
        return
      }
      indexing.phase = .shown(token: token)
      indexing.percentage = 0
      tell(token, .begin(title: "Reading configs and definitions"))
      if indexing.threads == 0 { endProgress() }
    }
  }

  /// While the client has not answered, the answer ends what it begins.
  private func endProgress() {
    guard case .shown(let token) = indexing.phase else { return }
    tell(token, .end(message: "done"))
    indexing.phase = .idle
  }

  private func tell(_ token: String, _ step: LSP.ProgressParams.Step) {
    client.notify("$/progress", LSP.ProgressParams(token: token, step: step))
  }
}
