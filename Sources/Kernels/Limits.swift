/// The bounds on what a file may ask for, all in this one place: nobody vouches for files, and one that
/// asks for more is an error in one sentence, before memory or time is spent on it.
///
/// `docs/limits.md` is ``all`` as a table; a test holds the one against the other. Each row has a case in
/// `EveryTableLimitTests`, `EveryModelLimitTests` or `EveryCommandLimitTests` that reaches it and shows its
/// sentence.
package enum Limits {
  /// Tables of any format.
  package enum Tables {
    /// Columns of a table.
    package static let columns = 100_000
    /// Row numbers have 32 bits.
    package static let rows = Int(Int32.max) - 1
    /// Bytes of a field of CSV, or of a value of JSON Lines.
    package static let fieldBytes = 16 << 20
    /// Bytes of a record of CSV, or of a line of JSON Lines.
    package static let recordBytes = 64 << 20
    /// What a packed table may come to: its text, its pages, and its cells of eight bytes.
    package static let unpackedBytes = 4 << 30
    /// Text to packed bytes: small tables of equal rows pack far better than any large one.
    package static let compressionRatio = 500
    /// The bytes of text from which on ``compressionRatio`` holds.
    package static let compressionRatioFrom = 64 << 20
    /// What cells and pages may take to the bytes they are stored in. Equal rows of a column take no room
    /// in Parquet, and missing keys none in JSON Lines.
    package static let columnarRatio = 1000
    /// The bytes of cells and pages from which on ``columnarRatio`` holds.
    package static let columnarBytes = 256 << 20
    /// The bytes of one page from which on ``columnarRatio`` holds.
    package static let pageBytes = 16 << 20
    /// Structures within structures in the footer of a Parquet file.
    package static let metadataLevels = 32
    /// Files of a table in parts, and entries of a folder.
    package static let parts = 100_000
    /// Folders within folders of a table in parts.
    package static let folderLevels = 16
    /// Characters of a condition that names a slice.
    package static let expressionCharacters = 1 << 16
    /// Conditions within one another.
    package static let expressionLevels = 100

    /// In the order of the documentation.
    package static let all: [Entry] = [
      Entry("columns of a table", text(count: columns)),
      Entry("rows of a table", text(count: rows)),
      Entry("bytes of a field of CSV or a value of JSON Lines", text(bytes: fieldBytes)),
      Entry("bytes of a record of CSV or a line of JSON Lines", text(bytes: recordBytes)),
      Entry(
        "what a packed table (gzip, zstd, Parquet) comes to: its text, its pages, its cells of 8 bytes",
        text(bytes: unpackedBytes), flag: "--max-unpacked"),
      Entry(
        "text to packed bytes, from \(text(bytes: compressionRatioFrom)) of text on",
        "\(compressionRatio) to 1", flag: "--max-unpacked"),
      Entry(
        "cells and pages to stored bytes, from \(text(bytes: columnarBytes)) on (one page: from "
          + "\(text(bytes: pageBytes)) on)",
        "\(text(count: columnarRatio)) to 1", flag: "--max-unpacked"),
      Entry("levels of a Parquet file's metadata", text(count: metadataLevels)),
      Entry("files of a table in parts", text(count: parts)),
      Entry("folders within folders of a table in parts", text(count: folderLevels)),
      Entry("characters of a condition that names a slice", text(count: expressionCharacters)),
      Entry("levels of a condition that names a slice", text(count: expressionLevels)),
    ]
  }

  /// Model files of any format.
  package enum Models {
    /// Bytes of a model file.
    package static let fileBytes = 2 << 30
    /// Arrays and objects within one another, in JSON, UBJSON and the objects of Python.
    package static let levels = 100
    /// Values of a JSON or UBJSON document but those in arrays of numbers alone.
    package static let values = 2_500_000
    /// Outputs of a model.
    package static let outputs = 100_000
    /// Features of a model.
    package static let features = 1_000_000
    /// Nodes or leaf values of all trees together, and attributes of a PMML file: their numbers have 32
    /// bits.
    package static let numbered = Int(Int32.max)
    /// Words of 64 bits that hold sets of categories or values: 256 MB.
    package static let setWords = 1 << 25
    /// Members of a zip archive (skops).
    package static let archiveMembers = 200_000
    /// What the members of an archive unpack to.
    package static let archiveBytes = 16 << 20
    /// The same as so many times the archive, if that is more.
    package static let archiveRatio = 100
    /// What the objects of an archive read of it, since some stand in it more than once.
    package static let archiveReads = 64 << 20
    /// Besides, so many times what it unpacks to.
    package static let archiveReadsRatio = 8
    /// Elements of an array of NumPy that take no bytes.
    package static let emptyElements = 1 << 20
    /// Products that polynomial features make.
    package static let polynomialFeatures = 10_000
    /// What a compressed pickle unpacks to when its imports are listed.
    package static let pickleExpandedBytes = 256 << 20
    /// Instructions of pickles that are followed.
    package static let pickleSteps = 1 << 22
    /// Values of a pickle that are kept at a time: most are gone soon, and each takes 64 bytes.
    package static let pickleValues = 1 << 19
    /// Bytes of an `MLmodel` file.
    package static let mlmodelBytes = 1 << 20
    /// Values of an `MLmodel` file.
    package static let mlmodelValues = 50_000
    /// Levels of an `MLmodel` file.
    package static let mlmodelLevels = 32
    /// Columns of a signature in an `MLmodel` file.
    package static let signatureColumns = 100_000
    /// Nodes of an ONNX graph.
    package static let onnxNodes = 1 << 20
    /// Graphs within graphs.
    package static let onnxLevels = 4
    /// Axes of a tensor.
    package static let onnxAxes = 32
    /// Elements of a constant.
    package static let onnxConstant = 1 << 32
    /// Rows that a graph is made for.
    package static let onnxRows = 1 << 16
    /// Numbers of all tensors of a block of rows.
    package static let onnxElements = 1 << 25
    /// Steps of computing a block of rows.
    package static let onnxSteps = 1 << 32
    /// Fields of a PMML model.
    package static let pmmlFields = 250_000
    /// Expressions of a PMML model, those of functions each time they are called.
    package static let pmmlExpressions = 500_000
    /// Numbers of dense tables of a PMML model: pairs, vectors, distributions.
    package static let pmmlCells = 1 << 24
    /// The same for each element and attribute of the file, if that is more.
    package static let pmmlCellsPerPart = 8
    /// Classes of a PMML model.
    package static let pmmlClasses = 10_000
    /// Names of elements and attributes of a PMML file.
    package static let pmmlNames = 100_000
    /// Elements of a PMML file.
    package static let pmmlElements = 1 << 20
    /// A file has one element for each so many bytes, if that is more: `<a>1</a>` has 8.
    package static let pmmlElementBytes = 8
    /// Elements of a PMML file within one another.
    package static let pmmlLevels = 256
    /// Expressions and derived fields within one another.
    package static let pmmlExpressionLevels = 400
    /// Scores that one call makes.
    package static let scores = 1 << 31

    /// In the order of the documentation.
    package static let all: [Entry] = [
      Entry("bytes of a model file", text(bytes: fileBytes), flag: "--max-model"),
      Entry("levels of JSON, UBJSON and Python's objects in a model file", text(count: levels)),
      Entry(
        "values of a model file in JSON or UBJSON, arrays of numbers aside", text(count: values)),
      Entry("outputs of a model", text(count: outputs)),
      Entry("features of a model", text(count: features)),
      Entry("nodes of all trees of a model, and as many leaf values", text(count: numbered)),
      Entry("all sets of categories or one-hot values of a model", text(bytes: setWords * 8)),
      Entry("members of an archive (skops)", text(count: archiveMembers)),
      Entry(
        "what an archive unpacks to",
        "\(text(bytes: archiveBytes)), or \(archiveRatio) times the archive"),
      Entry(
        "what the objects of an archive read of it",
        "\(text(bytes: archiveReads)) and \(archiveReadsRatio) times what it unpacks to"),
      Entry("elements of no bytes of an array of NumPy", text(count: emptyElements)),
      Entry("polynomial features (scikit-learn)", text(count: polynomialFeatures)),
      Entry(
        "what a compressed pickle unpacks to when its imports are listed",
        text(bytes: pickleExpandedBytes)),
      Entry("instructions of pickles that are followed", text(count: pickleSteps)),
      Entry("values of a pickle that are kept at a time", text(count: pickleValues)),
      Entry("bytes of an `MLmodel` file", text(bytes: mlmodelBytes)),
      Entry("values in an `MLmodel` file", text(count: mlmodelValues)),
      Entry("levels of an `MLmodel` file", text(count: mlmodelLevels)),
      Entry("columns of a signature in an `MLmodel` file", text(count: signatureColumns)),
      Entry("graphs within graphs of ONNX", text(count: onnxLevels)),
      Entry("nodes of an ONNX graph", text(count: onnxNodes)),
      Entry("axes of a tensor of an ONNX graph", text(count: onnxAxes)),
      Entry("elements of a constant of an ONNX graph", text(count: onnxConstant)),
      Entry("rows that an ONNX graph is made for", text(count: onnxRows)),
      Entry(
        "elements of all tensors of an ONNX graph, for a block of rows", text(count: onnxElements)),
      Entry("steps of an ONNX graph, for a block of rows", text(count: onnxSteps)),
      Entry("fields of a PMML model", text(count: pmmlFields)),
      Entry("expressions of a PMML model, functions inserted", text(count: pmmlExpressions)),
      Entry(
        "numbers of all tables of a PMML model",
        "\(text(count: pmmlCells)), or \(pmmlCellsPerPart) for each element and attribute"),
      Entry("classes of a PMML model", text(count: pmmlClasses)),
      Entry("names of elements and attributes of a PMML file", text(count: pmmlNames)),
      Entry(
        "elements of a PMML file",
        "\(text(count: pmmlElements)), or one for each \(pmmlElementBytes) bytes"),
      Entry("attributes of a PMML file", text(count: numbered)),
      Entry("levels of a PMML file", text(count: pmmlLevels)),
      Entry("levels of a PMML expression", text(count: pmmlExpressionLevels)),
      Entry("scores of one call of a model: rows times outputs", text(count: scores)),
    ]
  }

  /// `tollgate.yml`, and texts that a command reads whole.
  package enum Configuration {
    /// Before any of it is parsed.
    package static let bytes = 1 << 20
    /// Values of a configuration.
    package static let values = 100_000
    /// Lists and mappings within one another in a configuration.
    package static let levels = 32
    /// A `report.json` that is rendered again.
    package static let reportBytes = 64 << 20
    /// Values in it.
    package static let reportValues = 1_500_000

    /// In the order of the documentation.
    package static let all: [Entry] = [
      Entry("bytes of a configuration", text(bytes: bytes)),
      Entry("values of a configuration", text(count: values)),
      Entry("levels of a configuration", text(count: levels)),
      Entry("bytes of a report that is rendered again", text(bytes: reportBytes)),
      Entry("values of a report that is rendered again", text(count: reportValues)),
    ]
  }

  /// A row of the documented table.
  package struct Entry: Sendable {
    /// Of what there may be no more: `columns of a table`.
    package let what: String
    package let value: String
    /// The flag that raises it; nil for none.
    package let flag: String?

    init(_ what: String, _ value: String, flag: String? = nil) {
      (self.what, self.value, self.flag) = (what, value, flag)
    }
  }

  /// All limits, in the order of the documentation.
  package static let all = Tables.all + Models.all + Configuration.all

  /// `4 GB`, `16 MB`, `10000 bytes`.
  package static func text(bytes: Int) -> String {
    for (unit, shift) in [("GB", 30), ("MB", 20)] where bytes >= 1 << shift {
      if bytes & (1 << shift - 1) == 0 { return "\(bytes >> shift) \(unit)" }
    }
    return "\(bytes) bytes"
  }

  /// The bytes that `4GB`, `512 MB` or `10000` says; nil if it says none.
  package static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
    let shifts = ["": 0, "B": 0, "KB": 10, "MB": 20, "GB": 30, "TB": 40]
    guard let number = Int(digits), number > 0, let shift = shifts[unit],
      number <= Int.max >> shift
    else { return nil }
    return number << shift
  }

  /// `100,000`.
  package static func text(count number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }
}
