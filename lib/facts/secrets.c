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

static od_json *clean_path(const od_json *path) {
  od_json *copy = od_json_new_object();
  const od_json *item = od_json_first(path);
  for (; copy && item; item = od_json_next(item)) {
    int proxy = od_view_equal(od_view_of(od_json_name(item)), "proxy") &&
                od_json_is(item, OD_JSON_TEXT);
    od_json *value = proxy ? clean_text(od_json_view(item), 0)
                           : od_json_copy(item);
    if (od_json_put(copy, od_json_name(item), value) == OD_OK) continue;
    od_json_free(copy);
    copy = NULL;
  }
  return copy;
}

/* Documents of others may name a proxy with its password. */
static int may_hold_secret(const od_json *list) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (od_view_find_char(od_json_view(od_json_member(item, "proxy")), '@') !=
        OD_NOT_FOUND)
      return 1;
  return 0;
}

static od_json *clean_paths(const od_json *list) {
  od_json *copy = od_json_new_array();
  const od_json *item = od_json_first(list);
  for (; copy && item; item = od_json_next(item))
    if (od_json_add(copy, clean_path(item)) != OD_OK) {
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
  if (od_view_equal(fact, "network.paths") && may_hold_secret(*value))
    return replace(value, clean_paths(*value));
  if (!is_proxy(fact) || !od_json_is(*value, OD_JSON_TEXT)) return OD_OK;
  return replace(value, clean_text(od_json_view(*value), is_script(fact)));
}
