/* What nslookup and Resolve-DnsName have in common. */
#ifndef OD_FACTS_READERS_NSLOOKUP_H
#define OD_FACTS_READERS_NSLOOKUP_H

#include "core/address.h"
#include "facts/readers/lines.h"

#define OD_ANSWERS_MAX 32
#define OD_LOOKUPS_MAX 512 /* of each kind */

/* Whose server was asked, where the command tells. */
enum { OD_SERVER_UNKNOWN, OD_SERVER_OWN, OD_SERVER_CHOSEN };

/* One question and what came of it. */
typedef struct od_resolution {
  od_view host, server;
  od_view addresses[OD_ANSWERS_MAX];
  size_t count;
  int lost; /* there were more addresses */
  unsigned line;
  int by; /* OD_SERVER_… */
} od_resolution;

/* A name with a dot, letters and digits, and no address. */
int od_is_host_name(od_view word);

void od_resolution_keep(od_resolution *r, od_view address);

/* "ok", "nxdomain", "refused", "servfail", "no-address", "timeout". */
void od_resolution_tell(od_evidence *e, od_job *job, const od_resolution *r,
                        const char *result);

/* The part of nslookup.c for PowerShell; how many it found. */
unsigned od_resolve_walk(const od_text *text, od_evidence *e, od_job *job);

#endif
