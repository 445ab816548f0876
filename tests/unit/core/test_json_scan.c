#include "check.h"
#include "core/json.h"
#include "core/json_scan.h"

#define BYTES(text) text, sizeof(text) - 1

/* What is refused, at line:column, below which JSON pointer. */
static const struct refusal {
  const char *text;
  size_t size;
  unsigned line, column;
  const char *pointer, *problem;
} refusals[] = {
    {BYTES(""), 1, 1, "", "unexpected end"},
    {BYTES(" \n "), 2, 2, "", "unexpected end"},
    {BYTES("x"), 1, 1, "", "value expected"},
    {BYTES("tru"), 1, 1, "", "value expected"},
    {BYTES("True"), 1, 1, "", "value expected"},
    {BYTES("NaN"), 1, 1, "", "value expected"},
    {BYTES("-Infinity"), 1, 2, "", "digit expected"},
    {BYTES("'a'"), 1, 1, "", "value expected"},
    {BYTES("\xef\xbb\xbf{}"), 1, 1, "", "value expected"},
    {BYTES("1 2"), 1, 3, "", "text after the value"},
    {BYTES("{}x"), 1, 3, "", "text after the value"},
    {BYTES("[1]]"), 1, 4, "", "text after the value"},
    {BYTES("truex"), 1, 5, "", "text after the value"},
    {BYTES("[]\0"), 1, 3, "", "text after the value"},
    {BYTES("\0[]"), 1, 1, "", "value expected"},
    {BYTES("{} // why"), 1, 4, "", "text after the value"},
    {BYTES("[/* why */1]"), 1, 2, "/0", "value expected"},
    /* numbers */
    {BYTES("[01]"), 1, 2, "/0", "number with a leading zero"},
    {BYTES("[-01]"), 1, 3, "/0", "number with a leading zero"},
    {BYTES("[00]"), 1, 2, "/0", "number with a leading zero"},
    {BYTES("[1.]"), 1, 4, "/0", "digit expected"},
    {BYTES("[.5]"), 1, 2, "/0", "value expected"},
    {BYTES("[+1]"), 1, 2, "/0", "value expected"},
    {BYTES("[-]"), 1, 3, "/0", "digit expected"},
    {BYTES("[1e]"), 1, 4, "/0", "digit expected"},
    {BYTES("[1e+]"), 1, 5, "/0", "digit expected"},
    {BYTES("[1.e5]"), 1, 4, "/0", "digit expected"},
    {BYTES("[0x10]"), 1, 3, "/0", "',' or ']' expected"},
    {BYTES("[1,5]x"), 1, 6, "", "text after the value"},
    {BYTES("[1, 1e999]"), 1, 5, "/1", "number beyond the range of a double"},
    {BYTES("{\"a\":\n -1e999}"), 2, 2, "/a",
     "number beyond the range of a double"},
    {BYTES("[1234567890123456789012345678901234567890123456789012345678901234"
           "]"),
     1, 2, "/0", "number of more than 63 characters"},
    /* strings */
    {BYTES("\"abc"), 1, 5, "", "unterminated string"},
    {BYTES("\"abc\\"), 1, 5, "", "unterminated string"},
    {BYTES("\"a\nb\""), 1, 3, "", "control character in a string"},
    {BYTES("\"a\tb\""), 1, 3, "", "control character in a string"},
    {BYTES("\"a\0b\""), 1, 3, "", "control character in a string"},
    {BYTES("\"\x1f\""), 1, 2, "", "control character in a string"},
    {BYTES("\"\\x41\""), 1, 2, "", "unknown escape"},
    {BYTES("\"\\'\""), 1, 2, "", "unknown escape"},
    {BYTES("\"\\\0\""), 1, 2, "", "unknown escape"},
    {BYTES("\"\\U0041\""), 1, 2, "", "unknown escape"},
    {BYTES("\"\\u00\""), 1, 2, "", "broken \\u escape"},
    {BYTES("\"\\u00g0\""), 1, 2, "", "broken \\u escape"},
    {BYTES("\"\\u"), 1, 2, "", "broken \\u escape"},
    {BYTES("[\"ok\",\"a\\u0000b\"]"), 1, 9, "/1", "NUL character in a string"},
    {BYTES("\"\\ud800\""), 1, 2, "", "lone surrogate"},
    {BYTES("\"\\udc00\""), 1, 2, "", "lone surrogate"},
    {BYTES("\"\\ud800\\ud800\""), 1, 2, "", "lone surrogate"},
    {BYTES("\"\\ud83dx\\ude00\""), 1, 2, "", "lone surrogate"},
    {BYTES("\"\\ude00\\ud83d\""), 1, 2, "", "lone surrogate"},
    {BYTES("\"\\ud83d\\u"), 1, 2, "", "lone surrogate"},
    {BYTES("\"\xff\""), 1, 2, "", "invalid UTF-8"},
    {BYTES("\"\xc3\""), 1, 2, "", "invalid UTF-8"},
    {BYTES("\"\xc0\x80\""), 1, 2, "", "invalid UTF-8"},
    {BYTES("\"\xed\xa0\x80\""), 1, 2, "", "invalid UTF-8"},
    {BYTES("\"\xf4\x90\x80\x80\""), 1, 2, "", "invalid UTF-8"},
    {BYTES("\"\xe2\x82"), 1, 2, "", "invalid UTF-8"},
    /* a column counts characters, a line ends with LF */
    {BYTES("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", x]"), 1, 9, "/1",
     "value expected"},
    {BYTES("[\r\n1,\r\n  x]"), 3, 3, "/1", "value expected"},
    /* arrays and objects */
    {BYTES("["), 1, 2, "/0", "unexpected end"},
    {BYTES("[1"), 1, 3, "/0", "',' or ']' expected"},
    {BYTES("[1 2]"), 1, 4, "/0", "',' or ']' expected"},
    {BYTES("[1}"), 1, 3, "/0", "',' or ']' expected"},
    {BYTES("[,1]"), 1, 2, "/0", "value expected"},
    {BYTES("[1,,2]"), 1, 4, "/1", "value expected"},
    {BYTES("[1,]"), 1, 3, "/0", "trailing comma"},
    {BYTES("{"), 1, 2, "", "member name expected"},
    {BYTES("{a:1}"), 1, 2, "", "member name expected"},
    {BYTES("{1:1}"), 1, 2, "", "member name expected"},
    {BYTES("{\"a\"}"), 1, 5, "/a", "':' expected"},
    {BYTES("{\"a\":}"), 1, 6, "/a", "value expected"},
    {BYTES("{\"a\":1"), 1, 7, "/a", "',' or '}' expected"},
    {BYTES("{\"a\":1]"), 1, 7, "/a", "',' or '}' expected"},
    {BYTES("{\"a\":1,}"), 1, 7, "/a", "trailing comma"},
    {BYTES("{\"a\":1,,}"), 1, 8, "", "member name expected"},
    {BYTES("{\"a\":1,\"a\":2}"), 1, 12, "/a", "member named twice"},
    {BYTES("{\"a\":1,\"\\u0061\":2}"), 1, 17, "/a", "member named twice"},
    {BYTES("[0,{\"x\":{\"b\":1,\n\"c\":2,\"b\":3}}]"), 2, 11, "/1/x/b",
     "member named twice"},
    {BYTES("{\"a\":[0,1,{\"b/c\":{\"~\":x}}]}"), 1, 23, "/a/2/b~1c/~0",
     "value expected"},
    {BYTES("{\"\":x}"), 1, 5, "/", "value expected"},
    /* names in a pointer are read, not raw */
    {BYTES("{\"\\u00e9\\n\\\"\":x}"), 1, 15, "/\xc3\xa9?\"",
     "value expected"},
    {BYTES("{\"\\ud83d\\ude00\\/\":1e999}"), 1, 19,
     "/\xf0\x9f\x98\x80~1", "number beyond the range of a double"},
};

