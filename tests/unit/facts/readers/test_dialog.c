/* Texts of dialogs and mails: codes where a person reads a sentence. */
#include "reader_test.h"

static void sentences(void **state) {
  static const struct {
    const char *text, *codes;
  } rows[] = {
      {"OneDrive Can't sign in. Error 0x8004de40", "[\"0x8004de40\"]"},
      {"OneDrive\r\nCan't sign in\r\n\r\n0x8004DE40\r\n\r\nOK\r\n",
       "[\"0x8004de40\"]"},
      {"You don't have access to this service. For help, contact your IT "
       "department. (Error Code: 0x8004deef)", "[\"0x8004deef\"]"},
      {"Hallo zusammen,\n\nOneDrive meldet: Anmeldung nicht m\xc3\xb6glich "
       "(Fehlercode: 0x8004de88).\n\nGr\xc3\xbc\xc3\x9f" "e\nMira\n",
       "[\"0x8004de88\"]"},
      {"OneDrive \xe3\x81\xab\xe3\x82\xb5\xe3\x82\xa4\xe3\x83\xb3\xe3\x82\xa4"
       "\xe3\x83\xb3\xe3\x81\xa7\xe3\x81\x8d\xe3\x81\xbe\xe3\x81\x9b\xe3\x82"
       "\x93\xe3\x80\x82\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc: 0x8004de40\n",
       "[\"0x8004de40\"]"},
      {"> > Sorry, there was a problem. (Error Code: 0x8004def4)\n"
       "> and then AADSTS50126: wrong password.\n",
       "[\"0x8004def4\",\"AADSTS50126\"]"},
      {"\"OneDrive can't sign in (0x8004de40)\", it says\n",
       "[\"0x8004de40\"]"},
      {"Hello, since today, or so, my OneDrive, which was fine, says, when "
       "I start it, 0x8004de40, and stops, sorry.\n", "[\"0x8004de40\"]"},
      {"Something went wrong. [1001] 0xCAA2000C appeared.\n",
       "[\"0xcaa2000c\"]"},
      {"We could not sign in, error -2147164608 as it says.\n",
       "[\"0x8004de40\"]"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expectation wanted = {"codes", rows[i].codes};
    if (!recognises_string(&od_reader_dialog, rows[i].text))
      fail_msg("does not take '%s'", rows[i].text);
    check_facts(read_string(&od_reader_dialog, rows[i].text), &wanted, 1);
  }
}

static void only_a_time_in_utc_is_taken(void **state) {
  static const struct {
    const char *time;
    long long ms;
  } rows[] = {
      {"Timestamp: 2026-03-10 09:11:12Z", 1773133872000},
      {"Timestamp: 2026-03-10T09:11:12.000Z)", 1773133872000},
      {"timestamp: 2026-03-10 09:11:12 UTC", 1773133872000},
      {"Timestamp: 2026-03-10 09:11:12", 0},
      {"Timestamp: 3/10/2026 9:11:12 AM", 0},
      {"Timestamp: soon, Zoe says", 0},
  };
  char text[512];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    long long ms = 0;
    snprintf(text, sizeof text,
             "AADSTS50126: Error validating credentials.\n"
             "Trace ID: 8004de40-1111-4222-8333-444455556666\n"
             "Correlation ID: 11111111-2222-4333-8444-8004de405555\n%s\n",
             rows[i].time);
    assert_true(recognises_string(&od_reader_dialog, text));
    od_facts *facts = read_string(&od_reader_dialog, text);
    assert_int_equal(od_facts_captured(facts, &ms), rows[i].ms != 0);
    assert_true(ms == rows[i].ms);
    expectation wanted = {"codes", "[\"AADSTS50126\"]"};
    check_facts(facts, &wanted, 1);
  }
}

