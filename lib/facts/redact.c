/* Facts with stand-ins for what is personal; what rules read stays. */
#include <string.h>

#include "facts/model.h"
#include "facts/redact.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct rule {
  const char *name; /* of a fact, a group with its dot, or a member */
  od_redact_mode mode;
} rule;

static const rule fact_rules[] = {
    {"account.federation_host", OD_REDACT_NAME},
    {"codes", OD_REDACT_KEEP},
    {"device.auth_error", OD_REDACT_KEEP},
    {"device.auth_status", OD_REDACT_KEEP},
    {"device.domain_name", OD_REDACT_NAME},
    {"device.key_provider", OD_REDACT_KEEP},
    {"device.key_sign_test", OD_REDACT_KEEP},
    {"device.tenant_name", OD_REDACT_NAME},
    {"device.windows_version", OD_REDACT_KEEP},
    {"directory.device.trust_type", OD_REDACT_KEEP},
    {"events.", OD_REDACT_KEEP},
    {"network.direct.works", OD_REDACT_KEEP},
    {"network.effective.undecided", OD_REDACT_HOSTS},
    {"network.effective.unsteady", OD_REDACT_HOSTS},
    {"network.effective.", OD_REDACT_KEEP},
    {"network.inspecting_issuers", OD_REDACT_NAME},
    {"network.intercepted_hosts", OD_REDACT_HOSTS},
    {"network.proxy.", OD_REDACT_KEEP},
    {"network.vpn", OD_REDACT_KEEP},
    {"office.version", OD_REDACT_KEEP},
    {"onedrive.last_results", OD_REDACT_KEEP},
    {"onedrive.version", OD_REDACT_KEEP},
    {"prejoin.client_error", OD_REDACT_KEEP},
    {"prejoin.error_phase", OD_REDACT_KEEP},
    {"prejoin.registration_type", OD_REDACT_KEEP},
    {"prejoin.user_context", OD_REDACT_KEEP},
    {"proxy.endpoint.server", OD_REDACT_HOSTS},
    {"proxy.system.server", OD_REDACT_HOSTS},
    {"proxy.winhttp.bypass", OD_REDACT_HOSTS},
    {"proxy.winhttp.mode", OD_REDACT_KEEP},
    {"proxy.winhttp.server", OD_REDACT_HOSTS},
    {"proxy.wininet.bypass", OD_REDACT_HOSTS},
    {"proxy.wininet.server", OD_REDACT_HOSTS},
    {"prt.last_attempt.aadsts", OD_REDACT_KEEP},
    {"prt.last_attempt.credential_type", OD_REDACT_KEEP},
    {"prt.last_attempt.http_error", OD_REDACT_KEEP},
    {"prt.last_attempt.http_method", OD_REDACT_KEEP},
    {"prt.last_attempt.status", OD_REDACT_KEEP},
    {"prt.last_attempt.transport", OD_REDACT_KEEP},
    {"prt.last_attempt.user", OD_REDACT_ACCOUNTS},
    {"services.", OD_REDACT_KEEP},
    {"session.account", OD_REDACT_ACCOUNTS},
    {"sharepoint.unmanaged_devices", OD_REDACT_KEEP},
    {"tls.", OD_REDACT_KEEP},
    {"wam.default_authority", OD_REDACT_KEEP}};

