/* OneDrive's accounts and installations, and the identities of Office. */
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
#include "core/time.h"
#include "facts/readers/registry_map.h"

#define ONEDRIVE "software\\microsoft\\onedrive"
#define ACCOUNTS ONEDRIVE "\\accounts"
#define IDENTITIES \
  "software\\microsoft\\office\\16.0\\common\\identity\\identities"

enum { MOST_ITEMS = 1000 };

/* ---- members of an object; each remembers failure in *status ---- */

typedef struct object {
  const od_reg_reading *r;
  const od_reg_key *key;
  od_json *json;
  od_status status;
  unsigned members; /* that the key told */
} object;

static void put(object *o, const char *member, od_json *value) {
  if (o->status != OD_OK) {
    od_json_free(value);
    return;
  }
  o->status = od_json_put(o->json, member, value);
}

static char *text_of(object *o, const char *name) {
  const od_reg_value *value = od_registry_value(o->r->registry, o->key, name);
  int failed = 0;
  char *text = value ? od_reg_text_of(o->r, value, &failed) : NULL;
  if (failed) o->status = OD_ENOMEM;
  if (text && !*text) {
    od_free(text);
    text = NULL;
  }
  return text;
}

static void put_text(object *o, const char *member, const char *name) {
  char *text = text_of(o, name);
  if (!text) return;
  od_reg_hide_secrets(o->r, text);
  o->members++;
  put(o, member, od_json_new_text(od_view_of(text)));
  od_free(text);
}

static void put_id(object *o, const char *member, const char *name) {
  char *text = text_of(o, name);
  if (!text) return;
  for (char *c = text; *c; c++) *c = od_lower(*c);
  o->members++;
  put(o, member, od_json_new_text(od_view_of(text)));
  od_free(text);
}

static int number_of(object *o, const char *name, unsigned long long *number,
                     unsigned *line) {
  const od_reg_value *value = od_registry_value(o->r->registry, o->key, name);
  if (!value || !od_reg_value_number(value, number)) return 0;
  *line = value->line;
  return 1;
}

/* Unix seconds, milliseconds or a FILETIME: they are powers of ten apart. */
static int time_of(unsigned long long number, long long *ms) {
  if (number < 100000000ULL || number >= 1000000000000000000ULL) return 0;
  if (number < 100000000000ULL) *ms = (long long)number * 1000;
  else if (number < 100000000000000ULL) *ms = (long long)number;
  else if (number >= 100000000000000000ULL) *ms = od_time_of_filetime(number);
  else return 0;
  return 1;
}

static void put_time(object *o, const char *member, const char *name) {
  unsigned long long number;
  unsigned line;
  long long ms;
  char text[32];
  if (!number_of(o, name, &number, &line) || !time_of(number, &ms)) return;
  od_time_format(text, ms);
  put(o, member, od_json_new_text(od_view_of(text)));
}

static void put_result(object *o, const char *member, const char *name) {
  unsigned long long number;
  unsigned line;
  char text[24];
  if (!number_of(o, name, &number, &line) || number > 0xffffffffULL) return;
  snprintf(text, sizeof text, "0x%08llx", number);
  o->members++;
  put(o, member, od_json_new_text(od_view_of(text)));
  if (number) od_evidence_codes(o->r->evidence, line, od_view_of(text));
}

static object start_object(const od_reg_reading *r, const od_reg_key *key) {
  object o = {r, key, od_json_new_object(), OD_OK, 0};
  if (!o.json) o.status = OD_ENOMEM;
  return o;
}

/* Appends what has at least one member to tell. */
static void append(object *o, const char *fact) {
  if (o->status != OD_OK) {
    od_reg_no_memory(o->r, fact);
  } else if (o->members) {
    od_evidence_append(o->r->evidence, fact, o->key->line, o->json);
    o->json = NULL;
  }
  od_json_free(o->json);
}

/* Where the text proves that there is nothing to list. */
static void tell_none(const od_reg_reading *r, const char *fact,
                      const char *id) {
  od_reg_where where = od_reg_at(r, OD_REG_USER, 0, id);
  unsigned line = 0;
  if (od_evidence_has(r->evidence, fact)) return;
  od_reg_tell_proof(r, fact,
                    od_registry_proof_below(r->registry, &where, &line), line);
}

