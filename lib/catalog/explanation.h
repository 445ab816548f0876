/* What is to be said about one code, before it is written as text or JSON. */
#ifndef OD_CATALOG_EXPLANATION_H
#define OD_CATALOG_EXPLANATION_H

#include "catalog/words.h"
#include "core/buffer.h"

/* A HRESULT or NTSTATUS taken apart as winerror.h says. */
typedef struct od_parts {
  int known; /* only a code of 32 bits has parts */
  int failure;
  unsigned facility;
  const char *facility_name; /* "" if winerror.h has none */
  unsigned number;
} od_parts;

typedef struct od_explanation {
  char code[OD_CODE_MAX];
  const od_code *known; /* NULL: not in the catalogue */
  const char *family;
  const char *kind;
  const char *name;
  const char *meaning; /* of the catalogue, or the text below */
  char text[320];
  int documented;
  char also[3][OD_CODE_MAX];
  size_t also_count;
  od_parts parts;
} od_explanation;

void od_explanation_of(od_explanation *e, const char *code);

/* A code as text for people, 80 columns. */
void od_explanation_text(od_buffer *out, const od_explanation *e);

#endif
