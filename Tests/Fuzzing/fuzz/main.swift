import CFuzzer
import Glibc

// fuzz READER [libFuzzer's arguments and corpus folders]: see scripts/fuzz.
guard FuzzReader.chosen != nil else {
  let names = FuzzReader.all.map(\.name).joined(separator: " ")
  print("usage: fuzz READER [libFuzzer's arguments]; the readers are: \(names)")
  exit(2)
}
// libFuzzer takes the program's name and what follows the reader's. It starts itself again to merge, so the
// reader goes on in the environment.
let isStartedByItself = getenv(FuzzReader.variable) != nil
var words = CommandLine.arguments
if !isStartedByItself { setenv(FuzzReader.variable, words.remove(at: 1), 1) }
var count = Int32(words.count)
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = .allocate(
  capacity: words.count + 1)
for (place, word) in words.enumerated() { arguments?[place] = strdup(word) }
arguments?[words.count] = nil
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    FuzzReader.chosen?.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  })
