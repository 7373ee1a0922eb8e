// Which Python files below a root matter to configs, and what do they define together?
//
// A file is scanned for the word `gin`; what such files import from the workspace is read too, for base classes and
// wrappers stand there. Python links across files, so that a change of one may change what others define.

import Configurables
import PythonDefinitions
import SourceText

/// A value: an index that is being built on another thread is a copy, and never seen half done.
struct PythonIndex: Sendable {
  private struct Record: Sendable {
    var stamp: FileStamp?
    /// Nil for a file that nothing has asked for yet.
    var module: PythonModule?
    /// Of a file that nothing has asked for.
    var constructed = ConstructedNames()
  }

  private var records: [FilePath: Record] = [:]
  private var roots: PythonSourceRoots
  private let root: FilePath
  /// What the files define together.
  private(set) var definitionFiles: [DefinitionFile] = []
  /// The dotted names of all files.
  private(set) var moduleNames: Set<String> = []
  /// The packages outside the workspace that files which speak of gin import, and that may register names; the one that
  /// most files import first.
  private(set) var unreadPackages: [String] = []

  init(root: FilePath) {
    self.root = root
    roots = PythonSourceRoots(root: root, files: [])
  }

  var paths: [FilePath] { records.keys.sorted() }

  func contains(_ path: FilePath) -> Bool { records[path] != nil }

  /// Whether the disk still has what the index read.
  func isCurrent(_ path: FilePath, _ stamp: FileStamp?) -> Bool {
    guard let record = records[path] else { return stamp == nil }
    return record.stamp == stamp
  }

  func changedPaths() -> [FilePath] {
    records.compactMap { path, record in Disk.stamp(of: path) == record.stamp ? nil : path }
  }

  // MARK: Reading

  /// What a file says by itself, to be worked out on any thread.
  struct Reading: Sendable {
    let path: FilePath
    fileprivate let stamp: FileStamp?
    fileprivate let module: PythonModule?
    fileprivate let constructed: ConstructedNames

    /// - Parameter isWanted: whether it is read whatever it holds.
    init(_ path: FilePath, _ text: SourceText, stamp: FileStamp?, module: PythonSourceRoots.Module, isWanted: Bool) {
      self.path = path
      self.stamp = stamp
      let matters = isWanted || PythonIndex.mentionsGin(text.bytes)
      self.module =
        matters
        ? PythonModule(reading: text, file: path, name: module.name, isPackage: module.isPackage) : nil
      constructed = matters ? ConstructedNames() : ConstructedNames(scanning: text.bytes)
    }
  }

  /// Says which files there are, before any is read.
  mutating func setFiles(_ paths: some Sequence<FilePath>) {
    let paths = Set(paths)
    for path in records.keys where !paths.contains(path) { records[path] = nil }
    setRoots(paths)
  }

  private mutating func setRoots(_ paths: Set<FilePath>) {
    roots = PythonSourceRoots(root: root, files: paths)
    moduleNames = Set(paths.map { roots.module(of: $0).name }.filter { !$0.isEmpty })
  }

  func module(of path: FilePath) -> PythonSourceRoots.Module { roots.module(of: path) }

  mutating func take(_ reading: Reading) {
    records[reading.path] = Record(
      stamp: reading.stamp, module: reading.module, constructed: reading.constructed)
  }

  mutating func remove(_ path: FilePath) {
    guard records.removeValue(forKey: path) != nil else { return }
    setRoots(Set(records.keys))
  }

  /// A file that came; its module's name may make packages of others.
  mutating func add(_ path: FilePath) {
    guard records[path] == nil else { return }
    records[path] = Record(stamp: nil, module: nil)
    setRoots(Set(records.keys))
  }

  /// The files that read ones import, or that make what read ones say configs are, and that have not been read.
  func imported() -> [FilePath] {
    var byName: [String: FilePath] = [:]
    for (path, record) in records where record.module == nil { byName[roots.module(of: path).name] = path }
    guard !byName.isEmpty else { return [] }
    var found: Set<FilePath> = []
    for module in records.values.compactMap(\.module) {
      for name in module.importedModules {
        // `from a.b import c` may mean the module `a.b.c`, which only reading all that begin so would tell.
        for candidate in [name] + module.importedNames(from: name) {
          if let path = byName[candidate] { found.insert(path) }
        }
      }
    }
    // Only classes of pconfigs have instances that somebody runs.
    let names = Set(records.values.compactMap(\.module).flatMap(\.configTypeNames))
    if !names.isEmpty {
      for (path, record) in records where record.module == nil && record.constructed.contains(anyOf: names) {
        found.insert(path)
      }
    }
    return found.sorted()
  }

  /// Works out what the files define together; to be called after the last reading.
  mutating func link() {
    let modules = records.values.compactMap(\.module).sorted { $0.file < $1.file }
    var files = PythonLinker(modules).files()
    let imported = Set(modules.flatMap(\.importedModules))
    for name in PythonExternalNames.modules where imported.contains(name) {
      if let file = PythonExternalNames.file(registeredBy: name) { files.append(file) }
    }
    definitionFiles = files
    unreadPackages = packagesThatMayRegister(modules)
  }

