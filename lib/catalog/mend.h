/*
 * Codes as people paste them. Only od_code_explain mends: evidence is read as
 * it stands.
 */
#ifndef OD_CATALOG_MEND_H
#define OD_CATALOG_MEND_H

#include "core/buffer.h"
#include "core/view.h"

/* Copies a text and puts right the codes that it can guess. */
void od_mend_codes(od_buffer *out, od_view text);

/* Copies a text with plain digits and letters for the wide ones. */
void od_mend_wide(od_buffer *out, od_view text);

#endif
