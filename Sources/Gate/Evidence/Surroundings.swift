package import Kernels

/// What a run may use of the process that it is in: only external models do.
package struct Surroundings: Sendable {
  /// An environment variable; nil where it is not set.
  package let variable: @Sendable (String) -> String?
  /// The programs that the run starts, for whoever ends it.
  package let children: ChildProcesses

  /// Without arguments: an empty environment.
  package init(
    variable: @escaping @Sendable (String) -> String? = { _ in nil },
    children: ChildProcesses = ChildProcesses()
  ) {
    self.variable = variable
    self.children = children
  }
}
