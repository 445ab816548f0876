#include <string.h>

#include "json.h"
#include "session.h"

enum { MAX_DEPTH = 32, NAME_WIDTH = 40 };

static int same_text(span a, span b) {
  return a.size && a.size == b.size && !memcmp(a.data, b.data, a.size);
}

/* "(dsreg.txt:9)" of a leaf; nothing where it has no source. */
static void add_place(text *out, span document, span leaf) {
  span sources = json_member(document, "sources"), key, source;
  span line = json_member(leaf, "line");
  size_t at = 0;

  while (json_next(sources, &at, &key, &source)) {
    if (!same_text(json_member(source, "id"), json_member(leaf, "source")))
      continue;
    text_add(out, "  (");
    json_add_plain(out, json_member(source, "name"));
    if (line.size) text_add(out, ":");
    json_add_plain(out, line);
    text_add(out, ")");
    return;
  }
}

static void add_leaf(text *out, span document, const text *name, span leaf) {
  span state = json_member(leaf, "state"), why = json_member(leaf, "why");

  text_add(out, name->data ? name->data : "");
  text_add_blanks(out, name->size < NAME_WIDTH ? NAME_WIDTH - name->size : 0);
  text_add(out, "  ");
  if (json_is_text(state, "measured")) {
    json_add_plain(out, json_member(leaf, "value"));
  } else {
    json_add_plain(out, state);
    if (why.size > 2) text_add(out, ": ");
    if (why.size > 2) json_add_plain(out, why);
  }
  add_place(out, document, leaf);
  text_add(out, "\n");
}

/* A leaf has a state that is text; a group may have a fact of that name. */
static void add_facts(text *out, span document, text *name, span value,
                      int depth) {
  span key, member;
  size_t at = 0, size = name->size;

  if (json_is(json_member(value, "state"), '"')) {
    add_leaf(out, document, name, value);
    return;
  }
  if (depth == MAX_DEPTH || !json_is(value, '{')) return;
  while (json_next(value, &at, &key, &member)) {
    if (size) text_add(name, ".");
    json_add_plain(name, key);
    add_facts(out, document, name, member, depth + 1);
    name->size = size;
    if (name->data) name->data[size] = '\0';
  }
}

static void add_conflicts(text *out, span document) {
  span conflicts = json_member(document, "conflicts"), key, conflict, value;
  size_t at = 0, inner;

  while (json_next(conflicts, &at, &key, &conflict)) {
    span values = json_member(conflict, "values");
    text_add(out, "conflict: ");
    json_add_plain(out, json_member(conflict, "fact"));
    for (inner = 0; json_next(values, &inner, &key, &value);) {
      text_add(out, "  ");
      json_add_plain(out, json_member(value, "value"));
      add_place(out, document, value);
    }
    text_add(out, "\n");
  }
}

static void add_subject(text *out, span document) {
  span subject = json_member(document, "subject");
  span account = json_member(subject, "account");
  span captured = json_member(document, "captured");

  if (!json_is(account, '"')) account = json_member(subject, "sid");
  text_add(out, "subject: ");
  if (json_is(account, '"')) json_add_plain(out, account);
  else text_add(out, "not known");
  text_add(out, "\ncaptured: ");
  if (json_is(captured, '"')) json_add_plain(out, captured);
  else text_add(out, "not known");
  text_add(out, "\n\n");
}

static void add_table(text *out, const char *facts) {
  span document = span_of(facts);
  text name = {0};

  add_subject(out, document);
  add_facts(out, document, &name, json_member(document, "facts"), 0);
  add_conflicts(out, document);
  if (name.failed) out->failed = 1;
  text_free(&name);
}

/* The facts as they are to be shown. */
static od_status take_facts(od_facts **out, const od_case *c,
                            const session *s) {
  od_facts *facts = NULL;
  od_status status = od_case_facts(&facts, c);

  *out = facts;
  if (status != OD_OK || !options_value(s->options, OPTION_REDACT))
    return status;
  status = od_facts_redact(out, facts);
  od_facts_free(facts);
  return status;
}

int command_facts(session *s) {
  od_case *c = NULL;
  od_facts *facts = NULL;
  char *document = NULL;
  od_status status;
  int exit_status = evidence_read(&c, s);

  if (exit_status != EXIT_DONE) return exit_status;
  status = take_facts(&facts, c, s);
  if (status == OD_OK) status = od_facts_to_json(&document, facts);
  if (status != OD_OK) {
    say_error();
  } else {
    if (wants(s, "text")) add_table(&s->answer, document);
    else text_add(&s->answer, document);
    s->answered = 1;
  }
  od_free(document);
  od_facts_free(facts);
  od_case_free(c);
  return exit_of(status);
}
