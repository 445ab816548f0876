#include "od0x8004/base.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

const char *od_version(void) {
  return TEXT(OD_VERSION_MAJOR) "." TEXT(OD_VERSION_MINOR) "." TEXT(
      OD_VERSION_PATCH);
}
