import Glibc

/// The process's arguments without the program's name.
enum Arguments {
  /// Without /proc (some chroots) the runtime cannot read the arguments: then the ones that the C
  /// library keeps on the stack are out of reach too, and the list is empty.
  static var all: [String] { Array(CommandLine.arguments.dropFirst()) }
}
