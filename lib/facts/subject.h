/* Whose facts they are: users in all their spellings. */
#ifndef OD_FACTS_SUBJECT_H
#define OD_FACTS_SUBJECT_H

#include "facts/model.h"

typedef enum od_spelling_kind {
  OD_SPELLING_DOMAIN, /* CONTOSO\jane */
  OD_SPELLING_BARE,   /* jane */
  OD_SPELLING_UPN,    /* jane@contoso.com */
  OD_SPELLING_SID
} od_spelling_kind;

typedef struct od_spelling {
  od_spelling_kind kind;
  od_view text; /* borrowed */
} od_spelling;

/* A user as far as known. Start from {0}. */
typedef struct od_identity {
  od_spelling *list; /* sorted by kind, then text; none twice */
  size_t count, capacity;
  const char *found_by; /* of the strongest kind of source; may be NULL */
} od_identity;

/* Adds "CONTOSO\jane, jane@contoso.com" and a SID; either may be empty. */
od_status od_identity_add(od_identity *identity, od_view account,
                          od_view sid);
od_status od_identity_unite(od_identity *into, const od_identity *from);
void od_identity_release(od_identity *identity);

int od_identity_same(const od_identity *a, const od_identity *b);
/* Both are known in one kind of spelling and nothing is the same. */
int od_identity_differs(const od_identity *a, const od_identity *b);
/* `asked` may also be a name without its domain. */
int od_identity_matches(const od_identity *identity, const od_identity *asked);
/* SYSTEM and its like, computer accounts. */
int od_identity_is_system(const od_identity *identity);

/* The account in all its spellings, apart by ", "; the SID by itself. */
void od_identity_account(od_buffer *out, const od_identity *identity);
od_view od_identity_sid(const od_identity *identity);
od_view od_identity_first(const od_identity *identity);
int od_identity_compare(const od_identity *a, const od_identity *b);

#endif
