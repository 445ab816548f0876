/* Exports as objects: JSON, CSV and lists, whole ones only. */
#include "core/alloc.h"
#include "core/buffer.h"
#include "facts/readers/objects.h"
#include "reader_test.h"

/* What was taken: objects as JSON, one a line. */
typedef struct seen {
  od_buffer text;
  size_t count, most;
  unsigned line; /* of the last */
  unsigned gave_up;
  int graph;
  char context[64], asked[64];
} seen;

static void keep(char *out, size_t size, od_view text) {
  snprintf(out, size, "%.*s", (int)text.size, text.size ? text.data : "");
}

static int take(void *user, const od_object *object) {
  seen *s = user;
  if (s->text.size) od_buffer_char(&s->text, ' ');
  if (object->json) od_json_write(&s->text, object->json, 0);
  else od_buffer_text(&s->text, "none");
  s->line = object->line;
  s->graph = object->graph;
  keep(s->context, sizeof s->context, object->context);
  keep(s->asked, sizeof s->asked, object->asked);
  return ++s->count != s->most;
}

static seen walk(const char *string, size_t most) {
  static const char *const keys[] = {"userPrincipalName", NULL};
  static const char *const marks[] = {"rincipal", "ser P", NULL};
  seen s = {.most = most};
  od_object_taker taker = {take, &s, keys, marks, &s.gave_up};
  od_text text = text_of(string, strlen(string));
  assert_int_equal(od_objects_walk(&text, NULL, &taker), OD_OK);
  od_text_release(&text);
  return s;
}

static seen check(const char *string, const char *expected) {
  seen s = walk(string, 0);
  assert_string_equal(s.text.data ? s.text.data : "", expected);
  od_buffer_release(&s.text);
  return s;
}

#define JANE "{\"userPrincipalName\":\"jane@c.com\"}"
#define BOB "{\"userPrincipalName\":\"bob@c.com\"}"

static void json(void **state) {
  (void)state;
  seen s = check("\nGET /users\n" JANE "\n", JANE);
  assert_int_equal(s.line, 3);
  assert_int_equal(s.graph, 1);
  assert_string_equal(s.asked, "GET /users");
  s = check("{\"@odata.context\":\"v1.0/$metadata#users\",\"value\":[" JANE
            "," BOB "]}", JANE " " BOB);
  assert_string_equal(s.context, "v1.0/$metadata#users");
  s = check("[" JANE ",7,null," BOB ",]\n", JANE " " BOB);
  assert_int_equal(check("{\"UserPrincipalName\":\"j\"}\n",
                         "{\"UserPrincipalName\":\"j\"}").graph, 0);
  check("> {\n> \"userPrincipalName\":\"j\"\n> }\n",
        ""); /* a quoted one of several lines is not put together */
  check("{\"userPrincipalName\":\"j\",\n", "");
  check("{\"userPrincipalName\":\"j\"", "");
  check("{\"userPrincipalName\" \"j\"}\n" JANE, JANE);
  check("{\"other\":\"far longer than a few letters\"}\n", "");
}

static void an_empty_collection(void **state) {
  (void)state;
  check("userPrincipalName?\n{\"@odata.context\":\"x#userPrincipalName\","
        "\"value\":[]}\n", "none");
  check("userPrincipalName?\n[]\n", "none");
}

static void enough_is_enough(void **state) {
  (void)state;
  seen s = walk("[" JANE "," BOB "]\n" JANE, 1);
  assert_int_equal(s.count, 1);
  od_buffer_release(&s.text);
}

/* So many braces are left open that nothing more is tried; where is told. */
static void what_is_given_up(void **state) {
  od_buffer text = {0};
  (void)state;
  for (int i = 0; i < 100; i++) od_buffer_text(&text, "{\n");
  od_buffer_text(&text, JANE "\n");
  seen s = walk(text.data, 0);
  assert_int_equal(s.count, 0);
  assert_in_range(s.gave_up, 60, 70);
  od_buffer_release(&s.text);
  s = walk(text.data + 2 * 90, 0); /* ten may be open */
  assert_int_equal(s.count, 1);
  assert_int_equal(s.gave_up, 0);
  od_buffer_release(&s.text);
  od_buffer_release(&text);
}

static void tables(void **state) {
  (void)state;
  seen s = check("userPrincipalName,id\njane@c.com,1\n\"bob@c.com\",\"a,"
                 "\"\"b\"\"\"\n",
                 "{\"userPrincipalName\":\"jane@c.com\",\"id\":\"1\"} "
                 "{\"userPrincipalName\":\"bob@c.com\",\"id\":"
                 "\"a,\\\"b\\\"\"}");
  assert_int_equal(s.line, 3);
  check("User Principal Name;Display name\njane@c.com;Jane\n",
        "{\"User Principal Name\":\"jane@c.com\",\"Display name\":\"Jane\"}");
  check("userPrincipalName\tid\r\njane@c.com\t\r\n",
        "{\"userPrincipalName\":\"jane@c.com\"}"); /* empty is not told */
  check("userPrincipalName,id\na,b,c\njane@c.com,1\n",
        "{\"userPrincipalName\":\"jane@c.com\",\"id\":\"1\"}");
  check("userPrincipalName,id\njane@c.com,1\nend\nbob@c.com,2\n",
        "{\"userPrincipalName\":\"jane@c.com\",\"id\":\"1\"}");
  check("userPrincipalName,id\njane@c.com,12",
        "{\"userPrincipalName\":\"jane@c.com\"}"); /* 123? */
  check("displayName,mailserPrincipal\nJane,1\n", ""); /* no key of ours */
}

