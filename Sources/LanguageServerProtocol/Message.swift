// What kind of message is it? Requests, notifications and responses of JSON-RPC 2.0.

/// The words of the Language Server Protocol 3.17, as far as we speak it.
package enum LSP {
  /// What a request and its response have in common.
  package enum RequestID: Hashable, Sendable, JSONReadable, JSONWritable {
    case number(Int)
    case string(String)

    package init(json: JSON) throws(JSONMismatch) {
      switch json {
      case .integer(let number): self = .number(number)
      case .string(let string): self = .string(string)
      case .null, .boolean, .decimal, .array, .object: throw JSONMismatch(expected: "an integer or a string")
      }
    }

    package func write(to writer: inout JSONWriter) {
      switch self {
      case .number(let number): number.write(to: &writer)
      case .string(let string): string.write(to: &writer)
      }
    }
  }

  /// Why a request has no result.
  package struct ResponseError: Error, Hashable, Sendable, JSONReadable, JSONWritable {
    package let code: ErrorCode
    package let message: String
    package let data: JSON

    package init(_ code: ErrorCode, _ message: String, data: JSON = .null) {
      self.code = code
      self.message = message
      self.data = data
    }

    package init(json: JSON) throws(JSONMismatch) {
      code = ErrorCode(rawValue: try json.required("code"))
      message = try json.required("message")
      data = json["data"]
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("code", code.rawValue)
        writer.member("message", message)
        if !data.isNull { writer.member("data", data) }
      }
    }
  }

  /// The numbers that JSON-RPC and LSP give to what can go wrong.
  package struct ErrorCode: Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let parseError = ErrorCode(rawValue: -32700)
    package static let invalidRequest = ErrorCode(rawValue: -32600)
    package static let methodNotFound = ErrorCode(rawValue: -32601)
    package static let invalidParams = ErrorCode(rawValue: -32602)
    package static let serverNotInitialized = ErrorCode(rawValue: -32002)
    package static let requestCancelled = ErrorCode(rawValue: -32800)
    /// The request is right, and cannot be done.
    package static let requestFailed = ErrorCode(rawValue: -32803)
    package static let serverCancelled = ErrorCode(rawValue: -32802)
    package static let contentModified = ErrorCode(rawValue: -32801)
  }

  /// A message that came in.
  package enum Message: Sendable {
    case request(id: RequestID, method: String, params: JSON)
    case notification(method: String, params: JSON)
    /// `id` is nil where the sender could not tell which request failed.
    case response(id: RequestID?, result: Result<JSON, ResponseError>)
    /// JSON that is no message; `id` is its id, if it has one.
    case invalid(id: RequestID?, reason: String)

    package init(_ json: JSON) {
      guard case .object(let object) = json else {
        self = .invalid(id: nil, reason: "a message is an object")
        return
      }
      let id = try? RequestID(json: json["id"])
      if let method = object["method"] {
        guard let method = method.string else {
          self = .invalid(id: id, reason: "`method` has to be a string")
          return
        }
        switch (id, object["id"]) {
        case (let id?, _): self = .request(id: id, method: method, params: json["params"])
        case (nil, nil): self = .notification(method: method, params: json["params"])
        case (nil, _?): self = .invalid(id: nil, reason: "`id` has to be an integer or a string")
        }
      } else if let error = object["error"], !error.isNull {
        let failure = (try? ResponseError(json: error)) ?? ResponseError(.invalidRequest, error.text)
        self = .response(id: id, result: .failure(failure))
      } else if let result = object["result"] {
        self = .response(id: id, result: .success(result))
      } else {
        self = .invalid(id: id, reason: "a message has a `method`, a `result` or an `error`")
      }
    }
  }
}

/// A message to send, as bytes without headers.
package enum OutgoingMessage {
  package static func response(to id: LSP.RequestID, result: some JSONWritable) -> [UInt8] {
    message { writer in
      writer.member("id", id)
      writer.member("result", result)
    }
  }

  /// `id` is nil for an answer to what could not be read.
  package static func response(to id: LSP.RequestID?, error: LSP.ResponseError) -> [UInt8] {
    message { writer in
      writer.member("id", id)
      writer.member("error", error)
    }
  }

  package static func request(id: LSP.RequestID, method: String, params: some JSONWritable) -> [UInt8] {
    message { writer in
      writer.member("id", id)
      writer.member("method", method)
      writer.member("params", params)
    }
  }

  package static func notification(method: String, params: some JSONWritable) -> [UInt8] {
    message { writer in
      writer.member("method", method)
      writer.member("params", params)
    }
  }

  private static func message(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("jsonrpc", "2.0")
      body(&writer)
    }
    return writer.bytes
  }
}
