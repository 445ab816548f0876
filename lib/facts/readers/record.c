#include "facts/readers/record.h"

od_record od_record_new(void) {
  od_json *json = od_json_new_object();
  return (od_record){json, json ? OD_OK : OD_ENOMEM};
}

void od_record_put(od_record *r, const char *name, od_json *value) {
  if (r->status == OD_OK)
    r->status = od_json_put(r->json, name, value);
  else
    od_json_free(value);
}

void od_record_text(od_record *r, const char *name, od_view text) {
  od_record_put(r, name, od_json_new_text(text));
}

void od_record_lower(od_record *r, const char *name, od_view text) {
  od_buffer lower = {0};
  for (size_t i = 0; i < text.size; i++)
    od_buffer_char(&lower, od_lower(text.data[i]));
  if (lower.status != OD_OK)
    od_record_put(r, name, NULL);
  else
    od_record_text(r, name, (od_view){lower.data, lower.size});
  od_buffer_release(&lower);
}

void od_record_texts(od_record *r, const char *name, const od_view *list,
                     size_t count) {
  od_json *texts = od_json_new_array();
  for (size_t i = 0; texts && i < count; i++)
    if (od_json_add(texts, od_json_new_text(list[i])) != OD_OK) {
      od_json_free(texts);
      texts = NULL;
    }
  od_record_put(r, name, texts);
}

void od_record_append(od_evidence *e, const char *fact, unsigned line,
                      od_record *r) {
  od_record_put(r, "line", od_json_new_number(line));
  if (r->status != OD_OK) {
    od_json_free(r->json);
    r->json = NULL;
  }
  od_evidence_append(e, fact, line, r->json);
  r->json = NULL;
}
