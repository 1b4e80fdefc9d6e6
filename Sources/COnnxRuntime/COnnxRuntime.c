#include "COnnxRuntime.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// The documented C interface (onnxruntime_c_api.h) is a table of functions that only grows: what was
// at a position once stays there. These are the positions of the functions used, all of them in the
// table since version 8 of the interface (ONNX Runtime 1.8).
enum {
  fn_error_message = 2,
  fn_create_env = 3,
  fn_create_session = 7,
  fn_create_session_from_array = 8,
  fn_run = 9,
  fn_create_session_options = 10,
  fn_set_log_severity = 22,
  fn_set_intra_threads = 24,
  fn_set_inter_threads = 25,
  fn_input_count = 30,
  fn_output_count = 31,
  fn_input_type = 33,
  fn_output_type = 34,
  fn_input_name = 36,
  fn_output_name = 37,
  fn_create_tensor = 48,
  fn_create_tensor_with_data = 49,
  fn_tensor_data = 51,
  fn_fill_strings = 52,
  fn_string_length = 53,
  fn_string_content = 54,
  fn_cast_to_tensor_info = 55,
  fn_type_of_info = 56,
  fn_element_type = 60,
  fn_dimension_count = 61,
  fn_dimensions = 62,
  fn_element_count = 64,
  fn_tensor_info = 65,
  fn_value_type = 67,
  fn_create_memory_info = 69,
  fn_allocator_free = 76,
  fn_default_allocator = 78,
  fn_value_at = 80,
  fn_value_count = 81,
  fn_release_env = 92,
  fn_release_status = 93,
  fn_release_memory_info = 94,
  fn_release_session = 95,
  fn_release_value = 96,
  fn_release_type_info = 98,
  fn_release_tensor_info = 99,
  fn_release_session_options = 100,
  fn_add_config = 130,
  interface_version = 8,
  log_fatal = 4,
};

typedef void *status;
typedef void (*function)(void);
typedef struct {
  const function *(*get)(uint32_t version);
  const char *(*version)(void);
} api_base;

struct tg_ort {
  const function *api;
  const char *version;
  void *env, *session, *memory, *allocator;
  size_t input_count, output_count;
  tg_ort_slot *inputs, *outputs;
};

struct tg_ort_run {
  const tg_ort *model;
  size_t count;
  void **values;
  // What the last tensors that were looked at needed, kept until the run is released.
  char **texts;
  size_t **offsets;
  void *map, *keys, *map_values;
  char *key_texts;
  size_t *key_offsets;
};

#define CALL(api, position, ...) ((status(*)(__VA_ARGS__))(api)[position])
#define RELEASE(api, position, value) \
  do { \
    if ((value) != NULL) ((void (*)(void *))(api)[position])(value); \
  } while (0)

// Takes a status: 0 if it is none; else its message is kept and it is gone.
static int failed(const function *api, status problem, char *message, size_t capacity) {
  if (problem == NULL) return 0;
  if (message != NULL && capacity > 0) {
    const char *text = ((const char *(*)(status))api[fn_error_message])(problem);
    strncpy(message, text == NULL ? "" : text, capacity - 1);
    message[capacity - 1] = 0;
  }
  RELEASE(api, fn_release_status, problem);
  return 1;
}

static int describe_tensor(const function *api, const void *info, int *element, size_t *rank, int64_t *shape) {
  if (failed(api, CALL(api, fn_element_type, const void *, int *)(info, element), NULL, 0)) return 1;
  if (failed(api, CALL(api, fn_dimension_count, const void *, size_t *)(info, rank), NULL, 0)) return 1;
  if (*rank > 4) return 0;
  return failed(api, CALL(api, fn_dimensions, const void *, int64_t *, size_t)(info, shape, *rank), NULL, 0);
}

