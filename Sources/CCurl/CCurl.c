#include "CCurl.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// The numbers of libcurl's options: part of its binary interface, which has not changed since
// version 7.16 (2006). A header of libcurl is not needed to build.
enum {
  opt_long = 0,
  opt_pointer = 10000,
  opt_function = 20000,
  opt_large = 30000,
  opt_write_data = opt_pointer + 1,
  opt_url = opt_pointer + 2,
  opt_proxy = opt_pointer + 4,
  opt_error_buffer = opt_pointer + 10,
  opt_write_function = opt_function + 11,
  opt_post_fields = opt_pointer + 15,
  opt_http_header = opt_pointer + 23,
  opt_post = opt_long + 47,
  opt_follow_location = opt_long + 52,
  opt_ssl_verify_peer = opt_long + 64,
  opt_http_get = opt_long + 80,
  opt_ssl_verify_host = opt_long + 81,
  opt_no_signal = opt_long + 99,
  opt_post_field_size_large = opt_large + 120,
  opt_timeout_ms = opt_long + 155,
  opt_connect_timeout_ms = opt_long + 156,
  opt_protocols = opt_long + 181,
  opt_protocols_str = opt_pointer + 318,
  info_response_code = 0x200000 + 2,
  global_default = 3,
  protocol_http_and_https = 3,
};

struct list;

struct tg_curl {
  void *handle;
  int (*setopt)(void *, int, ...);
  int (*perform)(void *);
  int (*getinfo)(void *, int, ...);
  void (*reset)(void *);
  void (*cleanup)(void *);
  const char *(*strerror)(int);
  struct list *(*append)(struct list *, const char *);
  void (*free_all)(struct list *);
};

tg_curl *tg_curl_open(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return NULL;
  tg_curl *curl = calloc(1, sizeof(tg_curl));
  if (curl == NULL) return NULL;
  int (*global_init)(long) = (int (*)(long))dlsym(library, "curl_global_init");
  void *(*init)(void) = (void *(*)(void))dlsym(library, "curl_easy_init");
  curl->setopt = (int (*)(void *, int, ...))dlsym(library, "curl_easy_setopt");
  curl->perform = (int (*)(void *))dlsym(library, "curl_easy_perform");
  curl->getinfo = (int (*)(void *, int, ...))dlsym(library, "curl_easy_getinfo");
  curl->reset = (void (*)(void *))dlsym(library, "curl_easy_reset");
  curl->cleanup = (void (*)(void *))dlsym(library, "curl_easy_cleanup");
  curl->strerror = (const char *(*)(int))dlsym(library, "curl_easy_strerror");
  curl->append = (struct list * (*)(struct list *, const char *)) dlsym(library, "curl_slist_append");
  curl->free_all = (void (*)(struct list *))dlsym(library, "curl_slist_free_all");
  if (global_init == NULL || init == NULL || curl->setopt == NULL || curl->perform == NULL ||
      curl->getinfo == NULL || curl->reset == NULL || curl->cleanup == NULL ||
      curl->strerror == NULL || curl->append == NULL || curl->free_all == NULL ||
      global_init(global_default) != 0 || (curl->handle = init()) == NULL) {
    free(curl);
    return NULL;
  }
  return curl;
}

struct receiver {
  tg_receive receive;
  void *context;
};

static size_t take(char *bytes, size_t size, size_t count, void *context) {
  struct receiver *receiver = context;
  size_t length = size * count;
  if (length == 0) return 0;
  return receiver->receive(receiver->context, (const uint8_t *)bytes, length) ? length : 0;
}

// Options that nothing may go on without: each is checked.
static int prepare(
    tg_curl *curl, const tg_request *request, struct receiver *receiver, struct list *headers) {
  void *handle = curl->handle;
  int code = curl->setopt(handle, opt_url, request->url);
  if (code == 0) code = curl->setopt(handle, opt_no_signal, 1L);
  if (code == 0) code = curl->setopt(handle, opt_follow_location, 0L);
  if (code == 0) code = curl->setopt(handle, opt_ssl_verify_peer, 1L);
  if (code == 0) code = curl->setopt(handle, opt_ssl_verify_host, 2L);
  if (code == 0 && curl->setopt(handle, opt_protocols_str, "http,https") != 0)
    code = curl->setopt(handle, opt_protocols, (long)protocol_http_and_https);
  if (code == 0) code = curl->setopt(handle, opt_timeout_ms, (long)request->timeout_ms);
  if (code == 0)
    code = curl->setopt(
        handle, opt_connect_timeout_ms,
        (long)(request->timeout_ms < 10000 ? request->timeout_ms : 10000));
  if (code == 0 && request->direct) code = curl->setopt(handle, opt_proxy, "");
  if (code == 0 && headers != NULL) code = curl->setopt(handle, opt_http_header, headers);
  if (code == 0) code = curl->setopt(handle, opt_write_function, take);
  if (code == 0) code = curl->setopt(handle, opt_write_data, receiver);
  if (code != 0) return code;
  if (request->body == NULL) return curl->setopt(handle, opt_http_get, 1L);
  code = curl->setopt(handle, opt_post, 1L);
  if (code == 0)
    code = curl->setopt(handle, opt_post_field_size_large, (int64_t)request->body_length);
  return code == 0 ? curl->setopt(handle, opt_post_fields, request->body) : code;
}

tg_response tg_curl_perform(
    tg_curl *curl, const tg_request *request, tg_receive receive, void *context) {
  tg_response response = {0};
  struct receiver receiver = {receive, context};
  struct list *headers = NULL;
  for (size_t index = 0; index < request->header_count; index++) {
    struct list *longer = curl->append(headers, request->headers[index]);
    if (longer == NULL) {
      curl->free_all(headers);
      response.code = 27;  // out of memory
      return response;
    }
    headers = longer;
  }
  // Options go, the connection stays.
  curl->reset(curl->handle);
  curl->setopt(curl->handle, opt_error_buffer, response.message);
  response.code = prepare(curl, request, &receiver, headers);
  if (response.code == 0) response.code = curl->perform(curl->handle);
  if (response.code == 0) {
    response.message[0] = 0;
    curl->getinfo(curl->handle, info_response_code, &response.status);
  } else if (response.message[0] == 0) {
    strncpy(response.message, curl->strerror(response.code), sizeof response.message - 1);
  }
  curl->setopt(curl->handle, opt_error_buffer, NULL);
  curl->setopt(curl->handle, opt_http_header, NULL);
  curl->free_all(headers);
  return response;
}

void tg_curl_close(tg_curl *curl) {
  curl->cleanup(curl->handle);
  free(curl);
}
