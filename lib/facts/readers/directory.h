/* What the parts of the reader of directory exports share. */
#ifndef OD_FACTS_READERS_DIRECTORY_H
#define OD_FACTS_READERS_DIRECTORY_H

#include "facts/facts.h"
#include "facts/readers/objects.h"

/* So many objects of one text are kept. */
#define OD_DIRECTORY_ITEMS 10000

/* An item of a list fact while it is made; failure is remembered. */
typedef struct od_item {
  od_json *json;
} od_item;

od_item od_item_new(void);
void od_item_put(od_item *item, const char *name, od_json *value);
void od_item_text(od_item *item, const char *name, od_view text); /* if any */
void od_item_lower(od_item *item, const char *name, od_view text);
/* From a member of the object, if that tells it. */
void od_item_bool(od_item *item, const char *name, const od_json *object,
                  const char *from);
void od_item_time(od_item *item, const char *name, const od_json *object,
                  const char *from);

/* Has at least one of the names, null or not. */
int od_object_has_any(const od_json *object, const char *const *names);

/* The quoted key behind these words of an @odata.context; else empty. */
od_view od_context_key(od_view context, const char *opening);

/* "sts.contoso.com" of "https://sts.contoso.com/adfs/ls"; else empty. */
od_view od_url_host(od_view url);

/*
 * What the user's SharePoint or OneDrive plan is: "enabled" "pending"
 * "disabled" "none"; NULL: the object does not tell.
 */
const char *od_directory_plan(const od_object *user);

/* Service health: 1 if the object is of it; e may be NULL. */
int od_directory_health(od_evidence *e, const od_object *object);
/* Domains, federation and user realms, the same. */
int od_directory_domain(od_evidence *e, const od_object *object);

/* OD_OK, or the error if the text is an export whose JSON is damaged. */
od_status od_directory_damage(const char *name, const od_text *text,
                              od_job *job);

#endif
