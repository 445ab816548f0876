/*
 * Conditions: compiled once, against a plain evaluator that walks cJSON each
 * time. Same rules, same data, same answers, one run; the ratio is printed.
 * usage: bench_logic [ROUNDS]; exit status 1 below a ratio of 10.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "naive.h"
#include "rules/logic.h"

/* What a pack asks of a device, as the packs of the library do. */
static const char *const rules[] = {
    "{\"===\":[{\"var\":\"prt.present\"},false]}",
    "{\"and\":[{\"known\":\"prt.age_hours\"},{\"!==\":[{\"var\":"
    "\"prt.age_hours\"},null]},{\">\":[{\"var\":\"prt.age_hours\"},4]}]}",
    "{\"and\":[{\"===\":[{\"var\":\"proxy.winhttp.mode\"},\"manual\"]},"
    "{\"===\":[{\"var\":\"proxy.wininet.enabled\"},false]}]}",
    "{\"in\":[{\"var\":\"prt.last_attempt.status\"},[\"0xc000006d\","
    "\"0xc0000022\",\"0xc0048512\",\"0xcaa20003\"]]}",
    "{\"or\":[{\"<\":[{\"var\":\"clock.offset_seconds\"},-300]},"
    "{\">\":[{\"var\":\"clock.offset_seconds\"},300]}]}",
    "{\"none\":[{\"var\":\"tls.cipher_suites\"},{\"in\":[{\"var\":\"\"},["
    "\"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\","
    "\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"]]}]}",
    "{\"some\":[{\"var\":\"credentials\"},{\"and\":[{\"===\":[{\"var\":"
    "\"class\"},\"onedrive-business\"]},{\"===\":[{\"var\":\"user\"},"
    "\"a@b.c\"]}]}]}",
    "{\"if\":[{\"var\":\"device.entra_joined\"},{\"!\":{\"var\":"
    "\"prt.present\"}},{\"===\":[{\"var\":\"device.domain_joined\"},"
    "true]}]}",
    "{\"<=\":[0,{\"-\":[{\"var\":\"prt.hours_left\"},1]},336]}",
    "{\"==\":[{\"substr\":[{\"var\":\"prt.last_attempt.endpoint\"},0,8]},"
    "\"https://\"]}"};

enum { RULES = sizeof rules / sizeof *rules };

static const char data[] =
    "{\"device\":{\"entra_joined\":true,\"domain_joined\":false,\"id\":"
    "\"0d9c\",\"tenant_id\":\"77\",\"tpm_protected\":true},\"prt\":{"
    "\"present\":true,\"age_hours\":2.5,\"hours_left\":330,\"authority\":"
    "\"https://login.microsoftonline.com/x\",\"last_attempt\":{\"status\":"
    "\"0xc000006d\",\"http_status\":400,\"endpoint\":"
    "\"https://login.microsoftonline.com/oauth2/token\"}},\"proxy\":{"
    "\"winhttp\":{\"mode\":\"manual\",\"server\":\"p:8080\"},\"wininet\":{"
    "\"enabled\":false}},\"clock\":{\"offset_seconds\":3},\"tls\":{"
    "\"cipher_suites\":[\"TLS_AES_256_GCM_SHA384\","
    "\"TLS_AES_128_GCM_SHA256\",\"TLS_RSA_WITH_AES_256_CBC_SHA\","
    "\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"]},\"credentials\":[{"
    "\"class\":\"office\",\"user\":\"x\"},{\"class\":"
    "\"onedrive-business\",\"user\":\"a@b.c\"}],"
    "\"services\":{\"NlaSvc\":{\"state\":\"running\"}}}";

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *must(void *pointer, const char *what) {
  if (pointer) return pointer;
  fprintf(stderr, "%s: %s\n", what, od_error_message());
  exit(2);
}

/* The same data as facts: a dotted name for each value that is no object. */
static void add_facts(od_evidence *evidence, const od_json *object,
                      const char *before) {
  char name[128];
  for (const od_json *item = od_json_first(object); item;
       item = od_json_next(item)) {
    snprintf(name, sizeof name, "%s%s%s", before, *before ? "." : "",
             od_json_name(item));
    if (od_json_is(item, OD_JSON_OBJECT)) add_facts(evidence, item, name);
    else od_evidence_set(evidence, name, 1, od_json_copy(item));
  }
}

static od_facts *make_facts(void) {
  od_json *json = NULL;
  od_json_options options = {0};
  od_evidence *evidence = NULL;
  od_facts *facts = NULL;
  if (od_json_parse(&json, od_view_of(data), &options) ||
      od_evidence_new(&evidence, "bench", "data"))
    must(NULL, "data");
  add_facts(evidence, json, "");
  od_evidence_finish(&facts, evidence);
  od_json_free(json);
  return must(facts, "facts");
}

/* The answers must be the same, else the comparison means nothing. */
static unsigned run_naive(cJSON *const *compiled, const cJSON *input,
                          long rounds, double *took) {
  unsigned truths = 0;
  double start = seconds();
  for (long i = 0; i < rounds; i++)
    for (int k = 0; k < RULES; k++) {
      cJSON *result = naive_apply(compiled[k], input);
      if (naive_truthy(result)) truths |= 1u << k;
      cJSON_Delete(result);
    }
  *took = seconds() - start;
  return truths;
}

static unsigned run_compiled(od_logic *const *compiled,
                             const od_logic_data *input, long rounds,
                             double *took) {
  unsigned truths = 0;
  od_logic_run run = {0};
  od_value value;
  double start = seconds();
  for (long i = 0; i < rounds; i++)
    for (int k = 0; k < RULES; k++) {
      if (od_logic_evaluate(&value, compiled[k], input, &run) != OD_OK)
        exit(2);
      if (od_value_truth(&value) == OD_TRUE) truths |= 1u << k;
    }
  *took = seconds() - start;
  od_logic_run_release(&run);
  return truths;
}

static int compare_numbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

int main(int argc, char **argv) {
  enum { TURNS = 9 };
  long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : 4000;
  cJSON *walked[RULES], *input = must(cJSON_Parse(data), "data");
  od_logic *compiled[RULES];
  od_facts *facts = make_facts();
  od_logic_data *ready = NULL;
  double ratios[TURNS], one, other;
  for (int i = 0; i < RULES; i++) {
    walked[i] = must(cJSON_Parse(rules[i]), rules[i]);
    od_logic_read(&compiled[i], "rule", od_view_of(rules[i]));
    must(compiled[i], rules[i]);
  }
  od_logic_data_facts(&ready, facts);
  must(ready, "facts");
  for (int i = 0; i < TURNS; i++) {
    unsigned a = run_naive(walked, input, rounds, &one);
    unsigned b = run_compiled(compiled, ready, rounds, &other);
    if (a != b) {
      fprintf(stderr, "the answers differ: %x, %x\n", a, b);
      return 2;
    }
    ratios[i] = one / other;
  }
  qsort(ratios, TURNS, sizeof *ratios, compare_numbers);
  printf("conditions: naive %.0f ns, compiled %.0f ns, ratio %.1f "
         "(at least 10)\n",
         one * 1e9 / (double)(rounds * RULES),
         other * 1e9 / (double)(rounds * RULES), ratios[TURNS / 2]);
  for (int i = 0; i < RULES; i++) {
    cJSON_Delete(walked[i]);
    od_logic_free(compiled[i]);
  }
  od_logic_data_free(ready);
  od_facts_free(facts);
  cJSON_Delete(input);
  return ratios[TURNS / 2] < 10;
}
