#include "options.h"

#include <stdlib.h>
#include <string.h>

static int is_number(const char *argument) {
  return argument[0] == '-' && argument[1] >= '0' && argument[1] <= '9';
}

static int is_option(const char *argument) {
  return argument[0] == '-' && argument[1] && !is_number(argument);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Levenshtein's distance of short names; long ones are far from anything. */
static size_t distance(const char *a, const char *b, size_t b_size) {
  size_t row[32], i, j, a_size = strlen(a);

  if (a_size > 30 || b_size > 30) return 99;
  for (j = 0; j <= b_size; j++) row[j] = j;
  for (i = 1; i <= a_size; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (j = 1; j <= b_size; j++) {
      size_t above = row[j];
      size_t change = diagonal + (a[i - 1] != b[j - 1]);
      row[j] = smaller(change, smaller(above, row[j - 1]) + 1);
      diagonal = above;
    }
  }
  return row[b_size];
}

int nearest(char *out, size_t room, const char *name, const char *names) {
  size_t best = strlen(name) < 5 ? 3 : 4;
  int found = 0;

  while (*names) {
    size_t size = strcspn(names, "|");
    size_t d = distance(name, names, size);
    if (d < best && d < size && size < room) {
      best = d;
      found = 1;
      memcpy(out, names, size);
      out[size] = '\0';
    }
    names += size + (names[size] == '|');
  }
  return found;
}

/* "unknown option '--x'; did you mean '--y'?" */
static int refuse_name(const char *what, const char *name, const char *names,
                       const char *dashes) {
  char near[64];

  if (nearest(near, sizeof near, name, names))
    say("unknown ", what, " '", dashes, name, "'; did you mean '", dashes,
        near, "'?", NULL);
  else
    say("unknown ", what, " '", dashes, name,
        "'; 'od0x8004 help' lists what there is", NULL);
  return EXIT_USAGE;
}

static int is_among(const char *value, const char *choices) {
  size_t size = strlen(value);

  while (*choices) {
    size_t length = strcspn(choices, "|");
    if (length == size && !memcmp(choices, value, size)) return 1;
    choices += length + (choices[length] == '|');
  }
  return 0;
}

const command *command_find(const char *name) {
  size_t i;

  for (i = 0; i < command_count; i++)
    if (!strcmp(command_table[i].name, name)) return &command_table[i];
  return NULL;
}

static int refuse_command(const char *name) {
  text names = {0};
  size_t i;
  int exit_status;

  for (i = 0; i < command_count; i++) {
    if (i) text_add(&names, "|");
    text_add(&names, command_table[i].name);
  }
  exit_status =
      refuse_name("command", name, names.data ? names.data : "", "");
  text_free(&names);
  return exit_status;
}

static int refuse_option(const char *argument, size_t size) {
  text names = {0}, name = {0};
  size_t i;
  int exit_status;

  text_add_bytes(&name, argument, size);
  for (i = 0; i < OPTION_COUNT; i++) {
    if (i) text_add(&names, "|");
    text_add(&names, option_table[i].name);
  }
  exit_status = refuse_name("option", name.data ? name.data : "",
                            names.data ? names.data : "", "--");
  text_free(&names);
  text_free(&name);
  return exit_status;
}

const char *options_value(const options *o, option_id id) {
  size_t at = 0;

  return options_next(o, id, &at);
}

const char *options_next(const options *o, option_id id, size_t *at) {
  while (*at < o->given_count) {
    const given *g = &o->given[(*at)++];
    if (g->id == id) return g->value;
  }
  return NULL;
}

static option_id option_find(const char *name, size_t size) {
  int i;

  for (i = 0; i < OPTION_COUNT; i++)
    if (strlen(option_table[i].name) == size &&
        !memcmp(option_table[i].name, name, size))
      break;
  return (option_id)i;
}

static int add_option(options *o, option_id id, const char *value) {
  const option_spec *spec = &option_table[id];

  if (!spec->repeats && spec->value && options_value(o, id)) {
    say("option '--", spec->name, "' may be given once", NULL);
    return EXIT_USAGE;
  }
  if (spec->value && !*value) {
    say("option '--", spec->name, "' has an empty value", NULL);
    return EXIT_USAGE;
  }
  o->given[o->given_count].id = id;
  o->given[o->given_count++].value = value;
  return EXIT_DONE;
}

/* `argument` starts with a dash; *at moves on over a value. */
static int parse_option(options *o, const char *argument, int argc,
                        char **argv, int *at) {
  const char *name = argument + 2, *equals, *value = "";
  size_t size;
  option_id id;

  if (!strcmp(argument, "-h")) return add_option(o, OPTION_HELP, "");
  if (argument[1] != '-') {
    say("unknown option '", argument, "'; options start with '--'", NULL);
    return EXIT_USAGE;
  }
  equals = strchr(name, '=');
  size = equals ? (size_t)(equals - name) : strlen(name);
  id = option_find(name, size);
  if (id == OPTION_COUNT) return refuse_option(name, size);
  if (!option_table[id].value && equals) {
    say("option '--", option_table[id].name, "' takes no value", NULL);
    return EXIT_USAGE;
  }
  if (equals) {
    value = equals + 1;
  } else if (option_table[id].value) {
    if (*at + 1 >= argc || is_option(argv[*at + 1])) {
      say("option '--", option_table[id].name, "' needs a value: --",
          option_table[id].name, "=", option_table[id].value, NULL);
      return EXIT_USAGE;
    }
    value = argv[++*at];
  }
  return add_option(o, id, value);
}

static int parse_arguments(options *o, int argc, char **argv) {
  int at, only_operands = 0, exit_status = EXIT_DONE;

  for (at = 1; at < argc && exit_status == EXIT_DONE; at++) {
    const char *argument = argv[at];
    if (!only_operands && !strcmp(argument, "--")) {
      only_operands = 1;
    } else if (!only_operands && is_option(argument)) {
      exit_status = parse_option(o, argument, argc, argv, &at);
    } else if (!o->command) {
      o->command = command_find(argument);
      if (!o->command) exit_status = refuse_command(argument);
    } else {
      o->operands[o->operand_count++] = argument;
    }
  }
  return exit_status;
}

static unsigned command_bit(const command *c) {
  return 1u << (c - command_table);
}

/* Every option belongs to the command and has one of its values. */
static int check_options(const options *o) {
  unsigned bit = command_bit(o->command);
  size_t i;

  for (i = 0; i < o->given_count; i++) {
    const option_spec *spec = &option_table[o->given[i].id];
    const char *value = o->given[i].value, *choices = spec->choices;
    if (!((spec->commands | spec->later) & bit)) {
      say("option '--", spec->name, "' is not one of '", o->command->name,
          "'; see 'od0x8004 help ", o->command->name, "'", NULL);
      return EXIT_USAGE;
    }
    if (o->given[i].id == OPTION_FORMAT &&
        strcmp(o->command->name, "diagnose"))
      choices = "text|json";
    if (choices && value && !is_among(value, choices)) {
      say("option '--", spec->name, "' cannot be '", value, "': one of ",
          choices, NULL);
      return EXIT_USAGE;
    }
  }
  return EXIT_DONE;
}

/* Asked for by name, promised, but not there yet. */
static int check_supported(const options *o) {
  unsigned bit = command_bit(o->command);
  const char *format = options_value(o, OPTION_FORMAT);
  size_t i;

  if (!o->command->run) {
    say("'", o->command->name, "' is not in this version yet", NULL);
    return EXIT_UNSUPPORTED;
  }
  for (i = 0; i < o->given_count; i++)
    if (option_table[o->given[i].id].later & bit) {
      say("'--", option_table[o->given[i].id].name,
          "' is not in this version yet", NULL);
      return EXIT_UNSUPPORTED;
    }
  if (format && !strcmp(format, "html")) {
    say("'--format html' is not in this version yet", NULL);
    return EXIT_UNSUPPORTED;
  }
  return EXIT_DONE;
}

static int take_subcommand(options *o) {
  const command *c = o->command;
  const char *name = o->operands[0];

  if (!c->subcommands || !c->run) return EXIT_DONE;
  if (!name) {
    say("'", c->name, "' needs one of ", c->subcommands, NULL);
    return EXIT_USAGE;
  }
  if (!is_among(name, c->subcommands))
    return refuse_name("command", name, c->subcommands, "");
  o->sub = name;
  o->operands++;
  o->operand_count--;
  return EXIT_DONE;
}

/* One of the operands may be '-': there is one standard input. */
static int check_operands(const options *o) {
  size_t i, inputs = 0;

  for (i = 0; o->operands[i]; i++)
    inputs += is_standard_input(o->operands[i]);
  if (inputs > 1) {
    say("'-' may be given once: there is one standard input", NULL);
    return EXIT_USAGE;
  }
  if (o->command->run && o->operand_count < o->command->least) {
    say("'", o->command->name, "' needs ", o->command->operands,
        "; see 'od0x8004 help ", o->command->name, "'", NULL);
    return EXIT_USAGE;
  }
  return EXIT_DONE;
}

static int check(options *o) {
  int exit_status = check_options(o);

  if (exit_status == EXIT_DONE && options_value(o, OPTION_HELP))
    return EXIT_DONE;
  if (exit_status == EXIT_DONE) exit_status = take_subcommand(o);
  if (exit_status == EXIT_DONE) exit_status = check_operands(o);
  if (exit_status == EXIT_DONE) exit_status = check_supported(o);
  return exit_status;
}

int options_parse(options *out, int argc, char **argv) {
  size_t room = (size_t)argc + 1;
  int exit_status;

  memset(out, 0, sizeof *out);
  out->given = calloc(room, sizeof *out->given);
  out->storage = calloc(room, sizeof *out->storage);
  out->operands = out->storage;
  if (!out->given || !out->operands) {
    say("out of memory", NULL);
    return EXIT_INTERNAL;
  }
  exit_status = parse_arguments(out, argc, argv);
  if (exit_status != EXIT_DONE || options_value(out, OPTION_VERSION))
    return exit_status;
  if (out->command) return check(out);
  if (options_value(out, OPTION_HELP)) return EXIT_DONE;
  say("a command is needed; 'od0x8004 help' lists them", NULL);
  return EXIT_USAGE;
}

void options_free(options *o) {
  free(o->given);
  free(o->storage);
  memset(o, 0, sizeof *o);
}
