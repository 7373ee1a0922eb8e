// What happens when Python raises? Exceptions as objects, handlers that catch them, and `with`.

import Configurables
import SourceText

final class PythonException {
  /// A builtin's path, or a class of the workspace.
  let type: PythonObject
  var args: [PythonObject]
  var attributes: [String: PythonObject] = [:]
  /// Whether gin-config has added to its text on the way: the call of a configurable, with its address.
  var isAugmented = false

  init(type: PythonObject, args: [PythonObject]) {
    self.type = type
    self.args = args
  }

  var typeName: String {
    switch type {
    case .path(let path): path
    case .type(let type): type.name
    default: "Exception"
    }
  }
}

extension PythonInterpreter {
  /// The error that raising an exception is.
  func stop(
    raising exception: PythonException, _ range: TextRange, _ frame: PythonFrame
  ) throws -> EvaluationStop {
    let words = exception.isAugmented ? "" : try text(of: exception, range, frame)
    guard case .raised(let raised) = raise(exception.typeName, words, range, frame.module) else {
      return .cancelled
    }
    thrown = (raised, exception)
    return .raised(raised)
  }

  /// `KeyError`, whose text is the key as it would be written.
  func raise(missing key: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> EvaluationStop {
    try stop(raising: PythonException(type: .path("KeyError"), args: [key]), range, frame)
  }

  /// The object behind an error; nil for what no Python raises.
  func exception(of raised: EvaluationStop.Raised) -> PythonException? {
    if let thrown, thrown.raised == raised { return thrown.exception }
    guard PythonNames.bases[raised.type] != nil else { return nil }
    let words = raised.message.hasPrefix("`") ? String(raised.message.dropFirst().dropLast()) : raised.message
    let message = words == raised.type ? "" : String(words.dropFirst(raised.type.count + 2))
    let exception = PythonException(type: .path(raised.type), args: message.isEmpty ? [] : [.string(message)])
    thrown = (raised, exception)
    return exception
  }

  /// What gin-config does to an error that leaves a configurable: its text tells of the call.
  func augment(_ error: any Error) {
    guard case EvaluationStop.raised(let raised) = error else { return }
    exception(of: raised)?.isAugmented = true
  }

  /// `str(error)`.
  func text(of exception: PythonException, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    guard !exception.isAugmented else { throw giveUp(EvaluationWords.pythonAugmented, range, frame.module) }
    if case .type(let type) = exception.type, let method = type.function("__str__") {
      let call = PythonCall(name: "__str__", positional: [.exception(exception)], range: range, frame: frame)
      guard case .string(let text) = try self.call(method, call) else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      return text
    }
    switch exception.args.count {
    case 0: return ""
    case 1 where isException(exception.type, "KeyError"): return try repr(of: exception.args[0], range, frame)
    case 1: return try text(of: exception.args[0], range, frame)
    default:
      guard !isException(exception.type, "OSError") else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      return try repr(of: .tuple(PythonTuple(exception.args)), range, frame)
    }
  }

  func repr(of exception: PythonException, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    guard !exception.isAugmented else { throw giveUp(EvaluationWords.pythonAugmented, range, frame.module) }
    if case .type(let type) = exception.type, type.function("__repr__") != nil {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    let parts = try exception.args.map { try repr(of: $0, range, frame) }
    return exception.typeName + "(" + parts.joined(separator: ", ") + ")"
  }

  /// Whether a type is the builtin exception of that name or one of its kinds.
  func isException(_ type: PythonObject, _ name: String) -> Bool {
    switch type {
    case .path(let path):
      var current: String? = path
      while let next = current {
        if next == name { return true }
        current = PythonNames.bases[next]
      }
      return false
    case .type(let type): return type.exceptionBase.map { isException(.path($0), name) } ?? false
    default: return false
    }
  }

  // MARK: raise

  func raised(_ value: Expression?, _ range: TextRange, _ frame: PythonFrame) throws -> any Error {
    guard let value else {
      guard let current = handling.last else {
        return raise("RuntimeError", "No active exception to reraise", range, frame.module)
      }
      return try stop(raising: current, range, frame)
    }
    return try stop(raising: try exception(from: try evaluate(value, frame), range, frame), range, frame)
  }

  private func exception(
    from object: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonException {
    switch object {
    case .exception(let exception): return exception
    case .path(let path) where PythonNames.bases[path] != nil: return PythonException(type: object, args: [])
    case .type(let type) where type.exceptionBase != nil:
      let call = PythonCall(name: type.name, positional: [], range: range, frame: frame)
      if case .exception(let made) = try construct(type, call) { return made }
      throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    case .path, .native, .foreign, .config, .unknown:
      throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    case .type(let type) where type.isOpen || type.obstacle != nil:
      throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    case .instance(let instance) where instance.type.isOpen || instance.type.obstacle != nil:
      throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    default: throw raise("TypeError", "exceptions must derive from BaseException", range, frame.module)
    }
  }

  // MARK: try

  func attempt(
    _ body: [Statement], _ handlers: [Statement.Handler], _ otherwise: [Statement], _ finally: [Statement],
    _ frame: PythonFrame
  ) throws -> Flow {
    var outcome: Result<Flow, any Error>
    do {
      let flow =
        handlers.isEmpty ? try run(body, frame) : try whileCatching(caught(by: handlers)) { try run(body, frame) }
      if case .next = flow { outcome = Result { try run(otherwise, frame) } } else { outcome = .success(flow) }
    } catch {
      outcome = .failure(error)
      if case EvaluationStop.raised(let raised) = error, let exception = exception(of: raised) {
        outcome = Result {
          guard let flow = try handle(exception, handlers, frame) else { throw error }
          return flow
        }
      }
    }
    // What ends without being known ends at once: nobody can tell what `finally` would see.
    if case .failure(let error) = outcome {
      guard case EvaluationStop.raised = error else { throw error }
    }
    if case .failure = outcome, finally.isEmpty { return try outcome.get() }
    let flow = try run(finally, frame)
    if case .next = flow { return try outcome.get() }
    return flow
  }

  private func caught(by handlers: [Statement.Handler]) -> Catching {
    func mayCatch(_ type: Expression) -> Bool {
      switch type.kind {
      case .tuple(let types): types.contains { mayCatch($0.value) }
      case .name(let name) where PythonNames.bases[name] != nil:
        ["AttributeError", "ModuleNotFoundError"].contains { isException(.path($0), name) }
      default: true
      }
    }
    let catchesNames = handlers.contains { handler in
      if case .expression(let type)? = handler.pattern { mayCatch(type) } else { true }
    }
    return catchesNames ? .missingNames : .otherErrors
  }

  private func handle(
    _ exception: PythonException, _ handlers: [Statement.Handler], _ frame: PythonFrame
  ) throws -> Flow? {
    for handler in handlers {
      if let pattern = handler.pattern {
        guard case .expression(let type) = pattern else {
          throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonStatement, at: nil)
        }
        guard try matches(exception, try evaluate(type, frame), type.range, frame) else { continue }
      }
      handling.append(exception)
      defer { handling.removeLast() }
      guard let name = handler.name else { return try run(handler.body, frame) }
      frame[name] = .exception(exception)
      defer { frame[name] = nil }
      return try run(handler.body, frame)
    }
    return nil
  }

  func matches(
    _ exception: PythonException, _ type: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    switch type {
    case .tuple(let types):
      return try types.contains { try matches(exception, $0, range, frame) }
    case .path(let path) where PythonNames.bases[path] != nil: return isException(exception.type, path)
    case .type(let wanted):
      if case .type(let own) = exception.type { return own.isKind(of: wanted) }
      return false
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  // MARK: with

  /// `gin.config_scope`, and classes of the workspace that enter and exit.
  func within(
    _ contexts: ArraySlice<Statement.Context>, _ body: [Statement], _ frame: PythonFrame
  ) throws -> Flow {
    guard let context = contexts.first else { return try run(body, frame) }
    let range = context.value.range
    if case .call(let callee, let arguments) = context.value.kind, arguments.count == 1, context.target == nil,
      case .path(let path) = try evaluate(callee, frame), PythonNames.isGin(path, "config_scope")
    {
      let outer = execution.scope
      defer { execution.scope = outer }
      execution.scope = try scope(try evaluate(arguments[0].value, frame), inside: outer, range, frame)
      return try within(contexts.dropFirst(), body, frame)
    }
    let manager: PythonObject
    if isPlainContext(context.value, frame) {
      manager = try lenient(argument: context.value, frame)
    } else {
      manager = try evaluate(context.value, frame)
    }
    if case .unknown = manager {
      if let target = context.target { try assign(manager, to: target, frame, range) }
      return try within(contexts.dropFirst(), body, frame)
    }
    guard case .instance(let instance) = manager, let enter = instance.type.function("__enter__"),
      let exit = instance.type.function("__exit__")
    else {
      throw giveUp(
        EvaluationWords.pythonWith(context.value.calleeOfCall.dottedName ?? "an expression"), range, frame.module)
    }
    let entered = try call(enter, PythonCall(name: "__enter__", positional: [manager], range: range, frame: frame))
    func leave(_ arguments: [PythonObject]) throws -> PythonObject {
      try call(exit, PythonCall(name: "__exit__", positional: [manager] + arguments, range: range, frame: frame))
    }
    let flow: Flow
    do {
      flow = try whileCatching(.missingNames) {
        if let target = context.target { try assign(entered, to: target, frame, range) }
        return try within(contexts.dropFirst(), body, frame)
      }
    } catch {
      guard case EvaluationStop.raised(let raised) = error, let exception = exception(of: raised) else { throw error }
      let isHandled = try leave([exception.type, .exception(exception), .path("traceback")])
      guard try isTrue(isHandled, range, frame) else { throw error }
      return .next
    }
    _ = try leave([.none, .none, .none])
    return flow
  }

  /// Whether nothing that is raised inside ends there: `tf.name_scope`, `torch.no_grad`.
  private func isPlainContext(_ context: Expression, _ frame: PythonFrame) -> Bool {
    guard case .call(let callee, _) = context.kind, let name = callee.dottedName?.prefix(while: { $0 != "." }),
      case .path(let path)? = try? value(of: String(name), context.range, frame)
    else { return false }
    return ["tensorflow", "torch", "jax"].contains(path.prefix { $0 != "." })
  }

  /// `gin.config_scope('a')` goes deeper, `None` and `''` go back to the root (`config.py`, `config_scope`).
  private func scope(
    _ name: PythonObject, inside outer: String, _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    switch name {
    case .none: return ""
    case .string(let name):
      if name.isEmpty { return "" }
      guard !outer.isEmpty else { return name }
      return outer + "/" + name
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }
}
