#include <string.h>

#include "catalog/catalog.h"
#include "core/job.h"
#include "core/time.h"
#include "facts/model.h"
#include "facts/secrets.h"

enum {
  MAX_CODES = 1000,         /* of one source; more say nothing more */
  MAX_CONFLICT_VALUES = 16, /* of one fact in one source */
  NAME_ROOM = 160
};

struct od_evidence {
  od_facts *facts;
  size_t *slots; /* names to facts: index + 1, open addressing */
  size_t slot_count;
  size_t *conflict_of; /* index + 1 for each fact, 0 for none */
  size_t conflict_of_capacity;
  od_status status; /* the first failure */
  char name[NAME_ROOM]; /* what it was about */
};

static void fail(od_evidence *e, od_status status, const char *name) {
  if (e->status != OD_OK) return;
  e->status = status;
  size_t size = strlen(name);
  if (size >= NAME_ROOM) size = NAME_ROOM - 1;
  memcpy(e->name, name, size);
  e->name[size] = '\0';
}

od_status od_evidence_new(od_evidence **out, const char *kind,
                          const char *name) {
  od_evidence *e = *out = NULL;
  e = od_alloc_zero(1, sizeof *e);
  if (!e) return od_fail_memory();
  e->facts = od_facts_new();
  od_source source = {.kind = kind, .name = name};
  od_status status = e->facts ? od_facts_add_source(e->facts, &source)
                              : od_fail_memory();
  if (status != OD_OK) {
    od_evidence_free(e);
    return status;
  }
  *out = e;
  return OD_OK;
}

void od_evidence_free(od_evidence *e) {
  if (!e) return;
  od_facts_free(e->facts);
  od_free(e->slots);
  od_free(e->conflict_of);
  od_free(e);
}

/* ---- names to facts ---- */

static size_t hash(const char *name) {
  unsigned value = 2166136261u;
  for (; *name; name++) value = (value ^ (unsigned char)*name) * 16777619u;
  return value;
}

static size_t *slot_of(const od_evidence *e, const char *name) {
  size_t at = hash(name) & (e->slot_count - 1);
  while (e->slots[at] &&
         strcmp(e->facts->facts[e->slots[at] - 1].name, name))
    at = (at + 1) & (e->slot_count - 1);
  return &e->slots[at];
}

static int grow_slots(od_evidence *e) {
  size_t wanted = e->slot_count ? e->slot_count * 2 : 64;
  if (e->facts->count * 2 < e->slot_count) return 1;
  size_t *slots = od_alloc_zero(wanted, sizeof *slots);
  if (!slots) return 0;
  od_free(e->slots);
  e->slots = slots;
  e->slot_count = wanted;
  for (size_t i = 0; i < e->facts->count; i++)
    *slot_of(e, e->facts->facts[i].name) = i + 1;
  return 1;
}

static od_fact *find(const od_evidence *e, const char *name) {
  if (!e->slot_count) return NULL;
  size_t index = *slot_of(e, name);
  return index ? &e->facts->facts[index - 1] : NULL;
}

static od_fact *add(od_evidence *e, const char *name) {
  od_fact fact = {name, OD_FACT_NOT_ASKED, NULL, NULL, 0, 0};
  size_t index = e->facts->count;
  if (!grow_slots(e) ||
      !od_grow((void **)&e->conflict_of, &e->conflict_of_capacity, index,
               sizeof *e->conflict_of) ||
      od_facts_add(e->facts, &fact, NULL) != OD_OK) {
    fail(e, OD_ENOMEM, name);
    return NULL;
  }
  e->conflict_of[index] = 0;
  *slot_of(e, name) = index + 1;
  return &e->facts->facts[index];
}

/* The entry; NULL where nothing is to be written. */
static const od_fact_entry *entry_of(od_evidence *e, const char *name) {
  int known;
  if (e->status != OD_OK) return NULL;
  const od_fact_entry *entry = od_dictionary_match(name, &known);
  if (!entry && !known) fail(e, OD_EINTERNAL, name);
  return entry;
}

/* ---- values ---- */

static void add_conflict_value(od_evidence *e, size_t index, unsigned line,
                               od_json *value, int later) {
  od_conflict_value added = {value, 0, line, later, NULL};
  if (!value || od_facts_add_conflict(e->facts, index, &added) != OD_OK)
    fail(e, OD_ENOMEM, "");
}

