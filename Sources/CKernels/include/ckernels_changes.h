// What changed columns do to decision trees over blocks of 256 rows. As in ckernels_trees.h, the Swift
// side promises that every index is in range.
#ifndef TOLLGATE_CKERNELS_CHANGES_H
#define TOLLGATE_CKERNELS_CHANGES_H

#include "ckernels_trees.h"

/// A test of a tree of at most 256 leaves, with the places of the leaf numbers that rows end in on
/// either side of it.
typedef struct {
  /// As in tg_test.
  uint32_t offset;
  uint32_t threshold;
  /// The first leaf below the test, and how many leaves come after that, each four times in a word.
  uint32_t first_leaf;
  uint32_t last_offset;
  /// Where the leaf numbers of either side start among the ends, and how far 64 rows lie from the next:
  /// 0 for a leaf, whose number stands there 64 times.
  uint32_t left, left_step;
  uint32_t right, right_step;
} tg_fork;

/// For each test of a tree, in preorder, the leaf that each of TG_BLOCK rows ends in if it comes there:
/// to TG_BLOCK bytes a test from `ends + root` on.
void tg_find_ends(int instruction_set, const tg_fork *forks, size_t fork_count,
                  const int8_t *codes, uint8_t *ends, uint32_t root);

/// A tree that tests changed columns.
typedef struct {
  /// Its tests on such columns, in preorder; their offsets are those of the change's codes.
  uint32_t first_fork, fork_count;
  /// The sets of its tests on changed categories.
  uint32_t first_set, set_count;
  /// Where its leaf numbers stand among the ends.
  uint32_t root;
  /// Where its leaf values start: `leaf_count` for each of its outputs.
  uint32_t first_value, leaf_count;
  uint32_t output, output_count;
} tg_changed_tree;

/// A change of some columns in TG_BLOCK rows, in one or more ways.
typedef struct {
  const tg_fork *forks;
  const tg_category_set *sets;
  const uint64_t *words;
  const int64_t *values;
  const uint8_t *ends;
  /// By way: the `column_count` changed columns, then a column for each set of a tree.
  int8_t *codes;
  size_t way_bytes, column_count;
  /// By way: the codes of changed categories.
  const uint32_t *categories;
  size_t way_categories;
  size_t way_count;
  /// Room for TG_BLOCK leaf numbers a way.
  uint8_t *leaves;
  /// Room for as many row numbers and 16 more.
  uint32_t *moved;
  /// What the change adds to the sums: by output, by way, by row.
  int64_t *sums;
} tg_change;

/// sums += the value of each row's leaf after the change less that before, for the rows that move.
void tg_change_trees(int instruction_set, const tg_change *change, const tg_changed_tree *trees,
                     size_t tree_count);

/// sums[r] += values[leaves[r]] for TG_BLOCK rows.
void tg_add_fixed(const uint8_t *leaves, const int64_t *values, int64_t *sums);
void tg_add_wide_fixed(const uint32_t *leaves, const int64_t *values, int64_t *sums);

/// sums[r] += values[leaves[r]] - values[old[r]] for the rows of TG_BLOCK that differ.
void tg_add_changes(int instruction_set, const uint8_t *old, const uint8_t *leaves,
                    const int64_t *values, int64_t *sums);
void tg_add_wide_changes(const uint32_t *old, const uint32_t *leaves, const int64_t *values,
                         int64_t *sums);

/// The codes of `count` <= TG_BLOCK rows of a table, `column_count` columns that lie TG_BLOCK bytes
/// apart, block after block in `from`.
void tg_take_codes(const int8_t *from, size_t column_count, const int32_t *donors, size_t count,
                   int8_t *to);

#endif
