// What is told to the person in front of the editor? Messages and progress.

extension LSP {
  package enum MessageType: Int, Sendable {
    case error = 1
    case warning, information, log
  }

  /// `window/logMessage` and `window/showMessage`
  package struct MessageParams: Sendable, JSONWritable {
    package let type: MessageType
    package let message: String

    package init(_ type: MessageType, _ message: String) {
      self.type = type
      self.message = message
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("type", type.rawValue)
        writer.member("message", message)
      }
    }
  }

  /// `window/workDoneProgress/create`
  package struct ProgressCreateParams: Sendable, JSONWritable {
    package let token: String

    package init(token: String) { self.token = token }

    package func write(to writer: inout JSONWriter) { writer.object { $0.member("token", token) } }
  }

  /// `$/progress`
  package struct ProgressParams: Sendable, JSONWritable {
    package enum Step: Sendable {
      case begin(title: String)
      /// - Parameter percentage: 0 to 100.
      case report(message: String, percentage: Int)
      case end(message: String)
    }

    package let token: String
    package let step: Step

    package init(token: String, step: Step) {
      self.token = token
      self.step = step
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("token", token)
        writer.object("value") { writer in
          switch step {
          case .begin(let title):
            writer.member("kind", "begin")
            writer.member("title", title)
            writer.member("percentage", 0)
          case .report(let message, let percentage):
            writer.member("kind", "report")
            writer.member("message", message)
            writer.member("percentage", percentage)
          case .end(let message):
            writer.member("kind", "end")
            writer.member("message", message)
          }
        }
      }
    }
  }
}
