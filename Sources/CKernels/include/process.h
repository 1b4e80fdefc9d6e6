// Calls around child processes that Swift's view of the C library does not have.
#ifndef TOLLGATE_PROCESS_H
#define TOLLGATE_PROCESS_H

#include <stdint.h>

/// A descriptor that becomes readable once `milliseconds` (at least 1) have passed and stays so; no
/// child inherits it. Negative on failure, with `errno` set.
int tg_timer_open(int64_t milliseconds);

/// Whether the process was started with `signal` ignored, as `nohup` does with SIGHUP.
int tg_is_ignored(int signal);

/// A pipe that no child inherits: `ends[0]` to read, `ends[1]` to write. Returns 0 or an error number.
int tg_pipe(int *_Nonnull ends);

/// Starts `arguments[0]`, looked for on the PATH if it has no slash, with the descriptors `input`,
/// `output` and `error` as its standard streams and no others, in `directory`, in a process group of
/// its own, with no signal blocked or ignored. Both arrays end in a null pointer.
///
/// Returns 0 and the process's number in `child`, or an error number.
int tg_spawn(
    char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
    const char *_Nonnull directory, int input, int output, int error, int32_t *_Nonnull child);

/// Makes this process the parent of whatever its children leave behind, also of what left their groups
/// and sessions. Returns 0 or an error number (of a kernel without it).
int tg_adopt_orphans(void);

/// The direct children of this process that its programs may have left behind, as /proc has them: at most
/// `limit` numbers in `found`. Returns how many there are; 0 where there is no /proc.
int tg_children(int32_t *_Nonnull found, int limit);

#endif
