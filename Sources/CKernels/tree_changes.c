// Leaf numbers after some columns changed. Only the subtrees below the topmost tests on a changed column
// are asked again: rows whose old leaf lies in such a subtree start anew at its first leaf, all others
// keep theirs. The tests are those of tree_leaves.c, with the same bits.
#include "ckernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef uint8_t unsigned16 __attribute__((vector_size(16), aligned(1)));
typedef int32_t words4 __attribute__((vector_size(16)));

static inline bytes16 spread(uint32_t word) {
  int32_t value = (int32_t)word;
  return (bytes16)(words4){value, value, value, value};
}

static void changed_portable(const tg_test *tests, const tg_subtree *branches, size_t branch_count,
                             const int8_t *codes, const uint8_t *old, uint8_t *leaves) {
  for (size_t part = 0; part < TG_BLOCK; part += 128) {
    bytes16 at[8];
    for (int k = 0; k < 8; k++) at[k] = ((const bytes16 *)(old + part))[k];
    for (size_t b = 0; b < branch_count; b++) {
      bytes16 first = spread(branches[b].first_leaf);
      unsigned16 last = (unsigned16)spread(branches[b].last_offset);
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; k++) {
        bytes16 inside = (bytes16)((unsigned16)(at[k] - first) <= last);
        at[k] = (at[k] & ~inside) | (first & inside);
      }
      const tg_test *test = tests + branches[b].first_test;
      for (size_t i = 0; i < branches[b].test_count; i++, test++) {
        const bytes16 *code = (const bytes16 *)(codes + test->offset + part);
        bytes16 threshold = spread(test->threshold);
        bytes16 here = spread(test->first);
        bytes16 step = spread(test->target) - here;
#pragma clang loop unroll(full)
        for (int k = 0; k < 8; k++) {
          bytes16 moves = (threshold > code[k]) & (at[k] == here);
          at[k] += moves & step;
        }
      }
    }
    for (int k = 0; k < 8; k++) ((bytes16 *)(leaves + part))[k] = at[k];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void changed_avx2(const tg_test *tests,
                                                         const tg_subtree *branches,
                                                         size_t branch_count, const int8_t *codes,
                                                         const uint8_t *old, uint8_t *leaves) {
  __m256i at[8];
  for (int k = 0; k < 8; k++) at[k] = _mm256_loadu_si256((const __m256i *)old + k);
  for (size_t b = 0; b < branch_count; b++) {
    __m256i start = _mm256_set1_epi32((int)branches[b].first_leaf);
    __m256i last = _mm256_set1_epi32((int)branches[b].last_offset);
#pragma clang loop unroll(full)
    for (int k = 0; k < 8; k++) {
      __m256i offset = _mm256_sub_epi8(at[k], start);
      __m256i inside = _mm256_cmpeq_epi8(_mm256_min_epu8(offset, last), offset);
      at[k] = _mm256_blendv_epi8(at[k], start, inside);
    }
    const tg_test *test = tests + branches[b].first_test;
    for (size_t i = 0; i < branches[b].test_count; i++, test++) {
      const __m256i *code = (const __m256i *)(codes + test->offset);
      __m256i threshold = _mm256_set1_epi32((int)test->threshold);
      __m256i first = _mm256_set1_epi32((int)test->first);
      __m256i target = _mm256_set1_epi32((int)test->target);
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; k++) {
        __m256i right = _mm256_cmpgt_epi8(threshold, _mm256_loadu_si256(code + k));
        __m256i here = _mm256_cmpeq_epi8(at[k], first);
        at[k] = _mm256_blendv_epi8(at[k], target, _mm256_and_si256(right, here));
      }
    }
  }
  for (int k = 0; k < 8; k++) _mm256_storeu_si256((__m256i *)leaves + k, at[k]);
}