static int describe_slot(tg_ort *model, int is_output, size_t index, tg_ort_slot *slot) {
  const function *api = model->api;
  char *name = NULL;
  void *type = NULL;
  if (failed(
          api,
          CALL(api, is_output ? fn_output_name : fn_input_name, void *, size_t, void *, char **)(
              model->session, index, model->allocator, &name),
          NULL, 0))
    return 1;
  slot->name = strdup(name);
  failed(api, CALL(api, fn_allocator_free, void *, void *)(model->allocator, name), NULL, 0);
  if (slot->name == NULL) return 1;
  if (failed(
          api,
          CALL(api, is_output ? fn_output_type : fn_input_type, void *, size_t, void **)(
              model->session, index, &type),
          NULL, 0))
    return 1;
  int code = failed(api, CALL(api, fn_type_of_info, void *, int *)(type, &slot->kind), NULL, 0);
  if (code == 0 && slot->kind == tg_ort_tensor) {
    const void *info = NULL;
    code = failed(api, CALL(api, fn_cast_to_tensor_info, void *, const void **)(type, &info), NULL, 0);
    if (code == 0 && info != NULL)
      code = describe_tensor(api, info, &slot->element, &slot->rank, slot->shape);
  }
  RELEASE(api, fn_release_type_info, type);
  return code;
}

static int describe_slots(tg_ort *model, int is_output, size_t *count, tg_ort_slot **slots) {
  const function *api = model->api;
  if (failed(
          api,
          CALL(api, is_output ? fn_output_count : fn_input_count, void *, size_t *)(
              model->session, count),
          NULL, 0))
    return 1;
  *slots = calloc(*count + 1, sizeof(tg_ort_slot));
  if (*slots == NULL) return 1;
  for (size_t index = 0; index < *count; index++)
    if (describe_slot(model, is_output, index, *slots + index)) return 1;
  return 0;
}

static int make_session(
    tg_ort *model, const uint8_t *bytes, size_t length, const char *path, int threads, char *message,
    size_t capacity) {
  const function *api = model->api;
  void *options = NULL;
  if (failed(api, CALL(api, fn_create_session_options, void **)(&options), message, capacity)) return 1;
  int code = failed(api, CALL(api, fn_set_log_severity, void *, int)(options, log_fatal), message, capacity);
  if (!code) code = failed(api, CALL(api, fn_set_intra_threads, void *, int)(options, threads), message, capacity);
  if (!code) code = failed(api, CALL(api, fn_set_inter_threads, void *, int)(options, 1), message, capacity);
  // Its threads spin while they wait, on processors that others need.
  if (!code)
    code = failed(
        api,
        CALL(api, fn_add_config, void *, const char *, const char *)(
            options, "session.intra_op.allow_spinning", "0"),
        message, capacity);
  if (!code)
    code = path != NULL
               ? failed(
                     api,
                     CALL(api, fn_create_session, void *, const char *, void *, void **)(
                         model->env, path, options, &model->session),
                     message, capacity)
               : failed(
                     api,
                     CALL(api, fn_create_session_from_array, void *, const void *, size_t, void *, void **)(
                         model->env, bytes, length, options, &model->session),
                     message, capacity);
  RELEASE(api, fn_release_session_options, options);
  return code;
}

tg_ort *tg_ort_open(
    const char *library, const uint8_t *bytes, size_t length, const char *path, int threads,
    char *message, size_t capacity, int *is_library) {
  *is_library = 1;
  message[0] = 0;
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *reason = dlerror();
    strncpy(message, reason == NULL ? "" : reason, capacity - 1);
    message[capacity - 1] = 0;
    return NULL;
  }
  const api_base *(*base)(void) = (const api_base *(*)(void))dlsym(handle, "OrtGetApiBase");
  const api_base *entry = base == NULL ? NULL : base();
  const function *api = entry == NULL ? NULL : entry->get(interface_version);
  tg_ort *model = calloc(1, sizeof(tg_ort));
  if (api == NULL || model == NULL) {
    strncpy(message, "is no ONNX Runtime of version 1.8 or newer", capacity - 1);
    message[capacity - 1] = 0;
    free(model);
    return NULL;
  }
  *is_library = 0;
  model->api = api;
  model->version = entry->version();
  if (failed(
          api, CALL(api, fn_create_env, int, const char *, void **)(log_fatal, "tollgate", &model->env),
          message, capacity) ||
      failed(
          api, CALL(api, fn_create_memory_info, int, int, void **)(1, 0, &model->memory), message,
          capacity) ||
      failed(api, CALL(api, fn_default_allocator, void **)(&model->allocator), message, capacity) ||
      make_session(model, bytes, length, path, threads, message, capacity) ||
      describe_slots(model, 0, &model->input_count, &model->inputs) ||
      describe_slots(model, 1, &model->output_count, &model->outputs)) {
    tg_ort_close(model);
    return NULL;
  }
  return model;
}

