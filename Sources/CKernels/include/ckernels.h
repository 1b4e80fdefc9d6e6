// C entry points of the vector kernels. Only the Swift target `Kernels` calls them.
#ifndef TOLLGATE_CKERNELS_H
#define TOLLGATE_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "ckernels_changes.h"
#include "ckernels_shapley.h"
#include "ckernels_slices.h"
#include "ckernels_trees.h"

/// The widest instruction set this processor offers that a kernel exists for:
/// 0 portable (on x86-64 this is SSE2, on ARM NEON), 1 AVX2 with the bit instructions that came with it,
/// 2 AVX-512 with byte operations; a kernel that has no variant for a set takes the one below.
int tg_instruction_set(void);

#endif
