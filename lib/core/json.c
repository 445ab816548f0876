#include "core/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/job.h"
#include "core/json_scan.h"

/* An od_json is a cJSON; nobody else needs to know. */
static cJSON *raw(od_json *value) { return (cJSON *)(void *)value; }
static const cJSON *look(const od_json *value) {
  return (const cJSON *)(const void *)value;
}
static od_json *made(cJSON *item) { return (od_json *)(void *)item; }
static const od_json *seen(const cJSON *item) {
  return (const od_json *)(const void *)item;
}

/* ---- reading ---- */

static od_status fail_scan(const od_json_scan *scan, const char *name) {
  od_buffer pointer = {0};
  od_place place = {name, 0, 0, NULL};
  od_json_scan_pointer(&pointer, scan);
  if (pointer.status != OD_OK) {
    od_buffer_release(&pointer);
    return od_fail_memory();
  }
  od_json_place((od_view){scan->text, scan->size}, scan->at, &place.line,
                &place.column);
  place.pointer = pointer.data ? pointer.data : "";
  od_status status = scan->depth >= scan->max_depth &&
                             !strcmp(scan->problem, "nested too deeply")
                         ? OD_ELIMIT
                         : OD_EPARSE;
  od_fail_at(status, &place, "not JSON: %s", scan->problem);
  od_buffer_release(&pointer);
  return status;
}

/* What cJSON lets pass but a reader cannot mean: where and what. */
typedef struct defect {
  const char *what;
  const cJSON *path[OD_JSON_DEEPEST + 2];
  size_t size;
  int no_memory;
} defect;

static int compare_names(const void *a, const void *b) {
  return strcmp((*(const cJSON *const *)a)->string,
                (*(const cJSON *const *)b)->string);
}

/* Most objects are small: comparing pairs beats sorting a copy. */
enum { FEW_MEMBERS = 16 };

static const cJSON *twice_of_few(const cJSON *object) {
  for (const cJSON *item = object->child; item; item = item->next)
    for (const cJSON *before = object->child; before != item;
         before = before->next)
      if (!strcmp(before->string, item->string)) return item;
  return NULL;
}

static const cJSON *named_twice(const cJSON *object, int *no_memory) {
  size_t count = 0, i = 0;
  const cJSON *item, *twice = NULL;
  for (item = object->child; item; item = item->next) count++;
  if (count <= FEW_MEMBERS) return twice_of_few(object);
  const cJSON **list = od_alloc_zero(count, sizeof *list);
  if (!list) {
    *no_memory = 1;
    return NULL;
  }
  for (item = object->child; item; item = item->next) list[i++] = item;
  qsort(list, count, sizeof *list, compare_names);
  for (i = 1; i < count && !twice; i++)
    if (!strcmp(list[i - 1]->string, list[i]->string)) twice = list[i];
  od_free(list);
  return twice;
}

static int find_defect(defect *d, const cJSON *item) {
  d->path[d->size++] = item;
  if (cJSON_IsNumber(item) && !isfinite(item->valuedouble))
    d->what = "number beyond the range of a double";
  if (cJSON_IsObject(item)) {
    const cJSON *twice = named_twice(item, &d->no_memory);
    if (twice) {
      d->path[d->size++] = twice;
      d->what = "member named twice";
    }
  }
  for (const cJSON *child = item->child;
       child && !d->what && !d->no_memory; child = child->next)
    if (find_defect(d, child)) return 1;
  if (d->what || d->no_memory) return 1;
  d->size--;
  return 0;
}

static void path_of(od_buffer *pointer, const defect *d) {
  char index[24];
  for (size_t i = 1; i < d->size; i++) {
    size_t at = 0;
    const cJSON *child = d->path[i - 1]->child;
    for (; child && child != d->path[i]; child = child->next) at++;
    snprintf(index, sizeof index, "%zu", at);
    od_json_pointer_add(pointer, od_view_of(d->path[i]->string
                                                ? d->path[i]->string
                                                : index));
  }
}

static od_status check_defects(const cJSON *root, od_view text,
                               const char *name) {
  defect d = {0};
  od_buffer pointer = {0};
  od_place place = {name, 0, 0, NULL};
  find_defect(&d, root);
  if (d.no_memory) return od_fail_memory();
  if (!d.what) return OD_OK;
  path_of(&pointer, &d);
  place.pointer = pointer.data ? pointer.data : "";
  od_json_locate(text, place.pointer, &place.line, &place.column);
  od_fail_at(OD_EPARSE, &place, "not JSON: %s", d.what);
  od_buffer_release(&pointer);
  return OD_EPARSE;
}

static od_status parse(od_json **out, od_json_scan *scan, const char *name) {
  if (!od_json_scan_run(scan)) return fail_scan(scan, name);
  /* The scan has passed it, so all that can fail now is memory. */
  cJSON *root = cJSON_ParseWithLength(scan->text, scan->size);
  if (!root) return od_fail_memory();
  od_status status =
      check_defects(root, (od_view){scan->text, scan->size}, name);
  if (status == OD_OK) *out = made(root);
  else cJSON_Delete(root);
  return status;
}

