/* od0x8004: a thin command line over the public headers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"
#include "terminal.h"

int is_diagnose(const session *s) {
  return s->options->command && !strcmp(s->options->command->name, "diagnose");
}

int wants(const session *s, const char *format) {
  return !strcmp(s->format, format);
}

static int command_version(session *s) {
  text_add(&s->answer, "od0x8004 ");
  text_add(&s->answer, od_version());
  text_add(&s->answer, "\n");
  s->answered = 1;
  return EXIT_DONE;
}

/* --set NAME=VALUE and --time-limit. */
static int set_job_options(session *s) {
  const char *limit = options_value(s->options, OPTION_TIME_LIMIT), *pair;
  size_t at = 0;
  od_status status = OD_OK;

  while ((pair = options_next(s->options, OPTION_SET, &at))) {
    const char *equals = strchr(pair, '=');
    text name = {0};
    if (!equals) {
      say("'--set ", pair, "' is not NAME=VALUE", NULL);
      return EXIT_USAGE;
    }
    text_add_bytes(&name, pair, (size_t)(equals - pair));
    status = OD_ENOMEM;
    if (!name.failed) status = od_job_set(s->job, name.data, equals + 1);
    text_free(&name);
    if (status != OD_OK) break;
  }
  if (status == OD_OK && limit)
    status = od_job_set(s->job, "time_limit_ms", limit);
  if (status != OD_OK) say_error();
  return exit_of(status);
}

/* Commands without a case refuse a time that is none, too. */
static int check_now(const session *s) {
  const char *now = options_value(s->options, OPTION_NOW);
  od_case *c = NULL;
  od_status status;

  if (!now) return EXIT_DONE;
  status = od_case_new(&c);
  if (status == OD_OK) status = od_case_set(c, "now", now);
  if (status != OD_OK) say_error();
  od_case_free(c);
  return exit_of(status);
}

/* What was read all the same belongs beside the answer. */
static void say_warnings(const session *s) {
  const char *line;
  size_t i;

  for (i = 0; !s->quiet && (line = od_job_warning(s->job, i)); i++)
    say("warning: ", line, NULL);
}

static int run_watched(session *s) {
  int exit_status;

  if (od_job_new(&s->job) != OD_OK) {
    say_error();
    return EXIT_INTERNAL;
  }
  exit_status = check_now(s);
  if (exit_status == EXIT_DONE) exit_status = set_job_options(s);
  if (exit_status == EXIT_DONE) {
    terminal_watch(s->job, !s->quiet && terminal_is_error());
    exit_status = s->options->command->run(s);
    if (terminal_unwatch()) {
      /* a read that was cut short must not look like a whole answer */
      s->answered = 0;
      exit_status = EXIT_STOPPED;
    }
    say_warnings(s);
  }
  return exit_status;
}

static int run(session *s) {
  const options *o = s->options;

  if (options_value(o, OPTION_VERSION)) return command_version(s);
  if (options_value(o, OPTION_HELP) || !strcmp(o->command->name, "help"))
    return command_help(s);
  return run_watched(s);
}

static int has_colour(const session *s) {
  const char *when = options_value(s->options, OPTION_COLOR);
  const char *none = getenv("NO_COLOR");

  if (when && !strcmp(when, "always")) return 1;
  if ((when && !strcmp(when, "never")) || (none && *none)) return 0;
  return !options_value(s->options, OPTION_OUTPUT) && terminal_is_output();
}

static int deliver(session *s) {
  const char *path = options_value(s->options, OPTION_OUTPUT);
  text coloured = {0}, *answer = &s->answer;
  int exit_status;

  if (s->answer.size && s->answer.data[s->answer.size - 1] != '\n')
    text_add(&s->answer, "\n");
  if (s->answer.failed) {
    say("out of memory", NULL);
    return EXIT_INTERNAL;
  }
  if (wants(s, "text") && is_diagnose(s) && has_colour(s)) {
    colour(&coloured, &s->answer);
    if (!coloured.failed) answer = &coloured;
  }
  exit_status = path ? write_file(path, answer) : write_standard_output(answer);
  text_free(&coloured);
  return exit_status;
}

static const char *format_of(const options *o) {
  const char *format = options_value(o, OPTION_FORMAT);

  if (format) return format;
  return o->command && !strcmp(o->command->name, "facts") ? "json" : "text";
}

int main(int argc, char **argv) {
  session s = {0};
  options o;
  int exit_status;

  terminal_keep_broken_pipe();
  exit_status = options_parse(&o, argc, argv);
  if (exit_status == EXIT_DONE) {
    s.options = &o;
    s.format = format_of(&o);
    s.quiet = options_value(&o, OPTION_QUIET) != NULL;
    exit_status = run(&s);
    if (s.answered) exit_status = exit_first(exit_status, deliver(&s));
  }
  od_job_free(s.job);
  text_free(&s.answer);
  options_free(&o);
  return exit_status;
}
