// Leaf numbers without branches. Leaves are numbered from left to right, and each row keeps the number of
// the first leaf below the node that it has reached. A test applies to a row exactly if that number
// is the first leaf below the test; a row that goes right then moves on to the first leaf on the
// right. So every test is a handful of byte operations on all rows at once, for any shape of tree.
#include "ckernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef int32_t words4 __attribute__((vector_size(16)));

static inline bytes16 spread(uint32_t word) {
  int32_t value = (int32_t)word;
  return (bytes16)(words4){value, value, value, value};
}

static void leaves_portable(const tg_test *tests, size_t test_count, const int8_t *codes,
                            uint8_t *leaves) {
  for (size_t part = 0; part < TG_BLOCK; part += 128) {
    bytes16 at[8] = {0};
    for (size_t i = 0; i < test_count; i++) {
      const bytes16 *code = (const bytes16 *)(codes + tests[i].offset + part);
      bytes16 threshold = spread(tests[i].threshold);
      bytes16 first = spread(tests[i].first);
      bytes16 step = spread(tests[i].target) - first;
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; k++) {
        bytes16 moves = (threshold > code[k]) & (at[k] == first);
        at[k] += moves & step;
      }
    }
    for (int k = 0; k < 8; k++) ((bytes16 *)(leaves + part))[k] = at[k];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void leaves_avx2(const tg_test *tests, size_t test_count,
                                                        const int8_t *codes, uint8_t *leaves) {
  __m256i at[8];
  for (int k = 0; k < 8; k++) at[k] = _mm256_setzero_si256();
  for (size_t i = 0; i < test_count; i++) {
    const __m256i *code = (const __m256i *)(codes + tests[i].offset);
    __m256i threshold = _mm256_set1_epi32((int)tests[i].threshold);
    __m256i first = _mm256_set1_epi32((int)tests[i].first);
    __m256i target = _mm256_set1_epi32((int)tests[i].target);
#pragma clang loop unroll(full)
    for (int k = 0; k < 8; k++) {
      __m256i right = _mm256_cmpgt_epi8(threshold, _mm256_loadu_si256(code + k));
      __m256i here = _mm256_cmpeq_epi8(at[k], first);
      at[k] = _mm256_blendv_epi8(at[k], target, _mm256_and_si256(right, here));
    }
  }
  for (int k = 0; k < 8; k++) _mm256_storeu_si256((__m256i *)leaves + k, at[k]);
}
#endif

void tg_leaves(int instruction_set, const tg_test *tests, size_t test_count, const int8_t *codes,
               uint8_t *leaves) {
#if defined(__x86_64__)
  if (instruction_set >= 1) {
    leaves_avx2(tests, test_count, codes, leaves);
    return;
  }
#endif
  leaves_portable(tests, test_count, codes, leaves);
}
