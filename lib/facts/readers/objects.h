/*
 * Objects as administrators export them: JSON of Graph and of ConvertTo-Json,
 * CSV of Export-Csv and of the portals, PowerShell's Format-List. Each becomes
 * one JSON object, whatever it was; what was no JSON has texts as values.
 */
#ifndef OD_FACTS_READERS_OBJECTS_H
#define OD_FACTS_READERS_OBJECTS_H

#include "core/job.h"
#include "core/json.h"
#include "core/text.h"

typedef struct od_object {
  const od_json *json; /* an object; NULL: a collection that is empty */
  od_view context;     /* "@odata.context", may be empty */
  od_view asked;       /* the last line before it that was no data */
  unsigned line;
  int graph; /* as Graph answers: what is empty there was asked for */
} od_object;

typedef struct od_object_taker {
  int (*take)(void *user, const od_object *object); /* 0: enough */
  void *user;
  const char *const *keys; /* tables and lists without one are passed over */
  const char *const *marks; /* so are texts without one of these, by letter */
  unsigned *gave_up; /* set to the line behind which not all was read */
} od_object_taker;

#define OD_OBJECTS_GAVE_UP \
  "not all of the objects behind this line were read: too many, or damaged"

/* OD_OK or OD_ENOMEM; JSON that cannot be read is passed over. */
od_status od_objects_walk(const od_text *text, od_job *job,
                          const od_object_taker *taker);

/* Members by name, whatever their case, blanks and underscores; what stands
   in AdditionalProperties is a member too. */
const od_json *od_object_find(const od_json *object, const char *name);
int od_object_has(const od_json *object, const char *name); /* null too */
od_view od_object_text(const od_json *object, const char *name);
int od_object_bool(const od_json *object, const char *name); /* -1: not told */
/* Also /Date(1773135072000)/ of Windows PowerShell. */
int od_object_time(const od_json *object, const char *name, long long *ms);
int od_object_number(const od_json *object, const char *name, double *number);

/*
 * A list in lower case: an array, or "{a, b}", or "a,b". *cut: PowerShell has
 * left some out. NULL where out of memory.
 */
od_json *od_object_list(const od_json *value, int *cut);

#endif
