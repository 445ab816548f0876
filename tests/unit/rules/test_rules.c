/* Packs at work: what they hold, combining, listing, evaluating, sharing. */
#include "rules_support.h"

#include <stdio.h>

#include "core/job.h"
#include "rules/rules.h"

static od_job *job;

static int make_job(void **state) {
  (void)state;
  return od_job_new(&job) == OD_OK ? 0 : -1;
}

static int free_job(void **state) {
  (void)state;
  od_job_free(job);
  return 0;
}

static od_rules *read_rules(const char *pack) {
  od_rules *rules = NULL;
  if (od_rules_read(&rules, "p.json", pack, strlen(pack), job) != OD_OK)
    fail_msg("%s: %s", pack, od_error_message());
  return rules;
}

static const char full[] =
    "{\"schema\":\"od0x8004.rules/1\",\"name\":\"full\","
    "\"groups\":["
    "{\"id\":\"z.unused\"},"
    "{\"id\":\"prt.state\",\"title\":\"The token\",\"how\":\"dsregcmd\","
    "\"cost\":4,\"required_for\":[\"0x8004DE40\",\"-2147164608\","
    "\"AADSTS50097\"]}],"
    "\"observations\":["
    "{\"id\":\"prt.none\",\"group\":\"prt.state\",\"class\":\"documented\","
    "\"source\":\"a page\",\"when\":{\"===\":[{\"var\":\"prt.present\"},"
    "false]},\"for\":[{\"cause\":\"prt.missing\",\"tier\":\"strong\"}],"
    "\"against\":[{\"cause\":\"prt.stale\",\"tier\":\"moderate\"}],"
    "\"excludes\":[{\"cause\":\"network.dns\",\"case\":\"lab-7\"}],"
    "\"through\":[\"dns\",\"proxy\"],\"severity\":\"error\",\"cost\":2,"
    "\"text\":\"There is no token.\",\"action\":\"Sign in.\"},"
    "{\"id\":\"mode\",\"group\":\"proxy.mode\",\"class\":\"unsourced\","
    "\"text\":\"A proxy.\",\"when\":{\"and\":[{\"known\":\"device.id\"},"
    "{\"===\":[{\"var\":\"proxy.winhttp.mode\"},\"manual\"]}]}}]}";

static void test_contents(void **state) {
  od_rules *rules = read_rules(full);
  const od_observation *o = od_rules_observation(rules, 0);
  (void)state;
  assert_int_equal(od_rules_observation_count(rules), 2);
  assert_null(od_rules_observation(rules, 2));
  assert_string_equal(o->id, "prt.none");
  assert_string_equal(o->group, "prt.state");
  assert_string_equal(o->severity, "error");
  assert_string_equal(o->text, "There is no token.");
  assert_string_equal(o->action, "Sign in.");
  assert_string_equal(o->source, "a page");
  assert_string_equal(o->class_name, "documented");
  assert_int_equal(o->cost, 2);
  assert_int_equal(o->through,
                   1u << OD_LAYER_DNS | 1u << OD_LAYER_PROXY);
  assert_int_equal(o->for_count, 1);
  assert_string_equal(o->for_causes[0].cause->id, "prt.missing");
  assert_string_equal(o->for_causes[0].tier, "strong");
  assert_int_equal(o->for_causes[0].db, 13);
  assert_int_equal(o->against_count, 1);
  assert_int_equal(o->against[0].db, 7);
  assert_int_equal(o->exclude_count, 1);
  assert_string_equal(o->excludes[0].lab_case, "lab-7");
  assert_int_equal(o->fact_count, 1);
  assert_string_equal(o->facts[0], "prt.present");
  o = od_rules_observation(rules, 1);
  assert_string_equal(o->severity, "info");
  assert_string_equal(o->action, "");
  assert_int_equal(o->cost, 1);
  assert_int_equal(o->for_count, 0);
  assert_int_equal(o->fact_count, 2);
  od_rules_free(rules);
}