static const rule member_rules[] = {
    {"aadsts", OD_REDACT_KEEP},
    {"action", OD_REDACT_KEEP},
    {"address", OD_REDACT_ADDRESS},
    {"addresses", OD_REDACT_ADDRESS},
    {"cipher", OD_REDACT_KEEP},
    {"class", OD_REDACT_KEEP},
    {"client", OD_REDACT_KEEP},
    {"code", OD_REDACT_KEEP},
    {"codes", OD_REDACT_KEEP},
    {"dns", OD_REDACT_ADDRESS},
    {"domain", OD_REDACT_NAME},
    {"email", OD_REDACT_ACCOUNTS},
    {"emails", OD_REDACT_ACCOUNTS},
    {"end", OD_REDACT_KEEP},
    {"expires", OD_REDACT_KEEP},
    {"first", OD_REDACT_KEEP},
    {"gateway", OD_REDACT_ADDRESS},
    {"gateways", OD_REDACT_ADDRESS},
    {"host", OD_REDACT_HOSTS},
    {"http", OD_REDACT_KEEP},
    {"interface", OD_REDACT_ADDRESS},
    {"issue", OD_REDACT_KEEP},
    {"issuer", OD_REDACT_ISSUER},
    {"kept_after", OD_REDACT_KEEP},
    {"kind", OD_REDACT_KEEP},
    {"last", OD_REDACT_KEEP},
    {"last_attempt", OD_REDACT_KEEP},
    {"last_result", OD_REDACT_KEEP},
    {"last_sign_in", OD_REDACT_KEEP},
    {"level", OD_REDACT_KEEP},
    {"lock", OD_REDACT_KEEP},
    {"modified", OD_REDACT_KEEP},
    {"name", OD_REDACT_KEEP},
    {"password_changed", OD_REDACT_KEEP},
    {"persistence", OD_REDACT_KEEP},
    {"plan", OD_REDACT_KEEP},
    {"prefix", OD_REDACT_ADDRESS},
    {"process", OD_REDACT_KEEP},
    {"provider", OD_REDACT_KEEP},
    {"proxy", OD_REDACT_HOSTS},
    {"proxy_schemes", OD_REDACT_KEEP},
    {"scope", OD_REDACT_KEEP},
    {"server", OD_REDACT_ADDRESS},
    {"service", OD_REDACT_KEEP},
    {"sessions_valid_from", OD_REDACT_KEEP},
    {"start", OD_REDACT_KEEP},
    {"status", OD_REDACT_KEEP},
    {"tenant_name", OD_REDACT_NAME},
    {"time", OD_REDACT_KEEP},
    {"trust", OD_REDACT_KEEP},
    {"type", OD_REDACT_KEEP},
    {"user", OD_REDACT_ACCOUNTS},
    {"verdict", OD_REDACT_KEEP},
    {"version", OD_REDACT_KEEP},
    {"via", OD_REDACT_KEEP},
    {"why", OD_REDACT_KEEP}};

static od_redact_mode mode_of(const rule *rules, size_t count,
                              const char *name, od_redact_mode otherwise) {
  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(rules[i].name);
    int group = rules[i].name[size - 1] == '.';
    if (group ? !strncmp(name, rules[i].name, size)
              : !strcmp(name, rules[i].name))
      return rules[i].mode;
  }
  return otherwise;
}

/* What a text may hold is told by its fact, or by its member. */
static od_redact_mode fact_mode(const char *name) {
  const od_fact_entry *entry = od_dictionary_find(name);
  if (entry && entry->type == OD_TYPE_TIME) return OD_REDACT_KEEP;
  return mode_of(fact_rules, COUNT(fact_rules), name, OD_REDACT_TEXT);
}

static od_redact_mode member_mode(const od_json *item, od_redact_mode mode) {
  const char *name = od_json_name(item);
  if (!name) return mode;
  return mode_of(member_rules, COUNT(member_rules), name, OD_REDACT_TEXT);
}

/* ---- the names that the facts tell ---- */

static od_status note_host(od_known_names *names, od_view host) {
  od_status status = OD_OK;
  od_view label;
  if (od_pseudonym_keeps_host(host)) return OD_OK;
  while (status == OD_OK && od_view_next(&host, '.', &label))
    if (label.size > 2) status = od_known_names_add(names, label, "name");
  return status;
}

static od_status note_account(od_known_names *names, od_view account) {
  size_t slash = od_view_find_char(account, '\\');
  od_status status = OD_OK;
  if (od_view_starts_nocase(account, "S-1-")) return OD_OK;
  if (slash != OD_NOT_FOUND) {
    status = note_host(names, od_view_first(account, slash));
    account = od_view_from(account, slash + 1);
  }
  size_t at = od_view_find_char(account, '@');
  if (status == OD_OK && at != OD_NOT_FOUND) {
    status = note_host(names, od_view_from(account, at + 1));
    account = od_view_first(account, at);
  }
  if (status == OD_OK) status = od_known_names_add(names, account, "user");
  return status;
}

static od_status note_text(od_known_names *names, od_view text,
                           od_redact_mode mode) {
  od_status status = OD_OK;
  od_view part;
  if (mode == OD_REDACT_NAME) return note_host(names, od_view_trim(text));
  if (mode != OD_REDACT_ACCOUNTS) return OD_OK;
  while (status == OD_OK && od_view_next(&text, ',', &part))
    status = note_account(names, od_view_trim(part));
  return status;
}

