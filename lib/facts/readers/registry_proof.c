/* Finds keys and values, and judges what a text proves by not showing one. */
#include <string.h>

#include "facts/readers/registry_file.h"

/* The hive, its view and whose it is. */
static int same_hive(const od_reg_path *path, const od_reg_where *where) {
  if (path->hive != where->hive) return 0;
  if (path->hive != OD_REG_USER) return 1;
  if (!path->sid.size) return where->current;
  return where->sid.size && !od_view_compare_nocase(path->sid, where->sid);
}

static int same_id(od_view a, od_view b) {
  return a.size == b.size && !memcmp(a.data, b.data, a.size);
}

static int is_key(const od_reg_path *path, const od_reg_where *where) {
  return path->wow == where->wow && same_id(path->id, where->id) &&
         same_hive(path, where);
}

/* `id` stands somewhere below `above`. */
static int is_below(od_view id, od_view above) {
  if (!above.size) return id.size > 0;
  return id.size > above.size && id.data[above.size] == '\\' &&
         !memcmp(id.data, above.data, above.size);
}

/* The 32-bit view lives in a subkey of SOFTWARE: what lies above is shared. */
static int is_above(const od_reg_path *path, const od_reg_where *where) {
  if (!is_below(where->id, path->id) || !same_hive(path, where)) return 0;
  if (path->wow == where->wow) return 1;
  return !path->wow &&
         (!path->id.size || od_view_equal(path->id, "software"));
}

const od_reg_key *od_registry_next(const od_registry *registry, size_t *at,
                                   const od_reg_where *where) {
  while (*at < registry->key_count) {
    const od_reg_key *key = &registry->keys[(*at)++];
    if (!key->deleted && is_key(&key->path, where)) return key;
  }
  return NULL;
}

static int is_directly_below(const od_reg_path *path,
                             const od_reg_where *where) {
  return path->wow == where->wow && is_below(path->id, where->id) &&
         od_view_find_char(od_view_from(path->id, where->id.size + 1), '\\') ==
             OD_NOT_FOUND &&
         same_hive(path, where);
}

const od_reg_key *od_registry_next_below(const od_registry *registry,
                                         size_t *at,
                                         const od_reg_where *where) {
  while (*at < registry->key_count) {
    const od_reg_key *key = &registry->keys[(*at)++];
    if (!key->deleted && is_directly_below(&key->path, where)) return key;
  }
  return NULL;
}

const od_reg_value *od_registry_value(const od_registry *registry,
                                      const od_reg_key *key,
                                      const char *name) {
  const od_reg_value *deleted = NULL;
  for (size_t i = 0; i < key->count; i++) {
    const od_reg_value *value = &registry->values[key->first + i];
    if (!od_view_equal_nocase(value->name, name)) continue;
    if (!value->deleted) return value;
    deleted = value;
  }
  return deleted;
}

/* ---- proofs ---- */

static int is_patch(const od_registry *registry, const od_reg_key *key) {
  return registry->blocks[key->block].patch;
}

static int shows_key(const od_registry *registry, size_t block,
                     const od_reg_where *where) {
  size_t i = registry->blocks[block].first;
  for (; i < registry->key_count && registry->keys[i].block == block; i++)
    if (is_key(&registry->keys[i].path, where)) return 1;
  return 0;
}

static int shows_below(const od_registry *registry, size_t block,
                       const od_reg_where *where) {
  size_t i = registry->blocks[block].first;
  for (; i < registry->key_count && registry->keys[i].block == block; i++) {
    const od_reg_path *path = &registry->keys[i].path;
    if (path->wow == where->wow && is_below(path->id, where->id) &&
        same_hive(path, where))
      return 1;
  }
  return 0;
}

static int lacks_value(const od_registry *registry, const od_reg_key *key,
                       const char *name) {
  if (key->deleted) return 1;
  if (!*name && key->count) return 0;
  const od_reg_value *value = od_registry_value(registry, key, name);
  if (value) return value->deleted;
  return key->whole && !is_patch(registry, key);
}

