// Loops over packed columns. The hosts of all releases are little-endian, as the files are.
#include "columnar.h"

#include <string.h>

static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

// A width known to the compiler turns shifts and strides into constants.
#define UNPACK(WIDTH)                                                                              \
  case WIDTH:                                                                                      \
    for (size_t i = 0; i < count; i++) {                                                           \
      size_t bit = i * (WIDTH);                                                                    \
      numbers[i] =                                                                                 \
          (uint32_t)((word_at(packed + (bit >> 3)) >> (bit & 7)) & ((UINT64_C(1) << (WIDTH)) - 1)); \
    }                                                                                              \
    return;

#define UNPACK4(A) UNPACK(A) UNPACK(A + 1) UNPACK(A + 2) UNPACK(A + 3)

void tg_unpack32(const uint8_t *packed, size_t count, unsigned width, uint32_t *numbers) {
  switch (width) {
    UNPACK4(1) UNPACK4(5) UNPACK4(9) UNPACK4(13) UNPACK4(17) UNPACK4(21) UNPACK4(25) UNPACK4(29)
  default:
    memset(numbers, 0, count * sizeof *numbers);
  }
}

void tg_unpack64(const uint8_t *packed, size_t count, unsigned width, uint64_t *numbers) {
  if (width == 0) {
    memset(numbers, 0, count * sizeof *numbers);
    return;
  }
  uint64_t mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
  for (size_t i = 0; i < count; i++) {
    size_t bit = i * width, shift = bit & 7;
    const uint8_t *at = packed + (bit >> 3);
    uint64_t number = word_at(at) >> shift;
    // Up to seven bits may stand in the ninth byte.
    if (shift > 0) number |= (uint64_t)at[8] << (64 - shift);
    numbers[i] = number & mask;
  }
}

void tg_join_bytes(const uint8_t *split, size_t count, size_t width, uint8_t *bytes) {
  // Blocks of values keep all the streams' places in the cache.
  enum { BLOCK = 1024 };
  for (size_t start = 0; start < count; start += BLOCK) {
    size_t end = start + BLOCK < count ? start + BLOCK : count;
    for (size_t byte = 0; byte < width; byte++) {
      const uint8_t *stream = split + byte * count;
      for (size_t value = start; value < end; value++) bytes[value * width + byte] = stream[value];
    }
  }
}

int tg_gather(const double *dictionary, size_t size, const uint32_t *indices, size_t count,
              double *numbers) {
  uint32_t largest = 0;
  for (size_t i = 0; i < count; i++) largest = indices[i] > largest ? indices[i] : largest;
  if (count > 0 && largest >= size) return 0;
  for (size_t i = 0; i < count; i++) numbers[i] = dictionary[indices[i]];
  return 1;
}

#define READ(NAME, STORED, RESULT)                                                               \
  void tg_read_##NAME(const uint8_t *bytes, size_t count, RESULT *numbers) {                       \
    for (size_t i = 0; i < count; i++) {                                                           \
      STORED number;                                                                               \
      memcpy(&number, bytes + i * sizeof number, sizeof number);                                   \
      numbers[i] = (RESULT)number;                                                                 \
    }                                                                                              \
  }

READ(doubles, double, double)
READ(floats, float, double)
READ(int32, int32_t, int64_t)
READ(uint32, uint32_t, int64_t)
READ(int64, int64_t, int64_t)

// 2^53: up to here every integer is a double. Beyond, one that lost nothing comes back as it was;
// 2^63 and 2^64 would not come back at all.
int tg_convert_int64(const int64_t *integers, size_t count, double *numbers) {
  int large = 0;
  for (size_t i = 0; i < count; i++) {
    numbers[i] = (double)integers[i];
    large |= integers[i] > INT64_C(9007199254740992) || integers[i] < -INT64_C(9007199254740992);
  }
  if (!large) return 1;
  for (size_t i = 0; i < count; i++) {
    if (numbers[i] >= 9223372036854775808.0 || (int64_t)numbers[i] != integers[i]) return 0;
  }
  return 1;
}

int tg_convert_uint64(const int64_t *integers, size_t count, double *numbers) {
  for (size_t i = 0; i < count; i++) {
    uint64_t integer = (uint64_t)integers[i];
    numbers[i] = (double)integer;
    if (numbers[i] >= 18446744073709551616.0 || (uint64_t)numbers[i] != integer) return 0;
  }
  return 1;
}
