// Sums of leaf values. Each row adds its trees one after another in the order given, in the width
// of the sum: the bits are those of a plain loop.
#include "ckernels.h"

#pragma STDC FP_CONTRACT OFF

// Four trees share one load and one store of the running sum.
#define SUMS(NUMBER)                                                                             \
  void tg_add_##NUMBER(const uint8_t *leaves, const NUMBER *values, const uint32_t *first,         \
                     size_t tree_count, NUMBER *sums) {                                          \
    size_t tree = 0;                                                                             \
    for (; tree + 4 <= tree_count; tree += 4) {                                                  \
      const uint8_t *at = leaves + tree * TG_BLOCK;                                              \
      const NUMBER *a = values + first[tree], *b = values + first[tree + 1];                     \
      const NUMBER *c = values + first[tree + 2], *d = values + first[tree + 3];                 \
      for (size_t row = 0; row < TG_BLOCK; row++) {                                              \
        NUMBER sum = sums[row];                                                                  \
        sum += a[at[row]];                                                                       \
        sum += b[at[row + TG_BLOCK]];                                                            \
        sum += c[at[row + 2 * TG_BLOCK]];                                                        \
        sum += d[at[row + 3 * TG_BLOCK]];                                                        \
        sums[row] = sum;                                                                         \
      }                                                                                          \
    }                                                                                            \
    for (; tree < tree_count; tree++) {                                                          \
      const uint8_t *at = leaves + tree * TG_BLOCK;                                              \
      for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[first[tree] + at[row]];    \
    }                                                                                            \
  }                                                                                              \
  void tg_add_wide_##NUMBER(const uint32_t *leaves, const NUMBER *values, NUMBER *sums) {          \
    for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[leaves[row]];                \
  }

SUMS(float)
SUMS(double)

#undef SUMS
