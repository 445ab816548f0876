/*
 * Finds events in a text that comes in pieces. An event of a provider that
 * nobody here asks about is only counted: it is never parsed.
 */
#include <string.h>

#include "core/time.h"
#include "facts/readers/events.h"
#include "facts/readers/events_state.h"

enum { HEAD = 512, TAG_MAX = 4096, CHECK_EVERY = 256 };

static const char opening[] = "<Event", closing[] = "</Event>";

/* memmem() of the C library is the fastest scan there is. */
static size_t find(od_view text, const char *what) {
  const char *found = memmem(text.data, text.size, what, strlen(what));
  return found ? (size_t)(found - text.data) : OD_NOT_FOUND;
}

/* "<Event " or "<Event>", not "<Events" or "<EventID". */
static size_t find_opening(od_view text) {
  const size_t size = sizeof opening - 1;
  size_t from = 0, at;
  while ((at = find(od_view_from(text, from), opening)) != OD_NOT_FOUND) {
    from += at + size;
    if (from >= text.size) break;
    if (text.data[from] == '>' || od_is_space(text.data[from]))
      return from - size;
  }
  return OD_NOT_FOUND;
}

/* How far an event may reach: to where the next one begins. The blank is
   looked for too, so that <EventID> and the like cost nothing. */
static size_t find_next(od_view text) {
  text = od_view_first(text, OD_EVENT_MAX + 1);
  size_t at = find(od_view_from(text, 1), "<Event ");
  return at == OD_NOT_FOUND ? text.size : at + 1;
}

static unsigned count_lines(od_view text) {
  unsigned lines = 0;
  size_t at;
  while ((at = od_view_find_char(text, '\n')) != OD_NOT_FOUND) {
    lines++;
    text = od_view_from(text, at + 1);
  }
  return lines;
}

/* ---- one event ---- */

/* The text between `mark` and the quote or the '<' that ends it. */
static int take_part(od_view event, const char *mark, int quoted,
                     od_view *part) {
  size_t at = find(event, mark);
  if (at == OD_NOT_FOUND) return 0;
  *part = od_view_from(event, at + strlen(mark));
  char stop = '<';
  if (quoted) {
    if (!part->size) return 0;
    stop = part->data[0];
    if (stop != '\'' && stop != '"') return 0;
    *part = od_view_from(*part, 1);
  }
  size_t size = od_view_find_char(*part, stop);
  if (size == OD_NOT_FOUND || size > 256) return 0;
  *part = od_view_first(*part, size);
  return 1;
}

static void count_plain(od_events *r, od_view event) {
  od_view log = {NULL, 0}, time = {NULL, 0};
  long long ms;
  take_part(event, "<Channel>", 0, &log);
  int timed = take_part(event, "SystemTime=", 1, &time) &&
              od_time_parse(time, &ms);
  od_event_store_count(r->store, log, timed ? &ms : NULL, r->line);
}

static void note_broken(od_events *r) {
  if (!r->broken++) r->broken_line = r->line;
}

/* Without what a mail puts in front of each line. */
static od_status parse_quoted(od_events *r, od_view xml) {
  od_buffer plain = {0};
  od_view line;
  while (od_view_next(&xml, '\n', &line)) {
    size_t skip = 0;
    while (skip < line.size && (line.data[skip] == '>' ||
                                od_is_space(line.data[skip])))
      skip++;
    od_buffer_view(&plain, od_view_from(line, plain.size ? skip : 0));
    od_buffer_char(&plain, '\n');
  }
  od_status status = plain.status == OD_OK
                         ? od_event_parse(r->parser,
                                          (od_view){plain.data, plain.size},
                                          &r->event)
                         : od_fail_memory();
  od_buffer_release(&plain);
  return status;
}