static void test_groups(void **state) {
  od_rules *rules = read_rules(full);
  (void)state;
  assert_int_equal(od_rules_group_count(rules), 3);
  const od_group *group = od_rules_group(rules, 0);
  assert_string_equal(group->id, "proxy.mode"); /* only an observation's */
  assert_string_equal(group->title, "proxy.mode");
  assert_string_equal(group->how, od_dictionary_find("device.id")->how);
  assert_int_equal(group->cost, 1);
  assert_null(group->required_for[0]);
  group = od_rules_group(rules, 1);
  assert_string_equal(group->title, "The token");
  assert_string_equal(group->how, "dsregcmd");
  assert_int_equal(group->cost, 4);
  assert_string_equal(group->required_for[0], "0x8004de40");
  assert_string_equal(group->required_for[1], "AADSTS50097");
  assert_null(group->required_for[2]); /* two spellings are one code */
  group = od_rules_group(rules, 2);
  assert_string_equal(group->id, "z.unused");
  assert_string_equal(group->how, "");
  assert_null(od_rules_group(rules, 3));
  od_rules_free(rules);
}

#define ONE(groups, id, group)                                            \
  "{\"schema\":\"od0x8004.rules/1\",\"groups\":[" groups "],"             \
  "\"observations\":[{\"id\":\"" id "\",\"group\":\"" group               \
  "\",\"class\":\"unsourced\",\"text\":\"T.\",\"cost\":3,\"when\":"       \
  "{\"var\":\"prt.present\"}}]}"

static void test_combine(void **state) {
  od_rules *a = read_rules(
      ONE("{\"id\":\"g\",\"title\":\"First\",\"required_for\":[\"12007\"]}",
          "a", "g"));
  od_rules *b = read_rules(
      ONE("{\"id\":\"g\",\"title\":\"Second\",\"how\":\"run it\","
          "\"required_for\":[\"12007\",\"12029\"]}", "b", "g"));
  od_rules *c = read_rules(ONE("", "c", "h"));
  od_rules *all = NULL, *more = NULL, *none = NULL;
  const od_rules *two[] = {a, b}, *three[3];
  (void)state;
  assert_int_equal(od_rules_combine(&all, two, 2), OD_OK);
  od_rules_free(a); /* the combination holds what it needs */
  od_rules_free(b);
  three[0] = all, three[1] = c;
  assert_int_equal(od_rules_combine(&more, three, 2), OD_OK);
  od_rules_free(all);
  od_rules_free(c);
  assert_int_equal(od_rules_observation_count(more), 3);
  assert_string_equal(od_rules_observation(more, 2)->id, "c");
  /* it is about the same fact, so it is of the same act of measuring */
  assert_string_equal(od_rules_observation(more, 2)->group, "g");
  assert_int_equal(od_rules_group_count(more), 1);
  const od_group *group = od_rules_group(more, 0);
  assert_string_equal(group->title, "Second"); /* it tells how */
  assert_string_equal(group->how, "run it");
  assert_int_equal(group->cost, 3);
  assert_string_equal(group->required_for[0], "12007");
  assert_string_equal(group->required_for[1], "12029");
  assert_null(group->required_for[2]);
  assert_int_equal(od_rules_combine(&none, NULL, 0), OD_OK);
  assert_int_equal(od_rules_observation_count(none), 0);
  od_rules_free(none);
  three[0] = more, three[1] = more;
  assert_int_equal(od_rules_combine(&none, three, 2), OD_EINVALID);
  assert_null(none);
  assert_string_equal(od_error_message(), "observation 'a' is in two packs");
  od_rules_free(more);
}

static void test_share(void **state) {
  od_rules *rules = read_rules(ONE("", "a", "g"));
  od_rules *shared = od_rules_share(rules);
  (void)state;
  assert_ptr_equal(shared, rules);
  od_rules_free(rules);
  assert_string_equal(od_rules_observation(shared, 0)->id, "a");
  od_rules_free(shared);
  od_rules_free(NULL);
}

static char *evaluate(const char *pack, const char *facts_text) {
  od_rules *rules = read_rules(pack);
  od_facts *facts = facts_of(facts_text);
  char *results = NULL;
  assert_int_equal(od_rules_evaluate(&results, rules, facts), OD_OK);
  od_facts_free(facts);
  od_rules_free(rules);
  return results;
}

