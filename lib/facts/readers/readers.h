/* Readers of captured text: one file a format, recognised by content. */
#ifndef OD_FACTS_READERS_H
#define OD_FACTS_READERS_H

#include "core/job.h"
#include "facts/facts.h"

typedef struct od_reader {
  const char *kind; /* the source's kind */
  int (*recognises)(const od_text *text);
  void (*read)(od_evidence *e, const od_text *text, od_job *job);
} od_reader;

extern const od_reader od_reader_dsregcmd;
extern const od_reader od_reader_cmdkey;
extern const od_reader od_reader_netsh;
extern const od_reader od_reader_registry;
extern const od_reader od_reader_ciphers;

/*
 * A registry export may hold the keys of several people: those of each are a
 * part of their own, numbered from 0, after the part of the device. 0: there
 * is no such part, and where there are fewer than two people no part at all.
 */
int od_registry_read_person(od_evidence *e, const od_text *text, od_job *job,
                            size_t person);

/*
 * Reads a text with every reader that recognises it: a transcript of several
 * commands is several sources of one name. Calls `found` for each part, which
 * takes the facts. *count says how many; 0 is "not recognised".
 */
typedef struct od_reader_sink {
  od_status (*found)(void *user, od_facts *part);
  void *user;
} od_reader_sink;
od_status od_readers_read(size_t *count, const char *name,
                          const od_text *text, od_job *job,
                          const od_reader_sink *sink);

#endif
