/* How registry values become facts: what the tables of registry*.c share. */
#ifndef OD_FACTS_READERS_REGISTRY_MAP_H
#define OD_FACTS_READERS_REGISTRY_MAP_H

#include "facts/facts.h"
#include "facts/readers/registry_file.h"

/* What one part of the evidence is made from. */
typedef struct od_reg_reading {
  const od_registry *registry;
  od_evidence *evidence;
  od_job *job;
  int device;  /* takes the machine's facts */
  int current; /* takes those of HKEY_CURRENT_USER */
  od_view sid; /* … and of this user */
  int per_machine; /* the proxy settings of the machine are everybody's */
} od_reg_reading;

/* Where a key is looked for; the id is in lower case. */
od_reg_where od_reg_at(const od_reg_reading *r, od_reg_hive hive, int wow,
                       const char *id);

/* Whether this part speaks for the hive at all. */
int od_reg_reads(const od_reg_reading *r, od_reg_hive hive);

/* What the text says of a value that is there but not understood. */
void od_reg_spoilt(const od_reg_reading *r, const char *fact,
                   const od_reg_value *value);
/* Says that a fact is absent or denied, where that is proven. */
void od_reg_missing(const od_reg_reading *r, const char *fact,
                    const od_reg_where *where, const char *name);

void od_reg_tell_proof(const od_reg_reading *r, const char *fact,
                       od_reg_proof proof, unsigned line);

/* Remembers in the evidence that memory ran out. */
void od_reg_no_memory(const od_reg_reading *r, const char *fact);

/* A value as trimmed text that od_free() takes; NULL if it is no text, with
   *failed set if memory ran out. */
char *od_reg_text_of(const od_reg_reading *r, const od_reg_value *value,
                     int *failed);
/* As od_reg_value_list, but not of data without end. */
int od_reg_list_of(od_json **out, const od_reg_reading *r,
                   const od_reg_value *value);
int od_reg_flag_of(const od_reg_reading *r, const od_reg_value *value,
                   int *truth);
int od_reg_is_empty(const od_reg_reading *r, const od_reg_value *value);
/* Takes out of addresses what may be a secret. */
void od_reg_hide_secrets(const od_reg_reading *r, char *text);
int od_reg_is_guid(od_view text);

int od_reg_wanted_key(const od_reg_path *path);

/* What is there first, then what is proven not to be. */
void od_reg_map_values(od_reg_reading *r);
void od_reg_map_system(const od_reg_reading *r);
void od_reg_map_policies(const od_reg_reading *r);
void od_reg_map_accounts(const od_reg_reading *r);
void od_reg_map_missing(const od_reg_reading *r);

#endif
