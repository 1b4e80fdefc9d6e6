extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    guard first.map(isBlank) ?? false || last.map(isBlank) ?? false else { return self }
    let kept = drop(while: isBlank)
    guard let end = kept.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(kept[...end])
  }
}
