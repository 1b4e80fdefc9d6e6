#include "CArguments.h"

// For __GLIBC__, which <stddef.h> alone does not define.
#include <features.h>
#include <stddef.h>

static int count = 0;
static char **values = NULL;

// glibc calls constructors with main's arguments. No other C library promises that, so there the
// count stays 0.
#ifdef __GLIBC__
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  values = argv;
}
#endif

int tollgate_argument_count(void) { return count; }

const char *tollgate_argument(int index) {
  return index >= 0 && index < count ? values[index] : NULL;
}
