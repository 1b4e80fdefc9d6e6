// The one-shot SHA-256 functions, not EVP: linked statically, EVP drags in the whole provider machinery.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
