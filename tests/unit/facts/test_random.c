/* Laws of joining, on facts that nobody chose. */
#include "facts_helpers.h"

enum { PARTS = 6, ROUNDS = 150 };

static unsigned seed;

static unsigned any(unsigned below) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

static const char *one_of(const char *const *list, unsigned count) {
  return list[any(count)];
}

static od_json *any_text(void) {
  static const char *const texts[] = {
      "direct", "manual", "p:8080", "http://p:8080", "127.0.0.1:1", "cmdkey",
      "cmdlet", "registry", "0x80072ee7", "0x0", "AADSTS50126: no", "SYSTEM",
      "jane@contoso.com", "t1", "running", "\xc3\xa9"};
  return od_json_new_text(od_view_of(one_of(texts, COUNT(texts))));
}

static od_json *any_item(int object) {
  static const char *const objects[] = {
      "{\"name\":\"Business1\",\"tenant_id\":\"t1\",\"email\":\"a@b\"}",
      "{\"name\":\"Business1\"}",
      "{\"name\":\"Business2\",\"last_result\":\"0x8004de40\"}",
      "{\"version\":\"24.1\",\"path\":\"c\"}",
      ("{\"target\":\"OneDrive Cached Credential Business - Business1\","
      "\"class\":\"onedrive-business\"}"),
      "{\"target\":\"a@@@1\",\"class\":\"office\"}",
      "{\"email\":\"A@b\"}",
      "{}"};
  return object ? json_of(od_view_of(one_of(objects, COUNT(objects))))
                : any_text();
}

static od_json *any_list(int object) {
  od_json *list = od_json_new_array();
  for (unsigned count = any(4); count; count--)
    assert_int_equal(od_json_add(list, any_item(object)), OD_OK);
  return list;
}

static od_json *any_value(const od_fact_entry *entry) {
  static const char *const times[] = {"2026-11-24T09:00:00Z",
                                      "2026-11-20T10:00:00Z",
                                      "2027-01-01T00:00:00Z"};
  switch (entry->type) {
    case OD_TYPE_BOOL: return od_json_new_bool((int)any(2));
    case OD_TYPE_NUMBER: return od_json_new_number(any(3));
    case OD_TYPE_TIME:
      return od_json_new_text(od_view_of(one_of(times, COUNT(times))));
    case OD_TYPE_LIST: return any_list(entry->items == OD_TYPE_OBJECT);
    default: return any_text();
  }
}

/* Any fact that a reader could write, with any state. */
static void say_anything(od_evidence *e, unsigned line) {
  char name[200];
  const od_fact_entry *entry =
      od_dictionary_at(any((unsigned)od_dictionary_count()));
  const char *star = strchr(entry->name, '*');
  if (entry->derived) return;
  if (star)
    snprintf(name, sizeof name, "%.*sa%u%s", (int)(star - entry->name),
             entry->name, any(3), star + 1);
  else
    snprintf(name, sizeof name, "%s", entry->name);
  if (any(3))
    od_evidence_set(e, name, line, any_value(entry));
  else
    od_evidence_state(e, name, (od_fact_state)(1 + any(4)), line, "why");
}

static od_facts *any_part(void) {
  static const char *const kinds[] = {"dsregcmd", "registry", "netsh", "odd"};
  static const char *const names[] = {"a.txt", "b.txt", "c/d.txt"};
  static const char *const users[] = {
      "", "CONTOSO\\jane", "jane@contoso.com", "contoso\\JANE, jane@contoso.com",
      "NT AUTHORITY\\SYSTEM"};
  od_evidence *e;
  od_facts *facts;
  assert_int_equal(od_evidence_new(&e, one_of(kinds, COUNT(kinds)),
                                   one_of(names, COUNT(names))),
                   OD_OK);
  for (unsigned count = any(40); count; count--) say_anything(e, count);
  od_evidence_subject(e, od_view_of(one_of(users, COUNT(users))),
                      od_view_of(any(3) ? "" : "S-1-5-21-1"));
  if (!any(3)) od_evidence_captured(e, 1795514400000 + any(3) * 1000);
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  return facts;
}

static char *joined(od_facts *const *parts, size_t count) {
  od_facts *facts;
  if (od_facts_join(&facts, (const od_facts *const *)parts, count, NULL))
    fail_msg("%s", od_error_message());
  for (size_t i = 1; i < facts->count; i++)
    assert_true(strcmp(facts->facts[i - 1].name, facts->facts[i].name) < 0);
  char *text = document_of(facts);
  od_facts_free(facts);
  return text;
}

static void assert_same(const char *a, const char *b, const char *law) {
  if (strcmp(a, b)) fail_msg("%s, with seed %u", law, seed);
}

/* Written, read and joined again: the same bytes each time. */
static void check_document(const char *text) {
  od_facts *facts = parsed(text);
  od_facts *list[] = {facts, facts};
  char *written = document_of(facts);
  char *once = joined(list, 1), *twice = joined(list, 2);
  assert_same(text, written, "a round trip changes something");
  assert_same(text, once, "joining again changes something");
  assert_same(text, twice, "the same document counts twice");
  od_free(written);
  od_free(once);
  od_free(twice);
  od_facts_free(facts);
}

static void check_round(void) {
  od_facts *parts[PARTS + 1];
  size_t count = 1 + any(PARTS);
  for (size_t i = 0; i < count; i++) parts[i] = any_part();
  char *first = joined(parts, count);
  check_document(first);
  for (size_t i = 0; i < count; i++) {
    od_facts *kept = parts[i];
    parts[i] = parts[any((unsigned)count)];
    for (size_t j = 0; j < count; j++)
      if (j != i && parts[j] == parts[i]) parts[j] = kept;
  }
  char *shuffled = joined(parts, count);
  assert_same(first, shuffled, "the order matters");
  parts[count] = parts[any((unsigned)count)];
  char *doubled = joined(parts, count + 1);
  assert_same(first, doubled, "the same source counts twice");
  od_free(first);
  od_free(shuffled);
  od_free(doubled);
  for (size_t i = 0; i < count; i++) od_facts_free(parts[i]);
}

static void laws_hold(void **state) {
  (void)state;
  for (unsigned round = 0; round < ROUNDS; round++) {
    seed = round;
    check_round();
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(laws_hold)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
