/* Decoding: whatever comes in, UTF-8 comes out, and its lines are all of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/job.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "%s\n", what);
  abort();
}

static void check_utf8(const od_text *text) {
  od_view rest = {text->data, text->size};
  while (rest.size) {
    size_t step = od_utf8_size(rest);
    require(step > 0, "not UTF-8");
    rest = od_view_from(rest, step);
  }
  require(text->data[text->size] == '\0', "no NUL at the end");
}

static void check_lines(const od_text *text) {
  od_lines lines = od_lines_of(text);
  od_line line;
  size_t seen = 0, ends = 0;
  unsigned number = 0;
  for (size_t i = 0; i < text->size; i++)
    ends += text->data[i] == '\n' || text->data[i] == '\r';
  while (od_line_next(&lines, &line)) {
    require(line.number == ++number, "a line has no number");
    require(od_view_find_char(line.text, '\n') == OD_NOT_FOUND &&
                od_view_find_char(line.text, '\r') == OD_NOT_FOUND,
            "a line end inside a line");
    seen += line.text.size;
  }
  require(seen + ends == text->size, "text was lost between lines");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const pages[] = {"437",  "850",  "852",  "866",  "1250",
                                      "1251", "1252", "1253", "1254", "1255",
                                      "1256", "1257", "1258"};
  od_job *job;
  od_text text;
  require(od_job_new(&job) == OD_OK, "no job");
  const char *page = pages[size ? data[size - 1] % 13u : 6];
  require(od_job_set(job, "text.code_page", page) == OD_OK, "no code page");
  require(od_text_decode(&text, data, size, job) == OD_OK, "not decoded");
  require(text.encoding != NULL, "no encoding");
  check_utf8(&text);
  check_lines(&text);
  require(text.size <= 3 * size, "longer than it can be");
  od_text_release(&text);
  od_job_free(job);
  return 0;
}
