// How do we talk to the client? Answers, notifications and requests of our own, in the order in which they are sent.

import LanguageServerProtocol

/// The sending side of the conversation; used by the consumer alone.
final class Client {
  private let output: Int32
  private let recorder: Recorder?
  private var nextID = 1
  private var waiting: [LSP.RequestID: (Result<JSON, LSP.ResponseError>) -> Void] = [:]

  init(output: Int32, recorder: Recorder?) {
    self.output = output
    self.recorder = recorder
  }

  func respond(to id: LSP.RequestID, _ result: some JSONWritable) {
    send(OutgoingMessage.response(to: id, result: result))
  }

  /// `id` is nil for an answer to what could not be read.
  func refuse(_ id: LSP.RequestID?, _ code: LSP.ErrorCode, _ message: String, data: JSON = .null) {
    send(OutgoingMessage.response(to: id, error: LSP.ResponseError(code, message, data: data)))
  }

  func notify(_ method: String, _ params: some JSONWritable) {
    send(OutgoingMessage.notification(method: method, params: params))
  }

  /// Words for the log that the editor keeps, not for a person's eyes at once.
  func log(_ type: LSP.MessageType, _ message: String) {
    notify("window/logMessage", LSP.MessageParams(type, message))
  }

  /// - Parameter received: called by the consumer when the answer comes.
  func request(
    _ method: String, _ params: some JSONWritable,
    received: @escaping (Result<JSON, LSP.ResponseError>) -> Void = { _ in }
  ) {
    let id = LSP.RequestID.number(nextID)
    nextID += 1
    waiting[id] = received
    send(OutgoingMessage.request(id: id, method: method, params: params))
  }

  /// The client answered a request of ours; an answer to nothing is nothing.
  func receive(_ result: Result<JSON, LSP.ResponseError>, to id: LSP.RequestID) {
    waiting.removeValue(forKey: id)?(result)
  }

  private func send(_ body: [UInt8]) {
    recorder?.record(server: body)
    // When nobody reads any more, the input ends too, and that ends the loop.
    writeBytes(MessageFraming.frame(body), to: output)
  }
}
