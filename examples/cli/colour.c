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

/* The grade of a ranked cause, as in " 1. likely: title", or -1. */
static int grade_at(const char *here) {
  size_t i;

  for (i = 0; i < sizeof grades / sizeof grades[0]; i++) {
    size_t size = strlen(grades[i].grade);
    if (!strncmp(here, grades[i].grade, size) && here[size] == ':')
      return (int)i;
  }
  return -1;
}

static size_t rank_size(const char *line) {
  size_t at = strspn(line, " ");
  size_t digits = strspn(line + at, "0123456789");

  at += digits;
  return digits && !strncmp(line + at, ". ", 2) ? at + 2 : 0;
}

static void add_marked(text *out, const char *mark, const char *data,
                       size_t size) {
  text_add(out, mark);
  text_add_bytes(out, data, size);
  text_add(out, PLAIN);
}

static void colour_line(text *out, const char *line, size_t size) {
  size_t rank = rank_size(line), word;
  int grade = rank ? grade_at(line + rank) : -1;

  if (grade < 0) {
    text_add_bytes(out, line, size);
    return;
  }
  word = strlen(grades[grade].grade);
  text_add_bytes(out, line, rank);
  add_marked(out, grades[grade].mark, line + rank, word);
  text_add_bytes(out, line + rank + word, size - rank - word);
}

void colour(text *out, const text *report) {
  const char *line = report->data ? report->data : "";
  int heading = 1; /* the first line, and what follows an empty one */

  while (*line) {
    size_t size = strcspn(line, "\n");
    if (heading && size) add_marked(out, BOLD, line, size);
    else colour_line(out, line, size);
    heading = !size;
    line += size;
    if (*line) text_add_bytes(out, line++, 1);
  }
}
