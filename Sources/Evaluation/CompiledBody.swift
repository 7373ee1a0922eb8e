// How is a body compiled, once for all? From a function, a default or an initial value to code with a frame's layout.

import Configurables
import SourceText

/// Code with the frame that it needs. Immutable once made, and so safe to use from any thread.
final class CompiledBody: @unchecked Sendable {
  let size: FrameSize
  /// Where the caller puts the arguments.
  let parameters: [Storage]
  let resultType: SwiftType
  /// Leaves the result in slot 0.
  let run: (Frame) throws -> Void

  init(size: FrameSize, parameters: [Storage], resultType: SwiftType, run: @escaping (Frame) throws -> Void) {
    self.size = size
    self.parameters = parameters
    self.resultType = resultType
    self.run = run
  }

  func result(_ frame: Frame) throws -> Datum {
    switch resultType {
    case .void: .void
    case .int: .int(frame.int(0))
    case .double: .double(frame.double(0))
    case .bool: .bool(frame.bool(0))
    default: frame.data[0]
    }
  }
}

extension BodyCompiler {
  static func resultStorage(_ type: SwiftType) -> Storage? {
    switch type {
    case .void, .never: nil
    case .int: .int(0)
    case .double: .double(0)
    case .bool: .bool(0)
    default: .datum(0)
    }
  }

  static func compileFunction(_ index: Int, _ library: SymbolTable) throws -> CompiledBody {
    let entry = library.functions[index]
    let compiler = BodyCompiler(
      library: library, unit: entry.unit, nominal: entry.nominal, builtinSelf: entry.builtinSelf)
    let function = entry.function
    if let obstacle = function.obstacle {
      throw compiler.unsupported(EvaluationWords.obstacle(entry.name, obstacle), function.nameRange)
    }
    let types = function.parameters.map { compiler.signatureType($0, of: entry) }
    let layout = layout(types, hasSelf: entry.hasSelf)
    (compiler.size.numbers, compiler.size.data) = (layout.numbers, layout.data)
    compiler.boxedNames = KeptNames.inBody(function.body)
    compiler.declareSelf(of: entry)
    for (parameter, (storage, type)) in zip(function.parameters, zip(layout.storages, types))
    where parameter.internalName != "_" {
      compiler.declare(parameter.internalName, type, .constant, storage)
    }
    let result = entry.isInitializer ? SwiftType.void : compiler.resultType(of: index)
    let target = ReturnTarget(type: result)
    target.storage = resultStorage(result)
    compiler.returns.append(target)
    let code = try compiler.compileBlock(function.body)
    let trap = compiler.trap(.noReturn, function.nameRange)
    let returns = result != .void
    return CompiledBody(size: compiler.size, parameters: layout.storages, resultType: result) { frame in
      let flow = try code(frame)
      if returns, flow != .returned { throw trap }
    }
  }

  private func declareSelf(of entry: FunctionEntry) {
    isTypeMember = entry.function.placement == .type
    guard entry.hasSelf else { return }
    let type = entry.nominal.map(SwiftType.nominal) ?? resolve(.named(entry.builtinSelf ?? ""))
    selfType = type
    let isChanged = entry.function.placement == .mutating || entry.isInitializer
    declare("self", type, isChanged ? .variable : .constant, .datum(1))
  }

  /// A default or an initial value.
  /// - Parameter type: what it has to be, or nil to find that out.
  static func compileValue(
    _ value: Expression, _ type: SwiftType?, _ unit: FileUnit, nominal: Int?, builtinSelf: String? = nil,
    _ library: SymbolTable
  ) throws -> CompiledBody {
    let compiler = BodyCompiler(library: library, unit: unit, nominal: nominal, builtinSelf: builtinSelf)
    compiler.isTypeMember = true
    let compiled = try compiler.compile(value, type)
    guard let storage = resultStorage(compiled.type) else {
      throw compiler.unsupported(EvaluationWords.untyped("`Void`"), value.range)
    }
    return CompiledBody(
      size: compiler.size, parameters: [], resultType: compiled.type, run: storage.initializer(compiled))
  }
}

extension Evaluator {
  /// A piece of code that is compiled by itself.
  enum Piece: Hashable, Sendable {
    case function(Int)
    /// The initial value of a property or global.
    case property(Int)
    case defaultValue(function: Int, Int)
  }

  func body(of function: Int) throws -> CompiledBody { try body(of: .function(function)) }

  /// The compiled piece, from the cache or made now.
  func body(of piece: Piece) throws -> CompiledBody {
    if let known = cached(piece) { return try known.get() }
    let made: Result<CompiledBody, EvaluationStop>
    do {
      made = .success(try compile(piece))
    } catch {
      made = .failure(stop(from: error, in: unit(of: piece)))
    }
    keep(made, for: piece)
    return try made.get()
  }

  private func compile(_ piece: Piece) throws -> CompiledBody {
    switch piece {
    case .function(let index): return try BodyCompiler.compileFunction(index, library)
    case .property(let index):
      let entry = library.properties[index]
      guard let value = entry.property.initialValue else { throw Datum.fault("an initial value") }
      if let obstacle = entry.property.obstacle {
        let reason = EvaluationWords.propertyObstacle(entry.property.name, obstacle)
        throw CompileStop(kind: .unsupported, reason: reason, range: entry.property.nameRange)
      }
      return try BodyCompiler.compileValue(value, try storedType(entry), entry.unit, nominal: entry.nominal, library)
    case .defaultValue(let function, let place):
      let entry = library.functions[function]
      let parameter = entry.function.parameters[place]
      guard let value = parameter.defaultValue else { throw Datum.fault("a default") }
      let compiler = BodyCompiler(
        library: library, unit: entry.unit, nominal: entry.nominal, builtinSelf: entry.builtinSelf)
      return try BodyCompiler.compileValue(
        value, compiler.signatureType(parameter, of: entry), entry.unit, nominal: entry.nominal,
        builtinSelf: entry.builtinSelf, library)
    }
  }

  private func unit(of piece: Piece) -> FileUnit {
    switch piece {
    case .function(let index), .defaultValue(let index, _): library.functions[index].unit
    case .property(let index): library.properties[index].unit
    }
  }

  func storedType(_ entry: PropertyEntry) throws -> SwiftType {
    let compiler = BodyCompiler(library: library, unit: entry.unit, nominal: entry.nominal)
    do {
      return try compiler.storedType(entry, entry.property.nameRange)
    } catch {
      throw stop(from: error, in: entry.unit)
    }
  }

  /// Any end of an evaluation as the end that others see.
  func stop(from error: any Error, in unit: FileUnit?) -> EvaluationStop {
    switch error {
    case let stop as EvaluationStop: stop
    case let stop as CompileStop: .notEvaluated(reason: stop.reason, at: unit?.location(stop.range))
    case let thrown as ThrownError:
      .raised(
        EvaluationStop.Raised(
          type: thrown.typeName, message: EvaluationWords.thrown(thrown.description), location: thrown.location))
    default: Datum.fault("no other error")
    }
  }
}