/* A dialled line is called as somebody named it: mostly a company. */
static od_status note_dialled(od_known_names *names, const od_json *object) {
  static const char *const members[] = {"adapter", "description"};
  od_status status = OD_OK;
  if (!od_view_equal(od_json_view(od_json_member(object, "kind")), "ppp"))
    return OD_OK;
  for (size_t i = 0; status == OD_OK && i < COUNT(members); i++)
    status = od_known_names_add(
        names, od_json_view(od_json_member(object, members[i])), "name");
  return status;
}

/* As deep as a document may be: json.max_depth. */
static od_status note_value(od_known_names *names, const od_json *value,
                            od_redact_mode mode) {
  od_status status = OD_OK;
  if (od_json_is(value, OD_JSON_TEXT))
    return note_text(names, od_json_view(value), mode);
  if (od_json_is(value, OD_JSON_OBJECT)) status = note_dialled(names, value);
  const od_json *item = od_json_first(value);
  for (; status == OD_OK && item; item = od_json_next(item))
    status = note_value(names, item, member_mode(item, mode));
  return status;
}

static od_status note_all(od_known_names *names, const od_facts *facts) {
  od_status status = note_text(names, od_view_of(facts->subject.account),
                               OD_REDACT_ACCOUNTS);
  for (size_t i = 0; status == OD_OK && i < facts->count; i++)
    status = note_value(names, facts->facts[i].value,
                        fact_mode(facts->facts[i].name));
  for (size_t i = 0; status == OD_OK && i < facts->conflict_count; i++) {
    const od_conflict *conflict = &facts->conflicts[i];
    for (size_t v = 0; status == OD_OK && v < conflict->count; v++)
      status = note_value(names, conflict->values[v].value,
                          fact_mode(conflict->name));
  }
  if (status == OD_OK) od_known_names_seal(names);
  return status;
}

/* ---- copying ---- */

static od_json *new_text(const od_known_names *names, od_view text,
                         od_redact_mode mode) {
  od_buffer out = {0};
  od_json *value = NULL;
  od_redact_text(&out, text, mode, names);
  if (out.status == OD_OK)
    value = od_json_new_text((od_view){out.data, out.size});
  od_buffer_release(&out);
  return value;
}

/* What a stranger's credential is called may be anybody's name or server. */
static int is_strange(od_view target, const od_json *credential) {
  od_view class_name = od_json_view(od_json_member(credential, "class"));
  return od_view_equal(class_name, "other") &&
         od_view_find_nocase(target, "onedrive") == OD_NOT_FOUND &&
         od_view_find_nocase(target, "microsoft") == OD_NOT_FOUND;
}

static od_json *new_target(const od_json *item, const od_json *credential,
                           const od_known_names *names) {
  static const char mark[] = "target=";
  od_view target = od_json_view(item);
  size_t at = od_view_find(target, mark);
  if (!is_strange(target, credential))
    return new_text(names, target, OD_REDACT_TEXT);
  od_buffer out = {0};
  od_json *value = NULL;
  at = at == OD_NOT_FOUND ? 0 : at + strlen(mark);
  od_buffer_view(&out, od_view_first(target, at));
  od_pseudonym_word(&out, "name", od_view_from(target, at));
  if (out.status == OD_OK)
    value = od_json_new_text((od_view){out.data, out.size});
  od_buffer_release(&out);
  return value;
}

static od_json *new_value(const od_known_names *names, const od_json *value,
                          od_redact_mode mode);

/* No member that a fact should have: its name is somebody's. */
static int is_personal(od_view name, int *failed) {
  od_buffer text = {0};
  od_redact_text(&text, name, OD_REDACT_TEXT, NULL);
  int same = text.size == name.size &&
             (!name.size || !memcmp(text.data, name.data, name.size));
  *failed = text.status != OD_OK;
  od_buffer_release(&text);
  return !same;
}

static int copy_member(od_json *copy, const od_json *object,
                       const od_json *item, const od_known_names *names) {
  const char *name = od_json_name(item);
  int failed;
  if (is_personal(od_view_of(name), &failed) || failed) return !failed;
  if (!strcmp(name, "target") && od_json_is(item, OD_JSON_TEXT))
    return od_json_put(copy, name, new_target(item, object, names)) == OD_OK;
  return od_json_put(copy, name,
                     new_value(names, item,
                               member_mode(item, OD_REDACT_TEXT))) == OD_OK;
}

