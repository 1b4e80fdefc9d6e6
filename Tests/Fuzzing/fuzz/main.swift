import CFuzzer
import Glibc

// fuzz READER [libFuzzer's arguments and corpus folders]: see scripts/fuzz.
guard FuzzReader.chosen != nil else {
  let names = FuzzReader.all.map(\.name).joined(separator: " ")
  print("usage: fuzz READER [libFuzzer's arguments]; the readers are: \(names)")
  exit(2)
}
// libFuzzer takes what follows the reader's name.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    FuzzReader.chosen?.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  })
