/* Readers of captured text: one file a format, recognised by content. */
#ifndef OD_FACTS_READERS_H
#define OD_FACTS_READERS_H

#include "core/job.h"
#include "facts/facts.h"

typedef struct od_reader {
  const char *kind; /* the source's kind */
  int (*recognises)(const od_text *text); /* below 0: out of memory */
  void (*read)(od_evidence *e, const od_text *text, od_job *job);
  /* No text is recognised that holds none of these, in upper or lower case
     and of four bytes or more, and of which `may` says no. Both NULL: any
     text is looked at. */
  const char *const *needs;
  int (*may)(const od_text *text);
} od_reader;

extern const od_reader od_reader_dsregcmd;
extern const od_reader od_reader_cmdkey;
extern const od_reader od_reader_netsh;
extern const od_reader od_reader_registry;
extern const od_reader od_reader_ciphers;
extern const od_reader od_reader_services;
extern const od_reader od_reader_w32tm;
extern const od_reader od_reader_directory;
extern const od_reader od_reader_sharepoint;
extern const od_reader od_reader_ipconfig;
extern const od_reader od_reader_route;
extern const od_reader od_reader_nslookup;
extern const od_reader od_reader_certutil;
extern const od_reader od_reader_versions; /* a message may hold a version */
extern const od_reader od_reader_events;
extern const od_reader od_reader_whoami;
extern const od_reader od_reader_curl;
extern const od_reader od_reader_dialog; /* where no other recognises */

/* Where the parts go: each call takes the facts. */
typedef struct od_reader_sink {
  od_status (*found)(void *user, od_facts *part);
  void *user;
  size_t count; /* readers that recognised the text; 0: not recognised */
} od_reader_sink;

/*
 * A registry export may hold the keys of several people: those of each are a
 * part of their own, after the part of the device.
 */
od_status od_registry_read_parts(const char *name, const od_text *text,
                                 od_job *job, od_reader_sink *sink);

/*
 * Reads a text with every reader that recognises it: a transcript of several
 * commands is several sources of one name.
 */
od_status od_readers_read(od_reader_sink *sink, const char *name,
                          const od_text *text, od_job *job);

/* The same, and a facts document as well. */
od_status od_facts_read_parts(od_reader_sink *sink, const char *name,
                              const od_text *text, od_job *job);

#endif
