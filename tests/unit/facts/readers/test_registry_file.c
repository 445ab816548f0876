/* Sections, blocks and what is kept of them; size and damage. */
#include "registry_facts.h"

#include "facts/readers/registry_file.h"

/* One line a key: path|id of the block|whole|deleted|number of values. */
static char *outline(const char *data, od_reg_wanted wanted) {
  od_buffer out = {0};
  od_job *job = new_job();
  od_text text = text_of(data);
  od_registry registry;
  char *result;
  assert_int_equal(od_registry_read(&registry, &text, wanted, job), OD_OK);
  for (size_t i = 0; i < registry.key_count; i++) {
    const od_reg_key *key = &registry.keys[i];
    od_buffer_format(&out, "%.*s|%zu|%s%s|%zu\n", (int)key->path.id.size,
                     key->path.id.data, key->block, key->whole ? "w" : "",
                     key->deleted ? "d" : "", key->count);
  }
  assert_int_equal(od_buffer_take(&result, &out), OD_OK);
  od_registry_release(&registry);
  od_job_free(job);
  return result;
}

static void keeps_sections(void **state) {
  static const struct {
    const char *text, *wanted;
  } rows[] = {
      {V5, ""},
      {V5 "[HKEY_LOCAL_MACHINE\\A]\r\n\r\n", "a|0|w|0\n"},
      {V5 "[HKEY_LOCAL_MACHINE\\A]\r\n\"x\"=dword:00000001\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\A\\B]\r\n@=\"y\"\r\n\r\n",
       "a|0|w|1\na\\b|0|w|1\n"},
      {V5 "[HKLM\\A]\n\"x\"=\"1\"\n", "a|0|w|1\n"},
      {V5 "[-HKEY_LOCAL_MACHINE\\A]\r\n", "a|0|wd|0\n"},
      {V5 "; a comment\r\n[HKLM\\A]\r\n;\"x\"=dword:00000001\r\n", "a|0|w|0\n"},
      {V5 "[HKLM\\A]\r\n" V5 "[HKLM\\B]\r\n", "a|0|w|0\nb|1|w|0\n"},
      {V5 "[HKLM\\A]\r\n\xef\xbb\xbf" V5 "[HKLM\\B]\r\n",
       "a|0|w|0\nb|1|w|0\n"},
      {V4 "[HKLM\\A]\r\n\"x\"=\"y\"\r\n", "a|0|w|1\n"},
      /* a piece without its header */
      {"[HKLM\\A]\r\n\"x\"=\"y\"\r\n", "a|0|w|1\n"},
      /* values outside any key */
      {V5 "\"x\"=\"y\"\r\n[HKLM\\A]\r\n", "a|0|w|0\n"},
      /* the end is missing */
      {V5 "[HKLM\\A]\r\n\"x\"=dword:000", "a|0||1\n"},
      {V5 "[HKLM\\A]\r\n\"x\"=dword:00000001", "a|0||1\n"},
      {V5 "[HKLM\\A]\r\n\"x\"=dword:00000001\r", "a|0||1\n"},
      {V5 "[HKLM\\A]\r\n[HKLM\\B]\r\n[HKLM\\C", "a|0|w|0\nb|0||0\n"},
      {V5 "[HKLM\\A]\r\n\"x", "a|0||0\n"},
      {V5 "[HKLM\\A]", "a|0||0\n"},
      /* quoted in a mail */
      {"> REGEDIT4\n>\n> [HKLM\\A]\n> \"x\"=\"y\"\n>\n", "a|0|w|1\n"},
      {"> HKEY_LOCAL_MACHINE\\A\n>     x    REG_SZ    1\n"
       ">     y    REG_SZ    2\n>\n",
       "a|0|w|2\n"},
      /* old Macintosh line ends are line ends */
      {"REGEDIT4\r\r[HKLM\\A]\r\"x\"=\"y\"\r", "a|0|w|1\n"},
      /* somebody took lines out */
      {V5 "[HKLM\\A]\r\n\"x\"=\"y\"\r\n...\r\n\"z\"=\"y\"\r\n", "a|0||2\n"},
      {V5 "[HKLM\\A]\r\n\r\n[...]\r\n[HKLM\\B]\r\n", "a|0||0\nb|0|w|0\n"},
      {V5 "[HKLM\\A]\r\n\r\n(rest left out)\r\n", "a|0||0\n"},
      /* a heading between two exports is no part of either */
      {V5 "[HKLM\\A]\r\n\r\n==== b.reg ====\r\n" V5 "[HKLM\\B]\r\n",
       "a|0|w|0\nb|1|w|0\n"},
      {V5 "[HKLM\\A]\r\n==== b.reg ====\r\n" V5 "[HKLM\\B]\r\n",
       "a|0||0\nb|1|w|0\n"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    char *text = outline(rows[i].text, NULL);
    ROW_TEXT(text, rows[i].wanted, i);
    od_free(text);
  }
}

static void keeps_what_reg_prints(void **state) {
  static const struct {
    const char *text, *wanted;
  } rows[] = {
      /* several values: all of them; one: who knows */
      {"\r\nHKEY_LOCAL_MACHINE\\A\r\n    x    REG_SZ    1\r\n"
       "    y    REG_SZ    2\r\n\r\n",
       "a|0|w|2\n"},
      {"\r\nHKEY_LOCAL_MACHINE\\A\r\n    x    REG_SZ    1\r\n\r\n",
       "a|0||1\n"},
      {"HKEY_LOCAL_MACHINE\\A\r\nHKEY_LOCAL_MACHINE\\B\r\n",
       "a|0||0\nb|0||0\n"},
      /* the end is missing */
      {"HKEY_LOCAL_MACHINE\\A\n    x    REG_SZ    1\n    y    REG_SZ    2",
       "a|0||2\n"},
      /* a search shows only what it found */
      {"HKEY_LOCAL_MACHINE\\A\n    x    REG_SZ    1\n    y    REG_SZ    2\n\n"
       "End of search: 2 match(es) found.\n",
       "a|0||2\n"},
      {"HKEY_LOCAL_MACHINE\\A\n    x    REG_SZ    1\n    y    REG_SZ    2\n\n"
       "Ende der Suche: 2 \xc3\x9c"
       "bereinstimmung(en) gefunden.\n",
       "a|0||2\n"},
      {"HKEY_LOCAL_MACHINE\\A\n    x    REG_SZ    1\n    y    REG_SZ    2\n\n"
       "=== TLS 1.2 ===\nHKEY_LOCAL_MACHINE\\B\n    z    REG_SZ    3\n",
       "a|0|w|2\nb|0||1\n"},
      /* with the command */
      {"C:\\>reg query HKLM\\A\n\nHKEY_LOCAL_MACHINE\\A\n"
       "    x    REG_SZ    1\n\nHKEY_LOCAL_MACHINE\\A\\B\n\nC:\\>",
       "a|0|w|1\na\\b|0||0\n"},
      {"C:\\>reg query HKLM\\A /v x\n\nHKEY_LOCAL_MACHINE\\A\n"
       "    x    REG_SZ    1\n\n",
       "a|0||1\n"},
      {"C:\\>reg query HKLM\\A /s\n\nHKEY_LOCAL_MACHINE\\A\n\n"
       "HKEY_LOCAL_MACHINE\\A\\B\n    x    REG_SZ    1\n\n",
       "a|0|w|0\na\\b|0|w|1\n"},
      {"C:\\>reg query HKLM\\A | findstr x\n\nHKEY_LOCAL_MACHINE\\A\n"
       "    x    REG_SZ    1\n    xx    REG_SZ    1\n\n",
       "a|0||2\n"},
      {"PS C:\\> reg query HKLM\\A\n\nHKEY_LOCAL_MACHINE\\A\n"
       "    x    REG_SZ    1\n\nPS C:\\> reg query HKLM\\B\n\n"
       "HKEY_LOCAL_MACHINE\\B\n    x    REG_SZ    1\n\nPS C:\\> ",
       "a|0|w|1\nb|1|w|1\n"},
      /* a text with a line end in it hides what follows */
      {"HKEY_LOCAL_MACHINE\\A\n    x    REG_SZ    1\n    y    REG_SZ    2\n"
       "second line\n    z    REG_SZ    3\n",
       "a|0||2\n"},
      /* an export, then a prompt with a query */
      {V5 "[HKLM\\A]\r\n\r\nC:\\>reg query HKLM\\B\r\n\r\n"
          "HKEY_LOCAL_MACHINE\\B\r\n    x    REG_SZ    1\r\n\r\n",
       "a|0|w|0\nb|1|w|1\n"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    char *text = outline(rows[i].text, NULL);
    ROW_TEXT(text, rows[i].wanted, i);
    od_free(text);
  }
}

static int wants_a(const od_reg_path *path) {
  return od_view_equal(path->id, "a");
}

static void passes_over_what_nobody_wants(void **state) {
  char *text = outline(V5 "[HKLM\\B]\r\n\"x\"=\"1\"\r\n[HKLM\\A]\r\n"
                          "\"y\"=\"2\"\r\n[HKLM\\C]\r\n\"z\"=\"3\"\r\n",
                       wants_a);
  (void)state;
  assert_string_equal(text, "a|0|w|1\n");
  od_free(text);
}

static void lets_the_current_control_set_speak(void **state) {
  static const struct {
    const char *text;
    int spare_counts;
  } rows[] = {
      {V5 "[HKLM\\SYSTEM\\ControlSet001\\X]\r\n", 1},
      {V5 "[HKLM\\SYSTEM\\ControlSet001\\X]\r\n"
          "[HKLM\\SYSTEM\\CurrentControlSet\\X]\r\n",
       0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_job *job = new_job();
    od_text text = text_of(rows[i].text);
    od_registry registry;
    assert_int_equal(od_registry_read(&registry, &text, NULL, job), OD_OK);
    ROW((registry.keys[0].path.hive == OD_REG_MACHINE) ==
            rows[i].spare_counts,
        i);
    od_registry_release(&registry);
    od_job_free(job);
  }
}

static void tells_lines(void **state) {
  const char *data = V5 "[HKLM\\A]\r\n\"x\"=hex:01,\\\r\n  02\r\n"
                        "\"y\"=dword:00000001\r\n";
  od_job *job = new_job();
  od_text text = text_of(data);
  od_registry registry;
  (void)state;
  assert_int_equal(od_registry_read(&registry, &text, NULL, job), OD_OK);
  assert_int_equal(registry.keys[0].line, 3);
  assert_int_equal(registry.values[0].line, 4);
  assert_int_equal(registry.values[1].line, 6);
  od_registry_release(&registry);
  od_job_free(job);
}

static void recognises_by_content(void **state) {
  static const struct {
    const char *text;
    int good;
  } rows[] = {
      {V5, 1},
      {V4, 1},
      {"windows registry editor version 5.00\n", 1},
      {"\xef\xbb\xbfREGEDIT4\n", 1},
      {"hello\n[HKEY_LOCAL_MACHINE\\X]\n", 1},
      {"\nHKEY_CURRENT_USER\\X\n    a    REG_SZ    b\n", 1},
      {"PS C:\\> reg query HKLM\\X\nERROR: Access is denied.\n", 1},
      {"", 0},
      {"REGEDIT", 0},
      {"[Device]\nName=1\n", 0},
      {"[HKEY", 0},
      {"{\"text\":\"HKEY_LOCAL_MACHINE\\\\X\"}\n", 0},
      {"    HKEY_LOCAL_MACHINE is a hive\n", 0},
      {"please run reg query and send the output\n", 0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_text text = text_of(rows[i].text);
    ROW(od_reader_registry.recognises(&text) == rows[i].good, i);
  }
}

static void reads_ten_thousand_keys(void **state) {
  enum { KEYS = 10000 };
  od_buffer out = {0};
  od_job *job = new_job();
  od_registry registry;
  char *data;
  (void)state;
  od_buffer_text(&out, V5);
  for (int i = 0; i < KEYS; i++)
    od_buffer_format(&out,
                     "[" HKLM "SYSTEM\\CurrentControlSet\\Services\\s%05d]\r\n"
                     "\"Start\"=dword:%08x\r\n\"Type\"=dword:00000010\r\n\r\n",
                     i, (unsigned)i % 5);
  assert_int_equal(od_buffer_take(&data, &out), OD_OK);
  od_text text = text_of(data);
  assert_int_equal(od_registry_read(&registry, &text, NULL, job), OD_OK);
  assert_int_equal(registry.key_count, KEYS);
  assert_int_equal(registry.value_count, 2 * KEYS);
  od_registry_release(&registry);
  od_facts *facts = facts_of(data);
  char *start = told(facts, "services.s00004.start");
  assert_string_equal(start, "\"disabled\"");
  od_free(start);
  od_facts_free(facts);
  od_free(data);
  od_job_free(job);
}

/* Whatever is cut off, nothing is measured that the whole does not say. */
static void believes_no_cut_text(void **state) {
  static const char data[] =
      V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n"
         "\"SilentAccountConfig\"=dword:00000001\r\n"
         "\"KFMSilentOptIn\"=\"aaaabbbb-0000-cccc-1111-dddd2222eeee\"\r\n"
         "\"BlockExternalSync\"=hex(4):01,00,00,00\r\n\r\n";
  od_facts *whole = facts_of(data);
  (void)state;
  for (size_t size = 0; size < sizeof data; size++) {
    char *piece = od_copy_text(data, size);
    od_facts *facts = facts_of(piece);
    for (size_t i = 0; i < od_facts_count(facts); i++) {
      const od_fact *fact = od_facts_at(facts, i);
      if (fact->state != OD_FACT_MEASURED) continue;
      char *got = told(facts, fact->name), *wanted = told(whole, fact->name);
      ROW_TEXT(got, wanted, size);
      od_free(got);
      od_free(wanted);
    }
    od_facts_free(facts);
    od_free(piece);
  }
  od_facts_free(whole);
}

static void stops_when_cancelled(void **state) {
  od_buffer out = {0};
  od_job *job = new_job();
  od_registry registry;
  char *data;
  (void)state;
  for (int i = 0; i < 3000; i++) od_buffer_text(&out, "[HKLM\\A]\n");
  assert_int_equal(od_buffer_take(&data, &out), OD_OK);
  od_text text = text_of(data);
  od_job_cancel(job);
  assert_int_equal(od_registry_read(&registry, &text, NULL, job),
                   OD_ECANCELLED);
  assert_null(registry.keys);
  od_free(data);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_sections),
      cmocka_unit_test(keeps_what_reg_prints),
      cmocka_unit_test(passes_over_what_nobody_wants),
      cmocka_unit_test(lets_the_current_control_set_speak),
      cmocka_unit_test(tells_lines),
      cmocka_unit_test(recognises_by_content),
      cmocka_unit_test(reads_ten_thousand_keys),
      cmocka_unit_test(believes_no_cut_text),
      cmocka_unit_test(stops_when_cancelled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
