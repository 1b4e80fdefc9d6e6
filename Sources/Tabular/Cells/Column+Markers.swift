import Kernels

extension Column {
  /// The column with those cells missing that are one of `markers`; `met` remembers which occur.
  ///
  /// - Precondition: `met` has a place for each marker.
  func clearing(_ markers: MissingMarkers, met: inout [Bool]) -> Column {
    switch values {
    case .numeric(var numbers):
      var isChanged = false
      for row in numbers.indices {
        guard let marker = markers.index(of: numbers[row]) else { continue }
        met[marker] = true
        numbers[row] = .nan
        isChanged = true
      }
      return isChanged ? Column(name: name, values: .numeric(numbers)) : self
    case .boolean(var flags):
      let own = [["false", "False", "FALSE"], ["true", "True", "TRUE"]].map { words in
        words.lazy.compactMap { Column.marker($0.utf8, markers) }.first
      }
      guard own.contains(where: { $0 != nil }) else { return self }
      for row in flags.indices where flags[row] >= 0 {
        guard let marker = own[Int(flags[row])] else { continue }
        met[marker] = true
        flags[row] = -1
      }
      return Column(name: name, values: .boolean(flags))
    case .categorical(var codes, let levels):
      let own = levels.indices.map { Column.marker(levels.utf8($0), markers) }
      guard own.contains(where: { $0 != nil }) else { return self }
      // A marker is no level either: who asks which values a column has must not meet it.
      var kept = Levels()
      let renamed = own.enumerated().map { level, marker -> Int32 in
        guard marker == nil else { return -1 }
        kept.append(levels.utf8(level))
        return Int32(kept.count - 1)
      }
      for row in codes.indices where codes[row] >= 0 {
        let level = Int(codes[row])
        if let marker = own[level] { met[marker] = true }
        codes[row] = renamed[level]
      }
      return Column(name: name, values: .categorical(codes: codes, levels: kept))
    }
  }

  private static func marker(_ cell: some Collection<UInt8>, _ markers: MissingMarkers) -> Int? {
    let text = TextBuffer(cell)
    return markers.index(ofCell: text.view, 0..<text.count)
  }
}
