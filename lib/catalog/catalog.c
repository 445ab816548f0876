#include "catalog/catalog.h"

#include "catalog/words.h"

#include <stdlib.h>
#include <string.h>

struct pair {
  const char *key;
  const char *value;
};

#include "catalog.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const layer_names[OD_LAYER_COUNT] = {
  "offline", "dns",    "path",   "proxy",   "tls",
  "identity", "policy", "client", "service"
};

const char *od_layer_name(od_layer layer) {
  return (unsigned)layer < OD_LAYER_COUNT ? layer_names[layer] : "";
}

int od_layer_find(const char *name, od_layer *layer) {
  size_t i;
  for (i = 0; i < OD_LAYER_COUNT; i++)
    if (strcmp(layer_names[i], name) == 0) {
      *layer = (od_layer)i;
      return 1;
    }
  return 0;
}

size_t od_cause_count(void) {
  return COUNT(causes);
}

const od_cause *od_cause_at(size_t index) {
  return index < COUNT(causes) ? &causes[index] : NULL;
}

/* The table is in the order of layers, so that ids are not in order. */
const od_cause *od_cause_find(const char *id) {
  size_t i;
  for (i = 0; i < COUNT(causes); i++)
    if (strcmp(causes[i].id, id) == 0)
      return &causes[i];
  return NULL;
}

size_t od_cause_index(const od_cause *cause) {
  return (size_t)(cause - causes);
}

/* A "?" of the pattern takes any character. */
static int begins_with(const char *text, const char *pattern) {
  for (; *pattern; pattern++, text++)
    if (!*text || (*pattern != '?' && *pattern != *text))
      return 0;
  return 1;
}

static int compare_code(const void *key, const void *item) {
  return strcmp(key, ((const od_code *)item)->code);
}

const od_code *od_code_find(const char *canonical) {
  const od_code *code = bsearch(canonical, codes, COUNT(codes), sizeof *codes,
                                compare_code);
  size_t i;
  for (i = 0; !code && i < COUNT(patterns); i++)
    if (begins_with(canonical, patterns[i].code))
      code = &patterns[i];
  return code;
}

const char *od_code_family(const char *canonical) {
  const od_code *code = od_code_find(canonical);
  size_t i;
  if (code)
    return code->family;
  for (i = 0; i < COUNT(families); i++)
    if (begins_with(canonical, families[i].key))
      return families[i].value;
  return "unknown";
}

size_t od_code_count(void) {
  return COUNT(codes);
}

const od_code *od_code_at(size_t index) {
  return index < COUNT(codes) ? &codes[index] : NULL;
}

static int compare_pair(const void *key, const void *item) {
  return strcmp(key, ((const struct pair *)item)->key);
}

static const char *pair_value(const struct pair *pairs, size_t count,
                              const char *key) {
  const struct pair *found = bsearch(key, pairs, count, sizeof *pairs,
                                     compare_pair);
  return found ? found->value : NULL;
}

const char *od_code_of_symbol(const char *lower) {
  return pair_value(symbols, COUNT(symbols), lower);
}

const char *od_facility_name(const char *number) {
  return pair_value(facilities, COUNT(facilities), number);
}
