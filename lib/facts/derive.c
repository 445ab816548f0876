#include "facts/derive.h"

#include <string.h>

const od_fact *od_known(const od_deriver *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->state == OD_FACT_MEASURED ? fact : NULL;
}

int od_is_absent(const od_deriver *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->state == OD_FACT_ABSENT;
}

int od_truth_of(const od_deriver *d, const char *name) {
  const od_fact *fact = od_known(d, name);
  if (fact) return od_json_bool(fact->value);
  return od_is_absent(d, name) ? 0 : -1;
}

od_view od_text_of(const od_deriver *d, const char *name) {
  const od_fact *fact = od_known(d, name);
  return od_json_view(fact ? fact->value : NULL);
}

static void add(od_deriver *d, od_fact *fact, const od_fact *input,
                od_json *value) {
  fact->source = input ? input->source : OD_NO_SOURCE;
  fact->line = input ? input->line : 0;
  if (d->status == OD_OK)
    d->status = od_facts_add(d->facts, fact, value);
  else
    od_json_free(value);
}

void od_derive_value(od_deriver *d, const char *name, const od_fact *input,
                     od_json *value) {
  od_fact fact = {name, OD_FACT_MEASURED, NULL, NULL, 0, 0};
  if (!value && d->status == OD_OK) d->status = od_fail_memory();
  add(d, &fact, input, value);
}

void od_derive_bool(od_deriver *d, const char *name, const od_fact *input,
                    int truth) {
  od_derive_value(d, name, input, od_json_new_bool(truth != 0));
}

void od_derive_number(od_deriver *d, const char *name, const od_fact *input,
                      double number) {
  od_derive_value(d, name, input, od_json_new_number(number));
}

void od_derive_text(od_deriver *d, const char *name, const od_fact *input,
                    od_view text) {
  od_derive_value(d, name, input, od_json_new_text(text));
}

void od_derive_state(od_deriver *d, const char *name, const od_fact *input,
                     od_fact_state state, const char *why) {
  od_fact fact = {name, state, NULL, why, 0, 0};
  add(d, &fact, input, NULL);
}

void od_derive_put(od_deriver *d, od_json *object, const char *name,
                   od_json *value) {
  if (d->status == OD_OK)
    d->status = od_json_put(object, name, value);
  else
    od_json_free(value);
}

int od_list_has(const od_json *list, od_view text) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (!od_view_compare_nocase(od_json_view(item), text)) return 1;
  return 0;
}

void od_list_add(od_deriver *d, od_json **list, od_view text) {
  if (!*list && d->status == OD_OK && !(*list = od_json_new_array()))
    d->status = od_fail_memory();
  if (d->status != OD_OK || od_list_has(*list, text)) return;
  d->status = od_json_add(*list, od_json_new_text(text));
}

od_status od_derive(od_facts *facts, const od_join *how) {
  od_deriver d = {facts, OD_OK, how && how->has_at, how ? how->at : 0};
  /* Inputs are looked at while others are added: none may move. */
  d.status = od_facts_reserve(facts, od_dictionary_count());
  if (d.status == OD_OK) od_derive_sign_in(&d);
  od_derive_onedrive(&d);
  od_derive_network(&d);
  od_derive_addresses(&d);
  od_derive_paths(&d);
  od_derive_credentials(&d);
  od_derive_directory(&d);
  od_derive_events(&d);
  return d.status;
}