static void free_slots(tg_ort_slot *slots, size_t count) {
  for (size_t index = 0; slots != NULL && index < count; index++) free((char *)slots[index].name);
  free(slots);
}

void tg_ort_close(tg_ort *model) {
  free_slots(model->inputs, model->input_count);
  free_slots(model->outputs, model->output_count);
  RELEASE(model->api, fn_release_session, model->session);
  RELEASE(model->api, fn_release_memory_info, model->memory);
  RELEASE(model->api, fn_release_env, model->env);
  free(model);
}

const char *tg_ort_version(const tg_ort *model) { return model->version; }
size_t tg_ort_input_count(const tg_ort *model) { return model->input_count; }
size_t tg_ort_output_count(const tg_ort *model) { return model->output_count; }
tg_ort_slot tg_ort_input_slot(const tg_ort *model, size_t index) { return model->inputs[index]; }
tg_ort_slot tg_ort_output_slot(const tg_ort *model, size_t index) { return model->outputs[index]; }

static int make_tensor(
    const tg_ort *model, const tg_ort_input *input, void **value, char *message, size_t capacity) {
  const function *api = model->api;
  if (input->element != tg_ort_string)
    return failed(
        api,
        CALL(api, fn_create_tensor_with_data, void *, void *, size_t, const int64_t *, size_t, int, void **)(
            model->memory, input->numbers, input->bytes, input->shape, input->rank, input->element,
            value),
        message, capacity);
  if (failed(
          api,
          CALL(api, fn_create_tensor, void *, const int64_t *, size_t, int, void **)(
              model->allocator, input->shape, input->rank, tg_ort_string, value),
          message, capacity))
    return 1;
  return failed(
      api,
      CALL(api, fn_fill_strings, void *, const char *const *, size_t)(
          *value, input->texts, input->text_count),
      message, capacity);
}

tg_ort_run *tg_ort_perform(
    const tg_ort *model, const tg_ort_input *inputs, size_t input_count, const size_t *outputs,
    size_t output_count, char *message, size_t capacity) {
  message[0] = 0;
  tg_ort_run *run = calloc(1, sizeof(tg_ort_run));
  void **values = calloc(input_count + 1, sizeof(void *));
  const char **names = calloc(input_count + output_count + 1, sizeof(char *));
  int code = run == NULL || values == NULL || names == NULL;
  if (!code) {
    run->model = model;
    run->count = output_count;
    run->values = calloc(output_count + 1, sizeof(void *));
    run->texts = calloc(output_count + 1, sizeof(char *));
    run->offsets = calloc(output_count + 1, sizeof(size_t *));
    code = run->values == NULL || run->texts == NULL || run->offsets == NULL;
  }
  for (size_t index = 0; !code && index < input_count; index++) {
    names[index] = inputs[index].name;
    code = make_tensor(model, inputs + index, values + index, message, capacity);
  }
  for (size_t index = 0; !code && index < output_count; index++)
    names[input_count + index] = model->outputs[outputs[index]].name;
  if (!code)
    code = failed(
        model->api,
        CALL(
            model->api, fn_run, void *, void *, const char *const *, void *const *, size_t,
            const char *const *, size_t, void **)(
            model->session, NULL, names, values, input_count, names + input_count, output_count,
            run->values),
        message, capacity);
  for (size_t index = 0; values != NULL && index < input_count; index++)
    RELEASE(model->api, fn_release_value, values[index]);
  free(values);
  free(names);
  if (code && run != NULL) {
    tg_ort_release(run);
    run = NULL;
  }
  return run;
}