static void test_evaluate(void **state) {
  static const struct { const char *facts, *mode; } cases[] = {
      {"{\"device.id\":\"x\",\"proxy.winhttp.mode\":\"manual\"}",
       "true,\"decided_by\":[\"device.id\",\"proxy.winhttp.mode\"]}]"},
      {"{\"device.id\":\"x\",\"proxy.winhttp.mode\":\"direct\"}",
       "false,\"decided_by\":[\"proxy.winhttp.mode\"]}]"},
      {"{\"device.id\":\"x\"}",
       "null,\"decided_by\":[\"proxy.winhttp.mode\"]}]"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    char *results = evaluate(full, cases[i].facts);
    const char *start = strstr(results, "\"id\":\"mode\"");
    const char *result = strstr(start, "\"result\":");
    assert_string_equal(result + strlen("\"result\":"), cases[i].mode);
    od_json_free(json_of(results));
    od_free(results);
  }
  /* Not known at all: the guard is false, and the reason is the guard. */
  char *results = evaluate(full, "{}");
  assert_non_null(strstr(results, "\"id\":\"mode\",\"group\":\"proxy.mode\","
                                  "\"result\":false,\"decided_by\":["
                                  "\"device.id\"]"));
  assert_non_null(strstr(results, "\"result\":null,\"decided_by\":["
                                  "\"prt.present\"]"));
  od_free(results);
}

static void test_list(void **state) {
  char *text = NULL, *json = NULL;
  od_rules *rules = read_rules(full);
  (void)state;
  assert_int_equal(od_rules_list(&text, rules, "text"), OD_OK);
  assert_non_null(strstr(text, "prt.none\n  group    prt.state\n"
                               "  for      prt.missing (strong)\n"
                               "  against  prt.stale (moderate)\n"));
  assert_non_null(strstr(text, "  class    documented\n  source   a page\n"));
  assert_int_equal(od_rules_list(&json, rules, "json"), OD_OK);
  od_json *list = json_of(json);
  const od_json *first = od_json_first(list);
  assert_int_equal(od_json_count(list), 2);
  assert_string_equal(od_json_text(od_json_member(first, "id")), "prt.none");
  const od_json *effect = od_json_first(od_json_member(first, "for"));
  assert_string_equal(od_json_text(od_json_member(effect, "tier")), "strong");
  od_json_free(list);
  od_free(json);
  od_free(text);
  assert_int_equal(od_rules_list(&text, rules, "xml"), OD_EINVALID);
  assert_null(text);
  od_rules_free(rules);
}

/* The packs of the library are sound, and each observation can be read. */
static void test_builtin(void **state) {
  od_rules *rules = NULL;
  (void)state;
  if (od_rules_builtin(&rules) != OD_OK) fail_msg("%s", od_error_message());
  for (size_t i = 0; i < od_rules_observation_count(rules); i++) {
    const od_observation *o = od_rules_observation(rules, i);
    size_t size = strlen(o->text);
    assert_true(size > 1 && o->text[size - 1] == '.');
    assert_true(o->fact_count > 0);
    for (size_t k = 0; k < o->fact_count; k++)
      assert_non_null(od_dictionary_find(o->facts[k]));
  }
  for (size_t i = 1; i < od_rules_group_count(rules); i++)
    assert_true(strcmp(od_rules_group(rules, i - 1)->id,
                       od_rules_group(rules, i)->id) < 0);
  od_facts *facts = facts_of("{}");
  char *results = NULL;
  assert_int_equal(od_rules_evaluate(&results, rules, facts), OD_OK);
  /* Of nothing nothing is known: no observation may hold. */
  assert_null(strstr(results, "\"result\":true"));
  od_free(results);
  od_facts_free(facts);
  od_rules_free(rules);
}

/* The pack that the manual shows is sound. */
static void test_manual(void **state) {
  enum { ROOM = 1 << 16 };
  char *text = calloc(1, ROOM), *start, *end;
  FILE *file = fopen(OD_SOURCE_DIR "/docs/rules.md", "rb");
  (void)state;
  assert_non_null(file);
  assert_true(fread(text, 1, ROOM - 1, file) > 0);
  fclose(file);
  start = strstr(text, "```json\n");
  assert_non_null(start);
  start += strlen("```json\n");
  end = strstr(start, "```");
  assert_non_null(end);
  *end = '\0';
  od_rules *rules = read_rules(start);
  assert_int_equal(od_rules_observation_count(rules), 1);
  od_rules_free(rules);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_contents), cmocka_unit_test(test_groups),
      cmocka_unit_test(test_combine),  cmocka_unit_test(test_share),
      cmocka_unit_test(test_evaluate), cmocka_unit_test(test_list),
      cmocka_unit_test(test_builtin),
      cmocka_unit_test(test_manual)};
  return cmocka_run_group_tests(tests, make_job, free_job);
}
