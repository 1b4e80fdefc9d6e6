#include <string.h>

#include "text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Bit i of each mask says something about byte i of a block of 64.
typedef struct {
  uint64_t lf, cr, quote, nul, high;
} masks;

#if defined(__SSE2__)
static inline uint64_t equal(const __m128i block[4], uint8_t byte) {
  const __m128i pattern = _mm_set1_epi8((char)byte);
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++)
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block[i], pattern)) << (16 * i);
  return mask;
}

static inline masks masks_of(const uint8_t *bytes, uint8_t quote) {
  __m128i block[4];
  uint64_t high = 0;
  for (int i = 0; i < 4; i++) {
    block[i] = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
    high |= (uint64_t)(uint32_t)_mm_movemask_epi8(block[i]) << (16 * i);
  }
  masks m = {equal(block, '\n'), equal(block, '\r'), equal(block, quote), equal(block, 0), high};
  return m;
}
#else
static inline masks masks_of(const uint8_t *bytes, uint8_t quote) {
  masks m = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    const uint8_t byte = bytes[i];
    m.lf |= (uint64_t)(byte == '\n') << i;
    m.cr |= (uint64_t)(byte == '\r') << i;
    m.quote |= (uint64_t)(byte == quote) << i;
    m.nul |= (uint64_t)(byte == 0) << i;
    m.high |= (uint64_t)(byte >> 7) << i;
  }
  return m;
}
#endif

// Bit i of the result is the parity of bits 0 ... i.
static inline uint64_t prefix_xor(uint64_t x) {
  for (int shift = 1; shift < 64; shift *= 2) x ^= x << shift;
  return x;
}

static inline void note(
    tg_borders *out, int state, uint64_t ends, uint64_t blanks, int64_t offset) {
  if (ends == 0) return;
  if (out->first_end[state] < 0) {
    const int first = __builtin_ctzll(ends);
    out->first_end[state] = offset + first;
    out->first_blank[state] = (blanks >> first) & 1;
  }
  out->last_end[state] = offset + 63 - __builtin_clzll(ends);
  out->ends[state] += __builtin_popcountll(ends);
  out->blanks[state] += __builtin_popcountll(blanks & ends);
}

tg_borders tg_scan_borders(
    const uint8_t *_Nullable bytes, size_t count, uint8_t previous, uint8_t next, uint8_t quote) {
  tg_borders out = {{0, 0}, {0, 0}, {-1, -1}, {-1, -1}, {0, 0}, 0, 0, 0};
  uint64_t inside = 0;  // all ones while inside quotes, if the piece begins outside
  uint64_t high = 0, nul = 0;
  const uint8_t first = count > 0 ? bytes[0] : next;
  // Whether a line begins at the next byte, and whether the byte before is a CR of an empty line.
  uint64_t line_begins = previous == '\n' || (previous == '\r' && first != '\n');
  uint64_t after_cr = previous == '\r', after_blank_cr = 0;

  for (size_t offset = 0; offset < count; offset += 64) {
    const size_t length = count - offset < 64 ? count - offset : 64;
    masks m;
    if (length == 64) {
      m = masks_of(bytes + offset, quote);
    } else {
      uint8_t padded[64] = {0};
      memcpy(padded, bytes + offset, length);
      m = masks_of(padded, quote);
      m.nul &= (1ULL << length) - 1;
    }
    if (quote == 0) m.quote = 0;
    high |= m.high;
    nul |= m.nul;

    const uint8_t following = offset + length < count ? bytes[offset + length] : next;
    const uint64_t followed_by_lf = (m.lf >> 1) | ((uint64_t)(following == '\n') << (length - 1));
    const uint64_t ends = m.lf | (m.cr & ~followed_by_lf);
    if (m.quote == 0 && ends == 0 && m.cr == 0) {
      line_begins = after_cr = after_blank_cr = 0;
      continue;
    }
    const uint64_t begins = (ends << 1) | line_begins;
    const uint64_t behind_cr = (m.cr << 1) | after_cr;
    const uint64_t blank_cr = m.cr & begins;
    const uint64_t blanks = ((m.lf & ~behind_cr) & begins) | (blank_cr & ends) |
                            (m.lf & ((blank_cr << 1) | after_blank_cr));
    const uint64_t quoted = prefix_xor(m.quote) ^ inside;
    note(&out, 0, ends & ~quoted, blanks, (int64_t)offset);
    note(&out, 1, ends & quoted, blanks, (int64_t)offset);

    inside = 0 - ((quoted >> (length - 1)) & 1);
    line_begins = (ends >> (length - 1)) & 1;
    after_cr = (m.cr >> (length - 1)) & 1;
    after_blank_cr = (blank_cr >> (length - 1)) & 1;
  }
  out.odd_quotes = inside != 0;
  out.has_non_ascii = high != 0;
  out.has_nul = nul != 0;
  return out;
}

size_t tg_count_line_feeds(const uint8_t *bytes, size_t count) {
  size_t lines = 0;
  for (size_t i = 0; i < count; i++) lines += bytes[i] == '\n';
  return lines;
}
