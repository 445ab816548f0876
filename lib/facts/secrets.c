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

od_status od_secrets_clean(const char *name, od_json **value) {
  od_view fact = od_view_of(name);
  od_view old = od_json_view(*value);
  od_buffer cleaned = {0};
  od_status status = OD_OK;
  if (!is_proxy(fact) || !od_json_is(*value, OD_JSON_TEXT)) return OD_OK;
  od_proxy_clean(&cleaned, old, is_script(fact));
  if (cleaned.status == OD_OK && cleaned.size < old.size) {
    od_json *text = od_json_new_text((od_view){cleaned.data, cleaned.size});
    if (text) {
      od_json_free(*value);
      *value = text;
    } else {
      status = od_fail_memory();
    }
  } else if (cleaned.status != OD_OK) {
    status = od_fail_memory();
  }
  od_buffer_release(&cleaned);
  return status;
}
