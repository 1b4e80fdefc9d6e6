// A keyed fingerprint of bytes: who does not know the key cannot make two texts alike.
#ifndef TOLLGATE_FINGERPRINT_H
#define TOLLGATE_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

/// 64 bits of `count` bytes under a key of 128 bits, by folded products (wyhash). Some ten bytes a
/// nanosecond; equal bytes give equal fingerprints, others do with a chance of about 2^-60.
uint64_t tg_fingerprint(const void *_Nullable bytes, size_t count, uint64_t key0, uint64_t key1);

#endif
