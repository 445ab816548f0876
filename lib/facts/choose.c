#include "facts/choose.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY ((size_t)-1)

/* The users whom the parts name, each once. */
typedef struct users {
  od_identity *list;
  size_t count, capacity;
  size_t *of_part;    /* index into list, or NOBODY */
} users;

static void release(users *u) {
  for (size_t i = 0; i < u->count; i++) od_identity_release(&u->list[i]);
  od_free(u->list);
  od_free(u->of_part);
}

/* Makes one of two users; the later one becomes empty. */
static od_status fold(users *u, size_t into, size_t from, size_t parts) {
  od_status status = od_identity_unite(&u->list[into], &u->list[from]);
  od_identity_release(&u->list[from]);
  for (size_t i = 0; i < parts; i++)
    if (u->of_part[i] == from) u->of_part[i] = into;
  return status;
}

/* Whoever is the same as user `index` now becomes one with it. */
static od_status gather(users *u, size_t index, size_t parts) {
  od_status status = OD_OK;
  for (size_t i = 0; status == OD_OK && i < u->count; i++)
    if (i != index && od_identity_same(&u->list[i], &u->list[index])) {
      status = fold(u, index, i, parts);
      i = (size_t)-1; /* knowing more, look again */
    }
  return status;
}

static od_status add_user(users *u, size_t part, od_identity *identity) {
  for (size_t i = 0; i < u->count; i++)
    if (!od_identity_compare(&u->list[i], identity)) {
      od_status status = od_identity_unite(&u->list[i], identity);
      od_identity_release(identity);
      u->of_part[part] = i;
      return status;
    }
  if (!od_grow((void **)&u->list, &u->capacity, u->count, sizeof *u->list)) {
    od_identity_release(identity);
    return od_fail_memory();
  }
  u->of_part[part] = u->count;
  u->list[u->count++] = *identity;
  return gather(u, u->count - 1, part + 1);
}

static od_status name_part(users *u, od_whose *whose, size_t part,
                           const od_facts *facts) {
  od_identity identity = {0};
  const od_subject *subject = &facts->subject;
  od_status status = od_identity_add(&identity, od_view_of(subject->account),
                                     od_view_of(subject->sid));
  identity.found_by = subject->found_by;
  u->of_part[part] = NOBODY;
  if (status == OD_OK && identity.count && !od_identity_is_system(&identity))
    return add_user(u, part, &identity);
  if (status == OD_OK && identity.count) *whose = OD_WHOSE_SYSTEM;
  od_identity_release(&identity);
  return status;
}

/* The same two, whatever the order of the parts: the smallest pair. */
static od_status fail_conflict(const users *u, const int *used) {
  size_t a = NOBODY, b = NOBODY;
  for (size_t i = 0; i < u->count; i++)
    for (size_t j = 0; j < u->count; j++) {
      if (!used[i] || !used[j] ||
          !od_identity_differs(&u->list[i], &u->list[j]) ||
          od_identity_compare(&u->list[i], &u->list[j]) > 0)
        continue;
      int order = a == NOBODY ? -1
                              : od_identity_compare(&u->list[i], &u->list[a]);
      if (!order) order = od_identity_compare(&u->list[j], &u->list[b]);
      if (order < 0) {
        a = i;
        b = j;
      }
    }
  if (a == NOBODY) return OD_OK;
  od_view x = od_identity_first(&u->list[a]);
  od_view y = od_identity_first(&u->list[b]);
  return od_fail(OD_ECONFLICT,
                 "the evidence is of two users, '%.*s' and '%.*s'; choose "
                 "one with --user",
                 (int)(x.size > 200 ? 200 : x.size), x.data,
                 (int)(y.size > 200 ? 200 : y.size), y.data);
}

/* Could as well be one of the users who are not meant. */
static int is_anothers(const users *u, const int *used, size_t index) {
  for (size_t i = 0; i < u->count; i++)
    if (i != index && u->list[i].count && !used[i] &&
        !od_identity_differs(&u->list[i], &u->list[index]))
      return 1;
  return 0;
}

/* Those who match come first; then who fits them and nobody else. */
static void mark_asked(const users *u, const od_identity *asked, int *used) {
  size_t matched = 0;
  for (size_t i = 0; i < u->count; i++) {
    used[i] = od_identity_matches(&u->list[i], asked);
    matched += (size_t)used[i];
  }
  if (!matched) return;
  int *fits = used + u->count;
  for (size_t i = 0; i < u->count; i++) {
    fits[i] = u->list[i].count && !used[i] && !is_anothers(u, used, i);
    for (size_t j = 0; fits[i] && j < u->count; j++)
      if (used[j] && od_identity_differs(&u->list[i], &u->list[j]))
        fits[i] = 0;
  }
  for (size_t i = 0; i < u->count; i++) used[i] |= fits[i];
}

static od_status set_subject(od_choice *out, const users *u, const int *used,
                             const od_identity *asked) {
  od_status status = OD_OK;
  for (size_t i = 0; status == OD_OK && i < u->count; i++)
    if (used[i]) status = od_identity_unite(&out->subject, &u->list[i]);
  if (status == OD_OK && asked->count && !out->subject.count) {
    status = od_identity_unite(&out->subject, asked);
    out->subject.found_by = "option";
  }
  return status;
}

static od_status choose(od_choice *out, const users *u, size_t parts,
                        const od_identity *asked) {
  int *used = od_alloc_zero(u->count * 2 + 1, sizeof *used);
  if (!used) return od_fail_memory();
  if (asked->count)
    mark_asked(u, asked, used);
  else
    for (size_t i = 0; i < u->count; i++) used[i] = u->list[i].count > 0;
  od_status status = fail_conflict(u, used);
  if (status == OD_OK) status = set_subject(out, u, used, asked);
  for (size_t i = 0; i < parts; i++)
    if (u->of_part[i] != NOBODY && !used[u->of_part[i]])
      out->whose[i] = OD_WHOSE_OTHER;
  od_free(used);
  return status;
}

od_status od_choose(od_choice *out, const od_facts *const *parts,
                    size_t count, const char *user) {
  users u = {0};
  od_identity asked = {0};
  *out = (od_choice){0};
  out->whose = od_alloc_zero(count, sizeof *out->whose);
  u.of_part = od_alloc_zero(count, sizeof *u.of_part);
  od_status status = out->whose && u.of_part ? OD_OK : od_fail_memory();
  for (size_t i = 0; status == OD_OK && i < count; i++)
    status = name_part(&u, &out->whose[i], i, parts[i]);
  if (status == OD_OK)
    status = od_identity_add(&asked, od_view_of(user), od_view_of(NULL));
  if (status == OD_OK && od_identity_is_system(&asked))
    od_identity_release(&asked);
  if (status == OD_OK) status = choose(out, &u, count, &asked);
  od_identity_release(&asked);
  release(&u);
  if (status != OD_OK) od_choice_release(out);
  return status;
}

void od_choice_release(od_choice *choice) {
  od_free(choice->whose);
  od_identity_release(&choice->subject);
  choice->whose = NULL;
}
