/* What the catalogue tells its own files: every code, symbols, facilities. */
#ifndef OD_CATALOG_WORDS_H
#define OD_CATALOG_WORDS_H

#include "catalog/catalog.h"

#define OD_SYMBOL_MAX 80

size_t od_code_count(void); /* exact codes, in the order of their text */
const od_code *od_code_at(size_t index);

/* Canonical code of a symbol in lower case; NULL: not known. */
const char *od_code_of_symbol(const char *lower);

/* Name in winerror.h of a decimal facility number; NULL: not known. */
const char *od_facility_name(const char *number);

#endif
