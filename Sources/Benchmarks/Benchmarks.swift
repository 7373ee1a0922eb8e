// Which measurement is asked for? `Benchmarks parse [FILE…]`, `Benchmarks evaluate`.

@main
struct Benchmarks {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "parse": try GinParsing.run(files: Array(arguments.dropFirst()))
    case "evaluate": try Evaluating.run()
    default: print("usage: Benchmarks parse [FILE…] | evaluate")
    }
  }
}
