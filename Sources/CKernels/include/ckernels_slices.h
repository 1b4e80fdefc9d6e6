// Rows in conjunctions of bit sets. `Sources/Kernels/Slices` builds the sets and promises that every
// index in them is in range; nothing here checks.
#ifndef TOLLGATE_CKERNELS_SLICES_H
#define TOLLGATE_CKERNELS_SLICES_H

#include <stddef.h>
#include <stdint.h>

/// Bit sets of equal length, one after the other, cut into segments at the same words.
typedef struct {
  const uint64_t *words;
  /// Words of one set.
  size_t stride;
  /// Where each segment starts, in words, and at last where the last one ends.
  const uint32_t *starts;
  size_t segment_count;
} tg_bit_sets;

/// The sets that a conjunction joins; one that joins fewer than three repeats its last.
typedef struct {
  uint32_t set[3];
} tg_conjunction;

/// counts[c * segment_count + s] is the number of bits of segment s in all sets of conjunction c.
/// `instruction_set` as `tg_instruction_set` gives it.
void tg_count_conjunctions(int instruction_set, const tg_bit_sets *sets,
                           const tg_conjunction *conjunctions, size_t count, uint32_t *counts);

#endif
