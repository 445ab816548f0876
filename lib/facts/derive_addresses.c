/* Where Microsoft's prefixes go, and whether there is a network at all. */
#include <string.h>

#include "catalog/endpoints.h"
#include "facts/addresses.h"
#include "facts/lookup.h"

static const char adapters_name[] = "network.adapters";
static const char interfaces_name[] = "network.interfaces";
static const char table_name[] = "network.route_table";

typedef struct route {
  od_prefix prefix;
  const od_json *row;
  double metric;
  int tunnel;             /* 1, 0 or -1 where it cannot be told */
  const od_json *adapter; /* of network.adapters or network.interfaces */
} route;

typedef struct routes {
  const od_fact *adapters, *interfaces, *table; /* NULL: not measured */
  route *list;
  size_t count, capacity;
  od_lookup by_address, by_description; /* of adapters */
  od_lookup by_index;                   /* of interfaces */
  int carrier;   /* something that is no tunnel has a gateway */
  int no_tunnel; /* neither listing holds what could be one */
  int plain_interfaces; /* nor that of the interfaces alone */
} routes;

static od_view member(const od_json *item, const char *name) {
  return od_json_view(od_json_member(item, name));
}

static const od_json *first_of(const od_fact *fact) {
  return fact ? od_json_first(fact->value) : NULL;
}

/* ---- adapters ---- */

static int is_kind(const od_json *adapter, const char *kind) {
  return od_view_equal(member(adapter, "kind"), kind);
}

static int has_gateway(const od_json *adapter) {
  return od_json_first(od_json_member(adapter, "gateways")) != NULL;
}

static int is_connected(const od_json *adapter) {
  return od_json_bool(od_json_member(adapter, "connected"));
}

/* Dialled lines are a way to the network or a tunnel through one: a tunnel
   only where something else has a gateway. */
static int is_tunnel(const routes *r, const od_json *adapter) {
  return is_kind(adapter, "tunnel") ||
         (is_kind(adapter, "ppp") && r->carrier);
}

/* Without /all nothing tells a client's adapter from a card. */
static int is_unclear(const od_json *adapter) {
  return !member(adapter, "description").size &&
         (is_kind(adapter, "other") || is_kind(adapter, "ethernet"));
}

static void sort_texts(od_lookup *lookup, const od_fact *fact,
                       const char *name) {
  const od_json *item = first_of(fact);
  for (; item; item = od_json_next(item))
    od_lookup_add(lookup, member(item, name), item);
  od_lookup_sort(lookup);
}

static void sort_adapters(od_deriver *d, routes *r) {
  const od_json *a = first_of(r->adapters);
  for (; a; a = od_json_next(a)) {
    const od_json *one = od_json_first(od_json_member(a, "addresses"));
    for (; one; one = od_json_next(one))
      od_lookup_add(&r->by_address, od_json_view(one), a);
  }
  od_lookup_sort(&r->by_address);
  sort_texts(&r->by_description, r->adapters, "description");
  sort_texts(&r->by_index, r->interfaces, "index");
  if (r->by_address.status != OD_OK || r->by_description.status != OD_OK ||
      r->by_index.status != OD_OK)
    d->status = OD_ENOMEM;
}

/* None of them could be a tunnel; 0 also where that is not known. */
static int has_no_tunnel(const od_fact *fact) {
  const od_json *item = first_of(fact);
  if (!item) return 0;
  for (; item; item = od_json_next(item))
    if (is_kind(item, "tunnel") || is_kind(item, "ppp")) return 0;
  return 1;
}

/* ---- the table ---- */

static int is_default(const od_prefix *prefix) { return !prefix->bits; }

static void find_tunnel(const routes *r, route *way) {
  od_view interface = member(way->row, "interface");
  if (way->prefix.net.size == 4) {
    way->adapter = od_lookup_find(&r->by_address, interface);
  } else {
    way->adapter = od_lookup_find(&r->by_index, interface);
    od_view description = member(way->adapter, "description");
    const od_json *same =
        way->adapter ? od_lookup_find(&r->by_description, description)
                     : NULL;
    if (same) way->adapter = same;
  }
  if (way->adapter)
    way->tunnel = is_unclear(way->adapter) && !r->plain_interfaces
                      ? -1
                      : is_tunnel(r, way->adapter);
  else
    way->tunnel =
        od_view_starts_nocase(interface, "127.") || r->no_tunnel ? 0 : -1;
}

