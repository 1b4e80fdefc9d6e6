/// Intervals, tests and corrections. Knows no model and no file.
package enum Statistics {}