static od_json_scan *new_scan(od_view text, const od_json_options *options) {
  od_json_scan *scan = od_alloc_zero(1, sizeof *scan);
  if (!scan) return NULL;
  scan->max_depth = options->max_depth ? options->max_depth : 128;
  if (scan->max_depth > OD_JSON_DEEPEST) scan->max_depth = OD_JSON_DEEPEST;
  scan->options = options;
  scan->size = text.size;
  scan->text = od_copy_text(text.data, text.size);
  if (scan->text) return scan;
  od_free(scan);
  return NULL;
}

static void free_scan(od_json_scan *scan) {
  od_free(scan->text);
  od_free(scan);
}

od_status od_json_parse(od_json **out, od_view text,
                        const od_json_options *options) {
  *out = NULL;
  od_json_scan *scan = new_scan(text, options);
  if (!scan) return od_fail_memory();
  od_status status = parse(out, scan, options->name);
  free_scan(scan);
  return status;
}

typedef struct warned {
  od_job *job;
  od_status status;
} warned;

static void warn_job(void *user, const od_place *place, const char *message) {
  warned *w = user;
  if (w->status == OD_OK) w->status = od_job_warn(w->job, place, message);
}

od_status od_json_parse_for(od_json **out, const char *name, od_view text,
                            od_job *job) {
  warned w = {job, OD_OK};
  od_json_options options = {name, od_job_max_depth(job),
                             od_job_forgives_commas(job), warn_job, &w};
  od_status status = od_json_parse(out, text, &options);
  if (status != OD_OK || w.status == OD_OK) return status;
  od_json_free(*out);
  *out = NULL;
  return od_fail_memory();
}

int od_json_locate(od_view text, const char *pointer, unsigned *line,
                   unsigned *column) {
  od_json_options options = {NULL, OD_JSON_DEEPEST, 1, NULL, NULL};
  if (*pointer && *pointer != '/') return 0;
  od_json_scan *scan = new_scan(text, &options);
  if (!scan) return 0;
  scan->wanted = od_view_of(pointer);
  od_json_scan_run(scan);
  int found = scan->found != OD_NOT_FOUND;
  if (found) od_json_place(text, scan->found, line, column);
  free_scan(scan);
  return found;
}

/* ---- looking ---- */

od_json_type od_json_type_of(const od_json *value) {
  const cJSON *item = look(value);
  if (cJSON_IsBool(item)) return OD_JSON_BOOL;
  if (cJSON_IsNumber(item)) return OD_JSON_NUMBER;
  if (cJSON_IsString(item)) return OD_JSON_TEXT;
  if (cJSON_IsArray(item)) return OD_JSON_ARRAY;
  return cJSON_IsObject(item) ? OD_JSON_OBJECT : OD_JSON_NULL;
}

int od_json_is(const od_json *value, od_json_type type) {
  return value && od_json_type_of(value) == type;
}

const char *od_json_name(const od_json *value) {
  return value ? look(value)->string : NULL;
}

const char *od_json_text(const od_json *value) {
  return od_json_is(value, OD_JSON_TEXT) ? look(value)->valuestring : NULL;
}

od_view od_json_view(const od_json *value) {
  return od_view_of(od_json_text(value));
}

double od_json_number(const od_json *value) {
  return od_json_is(value, OD_JSON_NUMBER) ? look(value)->valuedouble : 0;
}

int od_json_bool(const od_json *value) {
  return value && cJSON_IsTrue(look(value));
}

const od_json *od_json_first(const od_json *value) {
  if (!od_json_is(value, OD_JSON_ARRAY) && !od_json_is(value, OD_JSON_OBJECT))
    return NULL;
  return seen(look(value)->child);
}

const od_json *od_json_next(const od_json *item) {
  return item ? seen(look(item)->next) : NULL;
}

size_t od_json_count(const od_json *value) {
  size_t count = 0;
  for (const od_json *i = od_json_first(value); i; i = od_json_next(i)) count++;
  return count;
}

const od_json *od_json_member(const od_json *object, const char *name) {
  const od_json *item =
      od_json_is(object, OD_JSON_OBJECT) ? od_json_first(object) : NULL;
  while (item && strcmp(od_json_name(item), name)) item = od_json_next(item);
  return item;
}

static int equal_lists(const od_json *a, const od_json *b) {
  const od_json *x = od_json_first(a), *y = od_json_first(b);
  for (; x && y; x = od_json_next(x), y = od_json_next(y))
    if (!od_json_equal(x, y)) return 0;
  return !x && !y;
}

