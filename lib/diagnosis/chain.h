/*
 * The chain: what the user was shown, and what the device noted of the same
 * failure, tied together by correlation id, request id or nearness in time.
 */
#ifndef OD_DIAGNOSIS_CHAIN_H
#define OD_DIAGNOSIS_CHAIN_H

#include "core/alloc.h"
#include "facts/facts.h"

typedef enum od_tie {
  OD_TIE_NONE,  /* where the chain begins */
  OD_TIE_CORRELATION,
  OD_TIE_REQUEST,
  OD_TIE_TIME   /* within OD_CHAIN_NEAR_MS of where it begins */
} od_tie;

enum { OD_CHAIN_NEAR_MS = 5 * 60 * 1000 };

typedef struct od_link {
  const char *what; /* "message" "prt-attempt" "client-attempt" "event" */
  const char *name; /* of an event: log and id; of an account; or "" */
  const char *code; /* canonical, or NULL */
  const char *correlation_id; /* or NULL */
  const char *request_id;     /* or NULL */
  const char *source;         /* file, or NULL */
  unsigned line;              /* 0: not known */
  int has_time;
  long long time; /* ms */
  od_tie tie;
} od_link;

typedef struct od_chain {
  od_link *links; /* by time; what has none comes first */
  size_t count;
} od_chain;

/* Texts are borrowed from the facts or live in the arena. `at` in ms, NULL:
   not said; a chain then begins at the message, else at the last attempt. */
od_status od_chain_make(od_chain *out, od_arena *arena, const od_facts *facts,
                        const long long *at);

const char *od_tie_name(od_tie tie); /* NULL for OD_TIE_NONE */

#endif
