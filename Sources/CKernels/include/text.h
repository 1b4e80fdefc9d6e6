// C entry points of the text kernels. Only the Swift target `Kernels` calls them.
#ifndef TOLLGATE_TEXT_H
#define TOLLGATE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/// What a piece of delimited text holds, for both answers to "does it begin inside quotes?":
/// index 0 outside, 1 inside.
typedef struct {
  /// Line ends outside quotes: LF, CRLF (its LF) and CR alone.
  int64_t ends[2];
  /// How many of them end an empty line.
  int64_t blanks[2];
  /// Offset of the first and last of them; -1 if there is none.
  int64_t first_end[2];
  int64_t last_end[2];
  /// Whether the first one ends an empty line.
  uint8_t first_blank[2];
  /// Whether the number of quotes is odd.
  uint8_t odd_quotes;
  uint8_t has_non_ascii;
  uint8_t has_nul;
} tg_borders;

/// Scans `count` bytes. `previous` is the byte before them ('\n' where a line begins), `next` the byte
/// after them (0 at the end of the text), `quote` the quote byte or 0. The text is not cut between CR and LF.
tg_borders tg_scan_borders(
    const uint8_t *_Nullable bytes, size_t count, uint8_t previous, uint8_t next, uint8_t quote);

/// How many of `count` bytes are LF.
size_t tg_count_line_feeds(const uint8_t *_Nullable bytes, size_t count);

/// Asks for the cache line of `address`, which need not be mapped.
static inline void tg_prefetch(const void *_Nullable address) { __builtin_prefetch(address, 1, 1); }

/// 651 pairs (high, low): the 128 leading bits of 5^-342 ... 5^308.
const uint64_t *_Nonnull tg_powers_of_five(void);

/// 10^0 ... 10^22.
const double *_Nonnull tg_powers_of_ten(void);

#endif
