// How does a program of swift-argument-parser take configs? With the options that gin programs have.
//
// A library of its own, so that a program without command line options does not link swift-argument-parser.

public import ArgumentParser
public import Gin

/// `--gin-file base.gin --gin-param 'train.steps = 5'`, for any command.
///
/// ```swift
/// @main struct Train: ParsableCommand {
///   @OptionGroup var gin: GinOptions
///   func run() throws {
///     let config = try gin.config(registry)
///   }
/// }
/// ```
public struct GinOptions: ParsableArguments {
  /// Paths of configs, in order.
  @Option(
    name: .customLong("gin-file"), parsing: .singleValue,
    help: ArgumentHelp("A config to read; of several each comes after the one before.", valueName: "path"))
  public var files: [String] = []

  /// Bindings that come after all files.
  @Option(
    name: .customLong("gin-param"), parsing: .singleValue,
    help: ArgumentHelp("A binding to add after all files.", valueName: "x.y = 1"))
  public var parameters: [String] = []

  /// Folders to search.
  @Option(
    name: .customLong("gin-path"), parsing: .singleValue,
    help: ArgumentHelp("A folder to search for configs.", valueName: "folder"))
  public var searchPaths: [String] = []

  /// Without options.
  public init() {}

  /// What the options say.
  ///
  /// - Parameters:
  ///   - registry: what the configs may name.
  ///   - files: the configs to read where the command line names none.
  ///   - searchPaths: folders to search after those of the command line.
  /// - Throws: `ConfigError` with all problems that were found.
  public func config(
    _ registry: Registry, files defaults: [String] = [], searchPaths more: [String] = []
  ) throws(ConfigError) -> Config {
    try Config(
      registry, files: files.isEmpty ? defaults : files, bindings: parameters, searchPaths: searchPaths + more)
  }
}
