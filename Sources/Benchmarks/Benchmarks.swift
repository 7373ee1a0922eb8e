// Which measurement is asked for? `Benchmarks parse [FILE…]`, `evaluate`, `python`, `load`, `build`.

@main
struct Benchmarks {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "parse": try GinParsing.run(files: Array(arguments.dropFirst()))
    case "evaluate": try Evaluating.run()
    case "python": try PythonEvaluating.run()
    case "load": try Loading.run()
    case "build": try Building.run()
    default: print("usage: Benchmarks parse [FILE…] | evaluate | python | load | build")
    }
  }
}
