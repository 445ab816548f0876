#include "facts/secrets.h"

#include "facts/proxy.h"

static int is_script(od_view name) {
  return od_view_ends_nocase(name, ".pac_url");
}

static int is_proxy(od_view name) {
  return od_view_starts_nocase(name, "proxy.") &&
         (is_script(name) || od_view_ends_nocase(name, ".server") ||
          od_view_ends_nocase(name, ".bypass"));
}

/* The setting without its secrets; NULL where memory ran out. */
static od_json *clean_text(od_view old, int script) {
  od_buffer cleaned = {0};
  od_json *text = NULL;
  od_proxy_clean(&cleaned, old, script);
  if (cleaned.status == OD_OK)
    text = od_json_new_text((od_view){cleaned.data, cleaned.size});
  od_buffer_release(&cleaned);
  return text;
}

/* "git:https://jane:password@host/" without the password. Names such as
   "user=jane@contoso.com" stay: they tell whose it is. */
static od_json *clean_target(od_view old) {
  od_buffer cleaned = {0};
  od_json *text = NULL;
  size_t at = od_view_find(old, "://");
  od_view rest = od_view_from(old, at == OD_NOT_FOUND ? old.size : at + 3);
  size_t end = 0, sign = OD_NOT_FOUND;
  for (; end < rest.size && rest.data[end] != '/'; end++)
    if (rest.data[end] == '@') sign = end;
  size_t colon = sign == OD_NOT_FOUND
                     ? OD_NOT_FOUND
                     : od_view_find_char(od_view_first(rest, sign), ':');
  if (colon == OD_NOT_FOUND) return od_json_new_text(old);
  od_buffer_view(&cleaned, od_view_first(old, at + 3 + colon));
  od_buffer_view(&cleaned, od_view_from(rest, sign));
  if (cleaned.status == OD_OK)
    text = od_json_new_text((od_view){cleaned.data, cleaned.size});
  od_buffer_release(&cleaned);
  return text;
}

static od_json *clean_proxy(od_view old) { return clean_text(old, 0); }

/* Lists whose items may name an address with its password. */
typedef struct holder {
  const char *fact, *member;
  od_json *(*clean)(od_view old);
} holder;

static const holder *holder_of(od_view fact) {
  static const holder holders[] = {
      {"network.paths", "proxy", clean_proxy},
      {"credentials", "target", clean_target}};
  for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
    if (od_view_equal(fact, holders[i].fact)) return &holders[i];
  return NULL;
}

static od_json *clean_item(const holder *h, const od_json *old) {
  od_json *copy = od_json_new_object();
  const od_json *item = od_json_first(old);
  for (; copy && item; item = od_json_next(item)) {
    int holds = od_view_equal(od_view_of(od_json_name(item)), h->member) &&
                od_json_is(item, OD_JSON_TEXT);
    od_json *value = holds ? h->clean(od_json_view(item))
                           : od_json_copy(item);
    if (od_json_put(copy, od_json_name(item), value) == OD_OK) continue;
    od_json_free(copy);
    copy = NULL;
  }
  return copy;
}

static int may_hold_secret(const holder *h, const od_json *list) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (od_view_find_char(od_json_view(od_json_member(item, h->member)),
                          '@') != OD_NOT_FOUND)
      return 1;
  return 0;
}

static od_json *clean_list(const holder *h, const od_json *list) {
  od_json *copy = od_json_new_array();
  const od_json *item = od_json_first(list);
  for (; copy && item; item = od_json_next(item))
    if (od_json_add(copy, clean_item(h, item)) != OD_OK) {
      od_json_free(copy);
      copy = NULL;
    }
  return copy;
}

static od_status replace(od_json **value, od_json *cleaned) {
  if (!cleaned) return od_fail_memory();
  od_json_free(*value);
  *value = cleaned;
  return OD_OK;
}

od_status od_secrets_clean(const char *name, od_json **value) {
  od_view fact = od_view_of(name);
  const holder *h = holder_of(fact);
  if (h && may_hold_secret(h, *value))
    return replace(value, clean_list(h, *value));
  if (!is_proxy(fact) || !od_json_is(*value, OD_JSON_TEXT)) return OD_OK;
  return replace(value, clean_text(od_json_view(*value), is_script(fact)));
}
