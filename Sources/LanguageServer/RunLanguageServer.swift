// How is the server started, and how does it end? What `gimlet lsp` calls.

import LanguageServerProtocol

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Serves the client on standard input and output until it leaves.
/// - Parameter recording: the file to which the session is written; it is replaced.
/// - Returns: the exit code: 0 after `shutdown` and `exit`, 1 after another end, 2 when the file cannot be written.
package func runLanguageServer(recordingTo recording: String? = nil) -> Int32 {
  ignoreBrokenPipes()
  var recorder: Recorder?
  if let recording {
    guard let opened = Recorder(path: recording) else {
      writeBytes(Array("gimlet: `\(recording)` cannot be written, so the session cannot be recorded.\n".utf8), to: 2)
      return 2
    }
    recorder = opened
  }
  return Server(.standard, recorder: recorder, abandon: { _exit(1) }).run()
}