/* An export, or a query with /s, shows all that lies below its keys. */
static int shows_all_below(const od_registry *registry,
                           const od_reg_key *key) {
  const od_reg_block *block = &registry->blocks[key->block];
  return block->recursive && !block->patch;
}

/* Asks `shows` once a block: its keys stand together. */
typedef struct block_memo {
  size_t block;
  int shown;
} block_memo;

static int shown_in(block_memo *memo, const od_registry *registry,
                    const od_reg_key *key, const od_reg_where *where,
                    int (*shows)(const od_registry *, size_t,
                                 const od_reg_where *)) {
  if (memo->block != key->block)
    *memo = (block_memo){key->block, shows(registry, key->block, where)};
  return memo->shown;
}

static od_reg_proof proof_of_keys(const od_registry *registry,
                                  const od_reg_where *where, const char *name,
                                  unsigned *line) {
  block_memo memo = {(size_t)-1, 0};
  for (size_t i = 0; i < registry->key_count; i++) {
    const od_reg_key *key = &registry->keys[i];
    int proven = 0;
    if (is_key(&key->path, where))
      proven = lacks_value(registry, key, name);
    else if (is_above(&key->path, where))
      proven = key->deleted ||
               (shows_all_below(registry, key) &&
                !shown_in(&memo, registry, key, where, shows_key));
    if (!proven) continue;
    *line = key->line;
    return OD_REG_LACKS;
  }
  return OD_REG_UNPROVEN;
}

typedef int (*shows)(const od_registry *registry, size_t block,
                     const od_reg_where *where);

/* A command that was told "not found", or refused, says so of all below. */
static int answers(const od_reg_block *block, const od_reg_where *where,
                   const char *name) {
  if (block->shown || block->answer == OD_REG_NO_ANSWER) return 0;
  int exact = is_key(&block->asked, where);
  if (block->asked_value.size)
    return exact && od_view_equal_nocase(block->asked_value, name);
  return exact || is_above(&block->asked, where);
}

/* A key without values is not printed itself; its subkeys are. */
static int passes_over(const od_registry *registry, size_t index,
                       const od_reg_where *where, shows shows_it) {
  const od_reg_block *block = &registry->blocks[index];
  if (!block->shown || !block->plain) return 0;
  if (!is_key(&block->asked, where) || shows_it == shows_below)
    if (!block->recursive) return 0;
  if (!is_key(&block->asked, where) && !is_above(&block->asked, where))
    return 0;
  return !shows_it(registry, index, where);
}

static od_reg_proof proof_of_commands(const od_registry *registry,
                                      const od_reg_where *where,
                                      const char *name, shows shows_it,
                                      unsigned *line) {
  for (size_t i = 0; i < registry->block_count; i++) {
    const od_reg_block *block = &registry->blocks[i];
    if (!block->told) continue;
    int answered = answers(block, where, name);
    if (!answered && !passes_over(registry, i, where, shows_it)) continue;
    *line = block->line;
    return answered && block->answer == OD_REG_REFUSED ? OD_REG_FORBIDS
                                                       : OD_REG_LACKS;
  }
  return OD_REG_UNPROVEN;
}

od_reg_proof od_registry_proof(const od_registry *registry,
                               const od_reg_where *where, const char *name,
                               unsigned *line) {
  od_reg_proof proof = proof_of_keys(registry, where, name, line);
  return proof != OD_REG_UNPROVEN
             ? proof
             : proof_of_commands(registry, where, name, shows_key, line);
}

od_reg_proof od_registry_proof_below(const od_registry *registry,
                                     const od_reg_where *where,
                                     unsigned *line) {
  block_memo memo = {(size_t)-1, 0};
  for (size_t i = 0; i < registry->key_count; i++) {
    const od_reg_key *key = &registry->keys[i];
    if (!is_key(&key->path, where) && !is_above(&key->path, where)) continue;
    if (!key->deleted &&
        (!shows_all_below(registry, key) ||
         shown_in(&memo, registry, key, where, shows_below)))
      continue;
    *line = key->line;
    return OD_REG_LACKS;
  }
  return proof_of_commands(registry, where, "", shows_below, line);
}
