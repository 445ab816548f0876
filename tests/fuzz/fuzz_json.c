/*
 * JSON: what passes is written and read again to the same; what is refused
 * has a place; a member that is there is found.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "%s: %s\n", what, od_error_message());
  abort();
}

static void warn(void *user, const od_place *place, const char *message) {
  (void)message;
  require(place->line > 0 && place->column > 0, "a warning without place");
  ++*(size_t *)user;
}

static void check_read_again(const od_json *json) {
  od_json_options options = {.max_depth = 512};
  od_json *again;
  od_buffer first = {0}, second = {0};
  od_json_write(&first, json, 0);
  od_status status =
      od_json_parse(&again, (od_view){first.data, first.size}, &options);
  require(status == OD_OK, "what was written cannot be read");
  require(od_json_equal(json, again), "it reads as something else");
  od_json_write(&second, again, 0);
  require(!strcmp(first.data, second.data), "it writes as something else");
  od_json *copy = od_json_copy(json);
  require(od_json_equal(copy, json), "a copy is something else");
  od_json_free(copy);
  od_json_free(again);
  od_buffer_release(&first);
  od_buffer_release(&second);
}

static void check_located(od_view text) {
  unsigned line = 0, column = 0;
  require(od_json_locate(text, "", &line, &column), "the root has no place");
  require(line > 0 && column > 0, "a place of nothing");
}

static void check_refused(od_status status, od_view text) {
  const od_place *place = od_error_place();
  require(status == OD_EPARSE || status == OD_ELIMIT, "another status");
  require(place->line > 0 && place->column > 0, "refused without place");
  require(place->column <= text.size + 1, "a column beyond the text");
  require(place->pointer != NULL, "refused without pointer");
  require(od_error_json()[0] == '{', "no record");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const unsigned depths[] = {0, 3, 512, 1};
  size_t warnings = 0;
  int forgive = size > 0 && (data[0] & 1) == 0; /* '[' '{' : by the blank */
  od_json_options options = {.name = "f", .max_depth = depths[size % 4],
                             .forgive_commas = forgive, .warn = warn,
                             .user = &warnings};
  od_view text = {(const char *)data, size};
  od_json *json;
  od_status status = od_json_parse(&json, text, &options);
  if (status == OD_OK) {
    check_read_again(json);
    if (!warnings) check_located(text);
    od_json_free(json);
  } else {
    require(!json, "something in out");
    check_refused(status, text);
  }
  return 0;
}
