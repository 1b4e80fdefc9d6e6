#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
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
