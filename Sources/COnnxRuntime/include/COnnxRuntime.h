// ONNX Runtime through its C interface, opened while the program runs: only a graph that the native
// reader does not know needs it.
#ifndef TOLLGATE_CONNXRUNTIME_H
#define TOLLGATE_CONNXRUNTIME_H

#include <stddef.h>
#include <stdint.h>

/// A loaded model.
typedef struct tg_ort tg_ort;
/// The outputs of one run.
typedef struct tg_ort_run tg_ort_run;

/// The element types of tensors, by ONNX's own numbers.
enum {
  tg_ort_float = 1,
  tg_ort_int32 = 6,
  tg_ort_int64 = 7,
  tg_ort_string = 8,
  tg_ort_bool = 9,
  tg_ort_double = 11
};

/// What a value is.
enum { tg_ort_tensor = 1, tg_ort_sequence = 2 };

/// An input or output as the model declares it. The name lives as long as the model.
typedef struct {
  const char *_Nullable name;
  /// ONNX's number; 1 tensor, 2 sequence.
  int kind;
  /// Of a tensor.
  int element;
  size_t rank;
  /// -1 where any size fits.
  int64_t shape[4];
} tg_ort_slot;

/// A tensor to hand over: numbers as bytes, or texts.
typedef struct {
  const char *_Nonnull name;
  int element;
  size_t rank;
  int64_t shape[2];
  void *_Nullable numbers;
  size_t bytes;
  const char *_Nullable const *_Nullable texts;
  size_t text_count;
} tg_ort_input;

/// One tensor of an answer: `count` elements of numbers, or texts one after the other with the
/// offsets where each begins. Lives as long as the run.
typedef struct {
  int element;
  size_t rank;
  int64_t shape[4];
  size_t count;
  const void *_Nullable numbers;
  const char *_Nullable texts;
  size_t text_bytes;
  const size_t *_Nullable offsets;
} tg_ort_values;

/// Loads the library at `library` and the model in `bytes`, or at `path` where that is given. NULL on
/// failure, with the reason in `message`; `is_library` then says that it is the library's.
tg_ort *_Nullable tg_ort_open(
    const char *_Nonnull library, const uint8_t *_Nonnull bytes, size_t length,
    const char *_Nullable path, int threads, char *_Nonnull message, size_t capacity,
    int *_Nonnull is_library);
void tg_ort_close(tg_ort *_Nonnull model);

/// The library's version: `1.20.0`.
const char *_Nonnull tg_ort_version(const tg_ort *_Nonnull model);
size_t tg_ort_input_count(const tg_ort *_Nonnull model);
size_t tg_ort_output_count(const tg_ort *_Nonnull model);
/// Below the count.
tg_ort_slot tg_ort_input_slot(const tg_ort *_Nonnull model, size_t index);
tg_ort_slot tg_ort_output_slot(const tg_ort *_Nonnull model, size_t index);

/// Runs the model for the outputs of these positions. NULL on failure, with the reason in `message`.
/// Any number of threads may run one model.
tg_ort_run *_Nullable tg_ort_perform(
    const tg_ort *_Nonnull model, const tg_ort_input *_Nonnull inputs, size_t input_count,
    const size_t *_Nonnull outputs, size_t output_count, char *_Nonnull message, size_t capacity);
void tg_ort_release(tg_ort_run *_Nonnull run);

/// The tensor of an output; 0 on success.
int tg_ort_tensor_values(tg_ort_run *_Nonnull run, size_t output, tg_ort_values *_Nonnull values);

/// How many maps an output holds, one a row; -1 if it is no sequence.
long tg_ort_map_count(tg_ort_run *_Nonnull run, size_t output);
/// The keys and values of a map; 0 on success. Both live until the next call of this function.
int tg_ort_map_values(
    tg_ort_run *_Nonnull run, size_t output, size_t row, tg_ort_values *_Nonnull keys,
    tg_ort_values *_Nonnull values);

#endif
