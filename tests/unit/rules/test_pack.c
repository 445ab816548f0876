/* Packs: what is read, and everything that is refused, at its place. */
#include "rules_support.h"

#include "core/job.h"
#include "rules/pack.h"

/* The observation of a test stands on line 3, from column 1. */
#define PACK(observations) \
  "{\"schema\":\"od0x8004.rules/1\",\n\"observations\":[\n" observations "]}"

/* All that an observation needs but its condition. */
#define START "{\"id\":\"o\",\"group\":\"g\",\"text\":\"T.\","
#define PLAIN START "\"class\":\"unsourced\","
#define WHEN(condition) PACK(PLAIN "\n\"when\":" condition "}")
#define FINE "\"when\":{\"var\":\"prt.present\"}"

typedef struct refusal {
  const char *pack;
  const char *place; /* "line:column pointer" */
  const char *message;
} refusal;

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

static od_json *check(const char *pack, size_t size) {
  char *text = NULL;
  if (od_rules_check(&text, "p.json", pack, size, job) != OD_OK)
    fail_msg("%s: %s", pack, od_error_message());
  od_json *list = json_of(text);
  od_free(text);
  return list;
}

static char *place_of(const od_json *problem) {
  od_buffer out = {0};
  char *text = NULL;
  od_buffer_format(&out, "%d:%d %s",
                   (int)od_json_number(od_json_member(problem, "line")),
                   (int)od_json_number(od_json_member(problem, "column")),
                   od_json_text(od_json_member(problem, "pointer")));
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

/* check lists exactly this problem, and read fails with it. */
static void refuses(const refusal *r, od_status wanted) {
  od_json *list = check(r->pack, strlen(r->pack));
  const od_json *first = od_json_first(list);
  od_rules *rules = NULL;
  if (od_json_count(list) != 1) {
    od_buffer all = {0};
    od_json_write(&all, list, 1);
    fail_msg("%s\nmust give 1 problem, gave %s", r->pack, all.data);
  }
  char *place = place_of(first);
  const char *message = od_json_text(od_json_member(first, "message"));
  if (strcmp(place, r->place) || strcmp(message, r->message))
    fail_msg("%s\n gave %s %s\n not  %s %s", r->pack, place, message,
             r->place, r->message);
  assert_string_equal(od_json_text(od_json_member(first, "file")), "p.json");
  assert_int_equal(
      od_rules_read(&rules, "p.json", r->pack, strlen(r->pack), job), wanted);
  assert_null(rules);
  assert_string_equal(od_error_bare_message(), r->message);
  assert_int_equal(od_error_place()->line,
                   (int)od_json_number(od_json_member(first, "line")));
  od_free(place);
  od_json_free(list);
}

static od_rules *read_rules(const char *pack) {
  od_rules *rules = NULL;
  if (od_rules_read(&rules, "p.json", pack, strlen(pack), job) != OD_OK)
    fail_msg("%s: %s", pack, od_error_message());
  return rules;
}

/* ---- the document ---- */

static void test_documents(void **state) {
  static const refusal cases[] = {
      {"[]", "1:1 ", "a pack must be an object"},
      {"{\"observations\":[]}", "1:1 ", "member 'schema' is missing"},
      {"{\"schema\":7,\"observations\":[]}", "1:11 /schema",
       "'schema' must be text"},
      {"{\"schema\":\"od0x8004.facts/1\"}", "1:11 /schema",
       "schema 'od0x8004.facts/1' is not 'od0x8004.rules/1'"},
      /* a name is cut at a character, and cannot write to the terminal */
      {"{\"schema\":\"\\u001b[2J\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3"
       "\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
       "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xe2\x82\xac\xe2\x82"
       "\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2"
       "\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
       "\"}",
       "1:11 /schema",
       "schema '?[2J\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3"
       "\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
       "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
       "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82"
       "\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac' is not "
       "'od0x8004.rules/1'"},
      {"{\"schema\":\"od0x8004.rules/1\"}", "1:1 ",
       "member 'observations' is missing"},
      {PACK("5"), "3:1 /observations/0", "an observation must be an object"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":{}}",
       "1:45 /observations", "'observations' must be an array"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[7]}",
       "2:11 /groups/0", "a group must be an object"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[{\"id\":\"g\",\"cost\":-1}]}",
       "2:28 /groups/0/cost", "'cost' must be a whole number from 0 to "
                              "1000000"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[{\"id\":\"g\"},{\"id\":\"g\"}]}",
       "2:28 /groups/1/id", "group 'g' stands twice"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[{\"id\":\"g\",\"required_for\":[\"0x8004de40\",\"soon\"]"
       "}]}",
       "2:50 /groups/0/required_for/1", "'soon' is no error code"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[{\"id\":\"g\",\"required_for\":[1]}]}",
       "2:37 /groups/0/required_for/0", "a code must be text"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"groups\":[{\"id\":\"g\",\"how\":null}]}",
       "2:27 /groups/0/how", "'how' must be text"},
      {"{\"schema\":\"od0x8004.rules/1\",\"observations\":[],\n"
       "\"name\":1}",
       "2:8 /name", "'name' must be text"}};
  static const refusal version = {
      "{\"schema\":\"od0x8004.rules/2\",\"things\":[]}", "1:11 /schema",
      "unknown version 'od0x8004.rules/2', 'od0x8004.rules/1' is known"};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
  refuses(&version, OD_EVERSION);
}

static void test_no_json(void **state) {
  static const char *const texts[] = {
      "",
      "{",
      "{\"schema\":\"od0x8004.rules/1\",}",
      "\xff\xfe",
      "{\"a\":\"\xff\"}",
      "{\"a\":\"\\u0000\"}", "{\"a\":1,\"a\":2}", "nonsense"};
  (void)state;
  for (size_t i = 0; i < COUNT(texts); i++) {
    od_json *list = check(texts[i], strlen(texts[i]));
    od_rules *rules = NULL;
    assert_int_equal(od_json_count(list), 1);
    assert_true(od_json_number(od_json_member(od_json_first(list), "line")) >=
                1);
    assert_int_equal(
        od_rules_read(&rules, "p", texts[i], strlen(texts[i]), job),
        OD_EPARSE);
    assert_null(rules);
    od_json_free(list);
  }
}

static void test_encodings(void **state) {
  static const char pack[] = PACK(PLAIN FINE "}");
  char wide[2 * sizeof pack + 2], marked[sizeof pack + 3];
  od_rules *rules = NULL;
  size_t size = 0;
  (void)state;
  wide[size++] = '\xff', wide[size++] = '\xfe';
  for (size_t i = 0; i + 1 < sizeof pack; i++)
    wide[size++] = pack[i], wide[size++] = 0;
  assert_int_equal(od_rules_read(&rules, "p", wide, size, job), OD_OK);
  assert_int_equal(od_rules_observation_count(rules), 1);
  od_rules_free(rules);
  memcpy(marked, "\xef\xbb\xbf", 3);
  memcpy(marked + 3, pack, sizeof pack);
  assert_int_equal(od_rules_read(&rules, "p", marked, sizeof pack + 2, job),
                   OD_OK);
  od_rules_free(rules);
}

static void test_too_deep(void **state) {
  od_buffer pack = {0};
  od_rules *rules = NULL;
  char *text = NULL;
  (void)state;
  od_buffer_text(&pack, "{\"schema\":");
  for (int i = 0; i < 10000; i++) od_buffer_char(&pack, '[');
  assert_int_equal(od_rules_read(&rules, "p", pack.data, pack.size, job),
                   OD_ELIMIT);
  assert_int_equal(od_rules_check(&text, "p", pack.data, pack.size, job),
                   OD_ELIMIT);
  assert_null(text);
  od_buffer_release(&pack);
}

/* ---- observations ---- */

static void test_members(void **state) {
  static const refusal cases[] = {
      {PACK("{\"group\":\"g\",\"text\":\"T.\",\"class\":\"unsourced\"," FINE
            "}"),
       "3:1 /observations/0", "member 'id' is missing"},
      {PACK("{\"id\":\" \",\"group\":\"g\",\"text\":\"T.\",\"class\":"
            "\"unsourced\"," FINE "}"),
       "3:7 /observations/0/id", "'id' must be text that is not empty"},
      {PACK("{\"id\":\"o\",\"group\":[],\"text\":\"T.\",\"class\":"
            "\"unsourced\"," FINE "}"),
       "3:19 /observations/0/group", "'group' must be text"},
      {PACK(PLAIN "\"cost\":1}"), "3:1 /observations/0",
       "member 'when' is missing"},
      {PACK(START FINE "}"), "3:1 /observations/0",
       "member 'class' is missing"},
      {PACK(START "\"class\":\"rumour\"," FINE "}"),
       "3:43 /observations/0/class",
       "unknown class 'rumour': unsourced, documented, reproduced or "
       "verdict"},
      {PACK(START "\"class\":\"documented\"," FINE "}"),
       "3:43 /observations/0/class", "class 'documented' without a source"},
      {PACK(START "\"class\":\"verdict\",\"source\":\"\"," FINE "}"),
       "3:43 /observations/0/class", "class 'verdict' without a source"},
      {PACK(PLAIN "\n\"severity\":\"fatal\"," FINE "}"),
       "4:12 /observations/0/severity",
       "'severity' must be error, warning, info or advice"},
      {PACK(PLAIN "\n\"cost\":1.5," FINE "}"), "4:8 /observations/0/cost",
       "'cost' must be a whole number from 0 to 1000000"},
      {PACK(PLAIN "\n\"cost\":\"1\"," FINE "}"), "4:8 /observations/0/cost",
       "'cost' must be a whole number from 0 to 1000000"},
      {PACK(PLAIN "\n\"through\":[\"dns\",\"ether\"]," FINE "}"),
       "4:18 /observations/0/through/1", "unknown layer 'ether'"},
      {PACK(PLAIN "\n\"through\":[1]," FINE "}"),
       "4:12 /observations/0/through/0", "the name of a layer must be text"},
      {PACK(PLAIN FINE "},\n" PLAIN FINE "}"), "4:7 /observations/1/id",
       "observation 'o' stands twice"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
}

#define FOR(class, list) \
  PACK(START "\"class\":\"" class "\",\"source\":\"S\"," FINE ",\n" list "}")

static void test_effects(void **state) {
  static const refusal cases[] = {
      {FOR("unsourced", "\"for\":[{\"cause\":\"prt.gone\",\"tier\":"
                        "\"hint\"}]"),
       "4:17 /observations/0/for/0/cause", "unknown cause 'prt.gone'"},
      {FOR("unsourced", "\"for\":[{\"tier\":\"hint\"}]"),
       "4:8 /observations/0/for/0", "member 'cause' is missing"},
      {FOR("unsourced", "\"for\":[{\"cause\":\"prt.stale\"}]"),
       "4:8 /observations/0/for/0", "member 'tier' is missing"},
      {FOR("unsourced", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                        "\"huge\"}]"),
       "4:36 /observations/0/for/0/tier",
       "unknown tier 'huge': hint, moderate, strong or decisive"},
      {FOR("unsourced", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                        "\"moderate\"}]"),
       "4:36 /observations/0/for/0/tier",
       "tier 'moderate' is more than class 'unsourced' may claim ('hint')"},
      {FOR("documented", "\"against\":[{\"cause\":\"prt.stale\",\"tier\":"
                         "\"decisive\"}]"),
       "4:40 /observations/0/against/0/tier",
       "tier 'decisive' is more than class 'documented' may claim "
       "('strong')"},
      {FOR("verdict", "\"for\":[\"prt.stale\"]"),
       "4:8 /observations/0/for/0", "an object was expected"},
      {FOR("verdict", "\"for\":{}"), "4:7 /observations/0/for",
       "'for' must be an array"},
      {FOR("verdict", "\"excludes\":[{\"cause\":\"prt.stale\"}]"),
       "4:13 /observations/0/excludes/0", "member 'case' is missing"},
      {FOR("verdict", "\"excludes\":[{\"cause\":\"x\",\"case\":\"l\"}]"),
       "4:22 /observations/0/excludes/0/cause", "unknown cause 'x'"}};
  static const char *const sound[] = {
      FOR("unsourced", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                       "\"hint\"}]"),
      FOR("documented", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                        "\"strong\"}]"),
      FOR("lab", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                 "\"decisive\"}]"),
      FOR("microsoft", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                       "\"decisive\"}]"),
      FOR("reproduced", "\"against\":[{\"cause\":\"prt.stale\",\"tier\":"
                        "\"decisive\"}]"),
      FOR("verdict", "\"for\":[{\"cause\":\"prt.stale\",\"tier\":"
                     "\"decisive\"}],\"future\":{\"x\":[]}")};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
  for (size_t i = 0; i < COUNT(sound); i++) od_rules_free(read_rules(sound[i]));
}

/* ---- conditions: they stand on line 4, from column 8 ---- */

#define UNKNOWN_FACT "unknown fact 'prt.absent'"
#define NOT_BOOLEAN "the condition must give true or false here"
#define NAME_AS_TEXT "the name of a fact must be written out as text"
#define UNGUARDED(operator, fact)                                       \
  "'" operator "' on fact '" fact "', which may be absent, without known " \
  "or !== null in front of it"
#define AGE "{\"var\":\"prt.age_hours\"}"
#define STATUS "{\"var\":\"prt.last_attempt.http_status\"}"

static void test_conditions(void **state) {
  static const refusal cases[] = {
      {WHEN("{\"equals\":[1,1]}"), "4:18 /observations/0/when/equals",
       "unknown operator 'equals'"},
      {WHEN("{\"and\":[true,{\"xor\":[1]}]}"),
       "4:28 /observations/0/when/and/1/xor", "unknown operator 'xor'"},
      {WHEN("{\"==\":[{\"var\":\"prt.absent\"},1]}"),
       "4:22 /observations/0/when/==/0/var", UNKNOWN_FACT},
      {WHEN("{\"==\":[{\"var\":[\"prt.absent\",0]},1]}"),
       "4:23 /observations/0/when/==/0/var/0", UNKNOWN_FACT},
      {WHEN("{\"known\":\"prt.absent\"}"), "4:17 /observations/0/when/known",
       UNKNOWN_FACT},
      {WHEN("{\"known\":[{\"var\":\"prt.absent\"}]}"),
       "4:25 /observations/0/when/known/0/var", UNKNOWN_FACT},
      {WHEN("{\"!\":{\"missing\":[\"prt.present\",\"prt.absent\"]}}"),
       "4:39 /observations/0/when/!/missing/1", UNKNOWN_FACT},
      {WHEN("{\"var\":\"prt\"}"), "4:15 /observations/0/when/var",
       "unknown fact 'prt'"},
      {WHEN("{\"==\":[{\"var\":\"services.*.state\"},1]}"),
       "4:22 /observations/0/when/==/0/var",
       "unknown fact 'services.*.state'"},
      {WHEN("{\"!\":{\"var\":{\"cat\":[\"prt\",\".present\"]}}}"),
       "4:20 /observations/0/when/!/var", NAME_AS_TEXT},
      {WHEN("{\"!\":{\"var\":\"\"}}"), "4:20 /observations/0/when/!/var",
       NAME_AS_TEXT},
      {WHEN("{\"!\":{\"var\":1}}"), "4:20 /observations/0/when/!/var",
       NAME_AS_TEXT},
      {WHEN("{\"!\":{\"var\":[]}}"), "4:20 /observations/0/when/!/var",
       NAME_AS_TEXT},
      {WHEN("{\"!\":{\"missing\":{\"merge\":[\"prt.present\"]}}}"),
       "4:24 /observations/0/when/!/missing", NAME_AS_TEXT},
      {WHEN("{\"!\":{\"a\":1,\"b\":2}}"), "4:13 /observations/0/when/!",
       "an object in a condition has one member, its operator"},
      {WHEN("{}"), "4:8 /observations/0/when",
       "an object in a condition has one member, its operator"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
}

static void test_numbers(void **state) {
  static const refusal cases[] = {
      {WHEN("{\"<\":[" AGE ",4]}"), "4:21 /observations/0/when/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\">\":[4," STATUS "]}"), "4:23 /observations/0/when/>/1/var",
       UNGUARDED(">", "prt.last_attempt.http_status")},
      {WHEN("{\">\":[{\"var\":\"clock.offset_seconds\"},300]}"),
       "4:21 /observations/0/when/>/0/var",
       UNGUARDED(">", "clock.offset_seconds")},
      {WHEN("{\"==\":[{\"+\":[" AGE ",1]},1]}"),
       "4:28 /observations/0/when/==/0/+/0/var",
       UNGUARDED("+", "prt.age_hours")},
      {WHEN("{\"===\":[{\"max\":[1," AGE "]},1]}"),
       "4:33 /observations/0/when/===/0/max/1/var",
       UNGUARDED("max", "prt.age_hours")},
      {WHEN("{\"<\":[{\"if\":[true,0," AGE "]},4]}"),
       "4:35 /observations/0/when/</0/if/2/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"<\":[{\"or\":[" AGE ",4]},5]}"),
       "4:28 /observations/0/when/</0/or/0/var",
       UNGUARDED("<", "prt.age_hours")},
      /* a guard behind, on another fact, in the wrong branch, negated */
      {WHEN("{\"and\":[{\"<\":[" AGE ",4]},{\"known\":\"prt.age_hours\"}]}"),
       "4:29 /observations/0/when/and/0/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"and\":[{\"known\":\"prt.hours_left\"},{\"<\":[" AGE
            ",4]}]}"),
       "4:56 /observations/0/when/and/1/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"or\":[{\"known\":\"prt.age_hours\"},{\"<\":[" AGE ",4]}]}"),
       "4:54 /observations/0/when/or/1/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"if\":[{\"known\":\"prt.age_hours\"},true,{\"<\":[" AGE
            ",4]}]}"),
       "4:59 /observations/0/when/if/2/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"and\":[{\"!\":{\"known\":\"prt.age_hours\"}},{\"<\":[" AGE
            ",4]}]}"),
       "4:61 /observations/0/when/and/1/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      {WHEN("{\"and\":[{\"!==\":[" AGE ",1]},{\"<\":[" AGE ",4]}]}"),
       "4:65 /observations/0/when/and/1/</0/var",
       UNGUARDED("<", "prt.age_hours")},
      /* types that have no size; a guard does not help */
      {WHEN("{\"<\":[{\"var\":\"onedrive.version\"},\"23\"]}"),
       "4:21 /observations/0/when/</0/var",
       "'<' needs a number, but fact 'onedrive.version' is text"},
      {WHEN("{\"and\":[{\"known\":\"prt.updated\"},{\">\":[{\"var\":"
            "\"prt.updated\"},\"2026\"]}]}"),
       "4:53 /observations/0/when/and/1/>/0/var",
       "'>' needs a number, but fact 'prt.updated' is a time"},
      {WHEN("{\"<\":[1,{\"var\":\"tls.cipher_suites\"}]}"),
       "4:23 /observations/0/when/</1/var",
       "'<' needs a number, but fact 'tls.cipher_suites' is a list"},
      {WHEN("{\"==\":[1,{\"*\":[2,{\"var\":\"prt.present\"}]}]}"),
       "4:32 /observations/0/when/==/1/*/1/var",
       "'*' needs a number, but fact 'prt.present' is true or false"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
}

static void test_not_boolean(void **state) {
  static const refusal cases[] = {
      {WHEN("1"), "4:8 /observations/0/when", NOT_BOOLEAN},
      {WHEN("\"true\""), "4:8 /observations/0/when", NOT_BOOLEAN},
      {WHEN("null"), "4:8 /observations/0/when", NOT_BOOLEAN},
      {WHEN("[true]"), "4:8 /observations/0/when", NOT_BOOLEAN},
      {WHEN("{\"var\":\"prt.authority\"}"), "4:8 /observations/0/when",
       NOT_BOOLEAN},
      {WHEN("{\"var\":[\"prt.present\",0]}"), "4:8 /observations/0/when",
       NOT_BOOLEAN},
      {WHEN("{\"cat\":[\"a\"]}"), "4:8 /observations/0/when", NOT_BOOLEAN},
      {WHEN("{\"missing\":[\"prt.present\"]}"), "4:8 /observations/0/when",
       NOT_BOOLEAN},
      {WHEN("{\"and\":[{\"var\":\"prt.present\"},{\"var\":"
            "\"prt.authority\"}]}"),
       "4:38 /observations/0/when/and/1", NOT_BOOLEAN},
      {WHEN("{\"or\":[]}"), "4:14 /observations/0/when/or",
       "'or' of nothing is no condition"},
      {WHEN("{\"if\":[{\"var\":\"prt.present\"},true]}"),
       "4:14 /observations/0/when/if",
       "'if' without an else is no condition: it may give null"},
      {WHEN("{\"if\":[true,true,5]}"), "4:25 /observations/0/when/if/2",
       NOT_BOOLEAN}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
}

static void test_sound_conditions(void **state) {
  static const char *const packs[] = {
      WHEN("{\"var\":\"prt.present\"}"),
      WHEN("{\"var\":[\"prt.present\",false]}"),
      WHEN("{\"===\":[{\"var\":\"services.Any-1.state\"},\"running\"]}"),
      WHEN("{\"and\":[{\"known\":\"prt.age_hours\"},{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"and\":[{\"known\":" AGE "},{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"and\":[{\"!==\":[null," AGE "]},{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"and\":[{\"!=\":[" AGE ",null]},{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"and\":[{\"!\":{\"===\":[" AGE ",null]}},{\"<\":[" AGE
           ",4]}]}"),
      WHEN("{\"and\":[{\"!!\":{\"known\":\"prt.age_hours\"}},{\"<\":[" AGE
           ",4]}]}"),
      WHEN("{\"and\":[{\"and\":[true,{\"known\":\"prt.age_hours\"}]},{\"or\":"
           "[{\"<\":[" AGE ",4]},{\">\":[" AGE ",9]}]}]}"),
      WHEN("{\"or\":[{\"===\":[" AGE ",null]},{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"if\":[{\"known\":\"prt.age_hours\"},{\"<\":[" AGE
           ",4]},false]}"),
      WHEN("{\"if\":[{\"==\":[" AGE ",null]},false,{\"<\":[" AGE ",4]}]}"),
      WHEN("{\"?:\":[true,{\"!\":1},{\"in\":[1,[]]}]}"),
      WHEN("{\"<\":[{\"var\":[\"prt.age_hours\",9]},4]}"),
      WHEN("{\">\":[{\"var\":[\"clock.offset_seconds\",0]},300]}"),
      WHEN("{\"some\":[{\"var\":\"onedrive.accounts\"},{\"<\":[{\"var\":"
           "\"any\"},{\"var\":\"\"}]}]}"),
      WHEN("{\"none\":[{\"filter\":[{\"var\":\"onedrive.accounts\"},{\"var\":"
           "{\"cat\":[\"x\"]}}]},{\"known\":\"y\"}]}"),
      WHEN("{\"!\":{\"missing\":[\"prt.present\"]}}"),
      WHEN("{\"!\":{\"missing_some\":[1,[\"prt.present\",\"prt.expires\"]]}}"),
      WHEN("true")};
  (void)state;
  for (size_t i = 0; i < COUNT(packs); i++) {
    od_json *list = check(packs[i], strlen(packs[i]));
    if (od_json_count(list))
      fail_msg("%s: %s", packs[i],
               od_json_text(od_json_member(od_json_first(list), "message")));
    od_json_free(list);
    od_rules_free(read_rules(packs[i]));
  }
}

static void test_deep_condition(void **state) {
  od_buffer pack = {0};
  (void)state;
  od_buffer_text(&pack, "{\"schema\":\"od0x8004.rules/1\",\"observations\":["
                        PLAIN "\"when\":");
  for (int i = 0; i < 120; i++) od_buffer_text(&pack, "{\"!\":");
  od_buffer_text(&pack, "{\"var\":\"prt.present\"}");
  for (int i = 0; i < 120; i++) od_buffer_char(&pack, '}');
  od_buffer_text(&pack, "}]}");
  od_rules *rules = read_rules(pack.data);
  od_facts *facts = facts_of("{\"prt.present\":true}");
  char *results = NULL;
  assert_int_equal(od_rules_evaluate(&results, rules, facts), OD_OK);
  assert_string_equal(results,
                      "[{\"id\":\"o\",\"group\":\"g\",\"result\":true,"
                      "\"decided_by\":[\"prt.present\"]}]");
  od_free(results);
  od_facts_free(facts);
  od_rules_free(rules);
  od_buffer_release(&pack);
}

/* ---- groups ---- */

#define OBSERVATION(id, group, rest)                           \
  "{\"id\":\"" id "\",\"group\":\"" group "\",\"text\":\"T.\"," \
  "\"class\":\"unsourced\"," rest "}"
#define ABOUT(fact) "\"when\":{\"===\":[{\"var\":\"" fact "\"},1]}"

static void test_meeting_facts(void **state) {
  static const refusal cases[] = {
      {PACK(OBSERVATION("a", "g", ABOUT("prt.authority")) ",\n"
            OBSERVATION("b", "h", ABOUT("prt.authority"))),
       "4:19 /observations/1/group",
       "'a' and 'b' share fact 'prt.authority' but not a group ('g', 'h')"},
      {PACK(OBSERVATION("a", "g", ABOUT("prt.authority")) ",\n"
            OBSERVATION("b", "h",
                        "\"context\":[\"prt.present\"],\"when\":{\"and\":[{"
                        "\"var\":\"prt.present\"},{\"===\":[{\"var\":"
                        "\"prt.authority\"},1]}]}")),
       "4:19 /observations/1/group",
       "'a' and 'b' share fact 'prt.authority' but not a group ('g', 'h')"},
      {PACK(OBSERVATION("a", "g", "\n\"context\":[\"prt.authority\"],"
                                  ABOUT("prt.authority"))),
       "4:11 /observations/0/context",
       "every fact of the condition is context: nothing is left to "
       "observe"},
      {PACK(OBSERVATION("a", "g", "\n\"context\":[\"prt.present\"],"
                                  ABOUT("prt.authority"))),
       "4:12 /observations/0/context/0",
       "context fact 'prt.present' is not in the condition"},
      {PACK(OBSERVATION("a", "g", "\n\"context\":[3],"
                                  ABOUT("prt.authority"))),
       "4:12 /observations/0/context/0", "the name of a fact must be text"}};
  static const char *const sound[] = {
      PACK(OBSERVATION("a", "g", ABOUT("prt.authority")) ",\n"
           OBSERVATION("b", "g", ABOUT("prt.authority"))),
      /* only asked whether it is known */
      PACK(OBSERVATION("a", "g", ABOUT("prt.authority")) ",\n"
           OBSERVATION("b", "h", "\"when\":{\"and\":[{\"known\":"
                                 "\"prt.authority\"},{\"var\":"
                                 "\"prt.present\"}]}")),
      /* context on either side */
      PACK(OBSERVATION("a", "g", "\"when\":{\"var\":\"prt.present\"}") ",\n"
           OBSERVATION("b", "h",
                       "\"context\":[\"prt.present\"],\"when\":{\"and\":[{"
                       "\"var\":\"prt.present\"},{\"===\":[{\"var\":"
                       "\"prt.authority\"},1]}]}"))};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) refuses(&cases[i], OD_EPARSE);
  for (size_t i = 0; i < COUNT(sound); i++) od_rules_free(read_rules(sound[i]));
}

/* All problems at once, in the order of their places. */
static void test_many_problems(void **state) {
  static const char pack[] =
      "{\"schema\":\"od0x8004.rules/1\",\n"
      "\"groups\":[{\"required_for\":[\"x\"]}],\n"
      "\"observations\":[{\"id\":\"a\",\"group\":\"g\",\n"
      "\"for\":[{\"cause\":\"nope\",\"tier\":\"decisive\"}],\n"
      "\"when\":{\"and\":[{\"foo\":1},{\"<\":[{\"var\":\"nope\"},1]},5]},\n"
      "\"class\":\"unsourced\"}]}";
  static const char *const places[] = {
      "2:11 /groups/0",
      "2:28 /groups/0/required_for/0",
      "3:17 /observations/0",
      "4:17 /observations/0/for/0/cause",
      "4:31 /observations/0/for/0/tier",
      "5:23 /observations/0/when/and/0/foo",
      "5:39 /observations/0/when/and/1/</0/var",
      "5:51 /observations/0/when/and/2"};
  size_t i = 0;
  (void)state;
  od_json *list = check(pack, strlen(pack));
  for (const od_json *p = od_json_first(list); p; p = od_json_next(p), i++) {
    char *place = place_of(p);
    assert_true(i < COUNT(places));
    assert_string_equal(place, places[i]);
    od_free(place);
  }
  assert_int_equal(i, COUNT(places));
  od_json_free(list);
}

static void test_too_many_problems(void **state) {
  od_buffer pack = {0};
  (void)state;
  od_buffer_text(&pack, "{\"schema\":\"od0x8004.rules/1\","
                        "\"observations\":[0");
  for (int i = 0; i < 1500; i++) od_buffer_text(&pack, ",0");
  od_buffer_text(&pack, "]}");
  od_json *list = check(pack.data, pack.size);
  assert_int_equal(od_json_count(list), OD_PROBLEMS_MAX + 1);
  od_json_free(list);
  od_buffer_release(&pack);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_documents),
      cmocka_unit_test(test_no_json),
      cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_too_deep),
      cmocka_unit_test(test_members),
      cmocka_unit_test(test_effects),
      cmocka_unit_test(test_conditions),
      cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_not_boolean),
      cmocka_unit_test(test_sound_conditions),
      cmocka_unit_test(test_deep_condition),
      cmocka_unit_test(test_meeting_facts),
      cmocka_unit_test(test_many_problems),
      cmocka_unit_test(test_too_many_problems)};
  return cmocka_run_group_tests(tests, make_job, free_job);
}