static void what_is_refused_and_where(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(refusals); i++) {
    const struct refusal *row = &refusals[i];
    od_json_options options = {.name = "f"};
    od_json *json = (od_json *)(uintptr_t)1;
    char message[200];
    ROW(od_json_parse(&json, (od_view){row->text, row->size}, &options) ==
            OD_EPARSE,
        i);
    ROW(!json, i);
    snprintf(message, sizeof message, "f:%u:%u: not JSON: %s", row->line,
             row->column, row->problem);
    ROW_TEXT(od_error_message(), message, i);
    ROW_TEXT(od_error_place()->pointer, row->pointer, i);
  }
}

/* Every piece of a sound text but the whole is refused. */
static void cut_anywhere_it_is_refused(void **state) {
  (void)state;
  const char *whole = "{\"a\":[1.5e3,\"x\\u00e9\xe2\x82\xac\",true,null],"
                      "\"b\":{\"c\":[[],{}]}}";
  od_json_options options = {0};
  od_json *json;
  for (size_t size = 0; size < strlen(whole); size++) {
    ROW(od_json_parse(&json, (od_view){whole, size}, &options) == OD_EPARSE,
        size);
    ROW(!json && od_error_place()->line == 1, size);
  }
  assert_int_equal(od_json_parse(&json, od_view_of(whole), &options), OD_OK);
  od_json_free(json);
}