static int equal_objects(const od_json *a, const od_json *b) {
  const od_json *x = od_json_first(a), *y = od_json_first(b);
  if (od_json_count(a) != od_json_count(b)) return 0;
  for (; x; x = od_json_next(x), y = od_json_next(y)) {
    /* Mostly in the same order: then long objects need no search. */
    const char *name = od_json_name(x);
    const od_json *twin =
        !strcmp(name, od_json_name(y)) ? y : od_json_member(b, name);
    if (!twin || !od_json_equal(x, twin)) return 0;
  }
  return 1;
}

int od_json_equal(const od_json *a, const od_json *b) {
  if (!a || !b) return a == b;
  if (od_json_type_of(a) != od_json_type_of(b)) return 0;
  switch (od_json_type_of(a)) {
    case OD_JSON_BOOL: return od_json_bool(a) == od_json_bool(b);
    case OD_JSON_NUMBER: return od_json_number(a) == od_json_number(b);
    case OD_JSON_TEXT: return !strcmp(od_json_text(a), od_json_text(b));
    case OD_JSON_ARRAY: return equal_lists(a, b);
    case OD_JSON_OBJECT: return equal_objects(a, b);
    default: return 1;
  }
}

/* ---- making ---- */

od_json *od_json_new_null(void) { return made(cJSON_CreateNull()); }
od_json *od_json_new_bool(int truth) { return made(cJSON_CreateBool(truth)); }
od_json *od_json_new_array(void) { return made(cJSON_CreateArray()); }
od_json *od_json_new_object(void) { return made(cJSON_CreateObject()); }

od_json *od_json_new_number(double number) {
  return made(cJSON_CreateNumber(number));
}

/* A NUL inside would cut the text in silence: it becomes U+FFFD. */
static char *copy_without_nul(od_view text) {
  od_buffer copy = {0};
  size_t at;
  while ((at = od_view_find_char(text, '\0')) != OD_NOT_FOUND) {
    od_buffer_view(&copy, od_view_first(text, at));
    od_buffer_text(&copy, "\xef\xbf\xbd");
    text = od_view_from(text, at + 1);
  }
  od_buffer_view(&copy, text);
  if (copy.status == OD_OK) return copy.data;
  od_buffer_release(&copy);
  return NULL;
}

od_json *od_json_new_text(od_view text) {
  char *copy = copy_without_nul(text);
  cJSON *item = copy ? cJSON_CreateNull() : NULL;
  if (!item) {
    od_free(copy);
    return NULL;
  }
  item->type = cJSON_String;
  item->valuestring = copy;
  return made(item);
}

od_json *od_json_copy(const od_json *value) {
  return value ? made(cJSON_Duplicate(look(value), 1)) : NULL;
}

od_status od_json_add(od_json *array, od_json *item) {
  if (array && item && cJSON_AddItemToArray(raw(array), raw(item)))
    return OD_OK;
  od_json_free(item);
  return od_fail_memory();
}

od_status od_json_put(od_json *object, const char *name, od_json *item) {
  if (object && item && cJSON_AddItemToObject(raw(object), name, raw(item)))
    return OD_OK;
  od_json_free(item);
  return od_fail_memory();
}

void od_json_free(od_json *value) { cJSON_Delete(raw(value)); }

/* ---- writing ---- */

static void new_line(od_buffer *out, int indent, int level) {
  if (!indent) return;
  od_buffer_char(out, '\n');
  for (int i = 0; i < indent * level; i++) od_buffer_char(out, ' ');
}

static void write_value(od_buffer *out, const od_json *value, int indent,
                        int level);

static void write_items(od_buffer *out, const od_json *value, int indent,
                        int level) {
  int object = od_json_is(value, OD_JSON_OBJECT);
  const od_json *item = od_json_first(value);
  od_buffer_char(out, object ? '{' : '[');
  for (const od_json *i = item; i; i = od_json_next(i)) {
    if (i != item) od_buffer_char(out, ',');
    new_line(out, indent, level + 1);
    if (object) {
      od_buffer_json(out, od_view_of(od_json_name(i)));
      od_buffer_text(out, indent ? ": " : ":");
    }
    write_value(out, i, indent, level + 1);
  }
  if (item) new_line(out, indent, level);
  od_buffer_char(out, object ? '}' : ']');
}

static void write_value(od_buffer *out, const od_json *value, int indent,
                        int level) {
  switch (od_json_type_of(value)) {
    case OD_JSON_BOOL:
      od_buffer_text(out, od_json_bool(value) ? "true" : "false");
      break;
    case OD_JSON_NUMBER:
      od_buffer_number(out, od_json_number(value));
      break;
    case OD_JSON_TEXT:
      od_buffer_json(out, od_json_view(value));
      break;
    case OD_JSON_ARRAY:
    case OD_JSON_OBJECT:
      write_items(out, value, indent, level);
      break;
    default:
      od_buffer_text(out, "null");
  }
}

void od_json_write(od_buffer *out, const od_json *value, int indent) {
  write_value(out, value, indent, 0);
}
