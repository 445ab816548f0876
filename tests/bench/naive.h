/*
 * JsonLogic as one writes it first, after the reference evaluator: walks the
 * rule's cJSON each time, finds the operator by its name, and every value is
 * a cJSON item of its own.
 */
#ifndef OD_BENCH_NAIVE_H
#define OD_BENCH_NAIVE_H

#include <cjson/cJSON.h>

/* A new value that the caller deletes. Knows what bench_logic.c asks for. */
cJSON *naive_apply(const cJSON *rule, const cJSON *data);
int naive_truthy(const cJSON *value);

#endif