static int is_listed(const od_conflict *conflict, const od_json *value) {
  for (size_t i = 0; i < conflict->count; i++)
    if (od_json_equal(conflict->values[i].value, value)) return 1;
  return conflict->count >= MAX_CONFLICT_VALUES;
}

/* Another value for a fact that has one; takes it. */
static void contradict(od_evidence *e, const od_fact *fact, unsigned line,
                       od_json *value) {
  size_t *opened = &e->conflict_of[fact - e->facts->facts];
  if (!*opened) {
    size_t index;
    if (od_facts_open_conflict(e->facts, fact->name, &index) != OD_OK) {
      od_json_free(value);
      fail(e, OD_ENOMEM, fact->name);
      return;
    }
    *opened = index + 1;
    add_conflict_value(e, index, fact->line, od_json_copy(fact->value), 0);
  }
  if (is_listed(&e->facts->conflicts[*opened - 1], value))
    od_json_free(value);
  else
    add_conflict_value(e, *opened - 1, line, value, 1);
}

static void measure(od_fact *fact, unsigned line, od_json *value) {
  fact->state = OD_FACT_MEASURED;
  fact->value = value;
  fact->why = NULL;
  fact->line = line;
}

/* Writes a value that fits; takes it. */
static void write_value(od_evidence *e, const char *name, unsigned line,
                        od_json *value) {
  od_fact *fact = find(e, name);
  if (!fact) fact = add(e, name);
  if (!fact) {
    od_json_free(value);
  } else if (fact->state != OD_FACT_MEASURED) {
    measure(fact, line, value);
  } else if (od_json_equal(fact->value, value)) {
    od_json_free(value);
  } else {
    contradict(e, fact, line, value);
  }
}

void od_evidence_set(od_evidence *e, const char *name, unsigned line,
                     od_json *value) {
  const od_fact_entry *entry = entry_of(e, name);
  if (entry && value && !od_fact_type_fits(entry, value))
    fail(e, OD_EINTERNAL, name);
  if (entry && !value) fail(e, OD_ENOMEM, name);
  if (entry && value && od_secrets_clean(name, &value) != OD_OK)
    fail(e, OD_ENOMEM, name);
  if (!entry || e->status != OD_OK)
    od_json_free(value);
  else
    write_value(e, name, line, value);
}

void od_evidence_text(od_evidence *e, const char *name, unsigned line,
                      od_view text) {
  od_evidence_set(e, name, line, od_json_new_text(od_view_trim(text)));
}

void od_evidence_bool(od_evidence *e, const char *name, unsigned line,
                      int truth) {
  od_evidence_set(e, name, line, od_json_new_bool(truth != 0));
}

void od_evidence_number(od_evidence *e, const char *name, unsigned line,
                        double number) {
  od_evidence_set(e, name, line, od_json_new_number(number));
}

void od_evidence_time(od_evidence *e, const char *name, unsigned line,
                      long long ms) {
  char text[32];
  od_time_format(text, ms);
  od_evidence_set(e, name, line, od_json_new_text(od_view_of(text)));
}

void od_evidence_state(od_evidence *e, const char *name, od_fact_state state,
                       unsigned line, const char *why) {
  if (!entry_of(e, name)) return;
  if (state == OD_FACT_MEASURED) {
    fail(e, OD_EINTERNAL, name);
    return;
  }
  od_fact *fact = find(e, name);
  int stands = fact && fact->state <= state; /* the stronger state stands */
  if (!fact) fact = add(e, name);
  if (!fact || stands) return;
  fact->state = state;
  fact->line = line;
  fact->why = why ? od_arena_text(&e->facts->arena, why, strlen(why)) : NULL;
  if (why && !fact->why) fail(e, OD_ENOMEM, name);
}

int od_evidence_has(const od_evidence *e, const char *name) {
  return find(e, name) != NULL;
}

void od_evidence_withdraw(od_evidence *e, const char *name, unsigned line,
                          const char *why) {
  od_fact *fact = find(e, name);
  if (fact && e->status == OD_OK && fact->state == OD_FACT_MEASURED) {
    od_json_free((od_json *)fact->value);
    fact->value = NULL;
    fact->state = OD_FACT_NOT_ASKED;
  }
  od_evidence_state(e, name, OD_FACT_UNREADABLE, line, why);
}

void od_evidence_warn(od_evidence *e, od_job *job, unsigned line,
                      const char *message) {
  od_place place = {e->facts->sources[0].name, line, 1, NULL};
  if (od_job_warn(job, &place, message) != OD_OK) fail(e, OD_ENOMEM, "");
}