static void release_map(tg_ort_run *run) {
  RELEASE(run->model->api, fn_release_value, run->keys);
  RELEASE(run->model->api, fn_release_value, run->map_values);
  RELEASE(run->model->api, fn_release_value, run->map);
  free(run->key_texts);
  free(run->key_offsets);
  run->keys = run->map_values = run->map = NULL;
  run->key_texts = NULL;
  run->key_offsets = NULL;
}

void tg_ort_release(tg_ort_run *run) {
  release_map(run);
  for (size_t index = 0; index < run->count; index++) {
    if (run->values != NULL) RELEASE(run->model->api, fn_release_value, run->values[index]);
    if (run->texts != NULL) free(run->texts[index]);
    if (run->offsets != NULL) free(run->offsets[index]);
  }
  free(run->values);
  free(run->texts);
  free(run->offsets);
  free(run);
}

static int read_tensor(
    const function *api, void *value, tg_ort_values *values, char **texts, size_t **offsets) {
  int kind = 0;
  void *info = NULL;
  memset(values, 0, sizeof *values);
  if (failed(api, CALL(api, fn_value_type, void *, int *)(value, &kind), NULL, 0)) return 1;
  if (kind != tg_ort_tensor) return 1;
  if (failed(api, CALL(api, fn_tensor_info, void *, void **)(value, &info), NULL, 0)) return 1;
  int code = describe_tensor(api, info, &values->element, &values->rank, values->shape);
  if (!code)
    code = failed(
        api, CALL(api, fn_element_count, void *, size_t *)(info, &values->count), NULL, 0);
  RELEASE(api, fn_release_tensor_info, info);
  if (code) return 1;
  if (values->element != tg_ort_string) {
    void *data = NULL;
    if (failed(api, CALL(api, fn_tensor_data, void *, void **)(value, &data), NULL, 0)) return 1;
    values->numbers = data;
    return 0;
  }
  if (failed(
          api, CALL(api, fn_string_length, void *, size_t *)(value, &values->text_bytes), NULL, 0))
    return 1;
  free(*texts);
  free(*offsets);
  *texts = malloc(values->text_bytes + 1);
  *offsets = calloc(values->count + 1, sizeof(size_t));
  if (*texts == NULL || *offsets == NULL) return 1;
  values->texts = *texts;
  values->offsets = *offsets;
  return failed(
      api,
      CALL(api, fn_string_content, void *, void *, size_t, size_t *, size_t)(
          value, *texts, values->text_bytes, *offsets, values->count),
      NULL, 0);
}

int tg_ort_tensor_values(tg_ort_run *run, size_t output, tg_ort_values *values) {
  return read_tensor(
      run->model->api, run->values[output], values, run->texts + output, run->offsets + output);
}

long tg_ort_map_count(tg_ort_run *run, size_t output) {
  const function *api = run->model->api;
  int kind = 0;
  size_t count = 0;
  if (failed(api, CALL(api, fn_value_type, void *, int *)(run->values[output], &kind), NULL, 0) ||
      kind != tg_ort_sequence ||
      failed(api, CALL(api, fn_value_count, void *, size_t *)(run->values[output], &count), NULL, 0))
    return -1;
  return (long)count;
}

static int value_at(tg_ort_run *run, void *value, int index, void **element) {
  const function *api = run->model->api;
  return failed(
      api,
      CALL(api, fn_value_at, void *, int, void *, void **)(
          value, index, run->model->allocator, element),
      NULL, 0);
}

int tg_ort_map_values(
    tg_ort_run *run, size_t output, size_t row, tg_ort_values *keys, tg_ort_values *values) {
  const function *api = run->model->api;
  char *no_texts = NULL;
  size_t *no_offsets = NULL;
  release_map(run);
  if (row > INT32_MAX || value_at(run, run->values[output], (int)row, &run->map) ||
      value_at(run, run->map, 0, &run->keys) || value_at(run, run->map, 1, &run->map_values) ||
      read_tensor(api, run->keys, keys, &run->key_texts, &run->key_offsets))
    return 1;
  int code = read_tensor(api, run->map_values, values, &no_texts, &no_offsets);
  // Maps to texts are no scores.
  if (no_texts != NULL) code = 1;
  free(no_texts);
  free(no_offsets);
  return code;
}
