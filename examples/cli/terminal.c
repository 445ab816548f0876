#include "terminal.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "output.h"

enum { TICK_MS = 100, DRAW_AFTER = 10, PATIENCE = 10 /* ticks */ };

static struct watcher {
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t end;
  int running;
  int ended; /* guarded by lock */
  int progress;
  od_job *job;
  struct sigaction interrupt, terminate; /* what stood before */
} watcher = {.lock = PTHREAD_MUTEX_INITIALIZER,
             .end = PTHREAD_COND_INITIALIZER};

static int interrupt_flag; /* set in a handler, read by the watcher */

static int is_interrupted(void) {
  return __atomic_load_n(&interrupt_flag, __ATOMIC_SEQ_CST);
}

int terminal_is_output(void) {
  const char *kind = getenv("TERM");

  return isatty(STDOUT_FILENO) && !(kind && !strcmp(kind, "dumb"));
}

int terminal_is_error(void) { return isatty(STDERR_FILENO); }

unsigned long process_number(void) { return (unsigned long)getpid(); }

void terminal_keep_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }

static void on_interrupt(int signal_number) {
  (void)signal_number;
  if (__atomic_exchange_n(&interrupt_flag, 1, __ATOMIC_SEQ_CST))
    _exit(EXIT_STOPPED);
}

static void draw(int thousandths) {
  char bar[41];
  int i;

  for (i = 0; i < 40; i++) bar[i] = i < thousandths / 25 ? '#' : '.';
  bar[40] = '\0';
  fprintf(stderr, "\r[%s] %3d %%", bar, thousandths / 10);
  fflush(stderr);
}

static void wait_tick(void) {
  struct timespec until;

  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += TICK_MS * 1000000L;
  if (until.tv_nsec >= 1000000000L) {
    until.tv_sec++;
    until.tv_nsec -= 1000000000L;
  }
  pthread_cond_timedwait(&watcher.end, &watcher.lock, &until);
}

static void *watch(void *unused) {
  int ticks = 0, since_cancel = 0;

  (void)unused;
  pthread_mutex_lock(&watcher.lock);
  while (!watcher.ended) {
    wait_tick();
    if (is_interrupted() && since_cancel++ == 0) od_job_cancel(watcher.job);
    if (since_cancel > PATIENCE) _exit(EXIT_STOPPED);
    if (watcher.progress && ++ticks > DRAW_AFTER)
      draw(od_job_progress(watcher.job));
  }
  if (ticks > DRAW_AFTER) fprintf(stderr, "\r%50s\r", "");
  pthread_mutex_unlock(&watcher.lock);
  return NULL;
}

void terminal_watch(od_job *job, int progress) {
  struct sigaction action;

  watcher.job = job;
  watcher.progress = progress;
  watcher.ended = 0;
  watcher.running = pthread_create(&watcher.thread, NULL, watch, NULL) == 0;
  if (!watcher.running) return;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, &watcher.interrupt);
  sigaction(SIGTERM, &action, &watcher.terminate);
}

int terminal_unwatch(void) {
  if (!watcher.running) return 0;
  sigaction(SIGINT, &watcher.interrupt, NULL);
  sigaction(SIGTERM, &watcher.terminate, NULL);
  pthread_mutex_lock(&watcher.lock);
  watcher.ended = 1;
  pthread_cond_signal(&watcher.end);
  pthread_mutex_unlock(&watcher.lock);
  pthread_join(watcher.thread, NULL);
  watcher.running = 0;
  return is_interrupted();
}

int target_resolve(target *out, const char *path) {
  struct stat info;
  char *resolved = realpath(path, NULL);

  memset(out, 0, sizeof *out);
  if (!resolved) {
    if (errno == ENOMEM) return 0;
    resolved = malloc(strlen(path) + 1);
    if (!resolved) return 0;
    strcpy(resolved, path);
  }
  out->path = resolved;
  if (stat(resolved, &info) != 0) return 1;
  out->special = !S_ISREG(info.st_mode);
  out->has_mode = !out->special;
  out->mode = (unsigned)info.st_mode & 07777;
  return 1;
}

void target_keep_mode(const target *t, const char *temporary) {
  if (t->has_mode) chmod(temporary, (mode_t)t->mode);
}
