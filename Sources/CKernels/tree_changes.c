// Leaf numbers after columns changed. Of every tree the leaf that each row would end in is found below
// each of its nodes, from the leaves up; all changes share these. A change then asks only the tests on
// its own columns, from the top down: a row that comes to one takes the leaf that it would end in on the
// side where it goes now, and the next of them corrects that.
//
// The bodies are written once, on vectors of 64 bytes; the compiler makes of them what the instructions
// allow, with the same bits.
#include "ckernels.h"

#define INLINE static inline __attribute__((always_inline))

typedef int8_t bytes64 __attribute__((vector_size(64), aligned(1)));
typedef uint8_t unsigned64 __attribute__((vector_size(64), aligned(1)));
typedef int32_t words16 __attribute__((vector_size(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

#define PART ((size_t)sizeof(bytes64))
#define SPREAD(word) ((bytes64)((words16){0} + (int32_t)(word)))
#define LOAD(place) (*(const bytes64 *)(place))

INLINE void find_ends(const tg_fork *forks, size_t fork_count, const int8_t *codes, uint8_t *ends,
                      uint32_t root) {
  for (size_t i = fork_count; i-- > 0;) {
    const tg_fork *fork = forks + i;
    const int8_t *code = codes + fork->offset;
    const uint8_t *left = ends + fork->left, *right = ends + fork->right;
    const size_t left_step = fork->left_step, right_step = fork->right_step;
    uint8_t *to = ends + root + i * TG_BLOCK;
    bytes64 threshold = SPREAD(fork->threshold);
    for (size_t k = 0; k < TG_BLOCK / PART; k++) {
      bytes64 goes_right = threshold > LOAD(code + k * PART);
      bytes64 on_left = LOAD(left + k * left_step);
      bytes64 on_right = LOAD(right + k * right_step);
      *(bytes64 *)(to + k * PART) = (goes_right & on_right) | (~goes_right & on_left);
    }
  }
}

// Writes the places of the bits set in `rows`, from `first` on, and up to 16 more words.
INLINE uint32_t *append_rows(uint64_t rows, uint32_t first, uint32_t *to) {
  size_t count = (size_t)__builtin_popcountll(rows);
  // Which rows move is as good as random. Eight places are written whether there are as many or not,
  // so that the processor need not guess how many.
#pragma clang loop unroll(full)
  for (int k = 0; k < 8; k++) {
    uint32_t row = first + (uint32_t)(rows ? __builtin_ctzll(rows) : 64);
    // The compiler must not see eight of a kind: made a vector, they are slower.
    __asm__("" : "+r"(row));
    to[k] = row;
    rows &= rows - 1;
  }
  for (size_t k = 8; k < count; k++) {
    to[k] = first + (uint32_t)__builtin_ctzll(rows);
    rows &= rows - 1;
  }
  return to + count;
}

// Appends the rows whose leaf is another.
INLINE uint32_t *append_moved(const uint8_t *old, const uint8_t *leaves, uint32_t first,
                              uint32_t *moved) {
  for (size_t row = 0; row < TG_BLOCK; row += PART) {
    bits64 differs = __builtin_convertvector(LOAD(leaves + row) != LOAD(old + row), bits64);
    uint64_t rows;
    __builtin_memcpy(&rows, &differs, sizeof rows);
    moved = append_rows(rows, first + (uint32_t)row, moved);
  }
  return moved;
}

// `at_once` parts of a block are in registers together: each test is read once for all of them.
INLINE uint32_t *move_rows(const tg_fork *forks, size_t fork_count, const int8_t *codes,
                           const uint8_t *ends, const uint8_t *old, uint8_t *leaves,
                           uint32_t first, uint32_t *moved, const size_t at_once) {
  for (size_t part = 0; part < TG_BLOCK / PART; part += at_once) {
    bytes64 at[TG_BLOCK / PART];
    for (size_t k = 0; k < at_once; k++) at[k] = LOAD(old + (part + k) * PART);
    for (const tg_fork *fork = forks; fork < forks + fork_count; fork++) {
      const int8_t *code = codes + fork->offset + part * PART;
      const uint8_t *left = ends + fork->left + part * fork->left_step;
      const uint8_t *right = ends + fork->right + part * fork->right_step;
      bytes64 threshold = SPREAD(fork->threshold), start = SPREAD(fork->first_leaf);
      unsigned64 last = (unsigned64)SPREAD(fork->last_offset);
#pragma clang loop unroll(full)
      for (size_t k = 0; k < at_once; k++) {
        bytes64 comes = (bytes64)((unsigned64)(at[k] - start) <= last);
        bytes64 goes_right = threshold > LOAD(code + k * PART);
        bytes64 end = (goes_right & LOAD(right + k * fork->right_step)) |
                      (~goes_right & LOAD(left + k * fork->left_step));
        at[k] = (comes & end) | (~comes & at[k]);
      }
    }
    for (size_t k = 0; k < at_once; k++) *(bytes64 *)(leaves + (part + k) * PART) = at[k];
  }
  return append_moved(old, leaves, first, moved);
}

INLINE void add_moved(const uint32_t *moved, const uint32_t *end, const uint8_t *old,
                      const uint8_t *leaves, const int64_t *values, int64_t *sums) {
  for (; moved < end; moved++) {
    uint32_t place = *moved;
    sums[place] += values[leaves[place]] - values[old[place % TG_BLOCK]];
  }
}

INLINE void change_trees(const tg_change *change, const tg_changed_tree *trees, size_t tree_count,
                         const size_t at_once) {
  for (const tg_changed_tree *tree = trees; tree < trees + tree_count; tree++) {
    const uint8_t *old = change->ends + tree->root;
    uint32_t *end = change->moved;
    for (size_t way = 0; way < change->way_count; way++) {
      int8_t *codes = change->codes + way * change->way_bytes;
      for (size_t set = 0; set < tree->set_count; set++)
        tg_category_column(change->categories + way * change->way_categories,
                           change->sets + tree->first_set + set, change->words,
                           codes + (change->column_count + set) * TG_BLOCK);
      end = move_rows(change->forks + tree->first_fork, tree->fork_count, codes, change->ends, old,
                      change->leaves + way * TG_BLOCK, (uint32_t)(way * TG_BLOCK), end, at_once);
    }
    for (size_t k = 0; k < tree->output_count; k++)
      add_moved(change->moved, end, old, change->leaves,
                change->values + tree->first_value + k * tree->leaf_count,
                change->sums + (tree->output + k) * change->way_count * TG_BLOCK);
  }
}

INLINE void add_changes(const uint8_t *old, const uint8_t *leaves, const int64_t *values,
                        int64_t *sums) {
  uint32_t moved[TG_BLOCK + 16];
  add_moved(moved, append_moved(old, leaves, 0, moved), old, leaves, values, sums);
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512dq,bmi,bmi2,popcnt")))

AVX2 static void find_ends_avx2(const tg_fork *forks, size_t fork_count, const int8_t *codes,
                                uint8_t *ends, uint32_t root) {
  find_ends(forks, fork_count, codes, ends, root);
}

AVX512 static void find_ends_avx512(const tg_fork *forks, size_t fork_count, const int8_t *codes,
                                    uint8_t *ends, uint32_t root) {
  find_ends(forks, fork_count, codes, ends, root);
}

AVX2 static void change_trees_avx2(const tg_change *change, const tg_changed_tree *trees,
                                   size_t tree_count) {
  change_trees(change, trees, tree_count, 2);
}

AVX512 static void change_trees_avx512(const tg_change *change, const tg_changed_tree *trees,
                                       size_t tree_count) {
  change_trees(change, trees, tree_count, 4);
}

AVX2 static void add_changes_avx2(const uint8_t *old, const uint8_t *leaves,
                                  const int64_t *values, int64_t *sums) {
  add_changes(old, leaves, values, sums);
}
#endif

void tg_find_ends(int instruction_set, const tg_fork *forks, size_t fork_count,
                  const int8_t *codes, uint8_t *ends, uint32_t root) {
#if defined(__x86_64__)
  if (instruction_set == 2) return find_ends_avx512(forks, fork_count, codes, ends, root);
  if (instruction_set == 1) return find_ends_avx2(forks, fork_count, codes, ends, root);
#endif
  (void)instruction_set;
  find_ends(forks, fork_count, codes, ends, root);
}

void tg_change_trees(int instruction_set, const tg_change *change, const tg_changed_tree *trees,
                     size_t tree_count) {
#if defined(__x86_64__)
  if (instruction_set == 2) return change_trees_avx512(change, trees, tree_count);
  if (instruction_set == 1) return change_trees_avx2(change, trees, tree_count);
#endif
  (void)instruction_set;
  change_trees(change, trees, tree_count, 1);
}

void tg_add_changes(int instruction_set, const uint8_t *old, const uint8_t *leaves,
                    const int64_t *values, int64_t *sums) {
#if defined(__x86_64__)
  if (instruction_set >= 1) return add_changes_avx2(old, leaves, values, sums);
#endif
  (void)instruction_set;
  add_changes(old, leaves, values, sums);
}

void tg_add_fixed(const uint8_t *leaves, const int64_t *values, int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[leaves[row]];
}

void tg_add_wide_fixed(const uint32_t *leaves, const int64_t *values, int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) sums[row] += values[leaves[row]];
}

void tg_add_wide_changes(const uint32_t *old, const uint32_t *leaves, const int64_t *values,
                         int64_t *sums) {
  for (size_t row = 0; row < TG_BLOCK; row++) {
    if (leaves[row] != old[row]) sums[row] += values[leaves[row]] - values[old[row]];
  }
}

void tg_take_codes(const int8_t *from, size_t column_count, const int32_t *donors, size_t count,
                   int8_t *to) {
  if (column_count == 1) {
    for (size_t row = 0; row < count; row++) to[row] = from[donors[row]];
    return;
  }
  for (size_t row = 0; row < count; row++) {
    uint32_t donor = (uint32_t)donors[row];
    const int8_t *block = from + (size_t)(donor / TG_BLOCK) * column_count * TG_BLOCK;
    for (size_t column = 0; column < column_count; column++)
      to[column * TG_BLOCK + row] = block[column * TG_BLOCK + donor % TG_BLOCK];
  }
}
