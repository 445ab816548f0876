#include "session.h"

static int read_side(od_facts **out, session *s, size_t operand) {
  od_case *c = NULL;
  od_status status;
  int exit_status = evidence_read_some(&c, s, operand, 1);

  if (exit_status != EXIT_DONE) return exit_status;
  status = od_case_facts(out, c);
  if (status != OD_OK) say_error();
  od_case_free(c);
  return exit_of(status);
}

static int compare(session *s, const od_facts *broken,
                   const od_facts *healthy) {
  od_rules *rules = NULL;
  char *answer = NULL;
  od_status status = od_rules_builtin(&rules);

  if (status == OD_OK)
    status = od_rules_compare(&answer, rules, broken, healthy, s->format);
  if (status != OD_OK) {
    say_error();
  } else {
    text_add(&s->answer, answer);
    s->answered = 1;
  }
  od_free(answer);
  od_rules_free(rules);
  return exit_of(status);
}

int command_compare(session *s) {
  od_facts *broken = NULL, *healthy = NULL;
  int exit_status;

  if (s->options->operand_count > 2) {
    say("'compare' takes BROKEN and HEALTHY, no more", NULL);
    return EXIT_USAGE;
  }
  exit_status = read_side(&broken, s, 0);
  if (exit_status == EXIT_DONE) exit_status = read_side(&healthy, s, 1);
  if (exit_status == EXIT_DONE) exit_status = compare(s, broken, healthy);
  od_facts_free(broken);
  od_facts_free(healthy);
  return exit_status;
}