/* As deep as a document may be: json.max_depth. */
static od_json *new_value(const od_known_names *names, const od_json *value,
                          od_redact_mode mode) {
  if (od_json_is(value, OD_JSON_TEXT))
    return new_text(names, od_json_view(value), mode);
  int is_object = od_json_is(value, OD_JSON_OBJECT);
  if (!is_object && !od_json_is(value, OD_JSON_ARRAY))
    return od_json_copy(value);
  od_json *copy = is_object ? od_json_new_object() : od_json_new_array();
  int done = copy != NULL;
  const od_json *item = od_json_first(value);
  for (; done && item; item = od_json_next(item))
    done = is_object
               ? copy_member(copy, value, item, names)
               : od_json_add(copy, new_value(names, item, mode)) == OD_OK;
  if (done) return copy;
  od_json_free(copy);
  return NULL;
}

static od_status add_source(od_facts *out, const od_source *source,
                            const od_known_names *names) {
  od_source changed = *source;
  char *name = NULL;
  od_buffer text = {0};
  od_redact_text(&text, od_view_of(source->name), OD_REDACT_TEXT, names);
  od_status status = od_buffer_take(&name, &text);
  changed.name = name;
  if (status == OD_OK) status = od_facts_add_source(out, &changed);
  od_free(name);
  return status;
}

/* A why with its names replaced; NULL stays NULL. */
static od_status redact_why(char **out, const char *why,
                            const od_known_names *names) {
  od_buffer text = {0};
  *out = NULL;
  if (!why) return OD_OK;
  od_redact_text(&text, od_view_of(why), OD_REDACT_TEXT, names);
  return od_buffer_take(out, &text);
}

static od_status add_fact(od_facts *out, const od_fact *fact,
                          const od_known_names *names) {
  od_fact changed = *fact;
  od_json *value = NULL;
  char *why;
  od_status status = redact_why(&why, fact->why, names);
  if (status != OD_OK) return status;
  if (fact->value) {
    value = new_value(names, fact->value, fact_mode(fact->name));
    if (!value) status = od_fail_memory();
  }
  changed.why = why;
  if (status == OD_OK) status = od_facts_add(out, &changed, value);
  od_free(why);
  return status;
}

static od_status add_conflict(od_facts *out, const od_conflict *conflict,
                              const od_known_names *names) {
  size_t index;
  od_status status = od_facts_open_conflict(out, conflict->name, &index);
  for (size_t i = 0; status == OD_OK && i < conflict->count; i++) {
    od_conflict_value value = conflict->values[i];
    char *why;
    status = redact_why(&why, value.why, names);
    if (status != OD_OK) break;
    value.why = why;
    if (value.value) {
      value.value = new_value(names, value.value, fact_mode(conflict->name));
      if (!value.value) status = od_fail_memory();
    }
    if (status == OD_OK) status = od_facts_add_conflict(out, index, &value);
    od_free(why);
  }
  return status;
}

static od_status add_subject(od_facts *out, const od_subject *subject) {
  od_buffer account = {0}, sid = {0};
  od_status status;
  od_redact_text(&account, od_view_of(subject->account), OD_REDACT_ACCOUNTS,
                 NULL);
  od_redact_text(&sid, od_view_of(subject->sid), OD_REDACT_TEXT, NULL);
  if (account.status != OD_OK || sid.status != OD_OK)
    status = od_fail_memory();
  else
    status = od_facts_set_subject(out, (od_view){account.data, account.size},
                                  (od_view){sid.data, sid.size},
                                  subject->found_by);
  od_buffer_release(&account);
  od_buffer_release(&sid);
  return status;
}

static od_status copy_all(od_facts *out, const od_facts *facts,
                          const od_known_names *names) {
  od_status status = add_subject(out, &facts->subject);
  out->has_captured = facts->has_captured;
  out->captured = facts->captured;
  for (size_t i = 0; status == OD_OK && i < facts->source_count; i++)
    status = add_source(out, &facts->sources[i], names);
  for (size_t i = 0; status == OD_OK && i < facts->count; i++)
    status = add_fact(out, &facts->facts[i], names);
  for (size_t i = 0; status == OD_OK && i < facts->conflict_count; i++)
    status = add_conflict(out, &facts->conflicts[i], names);
  od_facts_seal(out);
  return status;
}

od_status od_facts_redact(od_facts **out, const od_facts *facts) {
  od_known_names names = {0};
  od_error_clear();
  *out = NULL;
  od_facts *copy = od_facts_new();
  if (!copy) return od_fail_memory();
  od_status status = note_all(&names, facts);
  if (status == OD_OK) status = copy_all(copy, facts, &names);
  od_free(names.list);
  if (status == OD_OK)
    *out = copy;
  else
    od_facts_free(copy);
  return status;
}
