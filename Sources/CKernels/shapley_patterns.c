// Interventional Shapley values. Whether a mix of a row and a background row reaches a leaf depends only
// on which players' conditions above the leaf each of the two meets: two patterns of bits. With `a`
// players that only the row meets and `c` that only the background row does, and none that neither
// does, each of the former gets value * (a - 1)! c! / (a + c)! and each of the latter
// -value * a! (c - 1)! / (a + c)!. The background is the same for all rows, so a leaf of few players
// has a table over the row's patterns; the size of the background then costs the rows nothing.
#include "branch_tests.h"

#include <string.h>

/// The patterns of a tile's rows at a node, from those of its parent; then the node's own test.
#define TG_DEFINE_STEP(NAME, TEST, PATTERN)                                                       \
  INLINE void NAME(const tg_pattern_node *node, const tg_splits *branches,                      \
                   const double *values, size_t row_count, PATTERN *scratch, PATTERN *masks,      \
                   PATTERN *restrict to) {                                                        \
    if (node->depth == 0) {                                                                       \
      for (size_t r = 0; r < TG_TILE; r++) to[r] = 0;                                             \
    } else {                                                                                      \
      const PATTERN *restrict from = scratch + (size_t)(node->depth - 1) * TG_TILE;               \
      const PATTERN *restrict left = masks + (size_t)(node->depth - 1) * TG_TILE;                 \
      const PATTERN flip = node->goes_right ? (PATTERN)-1 : 0;                                    \
      const PATTERN bit = (PATTERN)((PATTERN)1 << node->slot), others = (PATTERN)~bit;            \
      if (node->is_repeated) {                                                                    \
        for (size_t r = 0; r < TG_TILE; r++)                                                      \
          to[r] = from[r] & ((PATTERN)(left[r] ^ flip) | others);                                 \
      } else {                                                                                    \
        for (size_t r = 0; r < TG_TILE; r++)                                                      \
          to[r] = from[r] | ((PATTERN)(left[r] ^ flip) & bit);                                    \
      }                                                                                           \
    }                                                                                             \
    if (!node->is_leaf)                                                                           \
      TEST(branches, node->subject, values, 0, row_count, masks + (size_t)node->depth * TG_TILE); \
  }

TG_DEFINE_TEST(tg_test_patterns, uint64_t)
TG_DEFINE_STEP(narrow_step, tg_test_bytes, uint8_t)
TG_DEFINE_STEP(wide_step, tg_test_patterns, uint64_t)

void tg_narrow_patterns(const tg_pattern_node *nodes, size_t node_count,
                        const tg_splits *branches, const double *values, size_t row_count,
                        uint8_t *scratch, uint8_t *masks, uint8_t *patterns) {
  for (const tg_pattern_node *node = nodes; node < nodes + node_count; node++)
    narrow_step(node, branches, values, row_count, scratch, masks,
                node->is_leaf ? patterns + (size_t)node->subject * TG_TILE
                              : scratch + (size_t)node->depth * TG_TILE);
}

void tg_wide_patterns(const tg_pattern_node *nodes, size_t node_count,
                      const tg_splits *branches, const double *values, size_t row_count,
                      uint64_t *scratch, uint64_t *masks, uint64_t *patterns) {
  for (const tg_pattern_node *node = nodes; node < nodes + node_count; node++)
    wide_step(node, branches, values, row_count, scratch, masks,
              node->is_leaf ? patterns + (size_t)node->subject * TG_TILE
                            : scratch + (size_t)node->depth * TG_TILE);
}

INLINE void add_narrow(const tg_narrow_leaf *leaf, const uint32_t *players, const double *tables,
                       double value, const uint8_t *pattern, size_t row_count, double *phi) {
  const size_t slots = leaf->slot_count;
  for (size_t slot = 0; slot < slots; slot++) {
    const double *table = tables + leaf->table + (slot << slots);
    double *restrict to = phi + players[leaf->first_player + slot] * (size_t)TG_TILE;
    for (size_t r = 0; r < row_count; r++) to[r] += value * table[pattern[r]];
  }
}

