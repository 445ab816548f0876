/* Data of every type and in every way it is written. */
#include "registry_facts.h"

#include "facts/readers/registry_file.h"

/* Reads one line as the only value of a key, and hands it to `look`. */
typedef void (*look)(const od_reg_value *value, size_t row, const void *rows);

static void with_value(const char *header, const char *line, size_t row,
                       const void *rows, look look_at) {
  od_buffer text = {0};
  od_job *job = new_job();
  od_registry registry;
  char *data;
  od_buffer_text(&text, header);
  od_buffer_text(&text, line);
  od_buffer_text(&text, "\r\n\r\n");
  assert_int_equal(od_buffer_take(&data, &text), OD_OK);
  od_text whole = text_of(data);
  assert_int_equal(od_registry_read(&registry, &whole, NULL, job), OD_OK);
  ROW(registry.value_count == 1, row);
  look_at(&registry.values[0], row, rows);
  od_registry_release(&registry);
  od_free(data);
  od_job_free(job);
}

#define WIDE V5 "[HKEY_LOCAL_MACHINE\\X]\r\n"
#define ANSI V4 "[HKEY_LOCAL_MACHINE\\X]\r\n"
#define QUERY "HKEY_LOCAL_MACHINE\\X\r\n"

/* ---- numbers ---- */

static const struct number_row {
  const char *header, *line;
  int good;
  unsigned long long number;
} numbers[] = {
    {WIDE, "\"N\"=dword:0000000f", 1, 15},
    {WIDE, "\"N\"=dword:FFFFFFFF", 1, 0xffffffffULL},
    {WIDE, "\"N\" = dword:00000001 ", 1, 1},
    {WIDE, "\"N\"=dword:0000001", 0, 0},
    {WIDE, "\"N\"=dword:000000011", 0, 0},
    {WIDE, "\"N\"=dword:0000000g", 0, 0},
    {WIDE, "\"N\"=dword:", 0, 0},
    {WIDE, "\"N\"=hex(4):01,00,00,80", 1, 0x80000001ULL},
    {WIDE, "\"N\"=hex(b):80,3c,4a,67,00,00,00,00", 1, 0x674a3c80ULL},
    {WIDE, "\"N\"=hex(B):01,00,00,00,00,00,00,80", 1, 0x8000000000000001ULL},
    {WIDE, "\"N\"=hex:02", 1, 2},
    {WIDE, "\"N\"=hex:", 0, 0},
    {WIDE, "\"N\"=hex:1", 0, 0},
    {WIDE, "\"N\"=hex:0g", 0, 0},
    {WIDE, "\"N\"=hex:01,02,03,04,05,06,07,08,09", 0, 0},
    {WIDE, "\"N\"=hex(2):31,00,00,00", 0, 0},
    {WIDE, "\"N\"=\"1\"", 0, 0},
    {WIDE, "\"N\"=-", 0, 0},
    {WIDE, "\"N\"=qword:1", 0, 0},
    {ANSI, "\"N\"=dword:00000800", 1, 0x800},
    {QUERY, "    N    REG_DWORD    0x1", 1, 1},
    {QUERY, "    N    REG_DWORD    0xffffffff", 1, 0xffffffffULL},
    {QUERY, "    N    REG_QWORD    0x1db3e7d5b2f0000", 1, 0x1db3e7d5b2f0000ULL},
    {QUERY, "    N    REG_BINARY    0200", 1, 2},
    {QUERY, "    N    REG_BINARY    020", 0, 0},
    {QUERY, "    N    REG_DWORD    ", 0, 0},
    {QUERY, "    N    REG_SZ    1", 0, 0},
    {QUERY, "\tN\tREG_DWORD\t0x2", 1, 2},
};

static void look_number(const od_reg_value *value, size_t i, const void *p) {
  const struct number_row *rows = p;
  unsigned long long number = 0;
  ROW(od_reg_value_number(value, &number) == rows[i].good, i);
  if (rows[i].good) ROW(number == rows[i].number, i);
}

