// libcurl, opened while the program runs: a gate without a server needs none of it.
#ifndef TOLLGATE_CCURL_H
#define TOLLGATE_CCURL_H

#include <stddef.h>
#include <stdint.h>

/// An open libcurl with one connection that is kept between requests. One thread uses it at a time.
typedef struct tg_curl tg_curl;

/// What a request asks for.
typedef struct {
  const char *_Nonnull url;
  /// `Name: value`, each; NULL where there are none.
  const char *_Nullable const *_Nullable headers;
  size_t header_count;
  /// Sent by POST; NULL asks by GET.
  const uint8_t *_Nullable body;
  size_t body_length;
  /// For the whole request.
  int64_t timeout_ms;
  /// Whether proxies of the environment are passed by, as they must be for this machine itself.
  int direct;
} tg_request;

/// Takes a piece of the answer; returning 0 ends the request.
typedef int (*tg_receive)(void *_Nullable context, const uint8_t *_Nonnull bytes, size_t count);

/// What became of a request.
typedef struct {
  /// A CURLcode; 0 when an answer came, whatever its status.
  int code;
  long status;
  /// libcurl's words for the code, at most 255 bytes; empty for 0.
  char message[256];
} tg_response;

/// Loads the library at `path` and makes a connection; NULL if there is no such library.
tg_curl *_Nullable tg_curl_open(const char *_Nonnull path);

/// Sends a request and waits for its end. Certificates are verified, redirects are not followed, and
/// only http and https are spoken.
tg_response tg_curl_perform(
    tg_curl *_Nonnull curl, const tg_request *_Nonnull request, tg_receive _Nonnull receive,
    void *_Nullable context);

/// Closes the connection. The library stays loaded: other threads may be in it.
void tg_curl_close(tg_curl *_Nonnull curl);

/// The codes of libcurl's documented interface that callers tell apart.
enum { tg_curl_no_host = 6, tg_curl_no_connection = 7, tg_curl_write_ended = 23, tg_curl_timed_out = 28 };

#endif
