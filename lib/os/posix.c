/* Clock, files and folders on POSIX systems. */
#ifndef _WIN32

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/job.h"
#include "os/files.h"

unsigned long long od_clock_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (unsigned long long)now.tv_sec * 1000 +
         (unsigned long long)now.tv_nsec / 1000000;
}

static od_status fail_path(const char *what, const char *path) {
  int code = errno;
  char text[128];
  if (code == ENOMEM) return od_fail_memory();
  od_status status = code == EACCES || code == EPERM ? OD_EACCESS : OD_EIO;
  return od_fail_system(status, code, strerror_r(code, text, sizeof text),
                        "cannot %s '%s'", what, path);
}

struct od_file {
  int number;
  char *path; /* for messages */
};

od_status od_file_open(od_file **out, const char *path) {
  struct stat about;
  int standard = !strcmp(path, "-");
  od_file *file = *out = od_alloc_zero(1, sizeof *file);
  if (!file) return od_fail_memory();
  od_status status = OD_OK;
  file->number = -1;
  file->path = od_copy_text(path, strlen(path));
  if (!file->path) status = od_fail_memory();
  if (status == OD_OK)
    file->number = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (status == OD_OK && file->number < 0) status = fail_path("open", path);
  if (status == OD_OK && !standard && !fstat(file->number, &about) &&
      S_ISDIR(about.st_mode))
    status = od_fail(OD_EIO, "'%s' is a folder", path);
  if (status == OD_OK) return OD_OK;
  od_file_close(file);
  *out = NULL;
  return status;
}

void od_file_close(od_file *file) {
  if (!file) return;
  if (file->number >= 0 && file->number != STDIN_FILENO) close(file->number);
  od_free(file->path);
  od_free(file);
}

od_status od_file_next(od_file *file, od_buffer *out, size_t most) {
  char chunk[65536];
  size_t room = most < sizeof chunk ? most : sizeof chunk;
  ssize_t got;
  while ((got = read(file->number, chunk, room)) < 0 && errno == EINTR)
    ;
  if (got < 0) return fail_path("read", file->path);
  od_buffer_add(out, chunk, (size_t)got);
  return out->status == OD_OK ? OD_OK : od_fail_memory();
}

od_status od_file_rest(od_file *file, od_buffer *out, size_t max_bytes) {
  for (;;) {
    size_t before = out->size;
    od_status status = od_file_next(file, out, (size_t)-1);
    if (status != OD_OK) return status;
    if (out->size > max_bytes)
      return od_fail(OD_ELIMIT, "'%s' is over the limit of %zu bytes",
                     file->path, max_bytes);
    if (out->size == before) return OD_OK;
  }
}

od_status od_file_read(char **data, size_t *size, const char *path,
                       size_t max_bytes) {
  od_buffer out = {0};
  od_file *file;
  *data = NULL;
  *size = 0;
  od_status status = od_file_open(&file, path);
  if (status != OD_OK) return status;
  status = od_file_rest(file, &out, max_bytes);
  od_file_close(file);
  if (status == OD_OK) {
    *size = out.size;
    return od_buffer_take(data, &out);
  }
  od_buffer_release(&out);
  return status;
}

int od_path_is_folder(const char *path) {
  struct stat about;
  return !stat(path, &about) && S_ISDIR(about.st_mode);
}

const char *od_path_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* ---- folders ---- */

typedef struct names {
  char **list;
  size_t count;
  size_t capacity;
} names;

static void free_names(names *n) {
  for (size_t i = 0; i < n->count; i++) od_free(n->list[i]);
  od_free(n->list);
}

static int compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static od_status list_folder(names *n, const char *path) {
  DIR *folder = opendir(path);
  if (!folder) return fail_path("open", path);
  od_status status = OD_OK;
  for (struct dirent *entry; status == OD_OK && (entry = readdir(folder));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    char *name = od_copy_text(entry->d_name, strlen(entry->d_name));
    if (!name ||
        !od_grow((void **)&n->list, &n->capacity, n->count, sizeof *n->list)) {
      od_free(name);
      status = od_fail_memory();
      break;
    }
    n->list[n->count++] = name;
  }
  closedir(folder);
  if (status == OD_OK && n->count)
    qsort(n->list, n->count, sizeof *n->list, compare);
  return status;
}

typedef struct walk {
  size_t left;
  int depth;
  od_folder_visit visit;
  void *user;
} walk;

static char *join(const char *folder, const char *name) {
  od_buffer path = {0};
  if (*folder) {
    od_buffer_text(&path, folder);
    if (folder[strlen(folder) - 1] != '/') od_buffer_char(&path, '/');
  }
  od_buffer_text(&path, name);
  if (path.status == OD_OK) return path.data;
  od_buffer_release(&path);
  return NULL;
}

static od_status walk_folder(walk *w, const char *path, const char *name);

static od_status visit_one(walk *w, const char *path, const char *name) {
  if (!w->left--) return od_fail(OD_ELIMIT, "more files than allowed");
  return w->visit(w->user, path, name);
}

static od_status walk_entry(walk *w, const char *path, const char *name) {
  struct stat about, target;
  if (lstat(path, &about)) return OD_OK; /* gone since it was listed */
  if (S_ISDIR(about.st_mode)) return walk_folder(w, path, name);
  if (S_ISLNK(about.st_mode) &&
      (stat(path, &target) || !S_ISREG(target.st_mode)))
    return OD_OK;
  if (!S_ISREG(about.st_mode) && !S_ISLNK(about.st_mode)) return OD_OK;
  return visit_one(w, path, name);
}

static od_status walk_folder(walk *w, const char *path, const char *name) {
  names n = {0};
  if (w->depth > 64) return od_fail(OD_ELIMIT, "'%s' is nested too deeply", name);
  od_status status = list_folder(&n, path);
  if (w->depth && (status == OD_EACCESS || status == OD_EIO)) {
    free_names(&n);
    return visit_one(w, path, name); /* whoever reads it learns why */
  }
  w->depth++;
  for (size_t i = 0; status == OD_OK && i < n.count; i++) {
    char *inner = join(path, n.list[i]), *inner_name = join(name, n.list[i]);
    status = inner && inner_name ? walk_entry(w, inner, inner_name)
                                 : od_fail_memory();
    od_free(inner);
    od_free(inner_name);
  }
  w->depth--;
  free_names(&n);
  return status;
}

od_status od_folder_walk(const char *path, size_t max_files,
                         od_folder_visit visit, void *user) {
  walk w = {max_files, 0, visit, user};
  return walk_folder(&w, path, "");
}

#endif
