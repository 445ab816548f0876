#include <string.h>

#include "json.h"
#include "session.h"

/* file:line:column: message */
static void add_line(text *out, span problem) {
  static const char *const places[] = {"line", "column"};
  size_t i;

  json_add_plain(out, json_member(problem, "file"));
  for (i = 0; i < 2; i++) {
    text_add(out, ":");
    json_add_plain(out, json_member(problem, places[i]));
  }
  text_add(out, ": ");
  json_add_plain(out, json_member(problem, "message"));
  text_add(out, "\n");
}

static void add_item(text *out, span item) {
  text_add(out, out->size ? ",\n" : "\n");
  text_add_bytes(out, item.data, item.size);
}

static void add_problems(session *s, span problems) {
  span key, problem;
  size_t at = 0;

  while (json_next(problems, &at, &key, &problem)) {
    if (wants(s, "text")) add_line(&s->answer, problem);
    else add_item(&s->answer, problem);
  }
}

/* Lines lead an editor to the file; a document holds no path. */
static const char *name_of(const session *s, const char *path) {
  const char *slash = strrchr(path, '/');

  if (is_standard_input(path)) return "stdin";
  return wants(s, "json") && slash ? slash + 1 : path;
}

static int check_pack(session *s, const char *path) {
  text pack = {0};
  const char *name = name_of(s, path);
  char *problems = NULL;
  od_status status = OD_OK;
  int exit_status = read_file(&pack, path);

  if (exit_status != EXIT_DONE) goto out;
  status = od_rules_check(&problems, name, pack.data, pack.size, s->job);
  exit_status = exit_of(status);
  if (status != OD_OK) {
    say_error();
  } else if (json_count(span_of(problems))) {
    add_problems(s, span_of(problems));
    exit_status = EXIT_TROUBLE;
  } else if (!s->quiet && wants(s, "text")) {
    say("'", name, "' is sound", NULL);
  }
out:
  od_free(problems);
  text_free(&pack);
  return exit_status;
}

/* What stands in `answer` becomes the list of a document. */
static void wrap(text *answer, const char *head) {
  text whole = {0};

  text_add(&whole, head);
  text_add_bytes(&whole, answer->data ? answer->data : "", answer->size);
  text_add(&whole, "]}\n");
  whole.failed |= answer->failed;
  text_free(answer);
  *answer = whole;
}

static int check_packs(session *s) {
  const options *o = s->options;
  int exit_status = EXIT_DONE;
  size_t i;

  if (!o->operand_count) {
    say("'rules check' needs FILE...", NULL);
    return EXIT_USAGE;
  }
  for (i = 0; i < o->operand_count; i++)
    exit_status = exit_first(exit_status, check_pack(s, o->operands[i]));
  if (wants(s, "json"))
    wrap(&s->answer,
         "{\"schema\":\"od0x8004.rules-check/1\",\"problems\":[");
  s->answered = 1;
  return exit_status;
}

static void add_list(session *s, const char *list) {
  span observations = span_of(list), key, item;
  size_t at = 0;

  if (wants(s, "text")) {
    text_add(&s->answer, list);
    return;
  }
  while (json_next(observations, &at, &key, &item))
    add_item(&s->answer, item);
  wrap(&s->answer,
       "{\"schema\":\"od0x8004.rules-list/1\",\"observations\":[");
}

static int list_rules(session *s) {
  od_rules *rules = NULL;
  char *list = NULL;
  od_status status;

  if (s->options->operand_count) {
    say("'rules list' takes no FILE", NULL);
    return EXIT_USAGE;
  }
  status = od_rules_builtin(&rules);
  if (status == OD_OK) status = od_rules_list(&list, rules, s->format);
  if (status != OD_OK) {
    say_error();
  } else {
    add_list(s, list);
    s->answered = 1;
  }
  od_free(list);
  od_rules_free(rules);
  return exit_of(status);
}

int command_rules(session *s) {
  return strcmp(s->options->sub, "check") ? list_rules(s) : check_packs(s);
}
