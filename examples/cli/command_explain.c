#include "json.h"
#include "session.h"

/* The entries of one document, to be joined with those of the others. */
static void add_entries(text *codes, const char *document) {
  span entries = json_member(span_of(document), "codes"), key, entry;
  size_t at = 0;

  while (json_next(entries, &at, &key, &entry)) {
    if (codes->size) text_add(codes, ",");
    text_add(codes, "\n");
    text_add_bytes(codes, entry.data, entry.size);
  }
}

static int holds_code(const char *document) {
  span entries = json_member(span_of(document), "codes"), key, entry;
  size_t at = 0;

  while (json_next(entries, &at, &key, &entry))
    if (json_is(json_member(entry, "code"), '"')) return 1;
  return 0;
}

/* Piped UTF-16 reads as its ASCII letters. */
static void drop_nuls(text *t) {
  size_t from, to = 0;

  for (from = 0; from < t->size; from++)
    if (t->data[from]) t->data[to++] = t->data[from];
  t->size = to;
  t->data[to] = '\0';
}

/* One operand; *found is set if it holds a code. */
static od_status explain(session *s, const char *input, int *found) {
  char *document = NULL, *report = NULL;
  od_status status = od_code_explain(&document, input, "json");

  if (status == OD_OK && holds_code(document)) *found = 1;
  if (status == OD_OK && wants(s, "json")) add_entries(&s->answer, document);
  if (status == OD_OK && wants(s, "text"))
    status = od_code_explain(&report, input, "text");
  if (report) {
    if (s->answer.size) text_add(&s->answer, "\n");
    text_add(&s->answer, report);
  }
  od_free(document);
  od_free(report);
  return status;
}

static void wrap(text *answer) {
  text whole = {0};

  text_add(&whole, "{\"schema\":\"od0x8004.code/1\",\"codes\":[");
  text_add_bytes(&whole, answer->data ? answer->data : "", answer->size);
  text_add(&whole, "\n]}\n");
  whole.failed |= answer->failed;
  text_free(answer);
  *answer = whole;
}

/* The operand, or what standard input holds. */
static int explain_operand(session *s, const char *operand, int *found) {
  text input = {0};
  od_status status;
  int exit_status = EXIT_DONE;

  if (is_standard_input(operand)) exit_status = read_file(&input, operand);
  if (exit_status == EXIT_DONE) {
    if (input.data) drop_nuls(&input);
    status = explain(s, input.data ? input.data : operand, found);
    exit_status = exit_of(status);
    if (status != OD_OK) say_error();
  }
  text_free(&input);
  return exit_status;
}

int command_explain(session *s) {
  const options *o = s->options;
  int found = 0, exit_status;
  size_t i;

  for (i = 0; i < o->operand_count; i++) {
    exit_status = explain_operand(s, o->operands[i], &found);
    if (exit_status != EXIT_DONE) return exit_status;
  }
  if (wants(s, "json")) wrap(&s->answer);
  s->answered = 1;
  if (!found) say("no code was found in what was given", NULL);
  return found ? EXIT_DONE : EXIT_INPUT;
}
