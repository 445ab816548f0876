/*
 * The registry in captured text: `.reg` exports and `reg query` output, as
 * keys with typed values, and what a text proves about what it does not show.
 */
#ifndef OD_FACTS_READERS_REGISTRY_FILE_H
#define OD_FACTS_READERS_REGISTRY_FILE_H

#include "core/alloc.h"
#include "core/job.h"
#include "core/json.h"
#include "core/text.h"

typedef enum od_reg_hive {
  OD_REG_MACHINE,
  OD_REG_USER,        /* HKCU, or a person's SID below HKEY_USERS */
  OD_REG_SYSTEM_USER, /* .DEFAULT and S-1-5-18: the computer account */
  OD_REG_OTHER
} od_reg_hive;

typedef struct od_reg_path {
  od_reg_hive hive;
  int wow;       /* the 32-bit view */
  int spare;     /* of ControlSet001, not of CurrentControlSet */
  od_view sid;   /* when named by SID, else empty */
  od_view text;  /* below the hive, as written */
  od_view id;    /* in lower case, without WOW6432Node, one control set */
} od_reg_path;

enum { OD_REG_ID_SIZE = 1024 };

/* Reads "HKLM\…", "HKEY_USERS\S-1-5-21-…\…" and so on. The id is
   written into `room`. 0: no path, or too long a one. */
int od_reg_path_read(od_reg_path *path, od_view text,
                     char room[OD_REG_ID_SIZE]);
int od_reg_has_views(const od_reg_path *path); /* 32- and 64-bit ones */
int od_reg_is_hive_name(od_view line); /* starts with HKEY_…, as reg prints */

typedef enum od_reg_type {
  OD_REG_SZ,
  OD_REG_EXPAND_SZ,
  OD_REG_MULTI_SZ,
  OD_REG_DWORD,
  OD_REG_QWORD,
  OD_REG_BINARY,
  OD_REG_UNKNOWN
} od_reg_type;

typedef enum od_reg_form { /* how the data is written */
  OD_REG_QUOTED,     /* "C:\\x" */
  OD_REG_HEX_DIGITS, /* dword:0000000f */
  OD_REG_HEX_BYTES,  /* hex:01,02 over several lines */
  OD_REG_QUERIED     /* as reg query prints it */
} od_reg_form;

typedef struct od_reg_value {
  od_view name; /* as written, "" for the default value */
  od_view data; /* still written as in the text */
  od_reg_type type;
  od_reg_form form;
  int wide;    /* bytes of text are UTF-16 */
  int deleted; /* "Name"=- */
  int cut;     /* the text ends inside it, or it is not well-formed */
  unsigned line;
} od_reg_value;

typedef struct od_reg_key {
  od_reg_path path;
  unsigned line;
  int deleted; /* [-HKEY_…] */
  int whole;   /* every value that the key has is shown */
  size_t block;
  size_t first, count; /* its values */
} od_reg_key;

typedef enum od_reg_answer {
  OD_REG_NO_ANSWER,
  OD_REG_NOT_FOUND,
  OD_REG_REFUSED
} od_reg_answer;

/* One export, or the output of one command. */
typedef struct od_reg_block {
  int is_export;
  int wide;      /* of an export: hex text is UTF-16, not ANSI */
  int recursive; /* shows everything below its keys, and to the end */
  int told;      /* the command is known: asked, asked_value */
  int plain;     /* … and asks for all values of a key */
  int filtered;  /* the command, or what follows it, may leave values out */
  int patch;     /* an export that deletes: made to be imported */
  int narrow;    /* … in the 32-bit view */
  int shown;     /* any key */
  unsigned line;
  size_t first; /* of its keys */
  od_reg_path asked;
  od_view asked_value; /* empty: the key */
  od_reg_answer answer;
} od_reg_block;

typedef struct od_registry {
  od_reg_block *blocks;
  size_t block_count, block_room;
  od_reg_key *keys;
  size_t key_count, key_room;
  od_reg_value *values;
  size_t value_count, value_room;
  od_arena arena;
} od_registry;

/* Keys that nobody wants are passed over; NULL wants all. */
typedef int (*od_reg_wanted)(const od_reg_path *path);

/* Views point into the text, which must live as long. OD_ENOMEM, or what the
   job says. */
od_status od_registry_read(od_registry *out, const od_text *text,
                           od_reg_wanted wanted, od_job *job);
void od_registry_release(od_registry *registry);
int od_registry_recognises(const od_text *text);

/* Reads the command line of a transcript into a block: 0 if it is none, -1
   out of memory. Without an arena the path's id is left out. */
int od_reg_command_read(od_reg_block *block, od_view line, od_arena *arena);
od_reg_answer od_reg_answer_of(od_view line);

/* ---- values ---- */

int od_reg_value_number(const od_reg_value *value, unsigned long long *number);
int od_reg_value_bytes(od_buffer *out, const od_reg_value *value);
/* Adds the text; 0 if the value is no text. */
int od_reg_value_text(od_buffer *out, const od_reg_value *value,
                      const od_job *job);
/* An array of texts of a REG_MULTI_SZ, NULL when out of memory; 0 if the value
   is no such list. */
int od_reg_value_list(od_json **out, const od_reg_value *value,
                      const od_job *job);

/* ---- looking ---- */

typedef struct od_reg_where {
  od_reg_hive hive;
  int wow;
  int current; /* of OD_REG_USER: HKEY_CURRENT_USER counts */
  od_view sid; /* … and this SID does */
  od_view id;  /* the key */
} od_reg_where;

/* The next key from index *at on, moving *at past it; NULL at the end. */
const od_reg_key *od_registry_next(const od_registry *registry, size_t *at,
                                   const od_reg_where *where);
/* … or the next key directly below it. */
const od_reg_key *od_registry_next_below(const od_registry *registry,
                                         size_t *at, const od_reg_where *where);
const od_reg_value *od_registry_value(const od_registry *registry,
                                      const od_reg_key *key, const char *name);

typedef enum od_reg_proof {
  OD_REG_UNPROVEN,
  OD_REG_LACKS,   /* the key is there without the value, or is not there */
  OD_REG_FORBIDS  /* the system refused to tell */
} od_reg_proof;

/* What the text proves of a value that it does not show; an empty name asks
   for the key and its values as a whole. */
od_reg_proof od_registry_proof(const od_registry *registry,
                               const od_reg_where *where, const char *name,
                               unsigned *line);
/* … of the keys below a key. */
od_reg_proof od_registry_proof_below(const od_registry *registry,
                                     const od_reg_where *where,
                                     unsigned *line);

#endif
