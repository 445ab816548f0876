#include "check.h"
#include "core/buffer.h"
#include "core/job.h"
#include "core/text.h"

static od_job *job;

static int open_job(void **state) {
  (void)state;
  return od_job_new(&job) == OD_OK ? 0 : -1;
}

static int close_job(void **state) {
  (void)state;
  od_job_free(job);
  return 0;
}

#define BYTES(text) text, sizeof(text) - 1

static const struct sample {
  const char *data;
  size_t size;
  const char *text, *encoding;
  size_t replaced;
} samples[] = {
    {BYTES(""), "", "utf-8", 0},
    {BYTES("plain"), "plain", "utf-8", 0},
    {BYTES("M\xc3\xbcller"), "M\xc3\xbcller", "utf-8", 0},
    {BYTES("\xef\xbb\xbfM\xc3\xbcller"), "M\xc3\xbcller", "utf-8", 0},
    {BYTES("\xef\xbb\xbf"), "", "utf-8", 0},
    {BYTES("\xff\xfe"), "", "utf-16le", 0},
    {BYTES("\xfe\xff"), "", "utf-16be", 0},
    {BYTES("\xff\xfeM\0\xfc\0l\0"), "M\xc3\xbcl", "utf-16le", 0},
    {BYTES("\xfe\xff\0M\0\xfc\0l"), "M\xc3\xbcl", "utf-16be", 0},
    {BYTES("M\0\xfc\0l\0l\0e\0r\0"), "M\xc3\xbcller", "utf-16le", 0},
    {BYTES("\0M\0\xfc\0l\0l\0e\0r"), "M\xc3\xbcller", "utf-16be", 0},
    {BYTES("a\0\r\0\n\0b\0"), "a\r\nb", "utf-16le", 0},
    {BYTES("\xff\xfe\x3d\xd8\x00\xde"), "\xf0\x9f\x98\x80", "utf-16le", 0},
    {BYTES("\xfe\xff\xd8\x3d\xde\x00"), "\xf0\x9f\x98\x80", "utf-16be", 0},
    {BYTES("\xff\xfe\xac\x20"), "\xe2\x82\xac", "utf-16le", 0},
    /* lone surrogates: low, high at the end, two high, high before text */
    {BYTES("\xff\xfe\x00\xde" "a\0"), "\xef\xbf\xbd" "a", "utf-16le", 1},
    {BYTES("\xff\xfe" "a\0\x3d\xd8"), "a\xef\xbf\xbd", "utf-16le", 1},
    {BYTES("\xff\xfe\x3d\xd8\x3d\xd8\x00\xde"),
     "\xef\xbf\xbd\xf0\x9f\x98\x80", "utf-16le", 1},
    {BYTES("\xfe\xff\xd8\x3d\0a\0b"), "\xef\xbf\xbd" "ab", "utf-16be", 1},
    /* an odd byte at the end */
    {BYTES("\xff\xfe" "a\0b"), "a\xef\xbf\xbd", "utf-16le", 1},
    {BYTES("a\0b\0c\0d\0e"), "abcd\xef\xbf\xbd", "utf-16le", 1},
    {BYTES("\xff\xfe\x41"), "\xef\xbf\xbd", "utf-16le", 1},
    {BYTES("\xff\xfe" "a\0\x3d\xd8\x00"), "a\xef\xbf\xbd\xef\xbf\xbd",
     "utf-16le", 2},
    /* a code page: nothing well-formed beyond ASCII */
    {BYTES("M\xfcller"), "M\xc3\xbcller", "windows-1252", 0},
    {BYTES("\x80 100"), "\xe2\x82\xac 100", "windows-1252", 0},
    {BYTES("\x81"), "\xef\xbf\xbd", "windows-1252", 1},
    {BYTES("caf\xe9"), "caf\xc3\xa9", "windows-1252", 0},
    {BYTES("gr\xfc\xdf" "e"), "gr\xc3\xbc\xc3\x9f" "e", "windows-1252", 0},
    /* damaged UTF-8 stays UTF-8 */
    {BYTES("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9 \xff"),
     "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9 \xef\xbf\xbd", "utf-8", 1},
    {BYTES("\xef\xbb\xbfx\xff"), "x\xef\xbf\xbd", "utf-8", 1},
    {BYTES("\xc3\xa4\xc3"), "\xc3\xa4\xef\xbf\xbd", "utf-8", 1}, /* cut */
    {BYTES("\xe2\x82\xac\xf0\x9f\x98"),
     "\xe2\x82\xac\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "utf-8", 3},
};

static void encodings_are_told_apart(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(samples); i++) {
    od_text text;
    ROW(od_text_decode(&text, samples[i].data, samples[i].size, job) == OD_OK,
        i);
    ROW_TEXT(text.encoding, samples[i].encoding, i);
    ROW_TEXT(text.data, samples[i].text, i);
    ROW(text.size == strlen(samples[i].text), i);
    ROW(text.replaced == samples[i].replaced, i);
    od_text_release(&text);
    ROW(!text.data && !text.size, i);
  }
}

