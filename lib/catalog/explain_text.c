/* One explanation for people: the answer first, then where it comes from. */
#include <string.h>

#include "catalog/explanation.h"

#define COLUMNS 80
#define INDENT 14 /* of what stands behind a label */

/* Text that is wrapped at blanks and behind slashes. */
typedef struct wrapped {
  od_buffer *out;
  size_t column;
  size_t indent;
  int blank; /* one is due before the next piece */
} wrapped;

static void begin(wrapped *w, const char *label) {
  od_buffer_format(w->out, "  %-12s", label);
  w->column = w->indent = INDENT;
  w->blank = 0;
}

static void end(wrapped *w) { od_buffer_char(w->out, '\n'); }

static void new_line(wrapped *w) {
  od_buffer_format(w->out, "\n%*s", (int)w->indent, "");
  w->column = w->indent;
  w->blank = 0;
}

static size_t piece_size(const char *text) {
  size_t size = strcspn(text, " /");
  while (text[size] == '/') size++;
  return size;
}

static void add(wrapped *w, const char *text) {
  while (*text) {
    size_t size = piece_size(text);
    if (w->column + (size_t)w->blank + size > COLUMNS &&
        w->column > w->indent)
      new_line(w);
    if (w->blank) od_buffer_char(w->out, ' ');
    od_buffer_add(w->out, text, size);
    w->column += size + (size_t)w->blank;
    text += size;
    w->blank = *text == ' ';
    text += strspn(text, " ");
  }
}

static void add_word(wrapped *w, const char *text) {
  w->blank = 1;
  add(w, text);
}

static void write_origin(wrapped *w, const od_explanation *e) {
  begin(w, "Kind");
  add(w, e->kind);
  add(w, ",");
  add_word(w, "family");
  add_word(w, e->family);
  add(w, !e->known ? "; no documentation is known"
         : e->documented ? "; documented by Microsoft"
                         : "; not documented by Microsoft");
  for (size_t i = 0; e->known && !e->documented && e->known->sources[i]; i++) {
    add(w, i ? "," : "; reported by:");
    add_word(w, e->known->sources[i]);
  }
  end(w);
}

static void write_causes(wrapped *w, const od_explanation *e) {
  for (size_t i = 0; e->known && e->known->causes[i]; i++) {
    const od_cause *cause = od_cause_find(e->known->causes[i]);
    begin(w, i ? "" : "Causes");
    add(w, cause->id);
    add(w, ":");
    add_word(w, cause->title);
    end(w);
  }
}

static const char *facility_note(const od_explanation *e) {
  if (!strcmp(e->parts.facility_name, "ITF"))
    return " (FACILITY_ITF: the component that returned it decides)";
  return "";
}

static void write_parts(wrapped *w, const od_explanation *e) {
  od_buffer line = {0};
  if (!e->parts.known) return;
  int named = *e->parts.facility_name && !*facility_note(e);
  od_buffer_format(&line, "%s, facility %u%s%s%s%s, number %u (0x%04x)",
                   e->parts.failure ? "failure" : "success",
                   e->parts.facility, named ? " (FACILITY_" : "",
                   named ? e->parts.facility_name : "", named ? ")" : "",
                   facility_note(e), e->parts.number, e->parts.number);
  begin(w, "Parts");
  if (line.status == OD_OK)
    add(w, line.data);
  else
    w->out->status = line.status;
  end(w);
  od_buffer_release(&line);
}

static void write_also(wrapped *w, const od_explanation *e) {
  if (!e->also_count) return;
  begin(w, "Also");
  for (size_t i = 0; i < e->also_count; i++) {
    if (i) add(w, ",");
    w->blank = i > 0;
    add(w, e->also[i]);
  }
  end(w);
}

static void write_sources(wrapped *w, const od_explanation *e) {
  for (size_t i = 0; e->known && e->known->sources[i]; i++) {
    begin(w, i ? "" : "Sources");
    add(w, e->known->sources[i]);
    end(w);
  }
}

void od_explanation_text(od_buffer *out, const od_explanation *e) {
  wrapped w = {out, 0, 2, 0};
  add(&w, e->code);
  add(&w, ":");
  add_word(&w, e->meaning);
  end(&w);
  if (*e->name) {
    begin(&w, "Name");
    add(&w, e->name);
    end(&w);
  }
  write_origin(&w, e);
  write_causes(&w, e);
  write_parts(&w, e);
  write_also(&w, e);
  write_sources(&w, e);
}
