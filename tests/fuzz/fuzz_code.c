/* Texts with codes: what is found must be canonical and read back as itself. */
#undef NDEBUG /* what is asserted is the test */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "od0x8004/code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(od_view text) {
  char code[OD_CODE_MAX], again[OD_CODE_MAX];
  while (text.size) {
    const char *before = text.data;
    if (!od_code_next(&text, code)) {
      assert(!*code && !text.size);
      break;
    }
    assert(text.data > before && strlen(code) < OD_CODE_MAX);
    assert(od_code_canonical(od_view_of(code), again));
    assert(!strcmp(code, again));
    assert(*od_code_family(code));
  }
}

static void explain(const char *text, const char *format) {
  char *out = NULL;
  od_status status = od_code_explain(&out, text, format);
  assert((status == OD_OK) == (out != NULL));
  assert(status == OD_OK || status == OD_ELIMIT || status == OD_ENOMEM);
  od_free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  if (!text) return 0;
  if (size) memcpy(text, data, size);
  text[size] = '\0';
  look((od_view){(const char *)data, size});
  explain(text, "json");
  explain(text, "text");
  free(text);
  return 0;
}