static void load_route(od_deriver *d, routes *r, const od_json *row) {
  route way = {.row = row, .tunnel = -1};
  if (od_json_bool(od_json_member(row, "persistent")) ||
      !od_prefix_parse(&way.prefix, member(row, "prefix")))
    return;
  way.metric = od_json_number(od_json_member(row, "metric"));
  if (!od_grow((void **)&r->list, &r->capacity, r->count, sizeof way)) {
    d->status = od_fail_memory();
    return;
  }
  r->list[r->count++] = way;
}

/* An adapter that is no tunnel and has a gateway, by either listing. */
static void find_carrier(routes *r) {
  const od_json *a = first_of(r->adapters);
  for (; a; a = od_json_next(a))
    if (!is_kind(a, "tunnel") && !is_kind(a, "ppp") && has_gateway(a))
      r->carrier = 1;
  for (size_t i = 0; i < r->count && !r->carrier; i++) {
    const route *way = &r->list[i];
    const od_json *by;
    if (od_view_equal(member(way->row, "gateway"), "on-link")) continue;
    by = way->prefix.net.size == 4
             ? od_lookup_find(&r->by_address, member(way->row, "interface"))
             : od_lookup_find(&r->by_index, member(way->row, "interface"));
    r->carrier = by && !is_kind(by, "tunnel") && !is_kind(by, "ppp");
  }
}

static void load(od_deriver *d, routes *r) {
  r->adapters = od_known(d, adapters_name);
  r->interfaces = od_known(d, interfaces_name);
  r->table = od_known(d, table_name);
  const od_json *row = first_of(r->table);
  for (; row && d->status == OD_OK; row = od_json_next(row))
    load_route(d, r, row);
  if (d->status == OD_OK) sort_adapters(d, r);
  if (d->status != OD_OK) return;
  r->plain_interfaces = has_no_tunnel(r->interfaces);
  r->no_tunnel = r->plain_interfaces || has_no_tunnel(r->adapters);
  find_carrier(r);
  for (size_t i = 0; i < r->count; i++) find_tunnel(r, &r->list[i]);
}

static const route *way_of(const routes *r, const od_prefix *prefix) {
  const route *best = NULL;
  for (size_t i = 0; i < r->count; i++) {
    const route *way = &r->list[i];
    if (!od_prefix_covers(&way->prefix, prefix)) continue;
    if (!best || way->prefix.bits > best->prefix.bits ||
        (way->prefix.bits == best->prefix.bits && way->metric < best->metric))
      best = way;
  }
  return best;
}

/* Longer routes inside the prefix that go the other way. */
static size_t exceptions_of(const routes *r, const od_prefix *prefix,
                            const route *way) {
  size_t count = 0;
  for (size_t i = 0; i < r->count; i++) {
    const route *other = &r->list[i];
    count += other->prefix.bits > prefix->bits &&
             od_prefix_covers(prefix, &other->prefix) &&
             other->tunnel != way->tunnel;
  }
  return count;
}

/* ---- network.connected ---- */

/* 1 if an adapter has a gateway, 0 if none has, -1 where one was cut off. */
static int adapters_connected(const routes *r) {
  int all_known = r->adapters != NULL;
  const od_json *a = first_of(r->adapters);
  for (; a; a = od_json_next(a)) {
    const od_json *connected = od_json_member(a, "connected");
    if (has_gateway(a) && is_connected(a)) return 1;
    if (!connected || (is_connected(a) && !od_json_member(a, "gateways")))
      all_known = 0;
  }
  return all_known ? 0 : -1;
}

static void derive_connected(od_deriver *d, const routes *r) {
  int connected = adapters_connected(r), told = connected >= 0;
  for (size_t i = 0; i < r->count; i++) {
    if (r->list[i].prefix.net.size == 4) told = 1;
    if (is_default(&r->list[i].prefix)) connected = 1;
  }
  if (told || connected == 1)
    od_derive_bool(d, "network.connected",
                   r->adapters ? r->adapters : r->table, connected == 1);
}

/* ---- network.routes ---- */

typedef struct tally {
  size_t tunnelled, beside, unknown;
} tally;

static od_view name_of(const route *way) {
  od_view name = member(way->adapter, "description");
  if (!name.size) name = member(way->adapter, "adapter");
  return name.size ? name : member(way->row, "interface");
}

