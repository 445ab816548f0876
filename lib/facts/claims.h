/* What every source says, put in an order that no input order can change. */
#ifndef OD_FACTS_CLAIMS_H
#define OD_FACTS_CLAIMS_H

#include "facts/choose.h"

/* A source of one part, before sources are numbered. */
typedef struct od_origin {
  const od_source *source; /* NULL: claims without a source */
  size_t part;
  od_buffer digest; /* all that it says */
  size_t number;    /* in the joined facts; equal sources share one */
  const struct od_origin *same_as; /* who stands for it in the end */
  int system;       /* ran as the system, which sees no user */
} od_origin;

typedef struct od_claim {
  const char *name;
  const od_fact_entry *entry;
  od_fact_state state;
  const od_json *value; /* when measured */
  const char *why;
  size_t origin; /* index */
  size_t source; /* its number once sources are numbered; 0: none */
  unsigned line;
  int later; /* its source said something else before */
  size_t order;
  const od_buffer *digest; /* of its origin, to break the last tie */
} od_claim;

typedef struct od_claims {
  od_claim *list; /* by name, then number of the source, then order */
  size_t count, capacity;
  od_origin *origins;
  size_t origin_count;
  const od_origin **sources; /* the numbered ones, by number */
  size_t source_count;
  od_json **lists; /* made while collecting */
  size_t list_count, list_capacity;
} od_claims;

od_status od_claims_collect(od_claims *out, const od_facts *const *parts,
                            size_t count, const od_choice *choice);
void od_claims_release(od_claims *claims);

/* Decides each run of claims about one name and writes the result. */
od_status od_claims_resolve(od_facts *facts, const od_claims *claims,
                            int derived);

#endif