static void lists(void **state) {
  (void)state;
  check("UserPrincipalName : jane@c.com\nAccountEnabled    : True\n\n",
        "{\"UserPrincipalName\":\"jane@c.com\",\"AccountEnabled\":"
        "\"True\"}");
  check("UserPrincipalName : jane@c.com\nProxyAddresses    : {SMTP:a@c.com,\n"
        "                    smtp:b@c.com}\n\n",
        "{\"UserPrincipalName\":\"jane@c.com\",\"ProxyAddresses\":"
        "\"{SMTP:a@c.com,smtp:b@c.com}\"}");
  check("UserPrincipalName : jane@c.com\n\nUserPrincipalName : bob@c.com\n\n",
        "{\"UserPrincipalName\":\"jane@c.com\"} "
        "{\"UserPrincipalName\":\"bob@c.com\"}");
  check("UserPrincipalName : jane@c.com\nId : 1\n\n", /* another list */
        "{\"UserPrincipalName\":\"jane@c.com\"}");
  check("Name : serPrincipal\n\n", "");
  check("UserPrincipalName : jane@c.c", ""); /* cut inside a value */
}

static od_json *object_of(const char *text) {
  od_json_options options = {0};
  od_json *json;
  assert_int_equal(od_json_parse(&json, od_view_of(text), &options), OD_OK);
  return json;
}

static void members(void **state) {
  long long ms = 0;
  double number = 0;
  (void)state;
  od_json *o = object_of(
      "{\"Account Enabled\":\"false\",\"is_managed\":true,\"odd\":\"maybe\","
      "\"nothing\":null,\"AdditionalProperties\":{\"nothing\":\"yes\","
      "\"userType\":\" Guest \"},\"ticks\":\"/Date(1773135072000)/\","
      "\"dated\":{\"value\":\"2026-03-10T09:31:12Z\"},\"bad\":\"/Date(x)/\","
      "\"used\":12.5,\"quota\":\"1024\",\"text\":\"12 MB\"}");
  assert_int_equal(od_object_bool(o, "accountEnabled"), 0);
  assert_int_equal(od_object_bool(o, "isManaged"), 1);
  assert_int_equal(od_object_bool(o, "odd"), -1);
  assert_int_equal(od_object_bool(o, "none"), -1);
  assert_true(od_view_equal(od_object_text(o, "usertype"), "Guest"));
  assert_true(od_view_equal(od_object_text(o, "nothing"), "yes"));
  assert_true(od_object_time(o, "ticks", &ms));
  assert_int_equal(ms, 1773135072000);
  assert_true(od_object_time(o, "dated", &ms));
  assert_int_equal(ms, 1773135072000);
  assert_false(od_object_time(o, "bad", &ms));
  assert_true(od_object_number(o, "used", &number));
  assert_true(number > 12.4 && number < 12.6);
  assert_true(od_object_number(o, "quota", &number));
  assert_int_equal(number, 1024);
  assert_false(od_object_number(o, "text", &number));
  od_json_free(o);
  o = object_of("{\"sku\":null}");
  assert_true(od_object_has(o, "SKU")); /* asked for, and empty */
  assert_null(od_object_find(o, "sku"));
  assert_false(od_object_has(o, "skus"));
  od_json_free(o);
}

static void lists_of_values(void **state) {
  static const struct {
    const char *value, *list;
    int cut;
  } rows[] = {
      {"[\"A\",\"b\",3]", "[\"a\",\"b\"]", 0},
      {"\"{SMTP:A@c.com, b}\"", "[\"smtp:a@c.com\",\"b\"]", 0},
      {"\"a;b,,c\"", "[\"a\",\"b\",\"c\"]", 0},
      {"\"{a, b...}\"", "[\"a\"]", 1},
      {"\"{a, b\xe2\x80\xa6\"", "[\"a\"]", 1},
      {"\"{a, b\"", "[\"a\",\"b\"]", 1},
      {"\"\"", "[]", 0}, {"7", "[]", 0}, {"null", "[]", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_json *value = object_of(rows[i].value);
    od_buffer text = {0};
    int cut = 0;
    od_json *list = od_object_list(value, &cut);
    od_json_write(&text, list, 0);
    assert_string_equal(text.data, rows[i].list);
    assert_int_equal(cut, rows[i].cut);
    od_buffer_release(&text);
    od_json_free(list);
    od_json_free(value);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json),           cmocka_unit_test(an_empty_collection),
      cmocka_unit_test(enough_is_enough),
      cmocka_unit_test(what_is_given_up), cmocka_unit_test(tables),
      cmocka_unit_test(lists),          cmocka_unit_test(members),
      cmocka_unit_test(lists_of_values)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
