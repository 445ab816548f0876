#include <string.h>

#include "session.h"

static int is_trouble(const char *grade) {
  return !strcmp(grade, "likely") || !strcmp(grade, "confirmed");
}

static int exit_of_diagnosis(const od_diagnosis *d) {
  const char *grade;
  size_t i;

  for (i = 0; (grade = od_diagnosis_cause_grade(d, i)); i++)
    if (is_trouble(grade)) return EXIT_TROUBLE;
  return strcmp(od_diagnosis_verdict(d), "cannot-tell") ? EXIT_DONE
                                                        : EXIT_CANNOT_TELL;
}

static int diagnose(session *s, const od_case *c) {
  od_diagnosis *d = NULL;
  char *report = NULL;
  od_status status = od_case_diagnose(&d, c, s->job);
  int exit_status;

  if (status == OD_OK) status = od_diagnosis_to_text(&report, d, s->format);
  exit_status = exit_of(status);
  if (status != OD_OK) {
    say_error();
  } else {
    text_add(&s->answer, report);
    s->answered = 1;
    exit_status = exit_of_diagnosis(d);
  }
  od_free(report);
  od_diagnosis_free(d);
  return exit_status;
}

int command_diagnose(session *s) {
  const options *o = s->options;
  od_case *c = NULL;
  int exit_status;

  if (!o->operand_count && !options_value(o, OPTION_CODE)) {
    say("'diagnose' needs EVIDENCE: a file or a folder with what the machine "
        "printed; see 'od0x8004 help diagnose'",
        NULL);
    return EXIT_USAGE;
  }
  exit_status = evidence_read(&c, s);
  if (exit_status != EXIT_DONE) return exit_status;
  exit_status = diagnose(s, c);
  od_case_free(c);
  return exit_status;
}
