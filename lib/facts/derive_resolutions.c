/* What the answers of name servers come to. */
#include <string.h>

#include "catalog/endpoints.h"
#include "facts/addresses.h"
#include "facts/lookup.h"

enum { LISTED_MAX = 64 }; /* as many tell it all */

static const char input_name[] = "network.resolutions";

static int in_any(const char *const *list, size_t count,
                  const od_address *address) {
  for (size_t i = 0; i < count; i++) {
    od_prefix prefix;
    if (od_prefix_parse(&prefix, od_view_of(list[i])) &&
        od_prefix_holds(&prefix, address))
      return 1;
  }
  return 0;
}

const char *od_address_range(const od_address *address) {
  static const char *const loopback[] = {"127.0.0.0/8", "0.0.0.0/8",
                                         "::1/128", "::/128"};
  static const char *const inside[] = {
      "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
      "fc00::/7", "fe80::/10"};
  static const char *const synthetic[] = {"100.64.0.0/10", "198.18.0.0/15"};
  if (in_any(loopback, 4, address)) return "loopback";
  if (in_any(inside, 6, address)) return "private";
  return in_any(synthetic, 2, address) ? "synthetic" : "outside";
}

void od_address_from_nat64(od_address *address) {
  static const unsigned char start[12] = {0, 0x64, 0xff, 0x9b};
  if (address->size != 16 || memcmp(address->bytes, start, sizeof start))
    return;
  memmove(address->bytes, address->bytes + 12, 4);
  memset(address->bytes + 4, 0, 12);
  address->size = 4;
}

static od_view member(const od_json *item, const char *name) {
  return od_json_view(od_json_member(item, name));
}

static int same_text(od_view a, od_view b) {
  return !od_view_compare_nocase(a, b);
}

static int is_ok(const od_json *item) {
  return od_view_equal(member(item, "result"), "ok");
}

static void put_text(od_deriver *d, od_json *object, const char *name,
                     od_view text) {
  if (text.size) od_derive_put(d, object, name, od_json_new_text(text));
}

static void add(od_deriver *d, od_json *list, od_json *item) {
  if (d->status == OD_OK)
    d->status = od_json_add(list, item);
  else
    od_json_free(item);
}

/* ---- hijacked ---- */

static int is_published(const od_endpoint_set *set,
                        const od_address *address) {
  for (size_t i = 0; i < set->prefix_count; i++)
    if (od_prefix_holds(&set->prefixes[i], address)) return 1;
  return 0;
}

static int is_listed(const od_json *list, od_view host, od_view address) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (same_text(member(item, "host"), host) &&
        same_text(member(item, "address"), address))
      return 1;
  return 0;
}

static void judge_answer(od_deriver *d, od_json *list, const od_json *answer,
                         od_view address) {
  od_view host = member(answer, "host");
  od_address parsed;
  if (!od_address_parse(&parsed, address)) return;
  od_address_from_nat64(&parsed);
  if (od_json_count(list) >= LISTED_MAX ||
      is_published(od_endpoint_set_of(host), &parsed) ||
      is_listed(list, host, address))
    return;
  od_json *item = od_json_new_object();
  if (!item && d->status == OD_OK) d->status = od_fail_memory();
  if (!item) return;
  put_text(d, item, "host", host);
  put_text(d, item, "server", member(answer, "server"));
  put_text(d, item, "address", address);
  put_text(d, item, "range", od_view_of(od_address_range(&parsed)));
  add(d, list, item);
}

/* How many answers could be judged. */
static size_t judge_answers(od_deriver *d, od_json *list,
                            const od_fact *input) {
  size_t judged = 0;
  const od_json *item = od_json_first(input->value);
  for (; item; item = od_json_next(item)) {
    const od_endpoint_set *set = od_endpoint_set_of(member(item, "host"));
    const od_json *address;
    if (!is_ok(item) || !set || !set->prefix_count) continue;
    judged++;
    address = od_json_first(od_json_member(item, "addresses"));
    for (; address; address = od_json_next(address))
      judge_answer(d, list, item, od_json_view(address));
  }
  return judged;
}

