#include "ckernels.h"

int tg_instruction_set(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vbmi"))
    return 3;
  if (__builtin_cpu_supports("avx2")) return 2;
  return 1;
#elif defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}
