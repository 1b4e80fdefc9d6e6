import Glibc

// mangle                              names the formats
// mangle FORMAT [--from NUMBER]       reads every damaged input of a format and measures it
// mangle FORMAT --write NUMBER FILE   writes that input, for a look at it
//
// See scripts/mangle.
let arguments = Array(CommandLine.arguments.dropFirst())
guard let name = arguments.first, let format = MangledFormat.all.first(where: { $0.name == name })
else {
  print(MangledFormat.all.map(\.name).joined(separator: "\n"))
  exit(arguments.isEmpty ? 0 : 2)
}
let originals = format.originals()
guard !originals.isEmpty else {
  print("\(name): there are no fixtures; run it in the repository")
  exit(2)
}
let damage = Damage(originals: originals, stream: name)
if arguments.count == 4, arguments[1] == "--write", let number = Int(arguments[2]) {
  guard let file = fopen(arguments[3], "w") else { exit(2) }
  let bytes = damage.input(number)
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
  exit(0)
}
let first = arguments.count == 3 && arguments[1] == "--from" ? Int(arguments[2]) ?? 0 : 0
// Warmed up: what a process needs once is no input's fault.
for original in originals { _ = format.read(original) }
var slowest = (seconds: 0.0, number: 0)
var largest = (megabytes: 0.0, number: 0)
var accepted = 0
for number in first..<Damage.count {
  let input = damage.input(number)
  // Where a trap would leave the last word.
  Progress.note(number)
  let cost = Cost.of { accepted += format.read(input) ? 1 : 0 }
  if cost.seconds > slowest.seconds { slowest = (cost.seconds, number) }
  if cost.megabytes > largest.megabytes { largest = (cost.megabytes, number) }
}
print(
  "\(name): \(Damage.count - first) inputs of \(originals.count) files, \(accepted) still read; slowest "
    + "\(Cost.rounded(slowest.seconds, 3)) s (input \(slowest.number)), most memory "
    + "\(Cost.rounded(largest.megabytes, 0)) MB (input \(largest.number))")
exit(slowest.seconds > 1 || largest.megabytes > 500 ? 1 : 0)