INLINE void narrow_values(const tg_pattern_node *nodes, size_t node_count,
                          const tg_narrow_leaf *leaves, const uint32_t *players,
                          const double *tables, const double *leaf_values,
                          const tg_splits *branches, const double *values, size_t row_count,
                          uint8_t *scratch, uint8_t *masks, double *phi) {
  for (const tg_pattern_node *node = nodes; node < nodes + node_count; node++) {
    uint8_t *patterns = scratch + (size_t)node->depth * TG_TILE;
    narrow_step(node, branches, values, row_count, scratch, masks, patterns);
    if (!node->is_leaf) continue;
    const tg_narrow_leaf *leaf = leaves + node->subject;
    add_narrow(leaf, players, tables, leaf_values[leaf->value], patterns, row_count, phi);
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void narrow_values_avx2(
    const tg_pattern_node *nodes, size_t node_count, const tg_narrow_leaf *leaves,
    const uint32_t *players, const double *tables, const double *leaf_values,
    const tg_splits *branches, const double *values, size_t row_count, uint8_t *scratch,
    uint8_t *masks, double *phi) {
  narrow_values(nodes, node_count, leaves, players, tables, leaf_values, branches, values,
                row_count, scratch, masks, phi);
}
#endif

void tg_narrow_values(int instruction_set, const tg_pattern_node *nodes, size_t node_count,
                      const tg_narrow_leaf *leaves, const uint32_t *players, const double *tables,
                      const double *leaf_values, const tg_splits *branches,
                      const double *values, size_t row_count, uint8_t *scratch, uint8_t *masks,
                      double *phi) {
#if defined(__x86_64__)
  if (instruction_set >= 1) {
    narrow_values_avx2(nodes, node_count, leaves, players, tables, leaf_values, branches, values,
                       row_count, scratch, masks, phi);
    return;
  }
#endif
  narrow_values(nodes, node_count, leaves, players, tables, leaf_values, branches, values,
                row_count, scratch, masks, phi);
}

void tg_pattern_table(const double *background, size_t slot_count, const double *gain,
                      const double *loss, double *table) {
  const uint32_t size = (uint32_t)1 << slot_count, full = size - 1;
  memset(table, 0, slot_count * size * sizeof *table);
  for (uint32_t b = 0; b < size; b++) {
    if (background[b] == 0) continue;
    const uint32_t only_row = full & ~b;
    const int a = __builtin_popcount(only_row);
    // Every subset of the background's conditions that the row may meet as well.
    uint32_t both = b;
    for (;;) {
      const uint32_t pattern = only_row | both, only_background = b & ~both;
      const int c = __builtin_popcount(only_background);
      for (uint32_t rest = only_row; rest; rest &= rest - 1)
        table[(size_t)__builtin_ctz(rest) * size + pattern] += background[b] * gain[a * TG_SLOTS + c];
      for (uint32_t rest = only_background; rest; rest &= rest - 1)
        table[(size_t)__builtin_ctz(rest) * size + pattern] -= background[b] * loss[a * TG_SLOTS + c];
      if (both == 0) break;
      both = (both - 1) & b;
    }
  }
}

INLINE void add_wide(const tg_wide_leaf *leaf, const uint32_t *players,
                     const uint64_t *background, const double *weights, const double *gain,
                     const double *loss, double value, const uint64_t *patterns,
                     size_t row_count, double *phi) {
  const uint64_t full =
      leaf->slot_count >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << leaf->slot_count) - 1;
  const uint32_t *player = players + leaf->first_player;
  for (size_t r = 0; r < row_count; r++) {
    const uint64_t pattern = patterns[r];
    for (size_t k = leaf->first_pattern; k < leaf->first_pattern + leaf->pattern_count; k++) {
      const uint64_t b = background[k];
      if ((pattern | b) != full || pattern == b) continue;
      const uint64_t only_row = pattern & ~b, only_background = b & ~pattern;
      const int a = __builtin_popcountll(only_row), c = __builtin_popcountll(only_background);
      const double scale = value * weights[k];
      for (uint64_t rest = only_row; rest; rest &= rest - 1)
        phi[(size_t)player[__builtin_ctzll(rest)] * TG_TILE + r] +=
            scale * gain[a * TG_SLOTS + c];
      for (uint64_t rest = only_background; rest; rest &= rest - 1)
        phi[(size_t)player[__builtin_ctzll(rest)] * TG_TILE + r] -=
            scale * loss[a * TG_SLOTS + c];
    }
  }
}

void tg_wide_values(const tg_pattern_node *nodes, size_t node_count, const tg_wide_leaf *leaves,
                    const uint32_t *players, const uint64_t *background, const double *weights,
                    const double *gain, const double *loss, const double *leaf_values,
                    const tg_splits *branches, const double *values, size_t row_count,
                    uint64_t *scratch, uint64_t *masks, double *phi) {
  for (const tg_pattern_node *node = nodes; node < nodes + node_count; node++) {
    uint64_t *patterns = scratch + (size_t)node->depth * TG_TILE;
    wide_step(node, branches, values, row_count, scratch, masks, patterns);
    if (!node->is_leaf) continue;
    const tg_wide_leaf *leaf = leaves + node->subject;
    add_wide(leaf, players, background, weights, gain, loss, leaf_values[leaf->value], patterns,
             row_count, phi);
  }
}
