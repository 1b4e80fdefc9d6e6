// Calls on folders that Swift's view of the C library does not have.
#ifndef TOLLGATE_FOLDERS_H
#define TOLLGATE_FOLDERS_H

/// Gives the new folder `twin` the owner and the mode of `folder`. Returns 0, or an error number, also for a
/// folder whose access list the twin would not have.
int tg_make_twin(int folder, int twin);

/// Lets the entries `first` and `second` of a folder change their names, both at once. Returns 0 or an error
/// number: a file system may not know how.
int tg_exchange(int folder, const char *_Nonnull first, const char *_Nonnull second);

#endif
