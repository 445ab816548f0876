/* Which of many parts speak of the subject. */
#ifndef OD_FACTS_CHOOSE_H
#define OD_FACTS_CHOOSE_H

#include "facts/subject.h"

typedef enum od_whose {
  OD_WHOSE_SUBJECT, /* or nobody's, which is taken for the subject's */
  OD_WHOSE_SYSTEM,
  OD_WHOSE_OTHER
} od_whose;

typedef struct od_choice {
  od_whose *whose; /* for each part */
  od_identity subject;
} od_choice;

/* user may be NULL. OD_ECONFLICT names two users who cannot be one. Texts in
   the choice are borrowed from the parts and from user. */
od_status od_choose(od_choice *out, const od_facts *const *parts,
                    size_t count, const char *user);
void od_choice_release(od_choice *choice);

#endif
