// Leaf numbers of symmetric trees, whose levels ask one test each: a bit for every level, no matter how
// many nodes there are.
#include "ckernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef int32_t words4 __attribute__((vector_size(16)));

static void levels_portable(const tg_level *levels, size_t level_count, const int8_t *codes,
                            uint8_t *leaves) {
  for (size_t part = 0; part < TG_BLOCK; part += 128) {
    bytes16 at[8] = {0};
    for (size_t i = 0; i < level_count; i++) {
      const bytes16 *code = (const bytes16 *)(codes + levels[i].offset + part);
      int32_t word = (int32_t)levels[i].threshold;
      bytes16 threshold = (bytes16)(words4){word, word, word, word};
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; k++) {
        bytes16 right = threshold > code[k];  // all ones, which is -1
        at[k] = at[k] + at[k] - right;
      }
    }
    for (int k = 0; k < 8; k++) ((bytes16 *)(leaves + part))[k] = at[k];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void levels_avx2(const tg_level *levels, size_t level_count,
                                                        const int8_t *codes, uint8_t *leaves) {
  __m256i at[8];
  for (int k = 0; k < 8; k++) at[k] = _mm256_setzero_si256();
  for (size_t i = 0; i < level_count; i++) {
    const __m256i *code = (const __m256i *)(codes + levels[i].offset);
    __m256i threshold = _mm256_set1_epi32((int)levels[i].threshold);
#pragma clang loop unroll(full)
    for (int k = 0; k < 8; k++) {
      __m256i right = _mm256_cmpgt_epi8(threshold, _mm256_loadu_si256(code + k));
      at[k] = _mm256_sub_epi8(_mm256_add_epi8(at[k], at[k]), right);
    }
  }
  for (int k = 0; k < 8; k++) _mm256_storeu_si256((__m256i *)leaves + k, at[k]);
}
#endif

void tg_levels(int instruction_set, const tg_level *levels, size_t level_count,
               const int8_t *codes, uint8_t *leaves) {
#if defined(__x86_64__)
  if (instruction_set >= 1) {
    levels_avx2(levels, level_count, codes, leaves);
    return;
  }
#endif
  (void)instruction_set;
  levels_portable(levels, level_count, codes, leaves);
}
