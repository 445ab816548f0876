/* The first byte says how big the pieces are: they must make no difference. */
#include "facts/readers/events.h"
#include "reader_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static od_facts *read_pieces(const od_text *text, size_t piece) {
  od_events *r;
  od_evidence *e;
  od_facts *facts;
  reader_fuzz_must(od_events_new(&r) == OD_OK);
  reader_fuzz_must(od_evidence_new(&e, "events", "fuzz") == OD_OK);
  for (size_t at = 0; at < text->size; at += piece) {
    size_t most = text->size - at < piece ? text->size - at : piece;
    reader_fuzz_must(od_events_feed(r, (od_view){text->data + at, most},
                                    NULL) == OD_OK);
  }
  reader_fuzz_must(od_events_finish(r, e) == OD_OK);
  od_events_free(r);
  reader_fuzz_must(od_evidence_finish(&facts, e) == OD_OK);
  return facts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  od_job *job;
  od_text text;
  if (!size) return 0;
  size_t piece = 1 + data[0];
  reader_fuzz(&od_reader_events, data + 1, size - 1);
  reader_fuzz_must(od_job_new(&job) == OD_OK);
  if (od_text_decode(&text, data + 1, size - 1, job) == OD_OK) {
    od_facts *whole = reader_fuzz_read(&od_reader_events, &text, job);
    od_facts *parts = read_pieces(&text, piece);
    reader_fuzz_compare(whole, parts);
    od_facts_free(whole);
    od_facts_free(parts);
    od_text_release(&text);
  }
  od_job_free(job);
  return 0;
}
