#include "session.h"

static int set_options(od_case *c, const options *o) {
  static const struct {
    option_id id;
    const char *name;
  } names[] = {{OPTION_CODE, "code"},
               {OPTION_USER, "user"},
               {OPTION_AT, "at"},
               {OPTION_NOW, "now"}};
  size_t i;

  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = options_value(o, names[i].id);
    od_status status = value ? od_case_set(c, names[i].name, value) : OD_OK;
    if (status == OD_OK) continue;
    say_error();
    return exit_of(status);
  }
  return EXIT_DONE;
}

static int add_pack(od_case *c, const char *path, od_job *job) {
  text pack = {0};
  od_rules *rules = NULL;
  od_status status;
  int exit_status = read_file(&pack, path);

  if (exit_status != EXIT_DONE) goto out;
  status = od_rules_read(&rules, path, pack.data, pack.size, job);
  if (status == OD_OK) status = od_case_add_rules(c, rules);
  exit_status = status == OD_EINVALID ? EXIT_INPUT : exit_of(status);
  if (status != OD_OK) say_error();
out:
  od_rules_free(rules);
  text_free(&pack);
  return exit_status;
}

static int add_packs(od_case *c, session *s) {
  const char *path;
  size_t at = 0;
  int exit_status = EXIT_DONE;

  while (exit_status == EXIT_DONE &&
         (path = options_next(s->options, OPTION_RULES, &at)))
    exit_status = add_pack(c, path, s->job);
  return exit_status;
}

/* A part that cannot be read is said, not fatal: EXIT_INPUT goes on. */
static int add_operand(od_case *c, const char *path, session *s) {
  od_status status;

  if (is_standard_input(path))
    status = od_case_add_bytes(c, "stdin", s->input.data, s->input.size,
                               s->job);
  else
    status = od_case_add_path(c, path, s->job);
  if (status != OD_OK) say_error();
  return exit_of(status);
}

void evidence_list_rest(const od_case *c) {
  const char *line;
  size_t i;

  for (i = 0; (line = od_case_unrecognised_text(c, i)); i++)
    say("not recognised: ", line, NULL);
}

static int add_operands(od_case *c, session *s) {
  const options *o = s->options;
  int exit_status;
  size_t i;

  for (i = 0; i < o->operand_count; i++) {
    exit_status = add_operand(c, o->operands[i], s);
    if (exit_status != EXIT_DONE && exit_status != EXIT_INPUT)
      return exit_status;
  }
  if (o->operand_count && !od_case_recognised(c)) {
    evidence_list_rest(c);
    say("none of the evidence could be used", NULL);
    return EXIT_INPUT;
  }
  return EXIT_DONE;
}

int evidence_read(od_case **out, session *s) {
  int exit_status;

  if (od_case_new(out) != OD_OK) {
    say_error();
    return EXIT_INTERNAL;
  }
  exit_status = set_options(*out, s->options);
  if (exit_status == EXIT_DONE) exit_status = add_packs(*out, s);
  if (exit_status == EXIT_DONE) exit_status = add_operands(*out, s);
  if (exit_status != EXIT_DONE) {
    od_case_free(*out);
    *out = NULL;
  }
  return exit_status;
}
