/*
 * Replays a corpus without libFuzzer, so that every build and every compiler
 * keeps what a fuzzer once found. Each file runs whole, and cut short.
 *
 *   fuzz_<name>-replay FILE|FOLDER...
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CUTS = 64 };

static size_t files;

static void run(const uint8_t *data, size_t size) {
  /* A copy of just that size: reading past the end is seen. */
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy) exit(1);
  memcpy(copy, data, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static int replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  struct stat about;
  if (!file || fstat(fileno(file), &about)) {
    perror(path);
    return 0;
  }
  size_t size = (size_t)about.st_size;
  uint8_t *data = malloc(size + 1);
  int good = data && fread(data, 1, size, file) == size;
  fclose(file);
  if (good) {
    run(data, size);
    for (size_t i = 0; i < CUTS && size; i++) run(data, i * size / CUTS);
    files++;
  }
  free(data);
  return good;
}

static int replay(const char *path) {
  struct stat about;
  char inner[4096];
  int good = 1;
  if (stat(path, &about) || !S_ISDIR(about.st_mode)) return replay_file(path);
  DIR *folder = opendir(path);
  for (struct dirent *e; folder && (e = readdir(folder));) {
    if (e->d_name[0] == '.') continue;
    snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
    good = replay(inner) && good;
  }
  if (folder) closedir(folder);
  return good;
}

int main(int argc, char **argv) {
  int good = 1;
  LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
  for (int i = 1; i < argc; i++) good = replay(argv[i]) && good;
  printf("%zu files\n", files);
  return good && files ? 0 : 1; /* an empty corpus proves nothing */
}
