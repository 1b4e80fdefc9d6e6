#define _GNU_SOURCE
#include "folders.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

int tg_make_twin(int folder, int twin) {
  struct stat wanted, made;
  if (fgetxattr(folder, "system.posix_acl_access", NULL, 0) > 0) return ENOTSUP;
  if (fgetxattr(folder, "system.posix_acl_default", NULL, 0) > 0) return ENOTSUP;
  if (fstat(folder, &wanted) != 0 || fstat(twin, &made) != 0) return errno;
  if (made.st_uid != wanted.st_uid || made.st_gid != wanted.st_gid)
    if (fchown(twin, wanted.st_uid, wanted.st_gid) != 0) return errno;
  return fchmod(twin, wanted.st_mode & 07777) == 0 ? 0 : errno;
}

int tg_exchange(int folder, const char *first, const char *second) {
  return renameat2(folder, first, folder, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
}
