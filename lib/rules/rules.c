/* Packs from outside: reading, checking, combining. */
#include "rules/rules.h"

#include <string.h>

#include "core/text.h"
#include "rules/pack.h"

/* ---- life ---- */

od_rules *od_rules_new(void) {
  od_rules *rules = od_alloc_zero(1, sizeof *rules);
  if (rules) rules->references = 1;
  return rules;
}

od_rules *od_rules_share(const od_rules *rules) {
  od_rules *shared = (od_rules *)rules;
  __atomic_add_fetch(&shared->references, 1, __ATOMIC_RELAXED);
  return shared;
}

void od_rules_free(od_rules *rules) {
  if (!rules ||
      __atomic_sub_fetch(&rules->references, 1, __ATOMIC_ACQ_REL) != 0)
    return;
  for (size_t i = 0; i < rules->logic_count; i++)
    od_logic_free(rules->logics[i]);
  for (size_t i = 0; i < rules->part_count; i++)
    od_rules_free(rules->parts[i]);
  od_arena_free(&rules->arena);
  od_free(rules);
}

size_t od_rules_observation_count(const od_rules *rules) {
  return rules->observation_count;
}

const od_observation *od_rules_observation(const od_rules *rules, size_t i) {
  return i < rules->observation_count ? &rules->observations[i] : NULL;
}

size_t od_rules_group_count(const od_rules *rules) {
  return rules->group_count;
}

const od_group *od_rules_group(const od_rules *rules, size_t i) {
  return i < rules->group_count ? &rules->groups[i] : NULL;
}

/* ---- reading ---- */

/* Text that is neither UTF-8 nor UTF-16 is read raw: that tells the place. */
static od_status parse(od_json **out, od_text *text, const char *name,
                       od_view data, od_job *job) {
  *out = NULL;
  od_status status = od_text_decode(text, data.data, data.size, job);
  if (status != OD_OK) return status;
  od_view view = {text->data, text->size};
  if (strncmp(text->encoding, "utf-", 4)) view = data;
  return od_json_parse_for(out, name, view, job);
}

/* Compiles what was parsed. *out stays NULL where there are problems. */
static od_status compile(od_rules **out, const od_json *root,
                         od_problems *problems, od_view text) {
  od_pack_reader reader = {od_rules_new(), problems, NULL, 0};
  od_status status = OD_OK;
  if (!reader.rules) return od_fail_memory();
  od_pack_read(&reader, root);
  if (reader.no_memory || problems->no_memory) status = od_fail_memory();
  else
    status = od_problems_locate(problems, text);
  if (status == OD_OK && !problems->count) *out = reader.rules;
  else od_rules_free(reader.rules);
  return status;
}

static od_status read_pack(od_rules **out, const char *name, od_view data,
                           od_job *job) {
  od_text text = {0};
  od_json *root = NULL;
  od_problems problems = {0};
  *out = NULL;
  od_status status = parse(&root, &text, name, data, job);
  if (status == OD_OK)
    status = compile(out, root, &problems, (od_view){text.data, text.size});
  if (status == OD_OK) status = od_problems_fail(&problems, name);
  od_problems_release(&problems);
  od_json_free(root);
  od_text_release(&text);
  return status;
}

od_status od_rules_read(od_rules **out, const char *name, const void *data,
                        size_t size, od_job *job) {
  od_error_clear();
  return read_pack(out, name, (od_view){data, size}, job);
}

static void write_problem(od_buffer *out, const char *file,
                          const od_problem *problem) {
  if (out->size > 1) od_buffer_char(out, ',');
  od_buffer_text(out, "{\"file\":");
  od_buffer_json(out, od_view_of(file));
  od_buffer_format(out, ",\"line\":%u,\"column\":%u,\"pointer\":",
                   problem->line, problem->column);
  od_buffer_json(out, od_view_of(problem->pointer));
  od_buffer_text(out, ",\"message\":");
  od_buffer_json(out, od_view_of(problem->message));
  od_buffer_char(out, '}');
}

/* The error record of a JSON text as a problem; the buffer remembers. */
static void write_record(od_buffer *out, const char *file) {
  static char none[] = "";
  const od_place *place = od_error_place();
  size_t size = strlen(od_error_bare_message());
  char *message = od_copy_text(od_error_bare_message(), size);
  char *pointer =
      od_copy_text(place->pointer ? place->pointer : none,
                   place->pointer ? strlen(place->pointer) : 0);
  if (message && pointer) {
    od_problem problem = {OD_EPARSE, message, pointer, place->line,
                          place->column};
    write_problem(out, file, &problem);
  } else {
    out->status = OD_ENOMEM;
  }
  od_free(message);
  od_free(pointer);
}

od_status od_rules_check(char **out, const char *name, const void *data,
                         size_t size, od_job *job) {
  od_text text = {0};
  od_json *root = NULL;
  od_rules *rules = NULL;
  od_problems problems = {0};
  od_buffer list = {0};
  od_error_clear();
  *out = NULL;
  od_buffer_char(&list, '[');
  od_status status = parse(&root, &text, name, (od_view){data, size}, job);
  if (status == OD_EPARSE) write_record(&list, name);
  else if (status == OD_OK)
    status = compile(&rules, root, &problems, (od_view){text.data, text.size});
  for (size_t i = 0; i < problems.count; i++)
    write_problem(&list, name, &problems.list[i]);
  od_buffer_char(&list, ']');
  if (status == OD_OK || status == OD_EPARSE) {
    od_error_clear();
    status = od_buffer_take(out, &list);
  }
  od_buffer_release(&list);
  od_problems_release(&problems);
  od_rules_free(rules);
  od_json_free(root);
  od_text_release(&text);
  return status;
}

/* ---- combining ---- */

static int allocate_combined(od_rules *all, const od_rules *const *list,
                             size_t count) {
  size_t observations = 0, declared = 0;
  for (size_t i = 0; i < count; i++) {
    observations += list[i]->observation_count;
    declared += list[i]->declared_count;
  }
  all->parts = od_arena_alloc(&all->arena, count * sizeof *all->parts);
  all->observations =
      od_arena_alloc(&all->arena, observations * sizeof *all->observations);
  all->declared =
      od_arena_alloc(&all->arena, declared * sizeof *all->declared);
  return all->parts && all->observations && all->declared;
}

static void add_part(od_rules *all, const od_rules *part) {
  all->parts[all->part_count++] = od_rules_share(part);
  for (size_t i = 0; i < part->observation_count; i++)
    all->observations[all->observation_count++] = part->observations[i];
  for (size_t i = 0; i < part->declared_count; i++)
    all->declared[all->declared_count++] = part->declared[i];
}

static od_status fill(od_rules *all, const od_rules *const *list,
                      size_t count) {
  size_t twin = OD_NOT_FOUND;
  if (!allocate_combined(all, list, count)) return od_fail_memory();
  for (size_t i = 0; i < count; i++) add_part(all, list[i]);
  if (!od_rules_find_twin(all, &twin)) return od_fail_memory();
  if (twin != OD_NOT_FOUND)
    return od_fail(OD_EINVALID, "observation '%s' is in two packs",
                   all->observations[twin].id);
  od_rules_join_groups(all);
  return od_rules_make_groups(all) ? OD_OK : od_fail_memory();
}

od_status od_rules_combine(od_rules **out, const od_rules *const *list,
                           size_t count) {
  od_rules *all = od_rules_new();
  od_status status = all ? fill(all, list, count) : od_fail_memory();
  *out = NULL;
  if (status == OD_OK) *out = all;
  else od_rules_free(all);
  return status;
}