static void no_dialogs(void **state) {
  static const char *const rows[] = {
      "",
      "0x8004de40\n",
      "OneDrive cannot sign in, please help.\n",
      "Access denied, says the printer: 0x80070005\n",
      "if (code == 0x8004de40) return network;\n",
      "case 0x8004de40: return \"network\"; // cannot sign in\n",
      "#define CODE_NETWORK 0x8004de40 /* no sign in */\n",
      "{\"message\":\"cannot sign in\",\"code\":\"0x8004de40\"}\n",
      "<Data Name='Error'>Cannot sign in 0xCAA2000C</Data>\n",
      "2026-03-10 09:11:12 ERROR OneDrive cannot sign in 0x8004de40\n",
      "[09:11:12] OneDrive cannot sign in 0x8004de40\n",
      "\"text\": \"cannot sign in 0x8004de40\",\n",
      "09:11:12.123 OneDrive cannot sign in 0x8004de40\n",
      "date,user,app,result,code,text\n"
      "10.3.,mira,OneDrive,failed,0x8004de40,cannot sign in\n",
      "one 0x8004de40 two 0x8004de88 three 0x8004deef four 0x8004e4d0 "
      "five 0x8004def4 six 0x8004def7 seven 0x8004ded7\n",
      "OneDrive cannot sign in\x01\x02 0x8004de40\n",
      "Likely cause: none\nCauses, best first\n 1. AADSTS50126 it says\n",
      "| code | meaning |\n| 0x8004de40 | cannot sign in |\n",
      /* the number may go on: nobody knows 5012, 50013 may be 500133 */
      "Sorry, we could not sign you in. AADSTS5012",
      "Sorry, we could not sign you in. AADSTS50013",
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (recognises_string(&od_reader_dialog, rows[i]))
      fail_msg("takes '%s'", rows[i]);
}

static void long_texts_are_none(void **state) {
  enum { SIZE = 70000 };
  char *text = malloc(SIZE);
  (void)state;
  assert_non_null(text);
  memset(text, 'a', SIZE);
  memcpy(text, "Cannot sign in, error 0x8004de40, it says.\n", 43);
  assert_true(is_recognised(&od_reader_dialog, text, 60000));
  assert_false(is_recognised(&od_reader_dialog, text, SIZE));
  for (size_t i = 43; i < SIZE; i++) text[i] = '\n';
  assert_false(is_recognised(&od_reader_dialog, text, 60000));
  free(text);
}

static void cut_texts(void **state) {
  static const char text[] =
      "OneDrive Can't sign in. Error 0x8004de40 and AADSTS500133 it says.\n"
      "Timestamp: 2026-03-10 09:11:12Z\n";
  (void)state;
  for (size_t size = 0; size < sizeof text; size++) {
    if (!is_recognised(&od_reader_dialog, text, size)) continue;
    od_facts *facts = read_bytes(&od_reader_dialog, text, size);
    char *codes = said(facts, "codes");
    assert_true(!strcmp(codes, "[\"0x8004de40\"]") ||
                !strcmp(codes, "[\"0x8004de40\",\"AADSTS500133\"]"));
    od_free(codes);
    od_facts_free(facts);
  }
}

static void the_samples(void **state) {
  static const expectation wanted[] = {
      {"codes", "[\"0x8004de40\",\"0x8004de88\",\"0x8004deef\","
                "\"0x8004e4d0\",\"0x8004def4\"]"}};
  (void)state;
  CHECK_SAMPLE(od_reader_dialog, "error-texts/onedrive-dialog-texts.txt",
               wanted);
}

/* It is asked only where no other reader recognises the text. */
static od_status count_part(void *user, od_facts *part) {
  size_t *dialogs = user;
  const char *kind = od_facts_source(part, 0)->kind;
  *dialogs += !strcmp(kind, "dialog");
  od_facts_free(part);
  return OD_OK;
}

static void it_comes_last(void **state) {
  static const struct {
    const char *text;
    size_t readers, dialogs;
  } rows[] = {
      {"Cannot sign in, it says: 0x8004de40\n", 1, 1},
      {"Cannot sign in, it says: 0x8004de40\n\nName\n----\n"
       "TLS_AES_256_GCM_SHA384\n\n", 1, 0},
      {"Nothing works here.\n", 0, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t dialogs = 0;
    od_reader_sink sink = {count_part, &dialogs, 0};
    od_text text = text_of(rows[i].text, strlen(rows[i].text));
    od_job *job = job_of();
    assert_int_equal(od_readers_read(&sink, "a.txt", &text, job), OD_OK);
    assert_int_equal(sink.count, rows[i].readers);
    assert_int_equal(dialogs, rows[i].dialogs);
    od_job_free(job);
    od_text_release(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sentences),
      cmocka_unit_test(only_a_time_in_utc_is_taken),
      cmocka_unit_test(no_dialogs),
      cmocka_unit_test(long_texts_are_none),
      cmocka_unit_test(cut_texts),
      cmocka_unit_test(the_samples),
      cmocka_unit_test(it_comes_last),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
