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

/* One line each: name and reason. */
static void list_rest(const od_case *c) {
  const char *line;
  size_t i;

  for (i = 0; (line = od_case_unrecognised_text(c, i)); i++)
    say(line, NULL);
}

/* The case keeps an unreadable operand as a finding: the work goes on. */
static int add_operands(od_case *c, session *s, const char *const *operands,
                        size_t count, text *failures) {
  size_t i;

  for (i = 0; i < count; i++) {
    od_status status = od_case_add_path(c, operands[i], s->job);
    int exit_status = exit_of(status);
    if (status == OD_OK) continue;
    if (exit_status != EXIT_INPUT) {
      say_error();
      return exit_status;
    }
    text_add(failures, failures->size ? "\n" : "");
    text_add(failures, od_error_message());
  }
  return EXIT_DONE;
}

/* The reports in text and JSON list what was not recognised themselves. */
static int answer_lists_rest(const session *s) {
  return is_diagnose(s) && !wants(s, "ticket");
}

static int judge(const od_case *c, const session *s, const text *failures) {
  if (s->options->operand_count && !od_case_recognised(c)) {
    list_rest(c);
    say("none of the evidence could be used", NULL);
    return EXIT_INPUT;
  }
  if (!s->quiet && !answer_lists_rest(s)) list_rest(c);
  else if (failures->size) say_lines(failures->data);
  return EXIT_DONE;
}

static int add_evidence(od_case *c, session *s, size_t first, size_t count) {
  text failures = {0};
  int exit_status =
      add_operands(c, s, s->options->operands + first, count, &failures);

  if (exit_status == EXIT_DONE) exit_status = judge(c, s, &failures);
  text_free(&failures);
  return exit_status;
}

int evidence_read(od_case **out, session *s) {
  return evidence_read_some(out, s, 0, s->options->operand_count);
}

int evidence_read_some(od_case **out, session *s, size_t first,
                       size_t count) {
  int exit_status;

  if (od_case_new(out) != OD_OK) {
    say_error();
    return EXIT_INTERNAL;
  }
  exit_status = set_options(*out, s->options);
  if (exit_status == EXIT_DONE) exit_status = add_packs(*out, s);
  if (exit_status == EXIT_DONE) exit_status = add_evidence(*out, s, first, count);
  if (exit_status != EXIT_DONE) {
    od_case_free(*out);
    *out = NULL;
  }
  return exit_status;
}
