// Counts of rows in conjunctions of bit sets. Segments are the outer loop: one segment of all sets is a few
// hundred kilobytes at most, so the sets that many conjunctions share stay in the cache.
#include "ckernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static uint32_t count_portable(const uint64_t *a, const uint64_t *b, const uint64_t *c,
                               size_t words) {
  uint32_t count = 0;
  for (size_t i = 0; i < words; i++) count += (uint32_t)__builtin_popcountll(a[i] & b[i] & c[i]);
  return count;
}

#if defined(__x86_64__)
// Half bytes are counted by a table of sixteen (Muła, Kurz and Lemire, "Faster population counts
// using AVX2 instructions", The Computer Journal 2018). A byte holds the sum of 31 vectors.
__attribute__((target("avx2,popcnt"))) static uint32_t count_avx2(const uint64_t *a,
                                                                  const uint64_t *b,
                                                                  const uint64_t *c,
                                                                  size_t words) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(15);
  __m256i total = _mm256_setzero_si256();
  size_t i = 0;
  while (i + 4 <= words) {
    size_t end = words - i > 4 * 31 ? i + 4 * 31 : words;
    __m256i bytes = _mm256_setzero_si256();
    for (; i + 4 <= end; i += 4) {
      __m256i both = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(a + i)),
                                      _mm256_loadu_si256((const __m256i *)(b + i)));
      both = _mm256_and_si256(both, _mm256_loadu_si256((const __m256i *)(c + i)));
      __m256i lower = _mm256_and_si256(both, low);
      __m256i upper = _mm256_and_si256(_mm256_srli_epi16(both, 4), low);
      bytes = _mm256_add_epi8(bytes, _mm256_add_epi8(_mm256_shuffle_epi8(table, lower),
                                                     _mm256_shuffle_epi8(table, upper)));
    }
    total = _mm256_add_epi64(total, _mm256_sad_epu8(bytes, _mm256_setzero_si256()));
  }
  uint32_t count =
      (uint32_t)(_mm256_extract_epi64(total, 0) + _mm256_extract_epi64(total, 1) +
                 _mm256_extract_epi64(total, 2) + _mm256_extract_epi64(total, 3));
  for (; i < words; i++) count += (uint32_t)_mm_popcnt_u64(a[i] & b[i] & c[i]);
  return count;
}
#endif

typedef uint32_t (*counter)(const uint64_t *, const uint64_t *, const uint64_t *, size_t);

void tg_count_conjunctions(int instruction_set, const tg_bit_sets *sets,
                           const tg_conjunction *conjunctions, size_t count, uint32_t *counts) {
  counter counter = count_portable;
#if defined(__x86_64__)
  if (instruction_set >= 1) counter = count_avx2;
#endif
  for (size_t segment = 0; segment < sets->segment_count; segment++) {
    size_t start = sets->starts[segment];
    size_t words = sets->starts[segment + 1] - start;
    for (size_t i = 0; i < count; i++) {
      const uint32_t *set = conjunctions[i].set;
      counts[i * sets->segment_count + segment] =
          counter(sets->words + set[0] * sets->stride + start,
                  sets->words + set[1] * sets->stride + start,
                  sets->words + set[2] * sets->stride + start, words);
    }
  }
}
