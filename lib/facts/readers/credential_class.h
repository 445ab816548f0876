/* A credential by its target name: whose it is, and may it be set aside. */
#ifndef OD_FACTS_READERS_CREDENTIAL_CLASS_H
#define OD_FACTS_READERS_CREDENTIAL_CLASS_H

#include "core/view.h"

typedef struct od_credential_class {
  const char *pattern; /* see credential_class.c */
  const char *name;    /* "onedrive-business" … as in the contract */
  const char *action;  /* "quarantine" or "keep" */
  const char *why;
} od_credential_class;

/* Never NULL: the last class is "other", which is kept. */
const od_credential_class *od_credential_class_of(od_view target);

/* The name without "LegacyGeneric:target=" and a chunk's "@@@1.000000". */
od_view od_credential_base(od_view target);

#endif
