internal import Models

/// The keys of `models:`.
extension ConfigurationKeys {
  /// Each is a path alone or one of the mappings of ``model``, ``commandModel`` and
  /// ``httpModel``.
  package static let models: [ConfigurationKey] = [
    .init("candidate", modelShape, "the model that wants to pass"),
    .init("baseline", modelShape, "the model to compare with"),
    .init(
      "anchor", modelShape,
      "an older model that stays, for max_creep: many small losses must not add up"),
  ]
  static let modelShape = ConfigurationKey.Shape.either([
    .path, .mapping(model), .mapping(commandModel), .mapping(httpModel),
  ])
  /// A model file that needs more than its path.
  package static let model: [ConfigurationKey] = [
    .init("path", .path, "the model file, or a table of predictions", required: true),
    .init(
      "rounds", .either([.choice(["automatic", "all"]), .integer]),
      "boosting rounds used: automatic (the best iteration where the library's own wrapper stops there), "
        + "all, or a number"),
    .init("score", .column, "column of the scores, for a table of predictions"),
    .init(
      "missing_category", .text,
      "the text that stood for a missing category in training, for CatBoost (default: nan, or the text "
        + "for missing that the model knows)"),
    .init(
      "unknown_categories", .choice(["as_library", "missing"]),
      "what becomes of a category that the model does not know: what its library does (XGBoost "
        + "refuses), or it counts as missing (default as_library)"),
    .init(
      "answers", .choice(AnswerMeaning.allNames),
      "what the scores of a table of predictions are: probability (of the positive class), percent, "
        + "margin (decided at 0), value, label (classes), predicted_class (the probability of the class "
        + "beside it); inferred from names and values when absent"),
    .init(
      "classes", .list(.text),
      "the label's values in the model's order, where the model calls its classes otherwise: [no, yes] "
        + "for 0 and 1"),
    .init(
      "categories", .named(.list(.text)),
      "names of the categories that this model was trained on as integer codes: position = code"),
    .init(
      "output", .text,
      "which of a model's outputs is the score, by its name or, where outputs have none, its number "
        + "from 0 on; needed where a model gives several numbers a row"),
    threshold,
  ]

  /// A model that a program of the user's runs.
  package static let commandModel: [ConfigurationKey] =
    [
      .init(
        "command", .list(.text),
        "a program and its arguments, started without a shell in this file's own directory",
        required: true),
      .init(
        "protocol", .choice(["csv", "lines"]),
        "csv: one process a table, CSV in and out; lines: one process for all, a line of JSON in and "
          + "out (default csv)"),
      .init(
        "env", .list(.text),
        "names of environment variables to pass on, besides PATH, HOME and the locale"),
      .init(
        "batch_rows", .integer, "rows in one question of the lines protocol (default 10000)"),
      timeout,
    ] + answers

  /// A model behind a server.
  package static let httpModel: [ConfigurationKey] =
    [
      .init("http", .text, "the server's address", required: true),
      .init(
        "protocol", .choice(["mlflow", "oip_v2"]),
        "mlflow: MLflow's /invocations; oip_v2: the Open Inference Protocol (default mlflow)"),
      .init("model", .text, "the model's name at the server (oip_v2)"),
      .init(
        "headers", .named(.text),
        "headers of every request; a secret is written env:NAME and read from the environment"),
      .init("batch_rows", .integer, "rows in one request (default 1000)"),
      .init(
        "retries", .integer,
        "how often a request is sent again that found nobody, or status 429 or 5xx (default 3)"),
      timeout,
    ] + answers

  private static let threshold = ConfigurationKey(
    "threshold", .number,
    "the model's own decision threshold, for decision: {threshold: frozen}; without it that of the file, "
      + "if it holds one")
  private static let timeout = ConfigurationKey(
    "timeout", .text, "the longest wait for one answer: 500ms, 60s, 5m (default 5m)")
  /// What the answers of an external model are, where their names do not say it.
  private static let answers: [ConfigurationKey] = [
    .init("score", .column, "column of the scores among the answers"),
    .init(
      "answers", .choice(AnswerMeaning.allNames),
      "what the scores are (inferred from names and values when absent)"),
    .init("classes", .list(.text), "the classes in the order of the answers' columns"),
    threshold,
  ]
}