void od_evidence_append(od_evidence *e, const char *name, unsigned line,
                        od_json *item) {
  const od_fact_entry *entry = entry_of(e, name);
  if (entry && (entry->type != OD_TYPE_LIST ||
                (item && !od_json_is(item, entry->items == OD_TYPE_TEXT
                                               ? OD_JSON_TEXT
                                               : OD_JSON_OBJECT))))
    fail(e, OD_EINTERNAL, name);
  if (entry && !item) fail(e, OD_ENOMEM, name);
  od_fact *fact = entry && e->status == OD_OK ? find(e, name) : NULL;
  if (entry && e->status == OD_OK &&
      (!fact || fact->state != OD_FACT_MEASURED)) {
    od_evidence_set(e, name, line, od_json_new_array());
    fact = find(e, name);
  }
  if (!entry || e->status != OD_OK || !fact)
    od_json_free(item);
  else if (od_json_add((od_json *)fact->value, item) != OD_OK)
    fail(e, OD_ENOMEM, name);
}

/* ---- the rest ---- */

void od_evidence_subject(od_evidence *e, od_view account, od_view sid) {
  const char *kind = e->facts->sources[0].kind;
  account = od_view_trim(account);
  sid = od_view_trim(sid);
  if (e->status != OD_OK || (!account.size && !sid.size)) return;
  if (e->facts->subject.account) account.size = 0; /* the first stands */
  if (e->facts->subject.sid) sid.size = 0;
  if (od_facts_set_subject(e->facts, account, sid, kind) != OD_OK)
    fail(e, OD_ENOMEM, "");
}

void od_evidence_captured(od_evidence *e, long long ms) {
  od_facts *facts = e->facts;
  if (facts->has_captured && facts->captured >= ms) return;
  facts->has_captured = facts->sources[0].has_captured = 1;
  facts->captured = facts->sources[0].captured = ms;
}

static int has_code(const od_fact *codes, const char *code) {
  size_t count = 0;
  const od_json *item = codes ? od_json_first(codes->value) : NULL;
  for (; item; item = od_json_next(item), count++)
    if (od_view_equal(od_json_view(item), code)) return 1;
  return count >= MAX_CODES;
}

void od_evidence_codes(od_evidence *e, unsigned line, od_view text) {
  char code[OD_CODE_MAX];
  while (e->status == OD_OK && od_code_next(&text, code))
    if (!has_code(find(e, "codes"), code))
      od_evidence_append(e, "codes", line, od_json_new_text(od_view_of(code)));
}

static void write_values(od_buffer *text, const od_conflict *conflict) {
  for (size_t i = 0; i < conflict->count; i++) {
    od_buffer_format(text, " %u ", conflict->values[i].line);
    od_json_write(text, conflict->values[i].value, 0);
  }
}

/* Tells the same text read twice, even when a join has kept half of it. */
static void take_fingerprint(od_evidence *e) {
  od_buffer text = {0};
  unsigned long long value = 14695981039346656037ull;
  od_facts *facts = e->facts;
  for (size_t i = 0; i < facts->count; i++) {
    const od_fact *fact = &facts->facts[i];
    od_buffer_format(&text, "\n%s %d %u ", fact->name, (int)fact->state,
                     fact->line);
    if (fact->value) od_json_write(&text, fact->value, 0);
    if (fact->why) od_buffer_text(&text, fact->why);
  }
  for (size_t i = 0; i < facts->conflict_count; i++)
    write_values(&text, &facts->conflicts[i]);
  for (size_t i = 0; i < text.size; i++)
    value = (value ^ (unsigned char)text.data[i]) * 1099511628211ull;
  if (text.size) facts->sources[0].fingerprint = value;
  if (text.status != OD_OK) fail(e, OD_ENOMEM, "");
  od_buffer_release(&text);
}

od_status od_evidence_finish(od_facts **out, od_evidence *e) {
  *out = NULL;
  od_facts_seal(e->facts);
  if (e->status == OD_OK) take_fingerprint(e);
  od_status status = e->status;
  if (status == OD_OK) {
    *out = e->facts;
    e->facts = NULL;
  } else if (status == OD_ENOMEM) {
    od_fail_memory();
  } else {
    od_fail(status, "'%s' is no fact, or its value is of another type",
            e->name);
  }
  od_evidence_free(e);
  return status;
}
