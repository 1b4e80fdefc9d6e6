#define _GNU_SOURCE
#include "process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int tg_timer_open(int64_t milliseconds) {
  if (milliseconds < 1) milliseconds = 1;
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  if (timer < 0) return timer;
  struct itimerspec once = {
      .it_value = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000}};
  if (timerfd_settime(timer, 0, &once, NULL) != 0) {
    int code = errno;
    close(timer);
    errno = code;
    return -1;
  }
  return timer;
}

int tg_is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int tg_pipe(int *ends) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

static int prepare_streams(
    posix_spawn_file_actions_t *actions, const char *directory, const int streams[3]) {
  int code = 0;
  for (int standard = 0; standard < 3 && code == 0; standard++)
    code = posix_spawn_file_actions_adddup2(actions, streams[standard], standard);
  // What a library opened without O_CLOEXEC stays here too.
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return code != 0 ? code : posix_spawn_file_actions_addchdir_np(actions, directory);
}

static int prepare_signals(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int code = posix_spawnattr_setsigmask(attributes, &none);
  if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &all);
  if (code == 0) code = posix_spawnattr_setpgroup(attributes, 0);
  if (code != 0) return code;
  return posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

int tg_spawn(
    char *const *arguments, char *const *environment, const char *directory, int input, int output,
    int error, int32_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int code = posix_spawn_file_actions_init(&actions);
  if (code != 0) return code;
  code = posix_spawnattr_init(&attributes);
  if (code == 0) {
    int streams[3] = {input, output, error};
    pid_t started = 0;
    code = prepare_streams(&actions, directory, streams);
    if (code == 0) code = prepare_signals(&attributes);
    if (code == 0)
      code = posix_spawnp(&started, arguments[0], &actions, &attributes, arguments, environment);
    if (code == 0) *child = started;
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

int tg_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : errno; }

// The parent of a process by its line in /proc, or -1. The second field is its name in brackets and may
// hold anything, so that the fields behind it are counted from the last bracket.
static long parent_of(const char *name) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%.20s/stat", name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = read(file, line, sizeof line - 1);
  close(file);
  if (length <= 0) return -1;
  line[length] = 0;
  const char *end = strrchr(line, ')');
  char state;
  long parent;
  return end != NULL && sscanf(end + 1, " %c %ld", &state, &parent) == 2 ? parent : -1;
}

int tg_children(int32_t *found, int limit) {
  DIR *folder = opendir("/proc");
  if (folder == NULL) return 0;
  int count = 0;
  long self = getpid();
  struct dirent *entry;
  while (count < limit && (entry = readdir(folder)) != NULL) {
    char *end;
    long process = strtol(entry->d_name, &end, 10);
    if (process <= 0 || *end != 0 || parent_of(entry->d_name) != self) continue;
    found[count++] = (int32_t)process;
  }
  closedir(folder);
  return count;
}