static void reads_numbers(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(numbers); i++)
    with_value(numbers[i].header, numbers[i].line, i, numbers, look_number);
}

/* ---- texts ---- */

static const struct text_row {
  const char *header, *line, *text; /* NULL: no text */
} texts[] = {
    {WIDE, "\"N\"=\"plain\"", "plain"},
    {WIDE, "\"N\"=\"\"", ""},
    {WIDE, "\"N\"=\"C:\\\\Program Files\\\\x\"", "C:\\Program Files\\x"},
    {WIDE, "\"N\"=\"say \\\"yes\\\"\"", "say \"yes\""},
    {WIDE, "\"N\"=\"a\\\\\"", "a\\"},
    {WIDE, "\"N\"=\"open", NULL},
    {WIDE, "\"N\"=\"open\\\"", NULL},
    {WIDE, "@=\"default\"", "default"},
    {WIDE, "\"N\"=hex(1):41,00,42,00,00,00", "AB"},
    {WIDE, "\"N\"=hex(2):25,00,54,00,25,00,00,00", "%T%"},
    {WIDE, "\"N\"=hex(2):e4,00,00,00", "\xc3\xa4"},
    {WIDE, "\"N\"=hex(2):3d,d8,00,de,00,00", "\xf0\x9f\x98\x80"},
    {WIDE, "\"N\"=hex(2):3d,d8,41,00,00,00", "\xef\xbf\xbd"
                                             "A"},
    {WIDE, "\"N\"=hex(2):00,de,00,00", "\xef\xbf\xbd"},
    {WIDE, "\"N\"=hex(2):41,00,42", "A\xef\xbf\xbd"},
    {WIDE, "\"N\"=hex(2):ac,20,00,00", "\xe2\x82\xac"},
    {WIDE, "\"N\"=hex(2):41,00,\\\r\n  42,00,\\\r\n  00,00", "AB"},
    {WIDE, "\"N\"=hex(2):", ""},
    {WIDE, "\"N\"=hex(2):4", NULL},
    {WIDE, "\"N\"=hex(2:41,00", NULL},
    {WIDE, "\"N\"=hex():41,00", NULL},
    {WIDE, "\"N\"=hex(zz):41,00", NULL},
    {WIDE, "\"N\"=hex:41,00", NULL},
    {WIDE, "\"N\"=dword:00000001", NULL},
    {WIDE, "\"N\"=unquoted", NULL},
    {ANSI, "\"N\"=hex(2):41,42,00", "AB"},
    {ANSI, "\"N\"=hex(2):e4,00", "\xc3\xa4"},
    {ANSI, "\"N\"=hex(2):25,54,\\\r\n  25,00", "%T%"},
    {QUERY, "    N    REG_SZ    plain", "plain"},
    {QUERY, "    N    REG_SZ", ""},
    {QUERY, "    N    REG_SZ    ", ""},
    {QUERY, "    N    REG_EXPAND_SZ    %T%\\x", "%T%\\x"},
    {QUERY, "    N    REG_SZ    a    REG_SZ    b", "a    REG_SZ    b"},
    {QUERY, "    My long name    REG_SZ    x", "x"},
    {QUERY, "    N    REG_DWORD    0x1", NULL},
    {QUERY, "    N    REG_MULTI_SZ    a\\0b", NULL},
};

static void look_text(const od_reg_value *value, size_t i, const void *p) {
  const struct text_row *rows = p;
  od_job *job = new_job();
  od_buffer out = {0};
  int good = od_reg_value_text(&out, value, job);
  ROW(good == (rows[i].text != NULL), i);
  if (good) ROW_TEXT(out.data ? out.data : "", rows[i].text, i);
  od_buffer_release(&out);
  od_job_free(job);
}

static void reads_texts(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(texts); i++)
    with_value(texts[i].header, texts[i].line, i, texts, look_text);
}

/* ---- lists ---- */

