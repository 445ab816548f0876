/* Derived facts: made of others when everything is joined. */
#ifndef OD_FACTS_DERIVE_H
#define OD_FACTS_DERIVE_H

#include "facts/model.h"

/* Adds the derived facts to sealed ones. What its inputs do not tell is not
   added. */
od_status od_derive(od_facts *facts, const od_join *how);

/* ---- for the files by topic ---- */

typedef struct od_deriver {
  od_facts *facts;
  od_status status; /* the first failure */
  int has_at;
  long long at; /* when the problem was seen, ms */
} od_deriver;

/* The fact if it is measured, else NULL. */
const od_fact *od_known(const od_deriver *d, const char *name);
int od_is_absent(const od_deriver *d, const char *name);
/* 1 or 0 if measured, 0 where absent means no; else -1. */
int od_truth_of(const od_deriver *d, const char *name);
/* The text if measured, else empty. */
od_view od_text_of(const od_deriver *d, const char *name);

/* Adds a measured fact with the place of its main input; takes the value. */
void od_derive_value(od_deriver *d, const char *name, const od_fact *input,
                     od_json *value);
void od_derive_bool(od_deriver *d, const char *name, const od_fact *input,
                    int truth);
void od_derive_number(od_deriver *d, const char *name, const od_fact *input,
                      double number);
void od_derive_text(od_deriver *d, const char *name, const od_fact *input,
                    od_view text);
void od_derive_state(od_deriver *d, const char *name, const od_fact *input,
                     od_fact_state state, const char *why);

/* A member of an object that is being made; takes the value. */
void od_derive_put(od_deriver *d, od_json *object, const char *name,
                   od_json *value);

void od_derive_sign_in(od_deriver *d);     /* prt.* and the certificate */
void od_derive_onedrive(od_deriver *d);    /* onedrive.*, office.* */
void od_derive_network(od_deriver *d);     /* proxy.*, tls.* */
void od_derive_addresses(od_deriver *d);   /* network.* */
void od_derive_paths(od_deriver *d);       /* network.* */
void od_derive_credentials(od_deriver *d); /* credential.* */
void od_derive_directory(od_deriver *d);   /* account.*, directory.* */
void od_derive_events(od_deriver *d);      /* events.* */

/* A list of texts without doubles (letters of both cases are one). */
int od_list_has(const od_json *list, od_view text);
void od_list_add(od_deriver *d, od_json **list, od_view text);

#endif
