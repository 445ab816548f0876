/*
 * Runs a command and prints its peak resident set in KiB. A small parent is
 * needed: a child starts with the peak of the process it was forked from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  struct rusage usage;
  int status;
  if (argc < 2) return 2;
  pid_t child = fork();
  if (!child) {
    if (!freopen("/dev/null", "w", stdout)) _exit(126);
    execv(argv[1], argv + 1);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 1;
  printf("%ld\n", usage.ru_maxrss);
  return 0;
}
