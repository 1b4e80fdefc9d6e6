// C entry points of the vector kernels. Only the Swift target `Kernels` calls them.
#ifndef TOLLGATE_CKERNELS_H
#define TOLLGATE_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The widest instruction set this processor offers that a kernel exists for:
/// 0 portable, 1 SSE2 (or NEON), 2 AVX2, 3 AVX-512 (F, BW, VBMI).
int tg_instruction_set(void);

#endif