/* ---- accounts ---- */

/* "Business1" or "Personal", as OneDrive spells them; "" for others. */
static void account_name(char out[16], od_view id) {
  od_view digits = od_view_from(id, strlen("business"));
  *out = '\0';
  if (od_view_equal(id, "personal")) {
    memcpy(out, "Personal", sizeof "Personal");
    return;
  }
  if (!od_view_starts_nocase(id, "business")) return;
  if (!digits.size || digits.size > 2) return;
  for (size_t i = 0; i < digits.size; i++)
    if (!od_is_digit(digits.data[i])) return;
  snprintf(out, 16, "Business%.*s", (int)digits.size, digits.data);
}

static void map_account(const od_reg_reading *r, const od_reg_key *key) {
  const char *fact = "onedrive.accounts";
  char name[16];
  account_name(name, od_view_from(key->path.id, strlen(ACCOUNTS) + 1));
  if (!*name) return;
  object o = start_object(r, key);
  put(&o, "name", od_json_new_text(od_view_of(name)));
  put_text(&o, "email", "UserEmail");
  put_id(&o, "tenant_id", "ConfiguredTenantId");
  put_id(&o, "cid", "cid");
  put_text(&o, "endpoint", "ServiceEndpointUri");
  put_time(&o, "last_sign_in", "LastSignInTime");
  put_time(&o, "last_attempt", "LastAttemptedSignInTime");
  put_result(&o, "last_result", "LastSignInResult");
  append(&o, fact);
}

/* The same key was captured before: it stays as it was told first. */
static int is_repeated(const od_reg_reading *r, const od_reg_key *key) {
  for (const od_reg_key *k = r->registry->keys; k < key; k++)
    if (k->path.hive == key->path.hive && k->count &&
        k->path.id.size == key->path.id.size &&
        !memcmp(k->path.id.data, key->path.id.data, k->path.id.size) &&
        !od_view_compare_nocase(k->path.sid, key->path.sid))
      return 1;
  return 0;
}

static void map_below(const od_reg_reading *r, const char *id,
                      void (*map)(const od_reg_reading *,
                                  const od_reg_key *)) {
  od_reg_where where = od_reg_at(r, OD_REG_USER, 0, id);
  const od_reg_key *key;
  size_t at = 0, count = 0;
  while (count < MOST_ITEMS &&
         (key = od_registry_next_below(r->registry, &at, &where))) {
    if (!key->count || is_repeated(r, key)) continue;
    map(r, key);
    count++;
  }
}

/* ---- identities ---- */

static void map_identity(const od_reg_reading *r, const od_reg_key *key) {
  object o = start_object(r, key);
  put_text(&o, "email", "EmailAddress");
  put_text(&o, "provider", "ProviderId");
  if (o.json && !od_json_member(o.json, "provider"))
    put_text(&o, "provider", "IdP");
  put_id(&o, "tenant_id", "TenantId");
  append(&o, "office.identities");
}

/* ---- installations ---- */

typedef struct installation {
  char *path, *version;
  int machine;
  unsigned line;
} installation;

/* Below Program Files an installation is everybody's, whoever registers it. */
static int is_machine_path(const char *path) {
  od_view view = od_view_of(path);
  return od_view_find_nocase(view, ":\\Program Files") != OD_NOT_FOUND ||
         od_view_starts_nocase(view, "%ProgramFiles");
}

static int read_installation(installation *out, const od_reg_reading *r,
                             const od_reg_key *key) {
  object o = {r, key, NULL, OD_OK, 0};
  *out = (installation){.line = key->line};
  out->version = text_of(&o, "Version");
  out->path = text_of(&o, "CurrentVersionPath");
  if (!out->path) out->path = text_of(&o, "OneDriveTrigger");
  out->machine = key->path.hive == OD_REG_MACHINE ||
                 (out->path && is_machine_path(out->path));
  return o.status == OD_OK;
}

static void release_installation(installation *i) {
  od_free(i->path);
  od_free(i->version);
}

static int differs(const char *a, const char *b) {
  return a && b && !od_view_equal_nocase(od_view_of(a), b);
}

