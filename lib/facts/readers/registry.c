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

static void map_all(od_reg_reading *r) {
  od_reg_map_values(r);
  od_reg_map_system(r);
  od_reg_map_policies(r);
  od_reg_map_accounts(r);
  od_reg_map_missing(r);
}

/* The device and whoever looked. */
static void map_device(const od_registry *registry, const persons *all,
                       od_evidence *e, od_job *job) {
  od_reg_reading r = {registry, e, job, 1, 1, {NULL, 0}, 0};
  if (all->count == 1) {
    r.sid = all->sids[0];
    od_evidence_subject(e, (od_view){NULL, 0}, r.sid);
  }
  map_all(&r);
}

static void map_person(const od_registry *registry, od_view sid,
                       od_evidence *e, od_job *job) {
  od_reg_reading r = {registry, e, job, 0, 0, sid, 0};
  od_evidence_subject(e, (od_view){NULL, 0}, sid);
  map_all(&r);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  od_registry registry;
  od_status status =
      od_registry_read(&registry, text, od_reg_wanted_key, job);
  /* What stopped a job is asked of the job; memory is told to the evidence. */
  if (status == OD_ENOMEM) od_evidence_set(e, "codes", 0, NULL);
  if (status != OD_OK) return;
  persons all = find_persons(&registry);
  map_device(&registry, &all, e, job);
  od_registry_release(&registry);
}

/* Of the one with this number, from 1; 0: the device. */
static od_status tell_part(const od_registry *registry, const persons *all,
                           size_t number, od_evidence *e, od_job *job) {
  if (number) map_person(registry, all->sids[number - 1], e, job);
  else map_device(registry, all, e, job);
  return od_job_check(job); /* a reader that was stopped has told half */
}

od_status od_registry_read_parts(const char *name, const od_text *text,
                                 od_job *job, od_reader_sink *sink) {
  od_registry registry;
  od_status status =
      od_registry_read(&registry, text, od_reg_wanted_key, job);
  if (status != OD_OK) return status;
  persons all = find_persons(&registry);
  size_t parts = all.count > 1 ? 1 + all.count : 1;
  for (size_t i = 0; status == OD_OK && i < parts; i++) {
    od_evidence *e;
    od_facts *part;
    status = od_evidence_new(&e, od_reader_registry.kind, name);
    if (status != OD_OK) break;
    status = tell_part(&registry, &all, i, e, job);
    if (status != OD_OK) od_evidence_free(e);
    else status = od_evidence_finish(&part, e);
    if (status == OD_OK) status = sink->found(sink->user, part);
  }
  od_registry_release(&registry);
  return status;
}

/* HKU is too short to stand alone: what may stand before it. */
static const char *const needs[] = {
    "HKEY_", "HKLM", "HKCU", "HKCR", "HKCC", "[HKU", "-HKU", " HKU", "\tHKU",
    "\vHKU", "\fHKU", "\240HKU", "\\HKU", ":HKU", "Registry Editor",
    "REGEDIT", " query ", NULL};

const od_reader od_reader_registry = {"registry", od_registry_recognises,
                                      read_text, needs, NULL};
