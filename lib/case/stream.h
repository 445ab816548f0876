/* Exports of events that are too big to be held: read piece by piece. */
#ifndef OD_CASE_STREAM_H
#define OD_CASE_STREAM_H

#include "core/job.h"
#include "facts/facts.h"
#include "os/files.h"

/* Smaller files are read as a whole, by every reader that knows them. */
#define OD_STREAM_HEAD ((size_t)1024 * 1024)

typedef struct od_stream {
  const char *name;
  od_file *file; /* what follows the head */
  od_view head;
  od_job *job;
} od_stream;

/* The head of a file is that of an export of events, and of nothing else. */
od_status od_stream_recognise(int *yes, od_view head, od_job *job);

/*
 * Reads to the end of the file, whatever its size: input.max_bytes does not
 * count, since no more than one event is held. *stray is the line of the
 * first text beside the events, 0 if there is none.
 */
od_status od_stream_read(od_facts **out, const od_stream *stream,
                         unsigned *stray);

#endif
