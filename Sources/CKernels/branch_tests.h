// Tests of nodes over consecutive rows, for kernels that need to know who goes left. Included by
// them, so that the loops are compiled for the caller's instructions.
#ifndef TOLLGATE_BRANCH_TESTS_H
#define TOLLGATE_BRANCH_TESTS_H

#include "ckernels.h"

#define INLINE static inline __attribute__((always_inline))

INLINE int tg_category_goes_left(double value, const tg_split *test, const tg_splits *all) {
  if (value != value) return test->missing_left;
  if (!(value > all->above && value < all->below)) return 0;
  int64_t code = (int64_t)value;
  if (!all->fractions && (double)code != value) return 0;
  uint64_t word = (uint64_t)code >> 6;
  return word < test->word_count &&
         (all->words[test->first_word + word] >> (code & 63) & 1) != 0;
}

/// left[row] = all bits where the row goes left, none where it goes right.
#define TG_DEFINE_TEST(NAME, MASK)                                                               \
  INLINE void NAME(const tg_splits *all, uint32_t index, const double *values, size_t first,    \
                   size_t count, MASK *left) {                                                    \
    const tg_split *test = all->branches + index;                                                \
    const double *x = values + (size_t)test->column * TG_TILE + first;                            \
    const double threshold = test->threshold;                                                     \
    const MASK missing = test->missing_left ? (MASK)-1 : 0;                                       \
    if (test->comparison == TG_IN_SET) {                                                          \
      for (size_t r = 0; r < count; r++)                                                          \
        left[r] = tg_category_goes_left(x[r], test, all) ? (MASK)-1 : 0;                          \
      return;                                                                                     \
    }                                                                                             \
    if (test->comparison == TG_LESS) {                                                            \
      for (size_t r = 0; r < count; r++) {                                                        \
        MASK mask = x[r] < threshold ? (MASK)-1 : 0;                                              \
        left[r] = x[r] == x[r] ? mask : missing;                                                  \
      }                                                                                           \
    } else {                                                                                      \
      for (size_t r = 0; r < count; r++) {                                                        \
        MASK mask = x[r] <= threshold ? (MASK)-1 : 0;                                             \
        left[r] = x[r] == x[r] ? mask : missing;                                                  \
      }                                                                                           \
    }                                                                                             \
    if (!test->zero_is_missing) return;                                                           \
    for (size_t r = 0; r < count; r++)                                                            \
      left[r] = __builtin_fabs(x[r]) <= 1.0000000180025095e-35 ? missing : left[r];               \
  }

TG_DEFINE_TEST(tg_test_words, int64_t)
TG_DEFINE_TEST(tg_test_bytes, uint8_t)

#endif
