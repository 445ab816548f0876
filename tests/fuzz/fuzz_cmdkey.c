#include <string.h>

#include "reader_fuzz.h"

#include "facts/readers/credential_class.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  /* Whatever the name: only OneDrive's own cached credentials go aside. */
  od_view target = {(const char *)data, size};
  const od_credential_class *class = od_credential_class_of(target);
  reader_fuzz_must(strcmp(class->action, "quarantine") ||
                   od_view_starts_nocase(od_credential_base(target),
                                         "OneDrive Cached Credential"));
  return reader_fuzz(&od_reader_cmdkey, data, size);
}
