/* What must never enter a fact. */
#ifndef OD_FACTS_SECRETS_H
#define OD_FACTS_SECRETS_H

#include "core/json.h"

/*
 * Takes user names and passwords out of a proxy setting and out of the
 * proxies that paths name, and passwords out of the addresses that saved
 * sign-ins are named by: *value is replaced where the fact is one. OD_OK or
 * OD_ENOMEM; the value stays the caller's.
 */
od_status od_secrets_clean(const char *name, od_json **value);

#endif
