/* Inside the dsregcmd reader: scanning, writing values, drawing conclusions. */
#ifndef OD_FACTS_READERS_DSREGCMD_H
#define OD_FACTS_READERS_DSREGCMD_H

#include <string.h>

#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

/* ---- what stands in the text, in order (dsregcmd_scan.c) ---- */

typedef enum od_dsreg_kind {
  OD_DSREG_END,
  OD_DSREG_RULE,   /* +-----+ */
  OD_DSREG_HEADER, /* | SSO State | */
  OD_DSREG_FIELD,
  OD_DSREG_TEXT /* anything else that is not blank */
} od_dsreg_kind;

#define OD_DSREG_VALUE_MAX 4096
#define OD_DSREG_KEY_MAX 48

typedef struct od_dsreg_item {
  od_dsreg_kind kind;
  char key[OD_DSREG_KEY_MAX]; /* lower case, single blanks; "" if too long */
  od_view value; /* of a field, the name of a header, or the whole text */
  unsigned line;
  int whole; /* the line has its end: the value is not cut */
} od_dsreg_item;

typedef struct od_dsreg_scan {
  const od_text *text;
  od_lines lines;
  od_line ahead;
  int has_ahead;
  char joined[OD_DSREG_VALUE_MAX]; /* a value that the console wrapped */
} od_dsreg_scan;

/* Nearly all keys that are compared differ at once. */
static inline int od_dsreg_same(const char *a, const char *b) {
  return *a == *b && !strcmp(a, b);
}

void od_dsreg_scan_start(od_dsreg_scan *scan, const od_text *text);
int od_dsreg_next(od_dsreg_scan *scan, od_dsreg_item *item); /* 0 at the end */

/* ---- several runs in one text (dsregcmd_runs.c) ---- */

enum { OD_DSREG_RUNS = 64 };

/* How many runs to read by themselves, and the first line of each: one, where
   they are not of different accounts. */
size_t od_dsreg_runs(const od_text *text, unsigned first[OD_DSREG_RUNS]);

/* A copy in which only the lines from .. to-1 say something; no line moves. */
od_status od_dsreg_only(od_text *out, const od_text *text, unsigned from,
                        unsigned to);

/* ---- the state of one reading ---- */

typedef enum od_dsreg_section {
  OD_DSREG_OTHER,
  OD_DSREG_DETAILS,
  OD_DSREG_TENANT,
  OD_DSREG_SSO,
  OD_DSREG_ACCOUNT, /* Work Account N */
  OD_DSREG_USER_PROXY,
  OD_DSREG_SYSTEM_PROXY,
  OD_DSREG_WINHTTP_PROXY,
  OD_DSREG_URL_PROXY,
  OD_DSREG_SECTIONS
} od_dsreg_section;

typedef enum od_dsreg_truth { OD_UNSAID, OD_NO, OD_YES } od_dsreg_truth;

typedef struct od_dsreg {
  od_evidence *e;
  od_dsreg_section section;
  int enterprise_block; /* diagnostics now belong to EnterprisePrt */
  int at_header;        /* the item before was a heading */
  unsigned begun, ended; /* bit per section: seen, and seen to its end */

  /* From a first pass, because a later line changes how earlier ones count. */
  od_dsreg_truth entra, enterprise, domain, workplace, prt;
  int as_system;    /* run by the system account: its "user" is nobody */
  int task_account; /* the account named is that of the diagnostics task */
  int prints_attempts; /* this build prints diagnostics where it has any */

  int attempt; /* diagnostics of the Entra token were printed */
  struct {
    char text[256];
    size_t size; /* 0: not said */
    unsigned line;
  } account[3]; /* device id, tenant id, tenant name of a Work Account */
} od_dsreg;

/* SSO State speaks of the device's own join only; see domain.md B6. */
int od_dsreg_sso_counts(const od_dsreg *reading);

od_dsreg_truth od_dsreg_truth_of(od_view value);

/* ---- values (dsregcmd_values.c) ---- */

/* Writes the field, if it is one that counts where it stands. */
void od_dsreg_field(od_dsreg *reading, const od_dsreg_item *item);
/* The same for the four proxy sections; 0 if the key is none of theirs. */
int od_dsreg_proxy_field(od_dsreg *reading, const od_dsreg_item *item);

int od_dsreg_knows(const char *key);

/* Is this a key that only dsregcmd prints, with a value as it prints it? */
int od_dsreg_is_sign(const od_dsreg_item *item);

void od_dsreg_bool(od_dsreg *reading, const char *fact,
                   const od_dsreg_item *item);
void od_dsreg_unreadable(od_dsreg *reading, const char *fact,
                         const od_dsreg_item *item);

/* ---- what follows from what was not printed (dsregcmd_close.c) ---- */

void od_dsreg_close_account(od_dsreg *reading);
void od_dsreg_close(od_dsreg *reading);

#endif
