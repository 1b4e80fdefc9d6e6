import Kernels

/// gzip and zstd pages, of any number of members, by the decompressors of whole files.
struct StreamCodec: PageCodec {
  let compression: Compression

  var name: String { compression.rawValue }

  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) {
    let input = TextBuffer()
    input.append(text, range)
    do throws(TableError) {
      let decompressor = try compression.makeDecompressor()
      var position = 0
      var written = 1
      // A byte more than should come shows a page that is too long.
      while written > 0 || position < input.count, output.count <= size {
        let before = position
        written = try decompressor.unpack(
          input.view, &position, into: output, atMost: size + 1 - output.count)
        if written == 0, position == before { break }
      }
      if decompressor.isComplete, output.count == size { return }
    } catch {
      throw damaged
    }
    throw damaged
  }
}