static const struct text_row lists[] = {
    {WIDE, "\"N\"=hex(7):41,00,00,00,42,00,43,00,00,00,00,00",
     "[\"A\",\"BC\"]"},
    {WIDE, "\"N\"=hex(7):41,00,00,00,\\\r\n  42,00,00,00,00,00",
     "[\"A\",\"B\"]"},
    {WIDE, "\"N\"=hex(7):41,00", "[\"A\"]"},
    {WIDE, "\"N\"=hex(7):00,00", "[]"},
    {WIDE, "\"N\"=hex(7):", "[]"},
    {WIDE, "\"N\"=hex(7):4", NULL},
    {WIDE, "\"N\"=hex(2):41,00", NULL},
    {ANSI, "\"N\"=hex(7):41,00,42,43,00,00", "[\"A\",\"BC\"]"},
    {ANSI, "\"N\"=hex(7):41", "[\"A\"]"},
    {QUERY, "    N    REG_MULTI_SZ    A\\0BC", "[\"A\",\"BC\"]"},
    {QUERY, "    N    REG_MULTI_SZ    A\\0BC\\0\\0", "[\"A\",\"BC\"]"},
    {QUERY, "    N    REG_MULTI_SZ", "[]"},
    {QUERY, "    N    REG_SZ    A", NULL},
};

static void look_list(const od_reg_value *value, size_t i, const void *p) {
  const struct text_row *rows = p;
  od_job *job = new_job();
  od_buffer out = {0};
  od_json *list = NULL;
  int good = od_reg_value_list(&list, value, job);
  ROW(good == (rows[i].text != NULL), i);
  if (good) {
    od_json_write(&out, list, 0);
    ROW_TEXT(out.data, rows[i].text, i);
  }
  od_json_free(list);
  od_buffer_release(&out);
  od_job_free(job);
}

static void reads_lists(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(lists); i++)
    with_value(lists[i].header, lists[i].line, i, lists, look_list);
}

/* ---- names and bytes ---- */

static const struct text_row names[] = {
    {WIDE, "\"Name\"=dword:00000001", "Name"},
    {WIDE, "\"A = b\"=dword:00000001", "A = b"},
    {WIDE, "@=\"x\"", ""},
    {QUERY, "    A b  c    REG_SZ    x", "A b  c"},
    {QUERY, "    (Default)    REG_SZ    (value not set)", ""},
    {QUERY, "    (Standard)    REG_SZ    x", ""},
    {QUERY, "    (par d\xc3\xa9"
            "faut)    REG_SZ    x",
     ""},
    {QUERY, "    (half    REG_SZ    x", "(half"},
};

static void look_name(const od_reg_value *value, size_t i, const void *p) {
  const struct text_row *rows = p;
  ROW(od_view_equal(value->name, rows[i].text), i);
}

static void reads_names(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(names); i++)
    with_value(names[i].header, names[i].line, i, names, look_name);
}

static const struct text_row blobs[] = {
    {WIDE, "\"N\"=hex:41,42", "AB"},
    {WIDE, "\"N\"=hex:41,\\\r\n  42,\\\r\n  43", "ABC"},
    {WIDE, "\"N\"=hex(3):41", "A"},
    {WIDE, "\"N\"=hex:4,1", NULL},
    {WIDE, "\"N\"=hex:41;42", NULL},
    {WIDE, "\"N\"=\"41\"", NULL},
    {QUERY, "    N    REG_BINARY    4142", "AB"},
    {QUERY, "    N    REG_BINARY    414", NULL},
    {QUERY, "    N    REG_SZ    4142", NULL},
};

static void look_bytes(const od_reg_value *value, size_t i, const void *p) {
  const struct text_row *rows = p;
  od_buffer out = {0};
  int good = od_reg_value_bytes(&out, value);
  ROW(good == (rows[i].text != NULL), i);
  if (good) ROW_TEXT(out.data, rows[i].text, i);
  od_buffer_release(&out);
}

static void reads_bytes(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(blobs); i++)
    with_value(blobs[i].header, blobs[i].line, i, blobs, look_bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_numbers), cmocka_unit_test(reads_texts),
      cmocka_unit_test(reads_lists),   cmocka_unit_test(reads_names),
      cmocka_unit_test(reads_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