static char *nested(size_t depth, int object) {
  od_buffer out = {0};
  for (size_t i = 0; i < depth; i++)
    od_buffer_text(&out, object ? "{\"a\":" : "[");
  if (object) od_buffer_char(&out, '1');
  for (size_t i = 0; i < depth; i++) od_buffer_char(&out, object ? '}' : ']');
  return out.data;
}

static void depth_is_limited(void **state) {
  (void)state;
  static const struct {
    unsigned limit;
    size_t depth;
    od_status status;
    unsigned column; /* of the bracket that is too much */
  } rows[] = {
      {0, 128, OD_OK, 0},         {0, 129, OD_ELIMIT, 129},
      {1, 1, OD_OK, 0},           {1, 2, OD_ELIMIT, 2},
      {512, 512, OD_OK, 0},       {512, 513, OD_ELIMIT, 513},
      {100000, 513, OD_ELIMIT, 513}, /* the library's own limit */
      {0, 10000, OD_ELIMIT, 129}, {512, 1000000, OD_ELIMIT, 513},
  };
  for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
    size_t r = i / 2;
    od_json_options options = {.max_depth = rows[r].limit};
    char *text = nested(rows[r].depth, i % 2);
    od_json *json;
    ROW(od_json_parse(&json, od_view_of(text), &options) == rows[r].status, r);
    if (rows[r].status == OD_OK) {
      ROW(json, r);
      od_json_free(json);
    } else {
      unsigned step = i % 2 ? 5 : 1;
      ROW(od_error_place()->column == (rows[r].column - 1) * step + 1, r);
      ROW(strstr(od_error_message(), "nested too deeply"), r);
    }
    od_free(text);
  }
}

typedef struct warnings {
  char text[600];
} warnings;

static void note(void *user, const od_place *place, const char *message) {
  warnings *w = user;
  size_t size = strlen(w->text);
  snprintf(w->text + size, sizeof w->text - size, "%s:%u:%u %s;", place->file,
           place->line, place->column, message);
}

