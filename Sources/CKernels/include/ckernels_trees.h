// Decision trees over blocks of 256 rows. `Sources/Kernels/Trees` builds these structures and
// promises that every index in them is in range; nothing here checks.
#ifndef TOLLGATE_CKERNELS_TREES_H
#define TOLLGATE_CKERNELS_TREES_H

#include <stddef.h>
#include <stdint.h>

/// Rows that are evaluated together. A column of codes has one byte for each.
#define TG_BLOCK 256

/// How many of a feature's cuts lie below a value: a table of buckets, then halving.
typedef struct {
  /// The cuts as integers that order like the numbers, ascending, less 1 where a cut that equals a
  /// value counts as below it; then 2^steps times INT64_MAX.
  const int64_t *cuts;
  /// Per bucket, the number of cuts in lower buckets.
  const uint32_t *starts;
  /// The bucket of x is (x - low) * scale, truncated and kept within 0 ... last_bucket.
  double low, scale, last_bucket;
  /// A bucket holds fewer than 2^steps cuts.
  uint32_t steps;
  /// 1: x is rounded to float first.
  uint32_t rounds;
} tg_search;

/// One byte column of a feature: code c becomes the byte 127 - min(max(c - base, 0), 255).
typedef struct {
  uint32_t base;
  /// Whether |x| <= 1.0000000180025095e-35 is missing too.
  uint32_t zero_is_missing;
  /// The byte of missing values.
  int32_t missing_byte;
} tg_column;

/// Codes at most TG_BLOCK values into `column_count` columns that lie TG_BLOCK bytes apart.
/// `instruction_set` as `tg_instruction_set` gives it.
void tg_encode(int instruction_set, const double *values, size_t count, const tg_search *search,
               const tg_column *columns, size_t column_count, int8_t *bytes);

/// Codes categories: 0 is NaN, UINT32_MAX is in no set, else category + 1. `above` < x < `below`
/// is the range of categories; without `fractions` only whole numbers are categories.
void tg_encode_categories(const double *values, size_t count, double above, double below,
                          int rounds, int fractions, uint32_t *codes);

/// A set of category codes as bits.
typedef struct {
  /// Where the feature's codes start, in elements from the block's category codes.
  uint32_t offset;
  uint32_t word_count;
  size_t first_word;
} tg_category_set;

/// Byte 127 for each row whose code is in the set, 126 for the others.
void tg_category_column(const uint32_t *codes, const tg_category_set *set, const uint64_t *words,
                        int8_t *bytes);

/// A test of a tree of at most 256 leaves, which are numbered from left to right. Parents come
/// before children. Byte values stand four times in a word, so that one load spreads them.
typedef struct {
  /// Where the column starts, in bytes from the block's codes.
  uint32_t offset;
  /// A row goes right if its byte is below this (signed).
  uint32_t threshold;
  /// The first leaf below the test.
  uint32_t first;
  /// The first leaf on its right.
  uint32_t target;
} tg_test;

/// The leaf numbers of TG_BLOCK rows.
void tg_leaves(int instruction_set, const tg_test *tests, size_t test_count, const int8_t *codes,
               uint8_t *leaves);

/// The test that all nodes of a symmetric tree's level ask. `threshold` as in tg_test.
typedef struct {
  uint32_t offset;
  uint32_t threshold;
} tg_level;

/// The leaf numbers of TG_BLOCK rows in a symmetric tree of at most 8 levels, from the root on: each
/// level adds a bit at the low end, 1 where a row goes right.
void tg_levels(int instruction_set, const tg_level *levels, size_t level_count,
               const int8_t *codes, uint8_t *leaves);

/// A node of a tree of any size. The right child follows the left one; a leaf is its own child and
/// its threshold is -128, which no byte is below.
typedef struct {
  /// As in tg_test; for a categorical test, the index of its set.
  uint32_t offset;
  uint32_t left;
  /// The threshold, or TG_CATEGORY for a categorical test.
  int32_t threshold;
  /// The number of a leaf.
  uint32_t leaf;
} tg_node;

#define TG_CATEGORY 1000

/// The leaf numbers of TG_BLOCK rows, by walking.
void tg_walk(const tg_node *nodes, uint32_t root, const int8_t *codes, uint32_t *leaves);
/// The same for trees with categorical tests.
void tg_walk_categories(const tg_node *nodes, uint32_t root, const int8_t *codes,
                        const uint32_t *category_codes, const tg_category_set *sets,
                        const uint64_t *words, uint32_t *leaves);

/// sums[r] += values[first[t] + leaves[t][r]], tree after tree, for TG_BLOCK rows.
void tg_add_float(const uint8_t *leaves, const float *values, const uint32_t *first,
                  size_t tree_count, float *sums);
void tg_add_double(const uint8_t *leaves, const double *values, const uint32_t *first,
                   size_t tree_count, double *sums);
/// sums[r] += values[leaves[r]] for TG_BLOCK rows.
void tg_add_wide_float(const uint32_t *leaves, const float *values, float *sums);
void tg_add_wide_double(const uint32_t *leaves, const double *values, double *sums);

#endif
