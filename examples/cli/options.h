/*
 * The command line as data: one table of commands, one of options. Usage and
 * help are printed from them; man page, completions and docs/cli.md are
 * compared with them by tests/cli.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "output.h"

typedef enum option_id {
  OPTION_CODE,
  OPTION_USER,
  OPTION_AT,
  OPTION_RULES,
  OPTION_TENANT,
  OPTION_SIGNINS,
  OPTION_CONTEXT,
  OPTION_LIVE,
  OPTION_PROBE,
  OPTION_REDACT,
  OPTION_ENDPOINTS,
  OPTION_TENANT_NAME,
  OPTION_PROXY,
  OPTION_PAC,
  OPTION_PUBLIC_ROOTS,
  OPTION_SYSTEM_ROOTS,
  OPTION_CAPTIVE_URL,
  OPTION_TIME_OUT,
  OPTION_ONLY,
  OPTION_APP,
  OPTION_SINCE,
  OPTION_UNTIL,
  OPTION_STRICT,
  OPTION_JOBS,
  OPTION_SUMMARY,
  OPTION_PRINT_QUERY,
  OPTION_ALL,
  OPTION_STEP,
  OPTION_APPLY,
  OPTION_FORMAT,
  OPTION_OUTPUT,
  OPTION_QUIET,
  OPTION_COLOR,
  OPTION_NOW,
  OPTION_TIME_LIMIT,
  OPTION_SET,
  OPTION_HELP,
  OPTION_VERSION,
  OPTION_COUNT
} option_id;

typedef struct option_spec {
  const char *name;  /* without the dashes */
  const char *value; /* what it is called in the help; NULL: a flag */
  const char *choices; /* "a|b|c" if only these are values, else NULL */
  const char *help;
  unsigned commands; /* bit set: who takes it */
  unsigned later;    /* bit set: who will take it, and says so until then */
  int repeats;
} option_spec;

struct session;

typedef struct command {
  const char *name;
  const char *operands;    /* "CODE...", as the usage line shows them */
  const char *subcommands; /* "check|list"; NULL: none */
  const char *summary;
  const char *details;
  size_t least; /* how many operands it needs (after the subcommand) */
  int (*run)(struct session *session); /* NULL: not in this version */
} command;

extern const option_spec option_table[OPTION_COUNT];
extern const command command_table[];
extern const size_t command_count;

typedef struct given {
  option_id id;
  const char *value; /* "" for a flag */
} given;

/* A command line that was understood. */
typedef struct options {
  const command *command;
  const char *sub; /* NULL: none */
  given *given;    /* in the order of the command line */
  size_t given_count;
  const char **operands; /* after the subcommand; ends with NULL */
  const char **storage;
  size_t operand_count;
} options;

/*
 * Takes the command line apart. EXIT_DONE, or EXIT_USAGE, EXIT_UNSUPPORTED,
 * EXIT_INTERNAL after saying why on standard error.
 */
int options_parse(options *out, int argc, char **argv);
void options_free(options *o);

/* The value, "" for a flag that was given, NULL for what was not given. */
const char *options_value(const options *o, option_id id);

/* The next value of an option that repeats; start from *at = 0. */
const char *options_next(const options *o, option_id id, size_t *at);

const command *command_find(const char *name);

/* 1 and the name nearest to a mistyped one among "a|b|c", or 0. */
int nearest(char *out, size_t room, const char *name, const char *names);

#endif
