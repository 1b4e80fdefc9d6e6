#ifndef TOLLGATE_CARGUMENTS_H
#define TOLLGATE_CARGUMENTS_H

// The arguments as the C library handed them over before `main`, the program's name first.
// Swift's `CommandLine` reads /proc/self/cmdline, which some chroots and sandboxes do not have.

/// How many there are; 0 if the C library passes none to constructors.
int tollgate_argument_count(void);

/// The argument at `index`, or a null pointer outside 0..<count. Lives as long as the process.
const char *tollgate_argument(int index);

#endif