static void commas_are_forgiven_with_a_warning(void **state) {
  (void)state;
  static const struct {
    const char *text, *again, *warnings;
  } rows[] = {
      {"[1,]", "[1]", "f:1:3 trailing comma;"},
      {"{\"a\":1 ,\n}", "{\"a\":1}", "f:1:8 trailing comma;"},
      {"[[1,],\n{\"\xc3\xa9\":[2,\r\n],},]",
       "[[1],{\"\xc3\xa9\":[2]}]",
       "f:1:4 trailing comma;f:2:8 trailing comma;f:3:2 trailing comma;"
       "f:3:4 trailing comma;"},
      {"[\",]\"]", "[\",]\"]", ""}, /* inside a string it is text */
      {"[1,2]", "[1,2]", ""},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    warnings w = {""};
    od_json_options options = {"f", 0, 1, note, &w};
    od_json *json;
    od_buffer out = {0};
    ROW(od_json_parse(&json, od_view_of(rows[i].text), &options) == OD_OK, i);
    od_json_write(&out, json, 0);
    ROW_TEXT(out.data, rows[i].again, i);
    ROW_TEXT(w.text, rows[i].warnings, i);
    od_buffer_release(&out);
    od_json_free(json);
  }
}

static void one_comma_is_forgiven_not_two(void **state) {
  (void)state;
  static const char *const rows[] = {"[,]", "{,}", "[1,,]", "[,1]",
                                     "{\"a\":1,,}", "[1],"};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_json_options options = {.forgive_commas = 1};
    od_json *json;
    ROW(od_json_parse(&json, od_view_of(rows[i]), &options) == OD_EPARSE, i);
  }
}

static const char document[] =
    "{\n"
    "  \"a\": [10, {\"b\": true}],\n"
    "  \"\\u00e9\": \"x\",  \"m/n\": 1, \"m~n\": 2,\n"
    "  \"\": 3, \"deep\": {\"0\": {\"0\": []}}, \"last\": null\n"
    "}";

static void pointers_are_found(void **state) {
  (void)state;
  static const struct {
    const char *pointer;
    unsigned line, column; /* 0: not there */
  } rows[] = {
      {"", 1, 1},          {"/a", 2, 8},       {"/a/0", 2, 9},
      {"/a/1", 2, 13},     {"/a/1/b", 2, 19},  {"/\xc3\xa9", 3, 13},
      {"/m~1n", 3, 26},    {"/m~0n", 3, 36},   {"/", 4, 7},
      {"/deep/0/0", 4, 30}, {"/last", 4, 44},  {"/a/2", 0, 0},
      {"/a/00", 0, 0},     {"/b", 0, 0},       {"/a/1/b/c", 0, 0},
      {"a", 0, 0},         {"/m/n", 0, 0},     {"/a/-", 0, 0},
      {"/A", 0, 0},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    unsigned line = 0, column = 0;
    int found = od_json_locate(od_view_of(document), rows[i].pointer, &line,
                               &column);
    if (line != rows[i].line || column != rows[i].column)
      print_error("'%s' at %u:%u\n", rows[i].pointer, line, column);
    ROW(found == (rows[i].line > 0), i);
    ROW(line == rows[i].line && column == rows[i].column, i);
  }
}

static void places_count_characters(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t at;
    unsigned line, column;
  } rows[] = {
      {"", 0, 1, 1},          {"abc", 2, 1, 3},       {"a\nb", 1, 1, 2},
      {"a\nb", 2, 2, 1},      {"a\r\nb", 3, 2, 1},    {"\xc3\xa9x", 2, 1, 2},
      {"\n\n\n", 3, 4, 1},    {"abc", 99, 1, 4},
      {"\xf0\x9f\x98\x80x", 4, 1, 2},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    unsigned line, column;
    od_json_place(od_view_of(rows[i].text), rows[i].at, &line, &column);
    ROW(line == rows[i].line && column == rows[i].column, i);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_refused_and_where),
      cmocka_unit_test(cut_anywhere_it_is_refused),
      cmocka_unit_test(depth_is_limited),
      cmocka_unit_test(commas_are_forgiven_with_a_warning),
      cmocka_unit_test(one_comma_is_forgiven_not_two),
      cmocka_unit_test(pointers_are_found),
      cmocka_unit_test(places_count_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
