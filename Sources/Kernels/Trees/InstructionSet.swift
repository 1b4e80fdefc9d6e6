import CKernels

/// The instructions that a vector kernel is compiled for. Every choice gives the same bits.
package enum InstructionSet: Int32, Sendable, CaseIterable {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on ARM.
  case portable = 0
  case avx2 = 1
  /// With operations on bytes; kernels without a variant for it take the one for AVX2.
  case avx512 = 2

  /// The fastest set that this processor runs.
  package static var best: InstructionSet {
    InstructionSet(rawValue: tg_instruction_set()) ?? .portable
  }

  /// The sets that this processor runs, slowest first.
  package static var available: [InstructionSet] {
    allCases.filter { $0.rawValue <= best.rawValue }
  }
}
