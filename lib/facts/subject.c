#include "facts/subject.h"

#include <string.h>

static int compare_text(od_view a, od_view b) {
  int order = od_view_compare_nocase(a, b);
  size_t size = a.size < b.size ? a.size : b.size;
  if (!order && size) order = memcmp(a.data, b.data, size);
  return order;
}

static od_spelling spelling_of(od_view text) {
  od_spelling spelling = {OD_SPELLING_BARE, text};
  if (od_view_starts_nocase(text, "S-1-"))
    spelling.kind = OD_SPELLING_SID;
  else if (od_view_find_char(text, '\\') != OD_NOT_FOUND)
    spelling.kind = OD_SPELLING_DOMAIN;
  else if (od_view_find_char(text, '@') != OD_NOT_FOUND)
    spelling.kind = OD_SPELLING_UPN;
  return spelling;
}

/* Keeps the list sorted; of two cases of one spelling the smaller stays. */
static od_status add_spelling(od_identity *identity, od_spelling added) {
  size_t at = 0;
  for (; at < identity->count; at++) {
    od_spelling *here = &identity->list[at];
    int order = here->kind == added.kind
                    ? od_view_compare_nocase(here->text, added.text)
                    : (here->kind < added.kind ? -1 : 1);
    if (order > 0) break;
    if (order < 0) continue;
    if (compare_text(added.text, here->text) < 0) here->text = added.text;
    return OD_OK;
  }
  if (!od_grow((void **)&identity->list, &identity->capacity,
               identity->count, sizeof *identity->list))
    return od_fail_memory();
  memmove(&identity->list[at + 1], &identity->list[at],
          (identity->count - at) * sizeof *identity->list);
  identity->list[at] = added;
  identity->count++;
  return OD_OK;
}

od_status od_identity_add(od_identity *identity, od_view account,
                          od_view sid) {
  od_status status = OD_OK;
  od_view part;
  while (status == OD_OK && od_view_next(&account, ',', &part)) {
    part = od_view_trim(part);
    if (part.size) status = add_spelling(identity, spelling_of(part));
  }
  sid = od_view_trim(sid);
  if (status == OD_OK && sid.size)
    status = add_spelling(identity, (od_spelling){OD_SPELLING_SID, sid});
  return status;
}

static const char *stronger(const char *a, const char *b) {
  if (!a || !b) return a ? a : b;
  unsigned x = od_dictionary_rank(a), y = od_dictionary_rank(b);
  if (x != y) return x < y ? a : b;
  return strcmp(a, b) <= 0 ? a : b;
}

od_status od_identity_unite(od_identity *into, const od_identity *from) {
  od_status status = OD_OK;
  for (size_t i = 0; status == OD_OK && i < from->count; i++)
    status = add_spelling(into, from->list[i]);
  into->found_by = stronger(into->found_by, from->found_by);
  return status;
}

void od_identity_release(od_identity *identity) {
  od_free(identity->list);
  *identity = (od_identity){0};
}

int od_identity_same(const od_identity *a, const od_identity *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++)
      if (a->list[i].kind == b->list[j].kind &&
          !od_view_compare_nocase(a->list[i].text, b->list[j].text))
        return 1;
  return 0;
}

int od_identity_differs(const od_identity *a, const od_identity *b) {
  if (od_identity_same(a, b)) return 0;
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++)
      if (a->list[i].kind == b->list[j].kind) return 1;
  return 0;
}

/* The name without domain or suffix. */
static od_view bare_name(const od_spelling *spelling) {
  od_view text = spelling->text;
  size_t at;
  if (spelling->kind == OD_SPELLING_SID) return od_view_first(text, 0);
  if ((at = od_view_find_char(text, '\\')) != OD_NOT_FOUND)
    return od_view_from(text, at + 1);
  if ((at = od_view_find_char(text, '@')) != OD_NOT_FOUND)
    return od_view_first(text, at);
  return text;
}

int od_identity_matches(const od_identity *identity,
                        const od_identity *asked) {
  if (od_identity_same(identity, asked)) return 1;
  for (size_t i = 0; i < asked->count; i++) {
    if (asked->list[i].kind != OD_SPELLING_BARE) continue;
    for (size_t j = 0; j < identity->count; j++)
      if (!od_view_compare_nocase(asked->list[i].text,
                                  bare_name(&identity->list[j])))
        return 1;
  }
  return 0;
}

static int is_system(const od_spelling *spelling) {
  static const char *const names[] = {
      "SYSTEM", "LOCAL SERVICE", "NETWORK SERVICE", "LOCALSYSTEM",
      "Syst\xc3\xa8me", /* French */
      "SISTEMA",        /* Portuguese, Italian */
      "\xd0\xa1\xd0\x98\xd0\xa1\xd0\xa2\xd0\x95\xd0\x9c\xd0\x90"};
  od_view text = spelling->text;
  if (spelling->kind == OD_SPELLING_SID)
    return od_view_equal_nocase(text, "S-1-5-18") ||
           od_view_equal_nocase(text, "S-1-5-19") ||
           od_view_equal_nocase(text, "S-1-5-20");
  od_view name = bare_name(spelling);
  if (spelling->kind == OD_SPELLING_UPN)
    return name.size && name.data[name.size - 1] == '$';
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (od_view_equal_nocase(name, names[i])) return 1;
  return name.size && name.data[name.size - 1] == '$';
}

int od_identity_is_system(const od_identity *identity) {
  for (size_t i = 0; i < identity->count; i++)
    if (is_system(&identity->list[i])) return 1;
  return 0;
}

void od_identity_account(od_buffer *out, const od_identity *identity) {
  for (size_t i = 0; i < identity->count; i++) {
    if (identity->list[i].kind == OD_SPELLING_SID) continue;
    if (out->size) od_buffer_text(out, ", ");
    od_buffer_view(out, identity->list[i].text);
  }
}

od_view od_identity_sid(const od_identity *identity) {
  for (size_t i = 0; i < identity->count; i++)
    if (identity->list[i].kind == OD_SPELLING_SID)
      return identity->list[i].text;
  return od_view_of(NULL);
}

od_view od_identity_first(const od_identity *identity) {
  return identity->count ? identity->list[0].text : od_view_of(NULL);
}

int od_identity_compare(const od_identity *a, const od_identity *b) {
  for (size_t i = 0; i < a->count && i < b->count; i++) {
    int order = compare_text(a->list[i].text, b->list[i].text);
    if (order) return order;
  }
  return a->count < b->count ? -1 : a->count > b->count;
}