/* Both views, and each user's key, may tell of the same installation. */
static int is_same(const installation *a, const installation *b) {
  return a->machine == b->machine && !differs(a->path, b->path) &&
         !differs(a->version, b->version);
}

static void merge(installation *into, installation *from) {
  if (!into->path) {
    into->path = from->path;
    from->path = NULL;
  }
  if (!into->version) {
    into->version = from->version;
    from->version = NULL;
  }
  release_installation(from);
}

typedef struct installations {
  installation *items;
  size_t count, room;
  int failed;
} installations;

static void add_installation(installations *all, installation *one) {
  size_t i = 0;
  if (!one->path && !one->version) return;
  while (i < all->count && !is_same(&all->items[i], one)) i++;
  if (i < all->count) {
    merge(&all->items[i], one);
  } else if (all->count < MOST_ITEMS &&
             od_grow((void **)&all->items, &all->room, all->count,
                     sizeof *one)) {
    all->items[all->count++] = *one;
  } else {
    all->failed = all->count < MOST_ITEMS;
    release_installation(one);
  }
}

static void find_installations(installations *all, const od_reg_reading *r,
                               od_reg_hive hive, int wow) {
  od_reg_where where = od_reg_at(r, hive, wow, ONEDRIVE);
  const od_reg_key *key;
  size_t at = 0;
  if (!od_reg_reads(r, hive)) return;
  while (!all->failed && (key = od_registry_next(r->registry, &at, &where))) {
    installation one;
    all->failed = !read_installation(&one, r, key);
    if (all->failed) release_installation(&one);
    else add_installation(all, &one);
  }
}

static void tell_installation(const od_reg_reading *r, const installation *i) {
  const char *fact = "onedrive.installations";
  od_json *json = od_json_new_object();
  od_status status = json ? OD_OK : OD_ENOMEM;
  if (status == OD_OK && i->path)
    status = od_json_put(json, "path", od_json_new_text(od_view_of(i->path)));
  if (status == OD_OK && i->version)
    status =
        od_json_put(json, "version", od_json_new_text(od_view_of(i->version)));
  if (status == OD_OK)
    status = od_json_put(
        json, "scope",
        od_json_new_text(od_view_of(i->machine ? "machine" : "user")));
  if (status == OD_OK) {
    od_evidence_append(r->evidence, fact, i->line, json);
  } else {
    od_json_free(json);
    od_reg_no_memory(r, fact);
  }
}

static int lacks_installation(const od_reg_reading *r, od_reg_hive hive,
                              int wow, unsigned *line) {
  od_reg_where where = od_reg_at(r, hive, wow, ONEDRIVE);
  return od_reg_reads(r, hive) &&
         od_registry_proof(r->registry, &where, "Version", line) ==
             OD_REG_LACKS;
}

static void map_installations(const od_reg_reading *r) {
  const char *fact = "onedrive.installations";
  installations all = {0};
  unsigned line = 0;
  find_installations(&all, r, OD_REG_MACHINE, 0);
  find_installations(&all, r, OD_REG_MACHINE, 1);
  find_installations(&all, r, OD_REG_USER, 0);
  if (all.failed) od_reg_no_memory(r, fact);
  for (size_t i = 0; i < all.count; i++) {
    if (!all.failed) tell_installation(r, &all.items[i]);
    release_installation(&all.items[i]);
  }
  if (!all.count && !all.failed &&
      lacks_installation(r, OD_REG_MACHINE, 0, &line) &&
      lacks_installation(r, OD_REG_MACHINE, 1, &line) &&
      lacks_installation(r, OD_REG_USER, 0, &line))
    od_reg_tell_proof(r, fact, OD_REG_LACKS, line);
  od_free(all.items);
}

void od_reg_map_accounts(const od_reg_reading *r) {
  map_installations(r);
  if (!od_reg_reads(r, OD_REG_USER)) return;
  map_below(r, ACCOUNTS, map_account);
  tell_none(r, "onedrive.accounts", ACCOUNTS);
  map_below(r, IDENTITIES, map_identity);
  tell_none(r, "office.identities", IDENTITIES);
}
