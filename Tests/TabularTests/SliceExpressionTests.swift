import Kernels
import Tabular
import Testing

struct SliceExpressionTests {
  static let table = Table(columns: [
    Column(name: "age", values: .numeric([17, 25, 40, .nan, 70])),
    Column(
      name: "work",
      values: .categorical(codes: [0, 1, -1, 2, 0], levels: Levels(["Private", "Gov", "it's"]))),
    Column(name: "hours-per-week", values: .numeric([40, 20, 40, 60, .infinity])),
    Column(name: "married", values: .boolean([1, 0, -1, 1, 0])),
    Column(name: "not a name", values: .numeric([-1, 0, 1, 2, 3])),
  ])

  static let cases: [(String, [Int32])] = [
    ("age < 25", [0]),
    ("age <= 25", [0, 1]),
    ("age > 40", [4]),
    ("age >= 40", [2, 4]),
    ("age == 40", [2]),
    ("age = 4e1", [2]),
    ("age != 40", [0, 1, 4]),
    ("age <> 40", [0, 1, 4]),
    ("not age < 25", [1, 2, 4]),
    ("not (age < 25)", [1, 2, 4]),
    ("not not age < 25", [0]),
    ("18 <= age < 41", [1, 2]),
    ("41 > age >= 18", [1, 2]),
    ("age is missing", [3]),
    ("age is not missing", [0, 1, 2, 4]),
    ("age < 30 or age is missing", [0, 1, 3]),
    ("age in (17, 70)", [0, 4]),
    ("age in [17]", [0]),
    ("age not in (17, 70)", [1, 2]),
    ("work == 'Private'", [0, 4]),
    ("work != \"Private\"", [1, 3]),
    ("'it''s' == work", [3]),
    ("work in ('Gov', 'nowhere')", [1]),
    ("work NOT IN ('Gov')", [0, 3, 4]),
    ("work is missing", [2]),
    ("hours-per-week > 40", [3, 4]),
    ("`not a name` < 1 and age < 18", [0]),
    ("`not a name` == -1", [0]),
    ("married", [0, 3]),
    ("not married", [1, 4]),
    ("married == false", [1, 4]),
    ("married != TRUE", [1, 4]),
    ("married is missing", [2]),
    // Missing and false is false; missing or true is true; so these are decided.
    ("not (age > 20 and work == 'Gov')", [0, 3, 4]),
    ("age > 20 or work == 'it''s'", [1, 2, 3, 4]),
    ("age < 20 or age > 60 and married", [0]),
    ("(age < 20 or age > 60) and married", [0]),
    ("  age<20\n", [0]),
  ]

  @Test(arguments: cases) func `a condition selects the rows for which it is true`(
    _ text: String, _ rows: [Int32]
  ) throws {
    #expect(try SliceExpression.parse(text).evaluate(on: SliceExpressionTests.table).rows == rows)
  }

  static let errors: [(String, String)] = [
    ("", "column 1: expected a column name, 'not' or '(', but found the end"),
    (
      "age", "column 1: column 'age' is numeric and no condition by itself; compare it with a value"
    ),
    ("age <", "column 6: expected a value, but found the end"),
    (
      "age 5",
      "column 5: expected a comparison such as '<' or '==', 'in' or 'is', but found the number 5"
    ),
    ("5 < 6", "column 5: expected a column name, but found the number 6"),
    ("5", "column 2: expected a comparison such as '<' or '==', but found the end"),
    (
      "age < work",
      "column 7: expected a number, a text in quotes, true or false, but found the name 'work'"
    ),
    ("age < 5 age", "column 9: expected 'and', 'or' or the end, but found the name 'age'"),
    ("(age < 5", "column 9: expected 'and', 'or' or ')', but found the end"),
    ("age in 5", "column 8: expected '(' or '[', but found the number 5"),
    ("age in (5", "column 10: expected ',' or ')', but found the end"),
    ("age in ()", "column 9: expected a value, but found ')'"),
    ("age is 5", "column 8: expected 'missing' or 'not missing', but found the number 5"),
    ("age not 5", "column 9: expected 'in', but found the number 5"),
    ("work == 'Gov", "column 9: a text that begins with ' is never closed"),
    ("age < 5x", "column 7: '5x' is not a number; texts are written in quotes"),
    ("age < 1.2.3", "column 7: '1.2.3' is not a number; texts are written in quotes"),
    (
      "age & 5",
      "column 5: '&' has no meaning here; 'and' joins conditions"
    ),
    ("agee < 5", "column 1: there is no column 'agee'; did you mean 'age'?"),
    ("5 < salary", "column 5: there is no column 'salary'"),
    (
      "age == '5'",
      "column 1: column 'age' is numeric; compare it with a number, not with the text '5'"
    ),
    (
      "work == 5",
      "column 1: column 'work' is text; compare it with a text in quotes, not with the number 5"
    ),
    (
      "married == 'yes'",
      "column 1: column 'married' is boolean; compare it with true or false, not with the text 'yes'"
    ),
    ("work < 'b'", "column 1: column 'work' is text and has no order; use ==, != or 'in'"),
    ("age < true", "column 1: column 'age' is numeric; compare it with a number, not with true"),
  ]

  @Test(arguments: errors) func `a bad condition is one sentence with its place`(
    _ text: String, _ message: String
  ) {
    let error = #expect(throws: ExpressionError.self) {
      try SliceExpression.parse(text).evaluate(on: SliceExpressionTests.table)
    }
    #expect(error?.description == message)
  }

  @Test func `deep and long conditions are errors and never a crash`() {
    let deep = String(repeating: "(", count: 10_000) + "age < 5"
    #expect(throws: ExpressionError(column: 101, kind: .tooDeep(limit: 100))) {
      try SliceExpression.parse(deep)
    }
    let nots = String(repeating: "not ", count: 10_000) + "married"
    #expect(throws: ExpressionError.self) { try SliceExpression.parse(nots) }
    let long = String(repeating: "age < 5 or ", count: 10_000) + "age < 5"
    #expect(throws: ExpressionError(column: 65_537, kind: .tooLong(limit: 65_536))) {
      try SliceExpression.parse(long)
    }
  }

  @Test func `any beginning of a condition is a condition or an error`() {
    let text = "not (18 <= age < 25 and `not a name` in [1, -2.5e3]) or work != 'it''s' and married"
    for length in 0...text.count {
      _ = try? SliceExpression.parse(String(text.prefix(length)))
    }
  }

  @Test func `a condition names its columns once each`() throws {
    let expression = try SliceExpression.parse("age < 5 or work == 'a' and 3 < age")
    #expect(expression.columns == ["age", "work"])
  }
}
