// Path-dependent Shapley values, as integrals.
//
// Let r be the share of the training rows that meets a player's conditions above a leaf, and o = 1
// where the explained row meets them, else 0. The weight of a coalition of k among n - 1 others is
// the integral of t^k (1 - t)^(n - 1 - k) over 0 ... 1, so a leaf of value v gives player i
//
//     v (o_i - r_i) * integral over t of the product, over all j but i, of (1 - t) r_j + t o_j,
//
// a polynomial of degree n - 1, which Gauss-Legendre quadrature with n / 2 nodes integrates exactly.
// Every factor is between 0 and 1: nothing cancels or overflows, however deep the tree.
//
// One walk down and up serves all leaves: products are kept along the way down; sums of the leaves'
// products come up, and each edge takes its player's part out of them, less the part that the next
// edge above of the same player will take for the same leaves. Coefficients by node of the quadrature,
// with f = (1 - t) r + t o and g = w (o - r) / f for the edge and f', g' for the one above:
// m = f / f' and h = g - g', for (o', o) = (1, 1), (1, 0) and, h being 0 there, (0, 0).
#include "branch_tests.h"

// All instruction sets give the same bits.
#pragma STDC FP_CONTRACT OFF

enum { LANES = TG_LANES, COEFFICIENTS = 5 };

size_t tg_path_scratch(size_t depth, size_t quadrature) {
  // By depth: who is on the path, who goes left, products, sums.
  return (depth + 1) * (2 + 2 * quadrature) * LANES;
}

typedef struct {
  int64_t *on, *left;
  double *products, *sums;
  size_t width;
} stacks;

INLINE void enter(const tg_path_step *step, const double *k, size_t quadrature, const stacks *s,
                  int64_t *restrict on, const int64_t *restrict above) {
  const int64_t *left = s->left + step->depth * LANES;
  const int64_t flip = step->goes_right ? -1 : 0;
  const double *restrict from = s->products + step->depth * s->width;
  double *restrict to = s->products + (step->depth + 1) * s->width;
  for (size_t r = 0; r < LANES; r++) on[r] = above[r] & (left[r] ^ flip);
  for (size_t q = 0; q < quadrature; q++, k += COEFFICIENTS, from += LANES, to += LANES) {
    const double m11 = k[0], m10 = k[1], m00 = k[2];
    if (step->is_repeated) {
      for (size_t r = 0; r < LANES; r++)
        to[r] = from[r] * (on[r] ? m11 : (above[r] ? m10 : m00));
    } else {
      for (size_t r = 0; r < LANES; r++) to[r] = from[r] * (on[r] ? m11 : m10);
    }
  }
}

INLINE void leave(const tg_path_step *step, const double *k, size_t quadrature, const stacks *s,
                  const int64_t *restrict on, const int64_t *restrict above,
                  double *restrict phi) {
  const double *restrict from = s->sums + (step->depth + 1) * s->width;
  double *restrict to = s->sums + step->depth * s->width;
  double gain[LANES] = {0};
  for (size_t q = 0; q < quadrature; q++, k += COEFFICIENTS, from += LANES, to += LANES) {
    const double h11 = k[3], h10 = k[4];
    if (step->is_repeated) {
      for (size_t r = 0; r < LANES; r++)
        gain[r] += from[r] * (on[r] ? h11 : (above[r] ? h10 : 0));
    } else {
      for (size_t r = 0; r < LANES; r++) gain[r] += from[r] * (on[r] ? h11 : h10);
    }
    if (step->is_first) {
      for (size_t r = 0; r < LANES; r++) to[r] = from[r];
    } else {
      for (size_t r = 0; r < LANES; r++) to[r] += from[r];
    }
  }
  for (size_t r = 0; r < LANES; r++) phi[r] += gain[r];
}

