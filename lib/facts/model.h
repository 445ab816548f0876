/* How facts are kept; only this folder looks inside. */
#ifndef OD_FACTS_MODEL_H
#define OD_FACTS_MODEL_H

#include "core/alloc.h"
#include "facts/facts.h"

#define OD_FACTS_SCHEMA "od0x8004.facts/"

/* One of the values that do not agree. */
typedef struct od_conflict_value {
  od_json *value;  /* owned; NULL: proven absent */
  unsigned source; /* index, or OD_NO_SOURCE */
  unsigned line;
  int later; /* its source gave another value before */
  const char *why; /* of an absence; may be NULL */
} od_conflict_value;

typedef struct od_conflict {
  const char *name;
  od_conflict_value *values;
  size_t count, capacity;
} od_conflict;

struct od_facts {
  od_arena arena; /* all texts */
  od_fact *facts; /* values are owned; sorted once the facts are sealed */
  size_t count, capacity, sealed; /* so many can be found */
  od_source *sources;
  size_t source_count, source_capacity;
  od_conflict *conflicts;
  size_t conflict_count, conflict_capacity;
  od_subject subject;
  int has_captured;
  long long captured;
};

od_facts *od_facts_new(void); /* NULL: out of memory */

/* Copies a source under the next id. */
od_status od_facts_add_source(od_facts *facts, const od_source *source);

/* Copies name and why, takes the value also when it fails. */
od_status od_facts_add(od_facts *facts, const od_fact *fact, od_json *value);

/* Conflicts: open one about a name, then add its values. Takes the value also
   when it fails. */
od_status od_facts_open_conflict(od_facts *facts, const char *name,
                                 size_t *index);
od_status od_facts_add_conflict(od_facts *facts, size_t index,
                                const od_conflict_value *value);

/* Makes room, so that adding so many more moves no fact. */
od_status od_facts_reserve(od_facts *facts, size_t more);

od_status od_facts_set_subject(od_facts *facts, od_view account, od_view sid,
                               const char *found_by);

/* Sorts facts and conflicts by name; after it they can be found. */
void od_facts_seal(od_facts *facts);

const od_conflict *od_facts_conflict(const od_facts *facts, const char *name);

/* As od_dictionary_find(), for names that data made: *known tells whether the
   name is right but for a dot inside its free part. */
const od_fact_entry *od_dictionary_match(const char *name, int *known);

/* Where a kind of source stands in the order of who wins, from 0. */
unsigned od_dictionary_rank(const char *kind);

/* Some fact's name starts with `group` and a dot. */
int od_dictionary_has_group(const char *group);

/* The value may stand for the fact. */
int od_fact_type_fits(const od_fact_entry *entry, const od_json *value);
const char *od_fact_type_name(const od_fact_entry *entry);

#endif