__attribute__((target("avx512bw,avx512vl"))) static void changed_avx512(
    const tg_test *tests, const tg_subtree *branches, size_t branch_count, const int8_t *codes,
    const uint8_t *old, uint8_t *leaves) {
  __m512i at[4];
  for (int k = 0; k < 4; k++) at[k] = _mm512_loadu_si512(old + 64 * k);
  for (size_t b = 0; b < branch_count; b++) {
    __m512i start = _mm512_set1_epi32((int)branches[b].first_leaf);
    __m512i last = _mm512_set1_epi32((int)branches[b].last_offset);
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      __mmask64 inside = _mm512_cmple_epu8_mask(_mm512_sub_epi8(at[k], start), last);
      at[k] = _mm512_mask_mov_epi8(at[k], inside, start);
    }
    const tg_test *test = tests + branches[b].first_test;
    for (size_t i = 0; i < branches[b].test_count; i++, test++) {
      const int8_t *code = codes + test->offset;
      __m512i threshold = _mm512_set1_epi32((int)test->threshold);
      __m512i first = _mm512_set1_epi32((int)test->first);
      __m512i target = _mm512_set1_epi32((int)test->target);
#pragma clang loop unroll(full)
      for (int k = 0; k < 4; k++) {
        __mmask64 here = _mm512_cmpeq_epi8_mask(at[k], first);
        __mmask64 moves =
            _mm512_mask_cmpgt_epi8_mask(here, threshold, _mm512_loadu_si512(code + 64 * k));
        at[k] = _mm512_mask_mov_epi8(at[k], moves, target);
      }
    }
  }
  for (int k = 0; k < 4; k++) _mm512_storeu_si512(leaves + 64 * k, at[k]);
}

static int has_avx512(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}
#endif

void tg_changed_leaves(int instruction_set, const tg_test *tests, const tg_subtree *branches,
                       size_t branch_count, const int8_t *codes, const uint8_t *old,
                       uint8_t *leaves) {
#if defined(__x86_64__)
  if (instruction_set == 1) {
    if (has_avx512()) {
      changed_avx512(tests, branches, branch_count, codes, old, leaves);
    } else {
      changed_avx2(tests, branches, branch_count, codes, old, leaves);
    }
    return;
  }
#endif
  (void)instruction_set;
  changed_portable(tests, branches, branch_count, codes, old, leaves);
}

void tg_add_fixed(const uint8_t *leaves, const int64_t *values, int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[leaves[row]];
}

void tg_add_wide_fixed(const uint32_t *leaves, const int64_t *values, int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[leaves[row]];
}

// A bit for each of 64 rows whose leaf is another.
static inline uint64_t changed_rows(const uint8_t *old, const uint8_t *leaves) {
  uint64_t rows = 0;
#if defined(__x86_64__)
#pragma clang loop unroll(full)
  for (int k = 0; k < 4; k++) {
    __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)old + k),
                                  _mm_loadu_si128((const __m128i *)leaves + k));
    rows |= (uint64_t)(uint16_t)~_mm_movemask_epi8(same) << (16 * k);
  }
#else
  for (int k = 0; k < 8; k++) {
    uint64_t before, after;
    memcpy(&before, old + 8 * k, 8);
    memcpy(&after, leaves + 8 * k, 8);
    const uint64_t low = 0x7F7F7F7F7F7F7F7F;
    uint64_t differs = before ^ after;
    // The top bit of each byte that is not 0, and then those eight bits side by side.
    differs = ((((differs & low) + low) | differs) & ~low) >> 7;
    rows |= (differs * 0x0102040810204080 >> 56) << (8 * k);
  }
#endif
  return rows;
}

// Few rows change in a tree, and which is as good as random: one loop over 64 rows' set bits mispredicts
// once, where a test of each row or word would time and again.
void tg_add_changes(const uint8_t *old, const uint8_t *leaves, const int64_t *values,
                    int64_t *sums) {
  for (size_t part = 0; part < TG_BLOCK; part += 64) {
    uint64_t rows = changed_rows(old + part, leaves + part);
    while (rows) {
      size_t row = part + (size_t)__builtin_ctzll(rows);
      sums[row] += values[leaves[row]] - values[old[row]];
      rows &= rows - 1;
    }
  }
}

void tg_add_wide_changes(const uint32_t *old, const uint32_t *leaves, const int64_t *values,
                         int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) {
    if (leaves[row] != old[row]) sums[row] += values[leaves[row]] - values[old[row]];
  }
}

void tg_take_codes(const int8_t *from, size_t column_count, const int32_t *donors, size_t count,
                   int8_t *to) {
  for (size_t row = 0; row < count; row++) {
    uint32_t donor = (uint32_t)donors[row];
    const int8_t *block = from + (size_t)(donor / TG_BLOCK) * column_count * TG_BLOCK;
    for (size_t column = 0; column < column_count; column++)
      to[column * TG_BLOCK + row] = block[column * TG_BLOCK + donor % TG_BLOCK];
  }
}
