/* Services as facts name them: services.NlaSvc.start. */
#ifndef OD_FACTS_READERS_SERVICE_NAME_H
#define OD_FACTS_READERS_SERVICE_NAME_H

#include "core/view.h"

enum { OD_SERVICE_NAME_MAX = 64, OD_SERVICE_FACT = OD_SERVICE_NAME_MAX + 16 };

/* The services that sign-in may need, in their own spelling; NULL: no more. */
const char *od_service_at(size_t index);

/* One of those in its own spelling, any other as written. */
od_view od_service_spelling(od_view written);
int od_service_is_known(od_view name);

/* The name can be one part of a dotted fact name. */
int od_service_has_fact(od_view name);

/* "services.NAME.start" or what else `part` is. */
void od_service_fact(char out[OD_SERVICE_FACT], od_view name,
                     const char *part);

#endif
