#include "case/stream.h"

#include "core/text.h"
#include "facts/readers/events.h"

enum { LOOK = 64 * 1024, PIECE = 64 * 1024 };

od_status od_stream_recognise(int *yes, od_view head, od_job *job) {
  od_text_stream decoder;
  od_buffer text = {0};
  head = od_view_first(head, LOOK);
  od_text_stream_begin(&decoder, head, job);
  od_text_stream_next(&decoder, &text, head, 0);
  od_status status = text.status == OD_OK ? OD_OK : od_fail_memory();
  *yes = status == OD_OK &&
         od_events_begin((od_view){text.data, text.size});
  od_buffer_release(&text);
  return status;
}

typedef struct flow {
  const od_stream *stream;
  od_text_stream decoder;
  od_buffer bytes, text;
  od_events *events;
} flow;

static od_status feed(flow *f, od_view piece, int last) {
  f->text.size = 0;
  od_text_stream_next(&f->decoder, &f->text, piece, last);
  if (f->text.status != OD_OK) return od_fail_memory();
  od_status status = od_job_check(f->stream->job);
  if (status != OD_OK || !f->text.size) return status;
  return od_events_feed(f->events, (od_view){f->text.data, f->text.size},
                        f->stream->job);
}

static od_status read_rest(flow *f) {
  od_status status;
  do {
    f->bytes.size = 0;
    status = od_file_next(f->stream->file, &f->bytes, PIECE);
    if (status == OD_OK)
      status = feed(f, (od_view){f->bytes.data, f->bytes.size},
                    !f->bytes.size);
  } while (status == OD_OK && f->bytes.size);
  return status;
}

static od_status read_all(flow *f) {
  od_view head = f->stream->head;
  od_status status = OD_OK;
  od_text_stream_begin(&f->decoder, od_view_first(head, LOOK),
                       f->stream->job);
  while (status == OD_OK && head.size) {
    status = feed(f, od_view_first(head, PIECE), 0);
    head = od_view_from(head, PIECE);
  }
  return status == OD_OK ? read_rest(f) : status;
}

od_status od_stream_read(od_facts **out, const od_stream *stream,
                         unsigned *stray) {
  flow f = {.stream = stream};
  od_evidence *e = NULL;
  *out = NULL;
  od_status status = od_evidence_new(&e, "events", stream->name);
  if (status == OD_OK) status = od_events_new(&f.events);
  if (status == OD_OK) status = read_all(&f);
  if (status == OD_OK) status = od_events_finish(f.events, e);
  if (status == OD_OK) {
    *stray = od_events_stray(f.events);
    status = od_evidence_finish(out, e);
    e = NULL;
  }
  od_evidence_free(e);
  od_events_free(f.events);
  od_buffer_release(&f.bytes);
  od_buffer_release(&f.text);
  return status;
}
