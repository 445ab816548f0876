/* Domains, how they sign in, and where their federation server is. */
#include <string.h>

#include "facts/readers/directory.h"

od_view od_url_host(od_view url) {
  od_view none = od_view_first(url, 0);
  size_t at = od_view_find(url, "://"), size = 0;
  if (at == OD_NOT_FOUND || at > 8) return none;
  url = od_view_from(url, at + 3);
  while (size < url.size && !strchr("/?#:\\ ", url.data[size])) size++;
  url = od_view_first(url, size);
  return od_view_find_char(url, '@') == OD_NOT_FOUND ? url : none;
}

static od_view first_host(const od_json *json, const char *const *names) {
  for (; *names; names++) {
    od_view host = od_url_host(od_object_text(json, *names));
    if (host.size) return host;
  }
  return od_view_of(NULL);
}

/* Microsoft's own server is no federation server. */
static void put_host(od_item *item, od_view host) {
  if (!od_view_ends_nocase(host, ".microsoftonline.com"))
    od_item_lower(item, "host", host);
}

static const char *type_of(od_view text) {
  if (od_view_equal_nocase(text, "Managed")) return "managed";
  if (od_view_equal_nocase(text, "Federated")) return "federated";
  return NULL;
}

static void append(od_evidence *e, const od_object *object, od_view domain,
                   const char *type, od_view host) {
  od_item item = od_item_new();
  od_item_lower(&item, "domain", domain);
  if (type) od_item_text(&item, "type", od_view_of(type));
  put_host(&item, host);
  od_evidence_append(e, "directory.domains", object->line, item.json);
}

od_view od_context_key(od_view context, const char *opening) {
  size_t at = od_view_find(context, opening);
  od_view none = od_view_first(context, 0);
  if (at == OD_NOT_FOUND) return none;
  context = od_view_from(context, at + strlen(opening));
  at = od_view_find_char(context, '\'');
  return at == OD_NOT_FOUND ? none : od_view_first(context, at);
}

static int take_federation(od_evidence *e, const od_object *object) {
  static const char *const signs[] = {"passiveSignInUri", "activeSignInUri",
                                      NULL};
  static const char *const hosts[] = {"activeSignInUri", "passiveSignInUri",
                                      "metadataExchangeUri", NULL};
  /* "…domains('contoso.com')/federationConfiguration" */
  od_view domain = od_context_key(object->context, "domains('");
  if (!od_object_has_any(object->json, signs) ||
      !od_object_has(object->json, "issuerUri"))
    return 0;
  od_view host = first_host(object->json, hosts);
  if (e && host.size) append(e, object, domain, "federated", host);
  return 1;
}

static int take_realm(od_evidence *e, const od_object *object) {
  static const char *const hosts[] = {"federation_active_auth_url", "AuthURL",
                                      "federation_metadata_url", NULL};
  const od_json *json = object->json;
  const char *type = type_of(od_object_text(json, "NameSpaceType"));
  if (!type) type = type_of(od_object_text(json, "account_type"));
  od_view domain = od_object_text(json, "DomainName");
  if (!domain.size) domain = od_object_text(json, "domain_name");
  if (!type || !domain.size ||
      (!od_object_has(json, "CloudInstanceName") &&
       !od_object_has(json, "cloud_instance_name")))
    return 0;
  if (e) append(e, object, domain, type, first_host(json, hosts));
  return 1;
}

int od_directory_domain(od_evidence *e, const od_object *object) {
  static const char *const signs[] = {"isVerified", "isInitial", "isDefault",
                                      "supportedServices", NULL};
  od_view name = od_object_text(object->json, "id");
  const char *type =
      type_of(od_object_text(object->json, "authenticationType"));
  if (!name.size) name = od_object_text(object->json, "name");
  if (type && od_object_has_any(object->json, signs) &&
      od_view_find_char(name, '.') != OD_NOT_FOUND) {
    if (e) append(e, object, name, type, od_view_of(NULL));
    return 1;
  }
  return take_federation(e, object) || take_realm(e, object);
}
