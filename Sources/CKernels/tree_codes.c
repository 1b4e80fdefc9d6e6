// Numbers become codes: how many of the model's own cut points lie below. Tests on codes then agree
// with tests on numbers exactly.
#include "ckernels.h"

// A fused multiply-add could put a cut and an equal value into different buckets.
#pragma STDC FP_CONTRACT OFF

static inline void search_codes(const double *values, const tg_search *search, int counts_equal,
                                uint32_t steps, uint32_t *codes) {
  const double low = search->low, scale = search->scale, last = search->last_bucket;
  const double *cuts = search->cuts;
  int32_t buckets[TG_BLOCK];
  for (size_t row = 0; row < TG_BLOCK; row++) {
    double bucket = (values[row] - low) * scale;
    bucket = bucket > 0 ? bucket : 0;  // also NaN
    buckets[row] = (int32_t)(bucket < last ? bucket : last);
  }
  for (size_t row = 0; row < TG_BLOCK; row++) {
    uint32_t code = search->starts[buckets[row]];
    double value = values[row];
    for (uint32_t step = steps; step > 0; step--) {
      uint32_t half = (uint32_t)1 << (step - 1);
      double cut = cuts[code + half - 1];
      int is_below = counts_equal ? cut <= value : cut < value;
      code += half & (0 - (uint32_t)is_below);
    }
    codes[row] = code;
  }
}

static inline void search_specialised(const double *values, const tg_search *search,
                                      int counts_equal, uint32_t *codes) {
  switch (search->steps) {
    case 0: search_codes(values, search, counts_equal, 0, codes); break;
    case 1: search_codes(values, search, counts_equal, 1, codes); break;
    case 2: search_codes(values, search, counts_equal, 2, codes); break;
    case 3: search_codes(values, search, counts_equal, 3, codes); break;
    case 4: search_codes(values, search, counts_equal, 4, codes); break;
    default: search_codes(values, search, counts_equal, search->steps, codes);
  }
}

static void write_column(const double *values, const uint32_t *codes, const tg_column *column,
                         int8_t *bytes) {
  const int32_t base = (int32_t)column->base, nan_byte = column->nan_byte;
  for (size_t row = 0; row < TG_BLOCK; row++) {
    int32_t code = (int32_t)codes[row] - base;
    code = code > 0 ? code : 0;
    code = code < 255 ? code : 255;
    int32_t byte = 127 - code;
    bytes[row] = (int8_t)(values[row] != values[row] ? nan_byte : byte);
  }
  if (!column->has_zero_byte) return;
  for (size_t row = 0; row < TG_BLOCK; row++) {
    if (__builtin_fabs(values[row]) <= 1.0000000180025095e-35) bytes[row] = (int8_t)column->zero_byte;
  }
}

static void load_values(const double *values, size_t count, int rounds, double *block) {
  if (rounds) {
    for (size_t row = 0; row < count; row++) block[row] = (double)(float)values[row];
  } else {
    for (size_t row = 0; row < count; row++) block[row] = values[row];
  }
  for (size_t row = count; row < TG_BLOCK; row++) block[row] = 0;
}

void tg_encode(const double *values, size_t count, const tg_search *search,
               const tg_column *columns, size_t column_count, int8_t *bytes) {
  double block[TG_BLOCK];
  uint32_t codes[TG_BLOCK];
  load_values(values, count, (int)search->rounds, block);
  if (search->counts_equal) search_specialised(block, search, 1, codes);
  else search_specialised(block, search, 0, codes);
  for (size_t column = 0; column < column_count; column++)
    write_column(block, codes, columns + column, bytes + column * TG_BLOCK);
}

void tg_encode_categories(const double *values, size_t count, double above, double below,
                          int rounds, uint32_t *codes) {
  double block[TG_BLOCK];
  load_values(values, count, rounds, block);
  for (size_t row = 0; row < TG_BLOCK; row++) {
    double value = block[row];
    if (value != value) codes[row] = 0;
    else if (value > above && value < below) codes[row] = (uint32_t)(int64_t)value + 1;
    else codes[row] = UINT32_MAX;
  }
}
