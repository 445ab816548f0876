/*
 * Known codes and causes. The data are codes.json and causes.json beside this
 * file, which a person edits; generate.py makes constant tables of them.
 */
#ifndef OD_CATALOG_CATALOG_H
#define OD_CATALOG_CATALOG_H

#include "core/view.h"

typedef enum od_layer {
  OD_LAYER_OFFLINE,
  OD_LAYER_DNS,
  OD_LAYER_PATH,
  OD_LAYER_PROXY,
  OD_LAYER_TLS,
  OD_LAYER_IDENTITY,
  OD_LAYER_POLICY,
  OD_LAYER_CLIENT,
  OD_LAYER_SERVICE,
  OD_LAYER_COUNT
} od_layer;

const char *od_layer_name(od_layer layer);
int od_layer_find(const char *name, od_layer *layer);

/* A cause; lists are NULL-terminated. */
typedef struct od_cause {
  const char *id;    /* "tls.cipher-suite": never changes once released */
  od_layer layer;
  const char *title; /* "No usable TLS cipher suite" */
  const char *const *explains; /* causes of its layer that follow from it */
} od_cause;

size_t od_cause_count(void); /* causes stand in the order of layer, then id */
const od_cause *od_cause_at(size_t index);
const od_cause *od_cause_find(const char *id); /* NULL if there is none */
size_t od_cause_index(const od_cause *cause);

/* A code; lists are NULL-terminated. */
typedef struct od_code {
  const char *code;   /* canonical: 0x8004de40, AADSTS50097, 12007 */
  const char *family; /* onedrive aadsts winhttp schannel winerror wam hresult */
  const char *kind;   /* network proxy identity … interrupt block credential … */
  const char *name;   /* the symbol, or "" */
  const char *meaning; /* our own words */
  int documented;      /* by Microsoft */
  const char *const *causes;  /* documented causes, best first */
  const char *const *sources;
} od_code;

#define OD_CODE_MAX 32

/*
 * Finds the next code in a text, in any spelling, and writes its canonical
 * form. *rest moves past it. 0 when there is none left.
 */
int od_code_next(od_view *rest, char canonical[OD_CODE_MAX]);

/* The only code that a text holds ("0x8004DE40", "-2147164608"); or 0. */
int od_code_canonical(od_view text, char canonical[OD_CODE_MAX]);

const od_code *od_code_find(const char *canonical); /* NULL: not known */
const char *od_code_family(const char *canonical);  /* also of unknown ones */

#endif
