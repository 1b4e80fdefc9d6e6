// Walks from node to node, for trees with more leaves than a byte can number. Sixteen rows walk side
// by side without branches, so that their loads overlap. A leaf leads to itself; every few steps the
// group asks whether anyone still moves.
#include "ckernels.h"

enum { GROUP = 16, STEPS = 4 };

void tg_walk(const tg_node *nodes, uint32_t root, const int8_t *codes, uint32_t *leaves) {
  for (size_t part = 0; part < TG_BLOCK; part += GROUP) {
    uint32_t at[GROUP], moved;
    for (size_t k = 0; k < GROUP; k++) at[k] = root;
    do {
      moved = 0;
      for (int step = 0; step < STEPS; step++) {
        for (size_t k = 0; k < GROUP; k++) {
          const tg_node *node = nodes + at[k];
          uint32_t to = node->left + (codes[(size_t)node->offset + part + k] < node->threshold);
          moved |= to ^ at[k];
          at[k] = to;
        }
      }
    } while (moved);
    for (size_t k = 0; k < GROUP; k++) leaves[part + k] = nodes[at[k]].leaf;
  }
}

static inline int is_in_set(uint32_t code, const tg_category_set *set, const uint64_t *words) {
  uint32_t word = code >> 6;
  return word < set->word_count && (words[set->first_word + word] >> (code & 63) & 1);
}

void tg_walk_categories(const tg_node *nodes, uint32_t root, const int8_t *codes,
                        const uint32_t *category_codes, const tg_category_set *sets,
                        const uint64_t *words, uint32_t *leaves) {
  for (size_t row = 0; row < TG_BLOCK; row++) {
    uint32_t at = root, to;
    for (;; at = to) {
      const tg_node *node = nodes + at;
      if (node->threshold == TG_CATEGORY) {
        const tg_category_set *set = sets + node->offset;
        to = node->left + !is_in_set(category_codes[set->offset + row], set, words);
      } else {
        to = node->left + (codes[(size_t)node->offset + row] < node->threshold);
      }
      if (to == at) break;
    }
    leaves[row] = nodes[at].leaf;
  }
}

void tg_category_column(const uint32_t *codes, const tg_category_set *set, const uint64_t *words,
                        int8_t *bytes) {
  for (size_t row = 0; row < TG_BLOCK; row++)
    bytes[row] = (int8_t)(126 + is_in_set(codes[set->offset + row], set, words));
}
