#include <string.h>

#include "output.h"

#define BOLD "\033[1m"
#define RED "\033[31m"
#define YELLOW "\033[33m"
#define GREEN "\033[32m"
#define PLAIN "\033[0m"

static const struct {
  const char *grade;
  const char *mark;
} grades[] = {{"confirmed", RED},   {"likely", RED},     {"possible", YELLOW},
              {"unlikely", GREEN}, {"excluded", GREEN}};

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

/* The grade that starts here as a whole word, or -1. */
static int grade_at(const char *line, const char *here) {
  size_t i;

  if (here > line && is_letter(here[-1])) return -1;
  for (i = 0; i < sizeof grades / sizeof grades[0]; i++) {
    size_t size = strlen(grades[i].grade);
    if (!strncmp(here, grades[i].grade, size) && !is_letter(here[size]))
      return (int)i;
  }
  return -1;
}

static void colour_line(text *out, const char *line, size_t size) {
  size_t at = 0;

  while (at < size) {
    int grade = grade_at(line, line + at);
    size_t step = grade < 0 ? 1 : strlen(grades[grade].grade);
    if (grade >= 0) text_add(out, grades[grade].mark);
    text_add_bytes(out, line + at, step);
    if (grade >= 0) text_add(out, PLAIN);
    at += step;
  }
}

void colour(text *out, const text *report) {
  const char *line = report->data ? report->data : "";
  int first = 1;

  while (*line) {
    size_t size = strcspn(line, "\n");
    if (first) text_add(out, BOLD);
    if (first) text_add_bytes(out, line, size);
    else colour_line(out, line, size);
    if (first) text_add(out, PLAIN);
    first = 0;
    line += size;
    if (*line) text_add_bytes(out, line++, 1);
  }
}
