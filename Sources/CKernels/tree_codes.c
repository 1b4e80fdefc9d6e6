// Numbers become codes: how many of the model's own cut points lie below. Tests on codes then agree
// with tests on numbers exactly.
#include "ckernels.h"

#include <string.h>

// A fused multiply-add could put a cut and an equal value into different buckets.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

INLINE void load_values(const double *values, size_t count, int rounds, double *block) {
  if (rounds) {
    for (size_t row = 0; row < count; row++) block[row] = (double)(float)values[row];
  } else {
    for (size_t row = 0; row < count; row++) block[row] = values[row];
  }
  for (size_t row = count; row < TG_BLOCK; row++) block[row] = 0;
}

// An integer that orders like the number. Zeros are equal; NaN is anything.
INLINE int64_t order_key(double value) {
  double positive_zero = value + 0.0;
  int64_t bits;
  memcpy(&bits, &positive_zero, sizeof bits);
  return bits ^ (int64_t)((uint64_t)(bits >> 63) >> 1);
}

INLINE void find_codes(const double *values, const tg_search *search, uint32_t steps,
                       uint32_t *codes) {
  const double low = search->low, scale = search->scale, last = search->last_bucket;
  const int64_t *cuts = search->cuts;
  int32_t buckets[TG_BLOCK];
  int64_t keys[TG_BLOCK];
  for (size_t row = 0; row < TG_BLOCK; row++) {
    double bucket = (values[row] - low) * scale;
    bucket = bucket > 0 ? bucket : 0;  // also NaN
    buckets[row] = (int32_t)(bucket < last ? bucket : last);
  }
  for (size_t row = 0; row < TG_BLOCK; row++) keys[row] = order_key(values[row]);
  for (size_t row = 0; row < TG_BLOCK; row++) {
    uint32_t code = search->starts[buckets[row]];
    for (uint32_t half = (uint32_t)1 << steps >> 1; half > 0; half >>= 1)
      code += __builtin_unpredictable(cuts[code + half - 1] < keys[row]) ? half : 0;
    codes[row] = code;
  }
}

INLINE void write_column(const double *values, const uint32_t *codes, const tg_column *column,
                         int8_t *bytes) {
  const int32_t base = (int32_t)column->base;
  const int8_t missing_byte = (int8_t)column->missing_byte;
  for (size_t row = 0; row < TG_BLOCK; row++) {
    int32_t code = (int32_t)codes[row] - base;
    code = code > 0 ? code : 0;
    bytes[row] = (int8_t)(127 - (code < 255 ? code : 255));
  }
  if (column->zero_is_missing) {
    for (size_t row = 0; row < TG_BLOCK; row++) {
      int is_number = __builtin_fabs(values[row]) > 1.0000000180025095e-35;
      bytes[row] = is_number ? bytes[row] : missing_byte;
    }
  } else {
    for (size_t row = 0; row < TG_BLOCK; row++)
      bytes[row] = values[row] == values[row] ? bytes[row] : missing_byte;
  }
}

INLINE void encode(const double *values, size_t count, const tg_search *search,
                   const tg_column *columns, size_t column_count, int8_t *bytes) {
  double block[TG_BLOCK];
  uint32_t codes[TG_BLOCK];
  load_values(values, count, (int)search->rounds, block);
  switch (search->steps) {
    case 1: find_codes(block, search, 1, codes); break;
    case 2: find_codes(block, search, 2, codes); break;
    case 3: find_codes(block, search, 3, codes); break;
    case 4: find_codes(block, search, 4, codes); break;
    case 5: find_codes(block, search, 5, codes); break;
    case 6: find_codes(block, search, 6, codes); break;
    case 7: find_codes(block, search, 7, codes); break;
    case 8: find_codes(block, search, 8, codes); break;
    default: find_codes(block, search, search->steps, codes);
  }
  for (size_t column = 0; column < column_count; column++)
    write_column(block, codes, columns + column, bytes + column * TG_BLOCK);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void encode_avx2(
    const double *values, size_t count, const tg_search *search, const tg_column *columns,
    size_t column_count, int8_t *bytes) {
  encode(values, count, search, columns, column_count, bytes);
}
#endif

void tg_encode(int instruction_set, const double *values, size_t count, const tg_search *search,
               const tg_column *columns, size_t column_count, int8_t *bytes) {
#if defined(__x86_64__)
  if (instruction_set >= 1) {
    encode_avx2(values, count, search, columns, column_count, bytes);
    return;
  }
#endif
  (void)instruction_set;
  encode(values, count, search, columns, column_count, bytes);
}

void tg_encode_categories(const double *values, size_t count, double above, double below,
                          int rounds, int fractions, uint32_t *codes) {
  double block[TG_BLOCK];
  load_values(values, count, rounds, block);
  for (size_t row = 0; row < TG_BLOCK; row++) {
    double value = block[row];
    if (value != value) codes[row] = 0;
    else if (value > above && value < below && (fractions || value == (double)(int64_t)value))
      codes[row] = (uint32_t)(int64_t)value + 1;
    else codes[row] = UINT32_MAX;
  }
}
