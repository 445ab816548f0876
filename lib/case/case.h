/* A case from the inside: what the diagnosis reads. */
#ifndef OD_CASE_CASE_H
#define OD_CASE_CASE_H

#include "catalog/catalog.h"
#include "facts/facts.h"
#include "od0x8004/case.h"
#include "rules/rules.h"

/* A list of owned texts. */
typedef struct od_texts {
  char **list;
  size_t count;
  size_t capacity;
} od_texts;

struct od_case {
  od_facts **parts; /* one a source */
  size_t part_count;
  size_t part_capacity;
  size_t recognised;
  od_texts unrecognised; /* "name: why" */
  od_rules **packs; /* beside the built-in ones */
  size_t pack_count;
  size_t pack_capacity;
  char code[OD_CODE_MAX]; /* canonical, "" if none was set */
  char *user;
  int has_now;
  long long now;
  int has_at;
  long long at;
};

/* Joins the parts; the caller owns the facts. */
od_status od_case_join(od_facts **out, const od_case *c);

/* The built-in packs and those that were added; the caller owns them. */
od_status od_case_rules(od_rules **out, const od_case *c);

#endif