/// Down to a leaf and up again, in one go.
INLINE void touch(const tg_path_step *step, const double *k, size_t quadrature, const stacks *s,
                  const int64_t *restrict above, double value, double *restrict phi) {
  const int64_t *left = s->left + step->depth * LANES;
  const int64_t flip = step->goes_right ? -1 : 0;
  const double *restrict from = s->products + step->depth * s->width;
  double *restrict to = s->sums + step->depth * s->width;
  int64_t on[LANES];
  double gain[LANES] = {0};
  for (size_t r = 0; r < LANES; r++) on[r] = above[r] & (left[r] ^ flip);
  for (size_t q = 0; q < quadrature; q++, k += COEFFICIENTS, from += LANES, to += LANES) {
    const double m11 = k[0] * value, m10 = k[1] * value, m00 = k[2] * value;
    const double h11 = k[3], h10 = k[4];
    double sum[LANES];
    if (step->is_repeated) {
      for (size_t r = 0; r < LANES; r++) {
        sum[r] = from[r] * (on[r] ? m11 : (above[r] ? m10 : m00));
        gain[r] += sum[r] * (on[r] ? h11 : (above[r] ? h10 : 0));
      }
    } else {
      for (size_t r = 0; r < LANES; r++) {
        sum[r] = from[r] * (on[r] ? m11 : m10);
        gain[r] += sum[r] * (on[r] ? h11 : h10);
      }
    }
    if (step->is_first) {
      for (size_t r = 0; r < LANES; r++) to[r] = sum[r];
    } else {
      for (size_t r = 0; r < LANES; r++) to[r] += sum[r];
    }
  }
  for (size_t r = 0; r < LANES; r++) phi[r] += gain[r];
}

INLINE void path_values(const tg_path_step *steps, size_t step_count, const double *coefficients,
                        size_t quadrature, const double *leaves, const tg_splits *branches,
                        const double *values, size_t first, const stacks *s, double *phi) {
  for (size_t i = 0; i < step_count; i++) {
    const tg_path_step *step = steps + i;
    int64_t *on = s->on + (step->depth + 1) * LANES;
    const int64_t *above = s->on + step->ancestor * LANES;
    const double *k = coefficients + step->edge;
    double *gain = phi + step->subject * (size_t)TG_TILE + first;
    switch (step->kind) {
      case TG_TEST:
        tg_test_words(branches, step->subject, values, first, LANES,
                      s->left + step->depth * LANES);
        break;
      case TG_ENTER: enter(step, k, quadrature, s, on, above); break;
      case TG_LEAVE: leave(step, k, quadrature, s, on, above, gain); break;
      case TG_LEAF: touch(step, k, quadrature, s, above, leaves[step->leaf], gain); break;
    }
  }
}

INLINE void all_groups(const tg_path_step *steps, size_t step_count, const double *coefficients,
                       size_t quadrature, const double *leaves, const tg_splits *branches,
                       const double *values, size_t row_count, const stacks *s, double *phi) {
  for (size_t first = 0; first < row_count; first += LANES) {
    // The usual depths with a count that the compiler knows.
    switch (quadrature) {
      case 1:
        path_values(steps, step_count, coefficients, 1, leaves, branches, values, first, s, phi);
        break;
      case 2:
        path_values(steps, step_count, coefficients, 2, leaves, branches, values, first, s, phi);
        break;
      case 3:
        path_values(steps, step_count, coefficients, 3, leaves, branches, values, first, s, phi);
        break;
      case 4:
        path_values(steps, step_count, coefficients, 4, leaves, branches, values, first, s, phi);
        break;
      default:
        path_values(steps, step_count, coefficients, quadrature, leaves, branches, values, first,
                    s, phi);
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void all_groups_avx2(
    const tg_path_step *steps, size_t step_count, const double *coefficients, size_t quadrature,
    const double *leaves, const tg_splits *branches, const double *values, size_t row_count,
    const stacks *s, double *phi) {
  all_groups(steps, step_count, coefficients, quadrature, leaves, branches, values, row_count, s,
             phi);
}
#endif

void tg_path_values(int instruction_set, const tg_path_step *steps, size_t step_count,
                    const double *coefficients, size_t quadrature, const double *leaves,
                    const tg_splits *branches, const double *values, size_t row_count,
                    double *scratch, double *phi) {
  // The deepest step is one of the tests.
  size_t depth = 1;
  for (size_t i = 0; i < step_count; i++)
    depth = steps[i].depth + 1 > depth ? steps[i].depth + 1 : depth;
  size_t plane = (depth + 1) * LANES;
  stacks s = {.on = (int64_t *)scratch,
              .left = (int64_t *)scratch + plane,
              .products = scratch + 2 * plane,
              .sums = scratch + (2 + quadrature) * plane,
              .width = quadrature * LANES};
  for (size_t r = 0; r < LANES; r++) s.on[r] = -1;
  for (size_t i = 0; i < s.width; i++) s.products[i] = 1;
#if defined(__x86_64__)
  if (instruction_set >= 1) {
    all_groups_avx2(steps, step_count, coefficients, quadrature, leaves, branches, values,
                    row_count, &s, phi);
    return;
  }
#endif
  all_groups(steps, step_count, coefficients, quadrature, leaves, branches, values, row_count, &s,
             phi);
}
