/* Files and folders, the same on every system. Paths are UTF-8. */
#ifndef OD_OS_FILES_H
#define OD_OS_FILES_H

#include "core/buffer.h"

/*
 * Reads a whole file ("-" is standard input). OD_EIO with the system's text,
 * OD_ELIMIT beyond max_bytes, OD_ENOMEM. *data is NUL-terminated.
 */
od_status od_file_read(char **data, size_t *size, const char *path,
                       size_t max_bytes);

/* A file that is read piece by piece ("-" is standard input). */
typedef struct od_file od_file;

od_status od_file_open(od_file **out, const char *path);
/* Appends up to `most` bytes to `out`; none are added at the end. */
od_status od_file_next(od_file *file, od_buffer *out, size_t most);
/* Appends what is left; OD_ELIMIT where `out` would exceed max_bytes. */
od_status od_file_rest(od_file *file, od_buffer *out, size_t max_bytes);
void od_file_close(od_file *file);

int od_path_is_folder(const char *path);

/* Called with the path and with its name relative to the folder ('/'). */
typedef od_status (*od_folder_visit)(void *user, const char *path,
                                     const char *name);

/*
 * Visits every regular file below a folder in byte order of the names. Links
 * to folders are not followed. max_files bounds the count (OD_ELIMIT). A
 * folder inside that cannot be listed is visited too: reading it says why.
 */
od_status od_folder_walk(const char *path, size_t max_files,
                         od_folder_visit visit, void *user);

/* The last part of a path, borrowed. */
const char *od_path_name(const char *path);

#endif