static od_status read_event(od_events *r, od_view xml) {
  od_view provider;
  r->seen++;
  if (take_part(od_view_first(xml, HEAD), "<Provider Name=", 1, &provider) &&
      od_event_family_of(provider) == OD_EVENT_OTHER) {
    count_plain(r, xml);
    return OD_OK;
  }
  od_status status = od_event_parse(r->parser, xml, &r->event);
  if (status == OD_EPARSE && find(xml, "\n>") != OD_NOT_FOUND)
    status = parse_quoted(r, xml);
  if (status == OD_EPARSE || (status == OD_OK && !r->event.provider[0])) {
    note_broken(r);
    return OD_OK;
  }
  if (status != OD_OK) return status;
  r->event.line = r->line;
  od_event_store_count(r->store, od_view_of(r->event.log),
                       r->event.has_time ? &r->event.time : NULL, r->line);
  if (od_event_is_kept(&r->event))
    od_event_store_add(r->store, &r->event);
  return OD_OK;
}

/* ---- the text ---- */

/* Text beside the events that is no markup either: somebody else's. */
static void look_for_stray(od_events *r, od_view text) {
  unsigned line = r->line;
  if (r->stray || !r->seen) return;
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    if (c == '\n') line++;
    if (od_is_space(c) || c == '>') continue;
    size_t end = c == '<' ? od_view_find_char(od_view_from(text, i), '>')
                          : OD_NOT_FOUND;
    if (end == OD_NOT_FOUND) {
      r->stray = line;
      return;
    }
    i += end;
  }
}

static void pass(od_events *r, od_view *rest, size_t size) {
  r->line += count_lines(od_view_first(*rest, size));
  *rest = od_view_from(*rest, size);
}

/* What may be the beginning of a tag at the end of a piece. */
static size_t open_tag(od_view text) {
  size_t stop = text.size > TAG_MAX ? text.size - TAG_MAX : 0;
  for (size_t i = text.size; i > stop; i--) {
    if (text.data[i - 1] == '>') break;
    if (text.data[i - 1] == '<') return i - 1;
  }
  return text.size;
}

/* One step; 0 where more text is needed. */
static int step(od_events *r, od_view *rest, int last, od_status *status) {
  size_t start = find_opening(*rest);
  size_t beside = start == OD_NOT_FOUND ? last ? rest->size : open_tag(*rest)
                                        : start;
  look_for_stray(r, od_view_first(*rest, beside));
  pass(r, rest, beside);
  if (start == OD_NOT_FOUND) return 0;
  size_t size = find_next(*rest);
  size_t end = find(od_view_first(*rest, size), closing);
  if (end != OD_NOT_FOUND) {
    size = end + sizeof closing - 1;
    *status = read_event(r, od_view_first(*rest, size));
  } else {
    if (!last && size == rest->size && size <= OD_EVENT_MAX) return 0;
    note_broken(r);
  }
  pass(r, rest, size);
  return *status == OD_OK;
}

static od_status scan(od_events *r, od_view *rest, int last, od_job *job) {
  od_status status = OD_OK;
  unsigned steps = 0;
  while (status == OD_OK && step(r, rest, last, &status))
    if (job && ++steps % CHECK_EVERY == 0) status = od_job_check(job);
  return status;
}

od_status od_events_feed(od_events *r, od_view piece, od_job *job) {
  od_view rest = piece;
  od_buffer *pending = &r->pending;
  if (pending->size) {
    od_buffer_view(pending, piece);
    if (pending->status != OD_OK) return od_fail_memory();
    rest = (od_view){pending->data, pending->size};
  }
  od_status status = scan(r, &rest, 0, job);
  if (status != OD_OK) return status;
  if (pending->size && rest.size)
    memmove(pending->data, rest.data, rest.size);
  else if (rest.size)
    od_buffer_view(pending, rest);
  if (pending->status != OD_OK) return od_fail_memory();
  pending->size = rest.size;
  return OD_OK;
}

od_status od_events_end(od_events *r) {
  od_view rest = {r->pending.data, r->pending.size};
  od_status status = rest.size ? scan(r, &rest, 1, NULL) : OD_OK;
  r->pending.size = 0;
  return status;
}

unsigned od_events_stray(const od_events *r) { return r->stray; }

int od_events_recognise(od_view head) {
  return find(head, "schemas.microsoft.com/win/2004/08/events/event") !=
             OD_NOT_FOUND &&
         find_opening(head) != OD_NOT_FOUND;
}

int od_events_begin(od_view head) {
  return od_events_recognise(head) && find_opening(head) < TAG_MAX;
}
