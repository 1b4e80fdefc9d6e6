/// A name that a pickle would import when it is loaded.
package struct PickleImport: Sendable, Hashable {
  /// What is known about a name.
  package enum Risk: String, Sendable, CaseIterable {
    /// On the list of what stored models are made of.
    case plain
    /// On no list.
    case unknown
    /// Runs commands, code or loaders of code.
    case dangerous
  }

  package let module: String
  package let name: String

  /// `os.system`
  package var fullName: String { module.isEmpty ? name : "\(module).\(name)" }

  /// What the lists say. Only names on the list of plain ones are plain: lists of dangerous names
  /// have holes.
  package var risk: Risk {
    if PickleNames.isDangerous(module: module, name: name) { return .dangerous }
    return PickleNames.isPlain(module: module, name: name) ? .plain : .unknown
  }
}

/// The lists of names.
enum PickleNames {
  /// Modules of which nothing belongs into a stored model; their submodules neither.
  private static let dangerousModules: Set<String> = [
    "os", "posix", "nt", "posixpath", "ntpath", "subprocess", "commands", "popen2", "sys", "socket",
    "shutil", "runpy", "pty", "pickle", "_pickle", "cPickle", "dill", "marshal", "shelve", "pip",
    "pdb", "bdb", "code", "codeop", "ctypes", "_ctypes", "asyncio", "importlib", "imp", "pkgutil",
    "timeit", "cProfile", "profile", "trace", "webbrowser", "urllib", "urllib2", "http", "httplib",
    "ftplib", "smtplib", "telnetlib", "requests", "aiohttp", "httpx", "ssl", "uuid", "venv",
    "ensurepip", "pydoc", "doctest", "idlelib", "lib2to3", "distutils", "setuptools", "imaplib",
    "test", "_pyrepl", "_osx_support", "_aix_support", "multiprocessing", "signal", "threading",
    "_thread", "concurrent", "inspect", "gc", "atexit", "tempfile", "zipimport", "linecache",
    "site", "sysconfig", "platform", "resource", "mmap", "fcntl", "pathlib", "glob", "io", "_io",
    "builtins.__import__", "numpy.f2py", "numpy.distutils", "numpy.testing", "torch.jit",
    "torch.hub", "torch.serialization", "torch.utils", "torch._inductor", "torch._dynamo",
    "torch.distributed", "torch.package", "torch.ops", "torch.fx", "logging.config",
    "logging.handlers", "joblib.externals", "types", "operator", "_operator",
  ]

  /// Single names of modules that are harmless otherwise.
  private static let dangerousNames: Set<String> = [
    "eval", "exec", "execfile", "compile", "open", "file", "getattr", "setattr", "delattr",
    "__import__", "apply", "breakpoint", "input", "raw_input", "globals", "locals", "vars",
    "memoryview", "map", "filter", "reduce", "type", "help", "exit", "quit",
  ]
  private static let dangerousFullNames: Set<String> = [
    "functools.partial", "functools.reduce", "functools.partialmethod", "logging.FileHandler",
    "cloudpickle.cloudpickle._make_function", "cloudpickle.cloudpickle._builtin_type",
    "cloudpickle.cloudpickle.subimport", "cloudpickle.cloudpickle._make_skel_func",
    "cloudpickle.cloudpickle.loads", "cloudpickle.loads", "cloudpickle.load", "joblib.load",
    "joblib.numpy_pickle.load", "numpy.load", "numpy.lib.npyio.load", "numpy.fromfile",
    "pandas.read_pickle", "pandas.io.pickle.read_pickle", "pandas.eval",
    "pandas.core.computation.eval.eval", "torch.load", "codecs.open", "_codecs.lookup",
    "jax.experimental.host_callback.call", "keras.models.load_model", "yaml.load",
    "yaml.unsafe_load", "collections.namedtuple",
  ]

  private static let plainFullNames: Set<String> = [
    "numpy.dtype", "numpy.ndarray", "numpy.matrix", "numpy.core.multiarray._reconstruct",
    "numpy._core.multiarray._reconstruct", "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar", "numpy.core.numeric._frombuffer",
    "numpy._core.numeric._frombuffer", "numpy.random._pickle.__randomstate_ctor",
    "numpy.random._pickle.__generator_ctor", "numpy.random._pickle.__bit_generator_ctor",
    "numpy.random._mt19937.MT19937", "numpy.random._pcg64.PCG64",
    "numpy.random.bit_generator.__pyx_unpickle_SeedSequence", "numpy.bool_", "numpy.int8",
    "numpy.int16", "numpy.int32", "numpy.int64", "numpy.uint8", "numpy.uint16", "numpy.uint32",
    "numpy.uint64", "numpy.float16", "numpy.float32", "numpy.float64", "numpy.str_",
    "numpy.ma.core._mareconstruct", "numpy.ma.core.MaskedArray", "collections.OrderedDict",
    "collections.defaultdict", "collections.Counter", "collections.deque",
    "copyreg._reconstructor", "copy_reg._reconstructor", "_codecs.encode", "datetime.datetime",
    "datetime.date", "datetime.timedelta", "datetime.timezone", "decimal.Decimal",
    "joblib.numpy_pickle.NumpyArrayWrapper", "joblib.numpy_pickle.NDArrayWrapper",
    "pandas._libs.internals._unpickle_block", "pandas.core.indexes.base._new_Index",
    "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked",
  ]
  private static let plainBuiltins: Set<String> = [
    "object", "list", "dict", "set", "frozenset", "tuple", "int", "long", "float", "str", "unicode",
    "bytes", "bytearray", "complex", "bool", "slice", "range", "xrange", "NoneType",
  ]
  /// Packages whose classes stored models are made of.
  private static let plainPackages: Set<String> = [
    "sklearn", "lightgbm", "xgboost", "catboost", "scipy.sparse", "pandas.core",
  ]

  static func isDangerous(module: String, name: String) -> Bool {
    let full = "\(module).\(name)"
    if dangerousFullNames.contains(full) { return true }
    // Attributes are followed through dots, so `os` may stand anywhere in the name.
    let steps = full.split(separator: ".")
    var path = ""
    for step in steps {
      path += (path.isEmpty ? "" : ".") + step
      if dangerousModules.contains(path) { return true }
    }
    let parts = name.split(separator: ".")
    if parts.count > 1, parts.contains(where: { dangerousModules.contains(String($0)) }) {
      return true
    }
    let isBuiltin = ["builtins", "__builtin__", "__builtins__"].contains(module)
    return isBuiltin && dangerousNames.contains(name)
      || parts.count > 1 && parts.contains { dangerousNames.contains(String($0)) }
  }

  static func isPlain(module: String, name: String) -> Bool {
    let full = "\(module).\(name)"
    if plainFullNames.contains(full) { return true }
    if module == "builtins" || module == "__builtin__" { return plainBuiltins.contains(name) }
    let isKnown = plainPackages.contains { module == $0 || module.hasPrefix("\($0).") }
    return isKnown && isClass(name)
  }

  /// Whether a name without dots is a class's by its spelling, or how Cython makes one again;
  /// functions of a known package may do anything.
  private static func isClass(_ name: String) -> Bool {
    if name.contains(".") { return false }
    if name.hasPrefix("__pyx_unpickle_") { return true }
    let first = name.drop { $0 == "_" }.first
    return first.map { $0.isASCII && $0.isUppercase } ?? false
  }
}
