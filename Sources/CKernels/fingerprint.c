#include "fingerprint.h"

#include <string.h>

static uint64_t fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word(const uint8_t *bytes) {
  uint64_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

uint64_t tg_fingerprint(const void *bytes, size_t count, uint64_t key0, uint64_t key1) {
  const uint64_t odd0 = 0xA0761D6478BD642FULL, odd1 = 0xE7037ED1A0B428DBULL;
  uint64_t state0 = key0 ^ odd0, state1 = key1 ^ odd1;
  const uint8_t *next = bytes;
  size_t left = count;
  // Two chains, so that one product need not wait for the other.
  for (; left >= 32; next += 32, left -= 32) {
    state0 = fold(word(next) ^ key0, word(next + 8) ^ state0);
    state1 = fold(word(next + 16) ^ key1, word(next + 24) ^ state1);
  }
  uint8_t last[32] = {0};
  if (left > 0) memcpy(last, next, left);
  state0 = fold(word(last) ^ key0, word(last + 8) ^ state0);
  state1 = fold(word(last + 16) ^ key1, word(last + 24) ^ state1);
  return fold(state0 ^ key1 ^ (uint64_t)count, state1 ^ key0);
}
