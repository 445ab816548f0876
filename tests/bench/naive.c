#include "naive.h"

#include <stdlib.h>
#include <string.h>

int naive_truthy(const cJSON *value) {
  if (cJSON_IsTrue(value) || cJSON_IsObject(value)) return 1;
  if (cJSON_IsNumber(value)) return value->valuedouble != 0;
  if (cJSON_IsString(value)) return *value->valuestring != '\0';
  return cJSON_IsArray(value) && value->child;
}

static const cJSON *argument(const cJSON *args, int index) {
  if (!cJSON_IsArray(args)) return index ? NULL : args;
  return cJSON_GetArrayItem(args, index);
}

static cJSON *evaluated(const cJSON *args, int index, const cJSON *data) {
  const cJSON *rule = argument(args, index);
  return rule ? naive_apply(rule, data) : cJSON_CreateNull();
}

/* ---- looking up ---- */

static cJSON *look_up(const cJSON *args, const cJSON *data) {
  char part[64];
  cJSON *name = evaluated(args, 0, data);
  const char *rest = cJSON_IsString(name) ? name->valuestring : "";
  const cJSON *found = data;
  while (*rest && found) {
    size_t size = strcspn(rest, ".");
    if (size >= sizeof part) break;
    memcpy(part, rest, size);
    part[size] = '\0';
    rest += size + (rest[size] == '.');
    found = cJSON_IsArray(found)
                ? cJSON_GetArrayItem(found, atoi(part))
                : cJSON_GetObjectItemCaseSensitive(found, part);
  }
  cJSON_Delete(name);
  return found ? cJSON_Duplicate(found, 1) : evaluated(args, 1, data);
}

/* ---- comparing and reckoning ---- */

static double number(const cJSON *item) {
  if (cJSON_IsNumber(item)) return item->valuedouble;
  if (cJSON_IsString(item)) return strtod(item->valuestring, NULL);
  return cJSON_IsTrue(item);
}

static int same(const cJSON *a, const cJSON *b) {
  if ((a->type & 0xff) != (b->type & 0xff)) return 0;
  if (cJSON_IsNumber(a)) return a->valuedouble == b->valuedouble;
  if (cJSON_IsString(a)) return !strcmp(a->valuestring, b->valuestring);
  return !cJSON_IsArray(a) && !cJSON_IsObject(a);
}

static int loosely(const cJSON *a, const cJSON *b) {
  if ((a->type & 0xff) == (b->type & 0xff)) return same(a, b);
  return number(a) == number(b);
}

static int ordered(const char *name, const cJSON *a, const cJSON *b) {
  double x = number(a), y = number(b);
  if (cJSON_IsString(a) && cJSON_IsString(b)) {
    x = strcmp(a->valuestring, b->valuestring);
    y = 0;
  }
  if (!strcmp(name, "<")) return x < y;
  if (!strcmp(name, "<=")) return x <= y;
  return !strcmp(name, ">") ? x > y : x >= y;
}

static int compared(const char *name, const cJSON *a, const cJSON *b) {
  if (!strcmp(name, "===")) return same(a, b);
  if (!strcmp(name, "!==")) return !same(a, b);
  if (!strcmp(name, "==")) return loosely(a, b);
  if (!strcmp(name, "!=")) return !loosely(a, b);
  return ordered(name, a, b);
}

static cJSON *compare(const char *name, const cJSON *args,
                      const cJSON *data) {
  cJSON *a = evaluated(args, 0, data), *b = evaluated(args, 1, data);
  int result = compared(name, a, b);
  if (argument(args, 2)) {
    cJSON *c = evaluated(args, 2, data);
    result = result && compared(name, b, c);
    cJSON_Delete(c);
  }
  cJSON_Delete(a);
  cJSON_Delete(b);
  return cJSON_CreateBool(result);
}

static cJSON *subtract(const cJSON *args, const cJSON *data) {
  cJSON *a = evaluated(args, 0, data), *b = evaluated(args, 1, data);
  double result = number(a) - number(b);
  cJSON_Delete(a);
  cJSON_Delete(b);
  return cJSON_CreateNumber(result);
}

/* ---- control, lists, text ---- */

