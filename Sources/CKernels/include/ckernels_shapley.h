// Shapley values of decision trees over tiles of 256 rows. `Sources/Kernels/Shapley` builds these
// structures and promises that every index in them is in range; nothing here checks.
#ifndef TOLLGATE_CKERNELS_SHAPLEY_H
#define TOLLGATE_CKERNELS_SHAPLEY_H

#include <stddef.h>
#include <stdint.h>

/// Rows of a tile. A column of values has room for all of them.
#define TG_TILE 256
/// Rows of a tile that are taken through a tree together.
#define TG_LANES 32

/// How a value is compared.
enum { TG_LESS, TG_AT_MOST, TG_IN_SET };

/// A test of a node on a column of doubles.
typedef struct {
  double threshold;
  /// Where the test's set starts among the words, and how many words it has.
  size_t first_word;
  uint32_t word_count;
  uint32_t column;
  uint8_t comparison;
  /// Where NaN goes.
  uint8_t missing_left;
  /// Whether |x| <= 1.0000000180025095e-35 goes there, too.
  uint8_t zero_is_missing;
} tg_split;

/// All tests of an ensemble.
typedef struct {
  const tg_split *branches;
  const uint64_t *words;
  /// Values strictly between the two are truncated to a category; others are in no set.
  double above, below;
  /// Whether a number with a fraction is the category below it, or none.
  int fractions;
} tg_splits;

/// What is done at a point of the way through a tree.
enum { TG_TEST, TG_ENTER, TG_LEAVE, TG_LEAF };

/// One step of the way through a tree and back: a test; the edge to an inner node, down or up again; or
/// the edge to a leaf and back at once.
typedef struct {
  uint8_t kind;
  uint8_t goes_right;
  /// Whether the edge is its parent's first, so that sums start with it.
  uint8_t is_first;
  uint8_t is_repeated;
  /// Tests between the root and the parent.
  uint32_t depth;
  /// The depth below the nearest edge above that belongs to the same player; 0 for none.
  uint32_t ancestor;
  /// The test, or the edge's player.
  uint32_t subject;
  /// The edge's first coefficient: for each node of the quadrature m11, m10, m00, h11, h10.
  uint32_t edge;
  /// The leaf's first value.
  uint32_t leaf;
} tg_path_step;

/// Numbers that a way of this depth needs.
size_t tg_path_scratch(size_t depth, size_t quadrature);

/// phi[player * TG_TILE + row] += the path-dependent values of one tree, for the rows of a tile.
/// values[column * TG_TILE + row] are the rows' inputs; `leaves` has one value per leaf from the
/// output's on.
void tg_path_values(int instruction_set, const tg_path_step *steps, size_t step_count,
                    const double *coefficients, size_t quadrature, const double *leaves,
                    const tg_splits *branches, const double *values, size_t row_count,
                    double *scratch, double *phi);

/// A node of a tree in preorder: which players' conditions hold is a pattern of bits, one per
/// distinct player above the node.
typedef struct {
  uint8_t is_leaf;
  uint8_t goes_right;
  /// Whether the player above has a condition further up.
  uint8_t is_repeated;
  /// The bit of the player of the edge into this node.
  uint8_t slot;
  /// Tests above the node.
  uint32_t depth;
  /// The node's test, or the leaf's number.
  uint32_t subject;
} tg_pattern_node;

/// patterns[leaf * TG_TILE + row] of a tile's rows. `scratch` and `masks` have room for depth + 1
/// times TG_TILE elements each. Narrow trees have at most 8 players above a leaf, wide ones 64.
void tg_narrow_patterns(const tg_pattern_node *nodes, size_t node_count,
                        const tg_splits *branches, const double *values, size_t row_count,
                        uint8_t *scratch, uint8_t *masks, uint8_t *patterns);
void tg_wide_patterns(const tg_pattern_node *nodes, size_t node_count,
                      const tg_splits *branches, const double *values, size_t row_count,
                      uint64_t *scratch, uint64_t *masks, uint64_t *patterns);

/// `gain[a * TG_SLOTS + c]` is (a - 1)! c! / (a + c)!, `loss` a! (c - 1)! / (a + c)!.
#define TG_SLOTS 65

/// A leaf of a narrow tree: its table has a column of 2^slots numbers for each of its players.
typedef struct {
  size_t table;
  uint32_t first_player;
  uint32_t slot_count;
  /// The leaf's first value.
  uint32_t value;
} tg_narrow_leaf;

/// Fills a leaf's table: the interventional values of a leaf of value 1, by the row's pattern.
/// `background[pattern]` is the weight of the background rows of each pattern.
void tg_pattern_table(const double *background, size_t slot_count, const double *gain,
                      const double *loss, double *table);

/// phi[player * TG_TILE + row] += the interventional values of one narrow tree.
void tg_narrow_values(int instruction_set, const tg_pattern_node *nodes, size_t node_count,
                      const tg_narrow_leaf *leaves, const uint32_t *players, const double *tables,
                      const double *leaf_values, const tg_splits *branches,
                      const double *values, size_t row_count, uint8_t *scratch, uint8_t *masks,
                      double *phi);

/// A leaf of a wide tree: the distinct patterns of the background, with a weight each.
typedef struct {
  size_t first_pattern;
  uint32_t pattern_count;
  uint32_t first_player;
  uint32_t slot_count;
  uint32_t value;
} tg_wide_leaf;

/// The same for a wide tree, pair by pair.
void tg_wide_values(const tg_pattern_node *nodes, size_t node_count, const tg_wide_leaf *leaves,
                    const uint32_t *players, const uint64_t *background, const double *weights,
                    const double *gain, const double *loss, const double *leaf_values,
                    const tg_splits *branches, const double *values, size_t row_count,
                    uint64_t *scratch, uint64_t *masks, double *phi);

#endif
