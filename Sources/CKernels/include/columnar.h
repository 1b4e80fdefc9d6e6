// C entry points for columns stored as packed bits, split bytes and dictionaries. Only the Swift target
// `Kernels` calls them, and it checks every size first.
#ifndef TOLLGATE_COLUMNAR_H
#define TOLLGATE_COLUMNAR_H

#include <stddef.h>
#include <stdint.h>

/// Unpacks `count` numbers of `width` bits (0 ... 32), lowest bit first. 8 bytes behind the last packed
/// one are readable.
void tg_unpack32(const uint8_t *_Nonnull packed, size_t count, unsigned width,
                 uint32_t *_Nonnull numbers);

/// Unpacks `count` numbers of `width` bits (0 ... 64), lowest bit first. 16 bytes behind the last packed
/// one are readable.
void tg_unpack64(const uint8_t *_Nonnull packed, size_t count, unsigned width,
                 uint64_t *_Nonnull numbers);

/// bytes[v * width + b] = split[b * count + v].
void tg_join_bytes(const uint8_t *_Nonnull split, size_t count, size_t width,
                   uint8_t *_Nonnull bytes);

/// numbers[i] = dictionary[indices[i]]; 0 if an index is not below `size`.
int tg_gather(const double *_Nullable dictionary, size_t size, const uint32_t *_Nonnull indices,
              size_t count, double *_Nonnull numbers);

/// Numbers as doubles from little-endian storage of any alignment.
void tg_read_doubles(const uint8_t *_Nonnull bytes, size_t count, double *_Nonnull numbers);
void tg_read_floats(const uint8_t *_Nonnull bytes, size_t count, double *_Nonnull numbers);
void tg_read_int32(const uint8_t *_Nonnull bytes, size_t count, int64_t *_Nonnull numbers);
void tg_read_uint32(const uint8_t *_Nonnull bytes, size_t count, int64_t *_Nonnull numbers);
void tg_read_int64(const uint8_t *_Nonnull bytes, size_t count, int64_t *_Nonnull numbers);

/// Integers as doubles; 0 if one of them is no double.
int tg_convert_int64(const int64_t *_Nonnull integers, size_t count, double *_Nonnull numbers);
int tg_convert_uint64(const int64_t *_Nonnull integers, size_t count, double *_Nonnull numbers);

#endif