static cJSON *junction(const cJSON *args, const cJSON *data, int decisive) {
  cJSON *last = NULL;
  const cJSON *item;
  cJSON_ArrayForEach(item, args) {
    cJSON_Delete(last);
    last = naive_apply(item, data);
    if (naive_truthy(last) == decisive) break;
  }
  return last;
}

static cJSON *branch(const cJSON *args, const cJSON *data) {
  int i, count = cJSON_GetArraySize(args);
  for (i = 0; i + 1 < count; i += 2) {
    cJSON *condition = evaluated(args, i, data);
    int holds = naive_truthy(condition);
    cJSON_Delete(condition);
    if (holds) return evaluated(args, i + 1, data);
  }
  return evaluated(args, i, data);
}

static cJSON *contains(const cJSON *args, const cJSON *data) {
  cJSON *part = evaluated(args, 0, data), *whole = evaluated(args, 1, data);
  int found = 0;
  const cJSON *item;
  if (cJSON_IsArray(whole)) {
    cJSON_ArrayForEach(item, whole) {
      found = same(part, item);
      if (found) break;
    }
  } else if (cJSON_IsString(whole) && cJSON_IsString(part)) {
    found = strstr(whole->valuestring, part->valuestring) != NULL;
  }
  cJSON_Delete(part);
  cJSON_Delete(whole);
  return cJSON_CreateBool(found);
}

static cJSON *quantify(const cJSON *args, const cJSON *data, int wanted) {
  cJSON *list = evaluated(args, 0, data);
  const cJSON *body = argument(args, 1), *item;
  int found = 0;
  cJSON_ArrayForEach(item, list) {
    cJSON *result = naive_apply(body, item);
    found = naive_truthy(result);
    cJSON_Delete(result);
    if (found) break;
  }
  cJSON_Delete(list);
  return cJSON_CreateBool(found == wanted);
}

static cJSON *part_of_text(const cJSON *args, const cJSON *data) {
  cJSON *text = evaluated(args, 0, data), *from = evaluated(args, 1, data);
  cJSON *length = evaluated(args, 2, data);
  const char *all = cJSON_IsString(text) ? text->valuestring : "";
  size_t size = strlen(all), start = (size_t)number(from);
  size_t count = (size_t)number(length);
  if (start > size) start = size;
  if (count > size - start) count = size - start;
  char *copy = malloc(count + 1);
  memcpy(copy, all + start, count);
  copy[count] = '\0';
  cJSON *result = cJSON_CreateString(copy);
  free(copy);
  cJSON_Delete(text);
  cJSON_Delete(from);
  cJSON_Delete(length);
  return result;
}

static cJSON *not(const cJSON *args, const cJSON *data, int twice) {
  cJSON *a = evaluated(args, 0, data);
  int is = naive_truthy(a);
  cJSON_Delete(a);
  return cJSON_CreateBool(is == twice);
}

static cJSON *operate(const char *name, const cJSON *args,
                      const cJSON *data) {
  if (!strcmp(name, "var")) return look_up(args, data);
  if (!strcmp(name, "and")) return junction(args, data, 0);
  if (!strcmp(name, "or")) return junction(args, data, 1);
  if (!strcmp(name, "if") || !strcmp(name, "?:")) return branch(args, data);
  if (!strcmp(name, "!")) return not(args, data, 0);
  if (!strcmp(name, "!!")) return not(args, data, 1);
  if (!strcmp(name, "in")) return contains(args, data);
  if (!strcmp(name, "some")) return quantify(args, data, 1);
  if (!strcmp(name, "none")) return quantify(args, data, 0);
  if (!strcmp(name, "substr")) return part_of_text(args, data);
  if (!strcmp(name, "-")) return subtract(args, data);
  if (!strcmp(name, "known")) return cJSON_CreateBool(1);
  return compare(name, args, data);
}

static cJSON *apply_list(const cJSON *rule, const cJSON *data) {
  cJSON *list = cJSON_CreateArray();
  const cJSON *item;
  cJSON_ArrayForEach(item, rule)
    cJSON_AddItemToArray(list, naive_apply(item, data));
  return list;
}

cJSON *naive_apply(const cJSON *rule, const cJSON *data) {
  if (cJSON_IsArray(rule)) return apply_list(rule, data);
  if (!cJSON_IsObject(rule) || !rule->child || rule->child->next)
    return cJSON_Duplicate(rule, 1);
  return operate(rule->child->string, rule->child, data);
}