static void every_code_page(void **state) {
  (void)state;
  static const struct {
    const char *page, *encoding;
    const char *bytes, *text;
  } rows[] = {
      {"437", "cp437", "\x81\xe1 \x9b\xff!", "\xc3\xbc\xc3\x9f \xc2\xa2\xc2\xa0!"},
      {"850", "cp850", "\x81\xe1 \xb5", "\xc3\xbc\xc3\x9f \xc3\x81"},
      {"852", "cp852", "\x88 \xa5", "\xc5\x82 \xc4\x85"},
      {"866", "cp866", "\x8f \xe0", "\xd0\x9f \xd1\x80"},
      {"1250", "windows-1250", "\xb3 \xb9", "\xc5\x82 \xc4\x85"},
      {"1251", "windows-1251", "\xcf \xf0", "\xd0\x9f \xd1\x80"},
      {"1252", "windows-1252", "\xfc \x80", "\xc3\xbc \xe2\x82\xac"},
      {"1253", "windows-1253", "\xe1 \xe2", "\xce\xb1 \xce\xb2"},
      {"1254", "windows-1254", "\xfd \xdd", "\xc4\xb1 \xc4\xb0"},
      {"1255", "windows-1255", "\xe0 \xe1", "\xd7\x90 \xd7\x91"},
      {"1256", "windows-1256", "\xc7 \xc8", "\xd8\xa7 \xd8\xa8"},
      {"1257", "windows-1257", "\xe0 \xeb", "\xc4\x85 \xc4\x97"},
      {"1258", "windows-1258", "\xfe \xf0", "\xe2\x82\xab \xc4\x91"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_text text;
    assert_int_equal(od_job_set(job, "text.code_page", rows[i].page), OD_OK);
    ROW(od_text_decode(&text, rows[i].bytes, strlen(rows[i].bytes), job) ==
            OD_OK,
        i);
    ROW_TEXT(text.encoding, rows[i].encoding, i);
    ROW_TEXT(text.data, rows[i].text, i);
    od_text_release(&text);
  }
}

static int is_utf8(const od_text *text) {
  od_view rest = {text->data, text->size};
  while (rest.size) {
    size_t step = od_utf8_size(rest);
    if (!step) return 0;
    rest = od_view_from(rest, step);
  }
  return text->data[text->size] == '\0';
}

/* All 256 bytes of all pages, and everything that random bytes can be. */
static void whatever_comes_out_is_utf8(void **state) {
  (void)state;
  static const char *const pages[] = {"437",  "850",  "852",  "866",  "1250",
                                      "1251", "1252", "1253", "1254", "1255",
                                      "1256", "1257", "1258"};
  unsigned seed = 7;
  for (size_t round = 0; round < 5000; round++) {
    unsigned char data[64];
    for (size_t i = 0; i < sizeof data; i++) {
      seed = seed * 1103515245u + 12345u;
      data[i] = (unsigned char)(seed >> 16);
      if (round % 3 == 1) data[i] &= 0x8f; /* many pairs */
      if (round % 3 == 2 && i % 2) data[i] = 0;
    }
    od_text text;
    od_job_set(job, "text.code_page", pages[round % COUNT_OF(pages)]);
    ROW(od_text_decode(&text, data, round % 65, job) == OD_OK, round);
    ROW(is_utf8(&text), round);
    od_text_release(&text);
  }
}

/* Cut after every byte: nothing before the cut is lost. */
static void cut_characters(void **state) {
  (void)state;
  static const char *const wholes[] = {
      "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80 end",
      "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82",
  };
  for (size_t i = 0; i < COUNT_OF(wholes); i++) {
    for (size_t size = 2; size <= strlen(wholes[i]); size++) {
      od_text text;
      size_t kept = 0, step;
      while (kept < size && (step = od_utf8_size((od_view){
                                 wholes[i] + kept, size - kept})))
        kept += step;
      ROW(od_text_decode(&text, wholes[i], size, job) == OD_OK, size);
      ROW_TEXT(text.encoding, "utf-8", size);
      ROW(!memcmp(text.data, wholes[i], kept), size);
      ROW(text.replaced == size - kept, size);
      od_text_release(&text);
    }
  }
}

static void nuls_are_text(void **state) {
  (void)state;
  od_text text;
  assert_int_equal(od_text_decode(&text, "abcdef\0ghi", 10, job), OD_OK);
  assert_string_equal(text.encoding, "utf-8");
  assert_int_equal(text.size, 10);
  assert_memory_equal(text.data, "abcdef\0ghi", 11);
  od_text_release(&text);
}

static void the_limit_is_kept(void **state) {
  (void)state;
  od_text text;
  od_job_set(job, "input.max_bytes", "4");
  assert_int_equal(od_text_decode(&text, "abcd", 4, job), OD_OK);
  od_text_release(&text);
  assert_int_equal(od_text_decode(&text, "abcde", 5, job), OD_ELIMIT);
  assert_null(text.data);
  assert_string_equal(od_error_message(),
                      "input of 5 bytes is over the limit of 4");
  od_text_release(&text);
}

static void no_data_is_an_empty_text(void **state) {
  (void)state;
  od_text text;
  assert_int_equal(od_text_decode(&text, NULL, 0, job), OD_OK);
  assert_string_equal(text.data, "");
  od_text_release(&text);
}

static void lines_of_every_kind(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *lines[6];
  } rows[] = {
      {"", {NULL}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\nb", {"a", "b"}},
      {"a\r\nb\r\n", {"a", "b"}},
      {"a\rb\r", {"a", "b"}},
      {"a\r\nb\nc\rd", {"a", "b", "c", "d"}},
      {"\n", {""}},
      {"\r\n\r\n", {"", ""}},
      {"\n\r", {"", ""}},
      {"a\r\r\nb", {"a", "", "b"}},
      {" a \n\tb", {" a ", "\tb"}},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_text text = {(char *)(uintptr_t)rows[i].text, strlen(rows[i].text),
                    NULL, 0};
    od_lines lines = od_lines_of(&text);
    od_line line;
    unsigned count = 0;
    while (od_line_next(&lines, &line)) {
      ROW(rows[i].lines[count], i);
      ROW(od_view_equal(line.text, rows[i].lines[count]), i);
      ROW(line.number == ++count, i);
    }
    ROW(!rows[i].lines[count], i);
    ROW(!od_line_next(&lines, &line), i);
  }
}

static void a_nul_ends_no_line(void **state) {
  (void)state;
  od_text text = {(char *)(uintptr_t)"a\0b\nc", 5, NULL, 0};
  od_lines lines = od_lines_of(&text);
  od_line line;
  assert_true(od_line_next(&lines, &line));
  assert_int_equal(line.text.size, 3);
  assert_true(od_line_next(&lines, &line));
  assert_int_equal(line.number, 2);
}

static void one_very_long_line(void **state) {
  (void)state;
  size_t size = 20u << 20;
  char *data = malloc(size);
  od_text text;
  od_line line;
  assert_non_null(data);
  memset(data, 'x', size);
  assert_int_equal(od_text_decode(&text, data, size, job), OD_OK);
  od_lines lines = od_lines_of(&text);
  assert_true(od_line_next(&lines, &line));
  assert_int_equal(line.text.size, size);
  assert_false(od_line_next(&lines, &line));
  od_text_release(&text);
  free(data);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_job, close_job)

/* In pieces of any size a text is decoded as in one. */
static void in_pieces(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    od_view data = {samples[i].data, samples[i].size};
    for (size_t size = 4; size < 9; size++) {
      od_text_stream s;
      od_buffer out = {0};
      od_text_stream_begin(&s, data, job);
      for (size_t at = 0; at < data.size; at += size)
        od_text_stream_next(
            &s, &out, od_view_first(od_view_from(data, at), size), 0);
      od_text_stream_next(&s, &out, (od_view){"", 0}, 1);
      if (strcmp(out.data ? out.data : "", samples[i].text))
        fail_msg("sample %d in pieces of %d: %s", (int)i, (int)size,
                 out.data);
      assert_int_equal(s.replaced, samples[i].replaced);
      od_buffer_release(&out);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(in_pieces),
      TEST(encodings_are_told_apart),
      TEST(every_code_page),
      TEST(whatever_comes_out_is_utf8),
      TEST(cut_characters),
      TEST(nuls_are_text),
      TEST(the_limit_is_kept),
      TEST(no_data_is_an_empty_text),
      TEST(lines_of_every_kind),
      TEST(a_nul_ends_no_line),
      TEST(one_very_long_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
