// Which modules outside the workspace may register names, so that a name that is not found may still be known?

extension PythonIndex {
  /// Whether importing a module that the index does not have may register something.
  func mayRegister(_ module: String) -> Bool {
    guard let top = module.split(separator: ".").first.map(String.init), !Self.isPlain(top) else { return false }
    return !moduleNames.contains(module) && !hasPackage(top)
  }

  private func hasPackage(_ top: String) -> Bool {
    topPackages.contains(top[...])
  }

  /// Whether a top-level package is known to register nothing.
  static func isPlain(_ package: String) -> Bool { plainLibraries.contains(package) }

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
    "einops", "fastapi", "fire", "flask", "flax", "gin", "google", "GPUtil", "gym", "gymnasium", "h5py", "haiku",
    "httpx", "huggingface_hub", "hydra", "hypertune", "imageio", "IPython",
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
}
