/* Registry exports and reg query: one part for the device and whoever looked,
   and where several people's keys are in it one for each of them. */
#include "core/alloc.h"
#include "facts/readers/readers.h"
#include "facts/readers/registry_map.h"

enum { MOST_PERSONS = 16 };

typedef struct persons {
  od_view sids[MOST_PERSONS];
  size_t count;
} persons;

static void add_person(persons *all, od_view sid) {
  for (size_t i = 0; i < all->count; i++)
    if (!od_view_compare_nocase(all->sids[i], sid)) return;
  if (all->count < MOST_PERSONS) all->sids[all->count++] = sid;
}

/* Those of whom something is told; `reg query HKU` only names them. */
static persons find_persons(const od_registry *registry) {
  persons all = {.count = 0};
  for (size_t i = 0; i < registry->key_count; i++) {
    const od_reg_key *key = &registry->keys[i];
    if (key->path.hive == OD_REG_USER && key->path.sid.size &&
        (key->count || key->whole))
      add_person(&all, key->path.sid);
  }
  return all;
}

static int open_registry(od_registry *registry, od_evidence *e,
                         const od_text *text, od_job *job) {
  od_status status =
      od_registry_read(registry, text, od_reg_wanted_key, job);
  /* What stopped a job is asked of the job; memory is told to the evidence. */
  if (status == OD_ENOMEM) od_evidence_set(e, "codes", 0, NULL);
  return status == OD_OK;
}

static void map_all(od_reg_reading *r) {
  od_reg_map_values(r);
  od_reg_map_system(r);
  od_reg_map_policies(r);
  od_reg_map_accounts(r);
  od_reg_map_missing(r);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  od_registry registry;
  if (!open_registry(&registry, e, text, job)) return;
  persons all = find_persons(&registry);
  od_reg_reading r = {&registry, e, job, 1, 1, {NULL, 0}, 0};
  if (all.count == 1) {
    r.sid = all.sids[0];
    od_evidence_subject(e, (od_view){NULL, 0}, r.sid);
  }
  map_all(&r);
  od_registry_release(&registry);
}

int od_registry_read_person(od_evidence *e, const od_text *text, od_job *job,
                            size_t person) {
  od_registry registry;
  if (!open_registry(&registry, e, text, job)) return 0;
  persons all = find_persons(&registry);
  int found = all.count > 1 && person < all.count;
  if (found) {
    od_reg_reading r = {&registry, e, job, 0, 0, all.sids[person], 0};
    od_evidence_subject(e, (od_view){NULL, 0}, r.sid);
    map_all(&r);
  }
  od_registry_release(&registry);
  return found;
}

const od_reader od_reader_registry = {"registry", od_registry_recognises,
                                      read_text};