  private func packagesThatMayRegister(_ modules: [PythonModule]) -> [String] {
    var uses: [String: Int] = [:]
    for module in modules {
      let unread = module.importedModules.filter { mayRegister($0) }
      for top in Set(unread.compactMap { $0.split(separator: ".").first }) { uses[String(top), default: 0] += 1 }
    }
    return uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  // MARK: Modules outside

  private func mayRegister(_ module: String) -> Bool {
    guard let top = module.split(separator: ".").first.map(String.init), !Self.plainLibraries.contains(top) else {
      return false
    }
    return !moduleNames.contains(module) && !moduleNames.contains { $0 == top || $0.hasPrefix(top + ".") }
  }

  /// Top-level packages that register nothing with gin: much of the standard library, and well-known libraries that do
  /// not require gin-config. Any other may, as far as anybody can know.
  private static let plainLibraries: Set<String> = [
    "__future__", "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "bisect", "builtins", "bz2",
    "cProfile", "calendar", "cmath", "codecs", "collections", "colorsys", "concurrent", "configparser", "contextlib",
    "contextvars", "copy", "copyreg", "csv", "ctypes", "dataclasses", "datetime", "decimal", "difflib", "dis", "enum",
    "errno", "faulthandler", "fcntl", "filecmp", "fnmatch", "fractions", "functools", "gc", "getpass", "glob", "gzip",
    "hashlib", "heapq", "hmac", "html", "http", "importlib", "inspect", "io", "itertools", "json", "keyword",
    "linecache", "locale", "logging", "lzma", "marshal", "math", "mimetypes", "mmap", "multiprocessing", "numbers",
    "operator", "os", "pathlib", "pickle", "pkgutil", "platform", "pprint", "queue", "random", "re", "resource",
    "select", "shelve", "shlex", "shutil", "signal", "site", "socket", "sqlite3", "ssl", "stat", "statistics",
    "string", "struct", "subprocess", "sys", "sysconfig", "tarfile", "tempfile", "textwrap", "threading", "time",
    "timeit", "token", "tokenize", "traceback", "types", "typing", "unicodedata", "unittest", "urllib", "uuid",
    "warnings", "weakref", "xml", "zipfile", "zlib",
    "distutils", "pdb", "pkg_resources", "profile", "pstats", "secrets", "tomllib", "tkinter", "graphlib", "zoneinfo",
    "trace", "optparse", "imp",
    "absl", "accelerate", "aiohttp", "albumentations", "ale_py", "apache_beam", "attr", "attrs", "audiomentations",
    "babel", "bitsandbytes", "boto3", "botocore", "chex", "click", "cloudpickle", "codecarbon", "colorama", "crepe",
    "cv2", "cycler", "d4rl", "dask", "datasets", "deepspeed", "dill", "distrax", "dm_control", "dm_env", "dm_tree",
    "einops", "fastapi", "fire", "flask", "flax", "gin", "google", "GPUtil", "gsutil",
    "gym", "gymnasium", "h5py", "haiku", "httpx", "huggingface_hub", "hydra", "hypertune", "imageio", "IPython",
    "ipywidgets", "jax", "jaxlib", "jaxtyping", "joblib", "kornia", "librosa", "lightgbm", "lightning", "lmdb",
    "matplotlib", "mir_eval", "ml_collections", "mpl_toolkits", "msgpack", "mujoco", "mujoco_py", "networkx", "nltk",
    "note_seq", "notebook", "numba", "numpy", "omegaconf", "optax", "optuna", "orbax", "packaging", "pandas",
    "parselmouth", "pconfigs", "peft", "PIL", "pretty_midi", "psutil", "pybullet", "pydantic", "pydub", "pytest",
    "pytorch_lightning", "pyworld", "ray", "regex", "requests", "resampy", "rich", "rlax", "rlds", "rouge_score",
    "sacrebleu", "scipy", "seaborn", "sentencepiece", "setuptools", "shapely", "simplejson", "six",
    "skimage", "sklearn", "sklearn_extra", "soundfile", "stable_baselines3", "statsmodels", "sympy", "tabulate",
    "tensorboard", "tensorboardX", "tensorflow", "tensorflow_datasets", "tensorflow_hub", "tensorflow_probability",
    "tensorflow_text", "tensorflowjs", "termcolor", "tflite_support", "timm", "tokenizers", "torch", "torchaudio",
    "torchcrepe", "torchmetrics", "torchvision", "tqdm", "transformers", "tree", "typing_extensions", "uvicorn",
    "wandb", "webdataset", "xgboost", "xmanager", "yaml", "zmq",
  ]

  /// Whether `gin` stands in the bytes as a word of its own, or `pconfigs`.
  static func mentionsGin(_ bytes: [UInt8]) -> Bool {
    if bytes.containsWord("pconfigs") { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices.dropLast(2) where bytes[index] == UInt8(ascii: "g") {
        guard bytes[index + 1] == UInt8(ascii: "i"), bytes[index + 2] == UInt8(ascii: "n") else { continue }
        let before = index > 0 ? bytes[index - 1] : 0
        let after = index + 3 < bytes.count ? bytes[index + 3] : 0
        if !isWordPart(before), !isWordPart(after) { return true }
      }
      return false
    }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
