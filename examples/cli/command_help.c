#include <string.h>

#include "session.h"

static const char exit_text[] =
    "Exit status: 0 done, nothing wrong found; 1 trouble found; 2 wrong\n"
    "usage; 3 input unreadable; 4 not supported; 5 refused by the system;\n"
    "6 cannot tell; 7 cancelled or out of time; 8 internal error or out of\n"
    "memory; 9 a repair step failed. Where several hold, the first of\n"
    "2, 3, 8, 7, 4, 9, 5, 1, 6, 0.\n";

static void add_row(text *out, const char *left, size_t width,
                    const char *right) {
  size_t size = strlen(left);

  text_add(out, "  ");
  text_add(out, left);
  text_add_blanks(out, size < width ? width - size : 1);
  text_add(out, right);
}

static void add_commands(text *out, int later) {
  size_t i;

  for (i = 0; i < command_count; i++) {
    const command *c = &command_table[i];
    if ((c->run == NULL) != later) continue;
    add_row(out, c->name, 13, c->summary);
    text_add(out, "\n");
  }
}

void help_overview(text *out) {
  text_add(out,
           "usage: od0x8004 COMMAND [OPERAND...] [OPTION...]\n\n"
           "Finds out why OneDrive cannot sign in (0x8004de40 and its "
           "siblings).\n\nCommands:\n");
  add_commands(out, 0);
  text_add(out, "\nKnown by name, not in this version yet:\n");
  add_commands(out, 1);
  text_add(out,
           "\n'od0x8004 help COMMAND' explains a command and its options.\n\n");
  text_add(out, exit_text);
}

static void add_option_row(text *out, const option_spec *spec) {
  text left = {0};

  text_add(&left, "--");
  text_add(&left, spec->name);
  if (spec->value) {
    text_add(&left, " ");
    text_add(&left, spec->value);
  }
  add_row(out, left.data ? left.data : "", 20, spec->help);
  if (spec->repeats) text_add(out, "; may be repeated");
  text_add(out, "\n");
  if (left.failed) out->failed = 1;
  text_free(&left);
}

static int is_common(const option_spec *spec) {
  return spec->commands == option_table[OPTION_FORMAT].commands;
}

enum section { OWN, LATER, COMMON };

static enum section section_of(const option_spec *spec, const command *c) {
  unsigned bit = 1u << (c - command_table);

  if (is_common(spec)) return COMMON;
  return c->run && (spec->later & bit) ? LATER : OWN;
}

static void add_options(text *out, const command *c, enum section section) {
  static const char *const headings[] = {
      "\nOptions:\n", "\nOptions that are not in this version yet:\n",
      "\nOptions of every command:\n"};
  unsigned bit = 1u << (c - command_table);
  int i, headed = 0;

  for (i = 0; i < OPTION_COUNT; i++) {
    const option_spec *spec = &option_table[i];
    if (!((spec->commands | spec->later) & bit)) continue;
    if (section_of(spec, c) != section) continue;
    if (!headed++) text_add(out, headings[section]);
    add_option_row(out, spec);
  }
}

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

void help_command(text *out, const command *c) {
  char first = upper(c->summary[0]);

  text_add(out, "usage: od0x8004 ");
  text_add(out, c->name);
  if (c->operands[0]) text_add(out, " ");
  text_add(out, c->operands);
  text_add(out, " [OPTION...]\n\n");
  text_add_bytes(out, &first, 1);
  text_add(out, c->summary + 1);
  text_add(out, ".\n");
  if (!c->run) text_add(out, "This command is not in this version yet.\n");
  if (c->details[0]) {
    text_add(out, "\n");
    text_add(out, c->details);
    text_add(out, "\n");
  }
  add_options(out, c, OWN);
  add_options(out, c, LATER);
  add_options(out, c, COMMON);
  text_add(out, "\n");
  text_add(out, exit_text);
}

static int help_named(text *out, const char *name) {
  const command *c = command_find(name);

  if (!c) {
    say("no help on '", name, "'; 'od0x8004 help' lists the commands", NULL);
    return EXIT_USAGE;
  }
  help_command(out, c);
  return EXIT_DONE;
}

int command_help(session *s) {
  const options *o = s->options;
  int is_help = !o->command || !strcmp(o->command->name, "help");
  int exit_status = EXIT_DONE;

  if (!is_help)
    help_command(&s->answer, o->command);
  else if (o->operand_count)
    exit_status = help_named(&s->answer, o->operands[0]);
  else
    help_overview(&s->answer);
  s->answered = exit_status == EXIT_DONE;
  return exit_status;
}