static void derive_hijacked(od_deriver *d, const od_fact *input) {
  static const char name[] = "network.dns_hijacked";
  od_json *list = od_json_new_array();
  if (!list) d->status = od_fail_memory();
  if (!list) return;
  if (judge_answers(d, list, input)) {
    od_derive_value(d, name, input, list);
    return;
  }
  od_json_free(list);
  od_derive_state(d, name, input, OD_FACT_NOT_ASKED,
                  "no host was resolved for which addresses are published");
}

/* ---- failed ---- */

/* 1 a server that somebody named, 0 the machine's own, -1 unknown. */
static int is_chosen(const od_json *item) {
  const od_json *chosen = od_json_member(item, "chosen");
  return od_json_is(chosen, OD_JSON_BOOL) ? od_json_bool(chosen) : -1;
}

/* The hosts that were resolved. */
typedef struct resolved {
  od_lookup by_any, by_own; /* by_own: not by a server that somebody named */
} resolved;

static void load(od_deriver *d, resolved *r, const od_json *item) {
  for (; item; item = od_json_next(item)) {
    if (!is_ok(item)) continue;
    od_lookup_add(&r->by_any, member(item, "host"), item);
    if (is_chosen(item) != 1)
      od_lookup_add(&r->by_own, member(item, "host"), item);
  }
  od_lookup_sort(&r->by_any);
  od_lookup_sort(&r->by_own);
  if (r->by_any.status != OD_OK || r->by_own.status != OD_OK)
    d->status = OD_ENOMEM;
}

/* Some server resolved it. What the machine's own does not resolve is not
   mended by another that somebody asked beside it. */
static int is_resolved(const resolved *r, const od_json *answer) {
  const od_lookup *by = is_chosen(answer) == 0 ? &r->by_own : &r->by_any;
  return od_lookup_find(by, member(answer, "host")) != NULL;
}

static void add_failure(od_deriver *d, od_json *list, const resolved *r,
                        const od_json *answer) {
  od_view host = member(answer, "host");
  const od_endpoint_set *set = od_endpoint_set_of(host);
  od_json *item = od_json_new_object();
  if (!item && d->status == OD_OK) d->status = od_fail_memory();
  if (!item) return;
  put_text(d, item, "host", host);
  od_derive_put(d, item, "set", od_json_new_number(set->id));
  put_text(d, item, "server", member(answer, "server"));
  put_text(d, item, "result", member(answer, "result"));
  /* Names resolve there: another one, or this one by another server. */
  od_derive_put(d, item, "others_resolve",
                od_json_new_bool(r->by_any.count > 0));
  add(d, list, item);
}

static int is_host_listed(const od_json *list, od_view host) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (same_text(member(item, "host"), host)) return 1;
  return 0;
}

static void derive_failed(od_deriver *d, const od_fact *input,
                          const resolved *r) {
  static const char name[] = "network.dns_failed";
  size_t asked = 0;
  od_json *list = od_json_new_array();
  const od_json *item = od_json_first(input->value);
  if (!list) d->status = od_fail_memory();
  if (!list) return;
  for (; item; item = od_json_next(item)) {
    od_view host = member(item, "host");
    if (!od_endpoint_set_of(host)) continue;
    asked++;
    if (!is_ok(item) && !is_resolved(r, item) &&
        od_json_count(list) < LISTED_MAX && !is_host_listed(list, host))
      add_failure(d, list, r, item);
  }
  if (asked) {
    od_derive_value(d, name, input, list);
    return;
  }
  od_json_free(list);
  od_derive_state(d, name, input, OD_FACT_NOT_ASKED,
                  "none of Microsoft's hosts was asked for");
}

void od_derive_resolutions(od_deriver *d) {
  const od_fact *input = od_known(d, input_name);
  if (input && d->status == OD_OK) derive_hijacked(d, input);
  if (!input || d->status != OD_OK) return;
  resolved r = {.by_any = {.count = 0}};
  load(d, &r, od_json_first(input->value));
  if (d->status == OD_OK) derive_failed(d, input, &r);
  od_lookup_release(&r.by_any);
  od_lookup_release(&r.by_own);
}
