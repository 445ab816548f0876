/* Whom and what an export of the tenant is asked for. */
#ifndef OD_FACTS_DERIVE_DIRECTORY_H
#define OD_FACTS_DERIVE_DIRECTORY_H

#include "facts/derive.h"
#include "facts/subject.h"

typedef struct od_matches {
  const od_json **list; /* items of the export that are the subject's */
  size_t count, capacity;
} od_matches;

typedef struct od_wanted {
  od_identity subject; /* of the evidence */
  od_identity mails;   /* of its business accounts in OneDrive */
  od_matches users;    /* of directory.users */
} od_wanted;

od_view od_member_text(const od_json *item, const char *name);

/* The item's user, addresses or SID are among the spellings. */
int od_item_is(const od_json *item, const od_identity *who);
od_status od_matches_add(od_matches *matches, const od_json *item);

/* SharePoint's settings and sites; service health. */
void od_derive_sharepoint(od_deriver *d, const od_wanted *wanted);
void od_derive_federation(od_deriver *d, const od_wanted *wanted);
void od_derive_health(od_deriver *d);

#endif
