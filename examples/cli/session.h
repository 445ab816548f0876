/* One run of one command. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "options.h"

typedef struct session {
  const options *options;
  const char *format; /* "text", "json", "ticket" */
  int quiet;
  od_job *job;
  text answer;  /* what goes to standard output or --output */
  int answered; /* the answer is whole and is to be written */
} session;

int is_diagnose(const session *s);
int wants(const session *s, const char *format);

/* Each gives an exit status and has said why it failed. */
int command_diagnose(session *s);
int command_explain(session *s);
int command_facts(session *s);
int command_compare(session *s);
int command_rules(session *s);
int command_help(session *s);

void help_overview(text *out);
void help_command(text *out, const command *c);

/*
 * The case of diagnose and facts: options set, every operand added. An
 * operand that could not be read is said; so is all that was not recognised
 * where the answer will not list it. EXIT_INPUT if nothing was recognised.
 */
int evidence_read(od_case **out, session *s);
/* The same with so many operands from this one on. */
int evidence_read_some(od_case **out, session *s, size_t first,
                       size_t count);

#endif
