/* One piece of work of a given size, for linear.py to count its steps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/job.h"
#include "core/json.h"
#include "core/text.h"

static od_buffer made;
static od_job *job;

static od_json *parse_made(void) {
  od_json *json;
  if (od_json_parse_for(&json, "f", (od_view){made.data, made.size}, job)) {
    fprintf(stderr, "%s\n", od_error_message());
    exit(2);
  }
  return json;
}

static void array_of(size_t n) {
  od_buffer_char(&made, '[');
  for (size_t i = 0; i < n; i++) od_buffer_format(&made, "%s%zu", i ? "," : "", i);
  od_buffer_char(&made, ']');
}

static void object_of(size_t n) {
  od_buffer_char(&made, '{');
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "%s\"name %zu\":{}", i ? "," : "",
                     i * 7919 % n);
  od_buffer_char(&made, '}');
}

static void read_array(size_t n) {
  array_of(n);
  od_json_free(parse_made());
}

static void read_object(size_t n) {
  object_of(n);
  od_json_free(parse_made());
}

static void walk_list(size_t n) {
  od_json *list = od_json_new_array();
  od_buffer out = {0};
  for (size_t i = 0; i < n; i++)
    od_json_add(list, od_json_new_number((double)i));
  double sum = 0;
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item)) sum += od_json_number(item);
  od_json_write(&out, list, 2);
  if (od_json_count(list) != n || sum < 0) exit(2);
  od_buffer_release(&out);
  od_json_free(list);
}

static void equal_objects(size_t n) {
  object_of(n);
  od_json *json = parse_made(), *copy = od_json_copy(json);
  if (!od_json_equal(json, copy)) exit(2);
  od_json_free(json);
  od_json_free(copy);
}

static void find_place(size_t n) {
  unsigned line, column;
  char pointer[32];
  array_of(n);
  snprintf(pointer, sizeof pointer, "/%zu", n - 1);
  if (!od_json_locate((od_view){made.data, made.size}, pointer, &line,
                      &column))
    exit(2);
}

static void count(void *user, const od_place *place, const char *message) {
  (void)message;
  *(size_t *)user += place->line;
}

static void forgive(size_t n) {
  size_t lines = 0;
  od_json_options options = {"f", 0, 1, count, &lines};
  od_json *json;
  od_buffer_char(&made, '[');
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "[1,],\n");
  od_buffer_char(&made, ']');
  if (od_json_parse(&json, (od_view){made.data, made.size}, &options) ||
      lines < n)
    exit(2);
  od_json_free(json);
}

static void text_lines(size_t n) {
  od_text text;
  od_line line;
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "M\xc3\xbcller : a\r\n");
  if (od_text_decode(&text, made.data, made.size, job)) exit(2);
  od_lines lines = od_lines_of(&text);
  size_t seen = 0;
  while (od_line_next(&lines, &line)) seen += line.text.size > 0;
  if (seen != n) exit(2);
  od_text_release(&text);
}

static void wrong_at_the_end(size_t n) {
  od_json *json;
  array_of(n);
  made.data[made.size - 1] = 'x';
  if (!od_json_parse_for(&json, "f", (od_view){made.data, made.size}, job))
    exit(2);
}

static const struct {
  const char *name;
  void (*run)(size_t n);
} works[] = {
    {"read_array", read_array},     {"read_object", read_object},
    {"walk_list", walk_list},       {"equal_objects", equal_objects},
    {"find_place", find_place},     {"forgive", forgive},
    {"text_lines", text_lines},     {"wrong_at_the_end", wrong_at_the_end},
};

int main(int argc, char **argv) {
  if (argc != 3 || od_job_new(&job)) return 2;
  for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
    if (strcmp(argv[1], works[i].name)) continue;
    works[i].run(strtoul(argv[2], NULL, 10));
    od_buffer_release(&made);
    od_job_free(job);
    return 0;
  }
  return 2;
}
