/*
 * Facts inside the library: what readers write, what rules see.
 *
 * Flow: a reader fills an od_evidence (one source) → od_evidence_finish gives
 * od_facts of that source → od_facts_join puts many together for one subject
 * and adds the derived facts.
 */
#ifndef OD_FACTS_FACTS_H
#define OD_FACTS_FACTS_H

#include "core/json.h"
#include "core/text.h"
#include "od0x8004/facts.h"

typedef enum od_fact_state {
  OD_FACT_MEASURED,
  OD_FACT_ABSENT,    /* the evidence proves that it is not there */
  OD_FACT_DENIED,    /* the system refused to tell */
  OD_FACT_UNREADABLE,/* it was there but could not be understood */
  OD_FACT_NOT_ASKED  /* nobody looked */
} od_fact_state;

const char *od_fact_state_name(od_fact_state state);

#define OD_NO_SOURCE ((unsigned)-1)

typedef struct od_fact {
  const char *name; /* dotted: "prt.last_attempt.status" */
  od_fact_state state;
  const od_json *value; /* when measured, else NULL */
  const char *why;      /* when not measured, may be NULL */
  unsigned source;      /* index, or OD_NO_SOURCE */
  unsigned line;        /* from 1; 0 unknown */
} od_fact;

typedef struct od_source {
  const char *id;   /* "s1" */
  const char *kind; /* "dsregcmd" "registry" "services" "dialog" … */
  const char *name; /* file name relative to the argument */
  int has_captured;
  long long captured; /* ms */
  unsigned long long fingerprint; /* of all that it said; 0: not known */
} od_source;

typedef struct od_subject {
  const char *account; /* NULL if not known */
  const char *sid;     /* NULL if not known */
  const char *found_by; /* "dsregcmd" "registry" "option"; NULL if unknown */
} od_subject;

/* ---- dictionary (dictionary.json; docs/facts.md is generated) ---- */

typedef enum od_fact_type {
  OD_TYPE_BOOL, OD_TYPE_NUMBER, OD_TYPE_TEXT, OD_TYPE_TIME,
  OD_TYPE_LIST, OD_TYPE_OBJECT,
  OD_TYPE_ANY /* bool, number, text or list: values of policies */
} od_fact_type;

typedef enum od_fact_scope {
  OD_SCOPE_DEVICE, OD_SCOPE_SUBJECT, OD_SCOPE_NETWORK
} od_fact_scope;

typedef struct od_fact_entry {
  const char *name; /* may hold one "*": "services.*.state" */
  od_fact_type type;
  const char *unit; /* "" if none */
  od_fact_scope scope;
  int derived;
  const char *absence; /* what "absent" means for it; "" = cannot be absent */
  const char *meaning;
  const char *source;
  const char *how; /* the one command that measures it */
  od_fact_type items; /* of a list: OD_TYPE_TEXT or OD_TYPE_OBJECT */
  int united;         /* lists of several sources become one */
  const char *const *from; /* what a derived one is made of, NULL-ended */
} od_fact_entry;

/* The exact name first, then one "*" for one part; NULL: no such fact. */
const od_fact_entry *od_dictionary_find(const char *name);
size_t od_dictionary_count(void);
const od_fact_entry *od_dictionary_at(size_t index);

/* ---- looking at facts ---- */

size_t od_facts_count(const od_facts *facts);
const od_fact *od_facts_at(const od_facts *facts, size_t index); /* by name */
const od_fact *od_facts_find(const od_facts *facts, const char *name);
size_t od_facts_source_count(const od_facts *facts);
const od_source *od_facts_source(const od_facts *facts, size_t index);
const od_subject *od_facts_subject(const od_facts *facts);
int od_facts_captured(const od_facts *facts, long long *ms); /* 0: unknown */

/* ---- writing facts: one source. Failure is remembered until finish. ---- */

typedef struct od_evidence od_evidence;

od_status od_evidence_new(od_evidence **out, const char *kind,
                          const char *name);
/* A measured value; takes the JSON value (NULL: out of memory). The first
   value for a name stands; a different second one becomes a conflict. A
   service or policy whose name holds a dot is left out: it has no name here.
   Any other unknown name, or a value of another type, is OD_EINTERNAL. */
void od_evidence_set(od_evidence *e, const char *name, unsigned line,
                     od_json *value);
void od_evidence_text(od_evidence *e, const char *name, unsigned line,
                      od_view text);
void od_evidence_bool(od_evidence *e, const char *name, unsigned line,
                      int truth);
void od_evidence_number(od_evidence *e, const char *name, unsigned line,
                        double number);
void od_evidence_time(od_evidence *e, const char *name, unsigned line,
                      long long ms);
/* Any state but measured. `why` is copied. Does not replace a value. */
void od_evidence_state(od_evidence *e, const char *name, od_fact_state state,
                       unsigned line, const char *why);
int od_evidence_has(const od_evidence *e, const char *name); /* any state */
/* What was measured is not whole: now it is unreadable. */
void od_evidence_withdraw(od_evidence *e, const char *name, unsigned line,
                          const char *why);
/* Something of less weight was passed over: a warning of the job. */
void od_evidence_warn(od_evidence *e, od_job *job, unsigned line,
                      const char *message);
/* Appends to a list fact: takes the item; makes the list at the first. */
void od_evidence_append(od_evidence *e, const char *name, unsigned line,
                        od_json *item);
/* Whose session the text comes from; empty views are "not said". */
void od_evidence_subject(od_evidence *e, od_view account, od_view sid);
/* When the text was captured, if it says so. */
void od_evidence_captured(od_evidence *e, long long ms);
/* Adds every code in the text to the fact `codes`. */
void od_evidence_codes(od_evidence *e, unsigned line, od_view text);

od_status od_evidence_finish(od_facts **out, od_evidence *e); /* frees e */
void od_evidence_free(od_evidence *e);

/* ---- documents and joining ---- */

/* The text looks like a facts document, be it whole or damaged. */
int od_facts_recognises(od_view text);

/* A facts document (od0x8004.facts/1), already recognised as one. */
od_status od_facts_parse(od_facts **out, const char *name, od_view text,
                         od_job *job);

typedef struct od_join {
  const char *user; /* the subject asked for, or NULL */
  int has_now;
  long long now; /* ms; stands in where no part has a capture time */
  int has_at;
  long long at; /* ms; when the problem was seen */
} od_join;

/*
 * Many parts into one, whatever their order; the same source twice counts
 * once. OD_ECONFLICT names both users. Adds the derived facts.
 */
od_status od_facts_join(od_facts **out, const od_facts *const *parts,
                        size_t count, const od_join *how);

#endif
