/* od_code_explain: every code of a text, as text or as od0x8004.code/1. */
#include <stdlib.h>
#include <string.h>

#include "catalog/explanation.h"
#include "catalog/mend.h"
#include "core/alloc.h"
#include "core/job.h"
#include "core/text.h"
#include "od0x8004/code.h"

#define MAX_CODES 1000
#define MAX_ANSWER (64u * 1024 * 1024)
#define SHOWN 50 /* of an input without a code, in text */

/* The codes of a text, each once, in their order. */
typedef struct code_list {
  char (*codes)[OD_CODE_MAX];
  size_t count;
  size_t capacity;
} code_list;

static int has_code(const code_list *list, const char *code) {
  for (size_t i = 0; i < list->count; i++)
    if (!strcmp(list->codes[i], code)) return 1;
  return 0;
}

static od_status find_codes(code_list *list, od_view text) {
  char code[OD_CODE_MAX];
  while (od_code_next(&text, code)) {
    if (has_code(list, code)) continue;
    if (list->count == MAX_CODES)
      return od_fail(OD_ELIMIT, "the text holds more than %d codes",
                     MAX_CODES);
    if (!od_grow((void **)&list->codes, &list->capacity, list->count,
                 sizeof *list->codes))
      return od_fail_memory();
    memcpy(list->codes[list->count++], code, sizeof code);
  }
  return OD_OK;
}

/* The codes of a text as it is spelt, and with those that were guessed. */
typedef struct findings {
  od_view input;
  code_list spelt;
  code_list all;
} findings;

static int is_guessed(const findings *f, const char *code) {
  return !has_code(&f->spelt, code);
}

static od_status find_all(findings *f) {
  od_buffer plain = {0}, mended = {0};
  od_status status = OD_ENOMEM;
  od_mend_wide(&plain, f->input);
  od_buffer_add(&plain, "", 0); /* never NULL */
  od_mend_codes(&mended, (od_view){plain.data, plain.size});
  od_buffer_add(&mended, "", 0);
  if (plain.status != OD_OK || mended.status != OD_OK)
    od_fail_memory();
  else
    status = find_codes(&f->spelt, (od_view){plain.data, plain.size});
  if (status == OD_OK)
    status = find_codes(&f->all, (od_view){mended.data, mended.size});
  od_buffer_release(&plain);
  od_buffer_release(&mended);
  return status;
}

/* ---- JSON ---- */

static void member(od_buffer *out, const char *name, const char *value) {
  od_buffer_format(out, ",\"%s\":", name);
  od_buffer_json(out, od_view_of(value));
}

static void list_member(od_buffer *out, const char *name,
                        const char *const *list) {
  od_buffer_format(out, ",\"%s\":[", name);
  for (size_t i = 0; list && list[i]; i++) {
    if (i) od_buffer_char(out, ',');
    od_buffer_json(out, od_view_of(list[i]));
  }
  od_buffer_char(out, ']');
}

static void parts_member(od_buffer *out, const od_parts *parts) {
  if (!parts->known) return;
  od_buffer_format(out, ",\"parts\":{\"severity\":\"%s\",\"facility\":%u",
                   parts->failure ? "failure" : "success", parts->facility);
  member(out, "facility_name", parts->facility_name);
  od_buffer_format(out, ",\"number\":%u}", parts->number);
}

static void write_json(od_buffer *out, const findings *f,
                       const od_explanation *e) {
  const char *also[4] = {NULL};
  for (size_t i = 0; i < e->also_count; i++) also[i] = e->also[i];
  od_buffer_text(out, "{\"input\":");
  od_buffer_json(out, f->input);
  member(out, "code", e->code);
  if (is_guessed(f, e->code)) od_buffer_text(out, ",\"guessed\":true");
  member(out, "family", e->family);
  member(out, "kind", e->kind);
  member(out, "name", e->name);
  member(out, "meaning", e->meaning);
  od_buffer_format(out, ",\"documented\":%s",
                   e->documented ? "true" : "false");
  list_member(out, "also", also);
  parts_member(out, &e->parts);
  list_member(out, "causes", e->known ? e->known->causes : NULL);
  list_member(out, "sources", e->known ? e->known->sources : NULL);
  od_buffer_char(out, '}');
}

static void write_json_without(od_buffer *out, od_view input) {
  od_buffer_text(out, "{\"input\":");
  od_buffer_json(out, input);
  od_buffer_text(out, ",\"code\":null,\"family\":\"unknown\",\"kind\":null,"
                      "\"name\":\"\",\"meaning\":\"No code was found in it.\","
                      "\"documented\":false,\"also\":[],\"causes\":[],"
                      "\"sources\":[]}");
}

static void write_document(od_buffer *out, const findings *f) {
  od_explanation e;
  od_buffer_text(out, "{\"schema\":\"od0x8004.code/1\",\"codes\":[\n");
  for (size_t i = 0; i < f->all.count; i++) {
    if (i) od_buffer_text(out, ",\n");
    od_explanation_of(&e, f->all.codes[i]);
    write_json(out, f, &e);
  }
  if (!f->all.count) write_json_without(out, f->input);
  od_buffer_text(out, "\n]}\n");
}

/* ---- text ---- */

static size_t shown_size(od_view input) {
  size_t size = input.size < SHOWN ? input.size : SHOWN;
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)input.data[i] < ' ') return i;
  while (size && size < input.size &&
         ((unsigned char)input.data[size] & 0xc0) == 0x80)
    size--; /* not through a letter */
  return size;
}

static void write_text_without(od_buffer *out, od_view input) {
  size_t size = shown_size(input);
  od_buffer_text(out, "No code was found in '");
  od_buffer_view(out, od_view_first(input, size));
  od_buffer_text(out, size < input.size ? "…'.\n" : "'.\n");
  od_buffer_text(out, "Give a code such as 0x8004de40, AADSTS50126 or 12007, "
                      "or the message around it.\n");
}

static void write_text(od_buffer *out, const findings *f) {
  od_explanation e;
  for (size_t i = 0; i < f->all.count; i++) {
    if (i) od_buffer_char(out, '\n');
    od_explanation_of(&e, f->all.codes[i]);
    od_explanation_text(out, &e);
    if (is_guessed(f, e.code))
      od_buffer_format(out, "  Read as     %s; the text does not spell it so\n",
                       e.code);
  }
  if (!f->all.count) write_text_without(out, f->input);
}

/* ---- the call ---- */

/* A command line may hold bytes that are no UTF-8: JSON must not. */
static od_status decode(od_text *out, const char *text) {
  od_job *job = NULL;
  od_status status = od_job_new(&job);
  if (status == OD_OK) status = od_text_decode(out, text, strlen(text), job);
  od_job_free(job);
  return status;
}

od_status od_code_explain(char **out, const char *text, const char *format) {
  od_text decoded = {0};
  findings found = {{0}, {0}, {0}};
  od_buffer answer = {.limit = MAX_ANSWER};
  od_error_clear();
  *out = NULL;
  int json = !strcmp(format, "json");
  if (!json && strcmp(format, "text"))
    return od_fail(OD_EINVALID, "unknown format '%s' (text, json)", format);
  od_status status = decode(&decoded, text);
  if (status != OD_OK) goto out;
  found.input = (od_view){decoded.data, decoded.size};
  status = find_all(&found);
  if (status != OD_OK) goto out;
  if (json)
    write_document(&answer, &found);
  else
    write_text(&answer, &found);
  status = od_buffer_take(out, &answer);
out:
  od_free(found.spelt.codes);
  od_free(found.all.codes);
  od_text_release(&decoded);
  return status;
}
