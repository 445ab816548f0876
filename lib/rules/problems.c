#include "rules/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/json.h"
#include "core/json_scan.h"

size_t od_problems_enter(od_problems *p, const char *member) {
  size_t mark = p->path.size;
  od_json_pointer_add(&p->path, od_view_of(member));
  return mark;
}

size_t od_problems_enter_item(od_problems *p, size_t index) {
  size_t mark = p->path.size;
  char text[24], *digit = text + sizeof text;
  /* by hand: every item of every pack comes by here */
  do {
    *--digit = (char)('0' + index % 10);
  } while (index /= 10);
  *--digit = '/';
  od_buffer_add(&p->path, digit, (size_t)(text + sizeof text - digit));
  return mark;
}

void od_problems_leave(od_problems *p, size_t mark) {
  if (p->path.status != OD_OK) p->no_memory = 1;
  p->path.size = mark < p->path.size ? mark : p->path.size;
  if (p->path.data) p->path.data[p->path.size] = '\0';
}

static void keep(od_problems *p, od_status status, const char *message) {
  od_problem problem = {status, NULL, NULL, 0, 0};
  problem.message = od_copy_text(message, strlen(message));
  problem.pointer = od_copy_text(p->path.data, p->path.size);
  if (problem.message && problem.pointer &&
      od_grow((void **)&p->list, &p->capacity, p->count, sizeof *p->list)) {
    p->list[p->count++] = problem;
    return;
  }
  od_free(problem.message);
  od_free(problem.pointer);
  p->no_memory = 1;
}

/* Names are cut at a byte: half characters and control characters go. */
static void make_plain(char *message) {
  char *to = message;
  for (const char *at = message; *at;) {
    unsigned char c = (unsigned char)*at;
    size_t size = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, i = 1;
    while (i < size && ((unsigned char)at[i] & 0xc0) == 0x80) i++;
    int whole = i == size && (c < 0x80 || c >= 0xc0);
    for (size_t k = 0; whole && k < size; k++) *to++ = at[k];
    if (whole && (c < 0x20 || c == 0x7f)) to[-1] = '?';
    at += i;
  }
  *to = '\0';
}

void od_problem_add(od_problems *p, od_status status, const char *format,
                    ...) {
  char message[512];
  va_list rest;
  if (p->count > OD_PROBLEMS_MAX || p->no_memory) return;
  if (p->count == OD_PROBLEMS_MAX) {
    keep(p, status, "more problems follow that are not listed");
    return;
  }
  va_start(rest, format);
  vsnprintf(message, sizeof message, format, rest);
  va_end(rest);
  make_plain(message);
  keep(p, status, message);
}

static int compare_places(const void *a, const void *b) {
  const od_problem *x = a, *y = b;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  if (x->column != y->column) return x->column < y->column ? -1 : 1;
  int order = strcmp(x->pointer, y->pointer);
  return order ? order : strcmp(x->message, y->message);
}

od_status od_problems_locate(od_problems *p, od_view text) {
  if (p->no_memory) return od_fail_memory();
  for (size_t i = 0; i < p->count; i++) {
    od_problem *problem = &p->list[i];
    if (!od_json_locate(text, problem->pointer, &problem->line,
                        &problem->column))
      return od_fail_memory(); /* the value is there */
  }
  if (p->count) qsort(p->list, p->count, sizeof *p->list, compare_places);
  return OD_OK;
}

od_status od_problems_fail(od_problems *p, const char *file) {
  if (p->no_memory) return od_fail_memory();
  if (!p->count) return OD_OK;
  const od_problem *first = &p->list[0];
  od_place place = {file, first->line, first->column, first->pointer};
  return od_fail_at(first->status, &place, "%s", first->message);
}

void od_problems_release(od_problems *p) {
  for (size_t i = 0; i < p->count; i++) {
    od_free(p->list[i].message);
    od_free(p->list[i].pointer);
  }
  od_free(p->list);
  od_buffer_release(&p->path);
  *p = (od_problems){0};
}