static od_json *new_route(od_deriver *d, const od_endpoint_set *set,
                          size_t index, const route *way, size_t exceptions) {
  od_json *item = od_json_new_object();
  if (!item && d->status == OD_OK) d->status = od_fail_memory();
  if (!item) return NULL;
  od_derive_put(d, item, "prefix",
      od_json_new_text(od_view_of(set->prefix_texts[index])));
  od_derive_put(d, item, "set", od_json_new_number(set->id));
  od_derive_put(d, item, "interface", od_json_new_text(name_of(way)));
  if (way->tunnel >= 0)
    od_derive_put(d, item, "tunnel", od_json_new_bool(way->tunnel));
  if (exceptions)
    od_derive_put(d, item, "exceptions",
                  od_json_new_number((double)exceptions));
  return item;
}

static void count_way(tally *t, const route *way, size_t exceptions) {
  if (way->tunnel < 0) t->unknown++;
  if (way->tunnel > 0 || (!way->tunnel && exceptions)) t->tunnelled++;
  if (!way->tunnel || (way->tunnel > 0 && exceptions)) t->beside++;
}

static void add_routes(od_deriver *d, const routes *r,
                       const od_endpoint_set *set, od_json *list, tally *t) {
  for (size_t i = 0; i < set->prefix_count; i++) {
    const route *way = way_of(r, &set->prefixes[i]);
    if (!way) continue;
    size_t exceptions = exceptions_of(r, &set->prefixes[i], way);
    od_json *item = new_route(d, set, i, way, exceptions);
    count_way(t, way, exceptions);
    if (d->status == OD_OK) d->status = od_json_add(list, item);
    else od_json_free(item);
  }
}

static void derive_ways(od_deriver *d, const routes *r, tally *t) {
  od_json *list;
  if (!r->count) return;
  list = od_json_new_array();
  if (!list) d->status = od_fail_memory();
  if (!list) return;
  for (size_t i = 0; i < od_endpoint_set_count(); i++)
    add_routes(d, r, od_endpoint_set_at(i), list, t);
  od_derive_value(d, "network.routes", r->table, list);
}

/* ---- network.vpn ---- */

/* A tunnel that is up: 1, 0, or -1 where nobody can tell. */
static int has_tunnel(const routes *r) {
  int known = r->adapters != NULL;
  const od_json *a = first_of(r->adapters);
  for (; a; a = od_json_next(a)) {
    if (is_connected(a) && is_tunnel(r, a)) return 1;
    if (is_unclear(a) ? is_connected(a)
                      : is_tunnel(r, a) && !od_json_member(a, "connected"))
      known = 0;
  }
  for (size_t i = 0; i < r->count; i++)
    if (r->list[i].tunnel == 1 && r->list[i].prefix.net.size == 4) return 1;
  return known || has_no_tunnel(r->interfaces) ? 0 : -1;
}

static void derive_vpn(od_deriver *d, const routes *r, const tally *t) {
  static const char name[] = "network.vpn";
  const od_fact *input = r->table      ? r->table
                         : r->adapters ? r->adapters
                                       : r->interfaces;
  int tunnel = has_tunnel(r);
  const char *word = t->tunnelled && t->beside ? "selective"
                     : t->tunnelled            ? "tunnelled"
                                               : "split";
  if (tunnel < 0)
    od_derive_state(d, name, input, OD_FACT_NOT_ASKED,
                    "which of the interfaces is a tunnel that is up was not "
                    "captured (ipconfig /all)");
  else if (!tunnel)
    od_derive_text(d, name, input, od_view_of("none"));
  else if (!r->count)
    od_derive_state(d, name, input, OD_FACT_NOT_ASKED,
                    "there is a tunnel, and no route print");
  else if (t->unknown)
    od_derive_state(d, name, input, OD_FACT_NOT_ASKED,
                    "some routes lead to an interface that was not listed");
  else
    od_derive_text(d, name, input, od_view_of(word));
}

void od_derive_routes(od_deriver *d) {
  routes r = {.count = 0};
  tally t = {0, 0, 0};
  load(d, &r);
  if (d->status == OD_OK) derive_connected(d, &r);
  if (d->status == OD_OK) derive_ways(d, &r, &t);
  if (d->status == OD_OK && (r.adapters || r.interfaces || r.table))
    derive_vpn(d, &r, &t);
  od_free(r.list);
  od_lookup_release(&r.by_address);
  od_lookup_release(&r.by_description);
  od_lookup_release(&r.by_index);
}

void od_derive_addresses(od_deriver *d) {
  if (d->status == OD_OK) od_derive_routes(d);
  if (d->status == OD_OK) od_derive_resolutions(d);
}
